// The symbols and matrix entries of the text, and the gates that they are about: touching one marks the other.

class Terms {
  /** Terms have the indices of their nodes' names; turnTo(term) shows the circuit that a term is about. */
  constructor(stepper, text, names, turnTo) {
    this.stepper = stepper;
    this.names = names;
    this.turnTo = turnTo;
    this.terms = [...text.querySelectorAll('[data-n]')];
    this.ids = new Map(this.terms.map((term) => [term, term.dataset.n.split(' ').map(Number)]));
    this.pinned = null;
    const termOf = (event) => event.target.closest?.('[data-n]');
    text.addEventListener('pointerover', (event) => termOf(event) && event.pointerType !== 'touch'
      && this.touch(termOf(event)));
    text.addEventListener('pointerout', (event) => termOf(event) && event.pointerType !== 'touch' && this.leave());
    text.addEventListener('focusin', (event) => termOf(event) && this.touch(termOf(event)));
    text.addEventListener('focusout', (event) => termOf(event) && this.leave());
    text.addEventListener('click', (event) => this.pin(termOf(event)));
    text.addEventListener('keydown', (event) => this.key(event, termOf(event)));
    text.querySelectorAll('section').forEach((section) => rove([...section.querySelectorAll('[data-n]')], 0));
  }

  /** Connects the gates of the circuit that the stepper plays. */
  connect() {
    const { calculation, picture } = this.stepper;
    this.nodes = new Map(calculation.nodes.map((node) => [this.names.indexOf(node.name), node.index]));
    this.nodes.delete(-1);
    const indices = new Map([...this.nodes].map(([id, node]) => [node, id]));
    picture.root.setAttribute('role', 'group');
    picture.groups.forEach((group, node) => {
      const id = indices.get(node);
      if (group && id !== undefined) {
        const marked = () => this.mark([id]);
        group.setAttribute('role', 'button');
        group.setAttribute('aria-label', this.names[id]);
        group.addEventListener('pointerenter', marked);
        group.addEventListener('pointerleave', () => this.leave());
        group.addEventListener('focus', marked);
        group.addEventListener('blur', () => this.leave());
        group.addEventListener('keydown', (event) => this.gateKey(event, group));
      }
    });
    this.gates = picture.groups.filter((group) => group?.hasAttribute('aria-label'));
    rove(this.gates, 0);
  }

  touch(term) {
    this.turnTo(term);
    this.mark(this.ids.get(term));
  }

  leave() {
    this.mark(this.pinned ?? []);
  }

  /** Keeps a term's marks until another click, for fingers, which cannot hover. */
  pin(term) {
    this.pinned = term ? this.ids.get(term) : null;
    if (term) {
      this.touch(term);
      const node = this.nodes.get(this.pinned[0]);
      if (node !== undefined) {
        const { picture } = this.stepper;
        picture.scrollTo(picture.groups[node]);
      }
    } else {
      this.leave();
    }
  }

  mark(ids) {
    const chosen = new Set(ids);
    this.terms.forEach((term) => term.classList.toggle('touched', this.ids.get(term).some((id) => chosen.has(id))));
    const nodes = new Set(ids.map((id) => this.nodes.get(id)));
    this.stepper.picture.groups.forEach((group, node) => group?.classList.toggle('touched', nodes.has(node)));
    this.tell([...nodes].filter((node) => node !== undefined));
  }

  /** What is known of the nodes so far. */
  tell(nodes) {
    const { known, panel } = this.stepper;
    const numbers = (node) => {
      const value = known.values[node];
      const gradient = this.stepper.calculation.isComplete(node, known) ? known.gradients[node] : null;
      return panel.name(node) + (value === null ? '' : ' = ' + format(value))
        + (gradient === null ? '' : `, gradient ${format(gradient)}`);
    };
    if (nodes.length > 0) {
      byId('touched').textContent = nodes.map(numbers).join('; ');
    }
  }

  key(event, term) {
    if (term && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      event.stopPropagation();
      this.pin(term);
    } else if (term) {
      step(event, [...term.closest('section').querySelectorAll('[data-n]')], term);
    }
  }

  gateKey(event, group) {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      event.stopPropagation();
      group.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    } else {
      step(event, this.gates, group);
    }
  }
}

/** Makes one of some elements a stop of the tab key. */
function rove(all, at) {
  all.forEach((one, i) => one.setAttribute('tabindex', i === at ? '0' : '-1'));
}

/** Goes to the next or the previous of some elements by an arrow key. */
function step(event, all, from) {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (by !== undefined) {
    event.preventDefault();
    event.stopPropagation();
    const to = Math.max(0, Math.min(all.length - 1, all.indexOf(from) + by));
    rove(all, to);
    all[to].focus();
  }
}
