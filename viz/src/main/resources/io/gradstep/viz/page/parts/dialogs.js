// The boxes of a picture that open a circuit of their own: cards of neurons, and folded parts.

class Dialogs {
  constructor(calculation, root) {
    this.calculation = calculation;
    this.root = root;
    this.pictures = [];
    for (const dialog of document.querySelectorAll('dialog[data-neuron]')) {
      // A derivative that is stepped in place of the function has other boxes.
      if (root.querySelector('#' + dialog.dataset.neuron)) {
        this.connect(dialog);
        this.offer(dialog.dataset.neuron, dialog.getAttribute('aria-label'), () => this.open(dialog));
      }
    }
  }

  /** Makes a box a button that opens a circuit. */
  offer(id, label, action) {
    const box = this.root.querySelector('#' + id);
    asButton(box, label, action);
    box.setAttribute('aria-haspopup', 'dialog');
  }

  connect(dialog) {
    dialog.querySelector('button').addEventListener('click', () => dialog.close());
    // A click beside it closes it too.
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  }

  open(dialog) {
    dialog.showModal();
    if (!dialog.dataset.live) {
      // Not earlier: hidden elements have no size.
      dialog.dataset.live = 'yes';
      this.pictures.push(new Picture(this.calculation, dialog.querySelector('svg'), dialog.dataset.neuron + '-'));
    }
    this.show(this.step, this.known);
  }

  show(step, known) {
    this.step = step;
    this.known = known;
    this.pictures.forEach((picture) => picture.show(step, known));
  }
}
