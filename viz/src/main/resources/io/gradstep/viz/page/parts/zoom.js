// A picture's frame: it is zoomed by wheel, pinch and keys, moved by dragging, and searched by name.

const ZOOM_STEP = 1.25;
const MOST_ZOOM = 8;
const WHEEL_SPEED = 1 / 500;
const PINCH_SPEED = 1 / 100;
/** A wheel that has begun to scroll the page goes on scrolling it, also over a picture. */
const GESTURE = 300;
const DRAGGED = 4;
const KEY_MOVE = 60;
const FOUND_PADDING = 4;

class Zoom {
  constructor(frame) {
    this.frame = frame;
    this.factor = 1;
    this.found = [];
    this.connectWheel();
    this.connectTouch();
    this.connectDrag();
    frame.addEventListener('keydown', (event) => this.move(event));
    frame.after(this.tools());
  }

  get svg() {
    return this.frame.querySelector('svg');
  }

  /** The picture is shown in a size of its own, or, given null, in that of the style sheet. */
  rest(size) {
    this.resting = size;
    if (this.factor === 1) {
      this.setSize(size);
    }
  }

  setSize(size) {
    const { style } = this.svg;
    style.width = size ? `${size.width}px` : '';
    style.height = size ? `${size.height}px` : '';
    const own = this.factor === 1;
    style.maxWidth = own ? '' : 'none';
    style.minWidth = own ? '' : '0';
    // In a page, a picture that grows may fill most of the window.
    this.frame.style.maxHeight = own || this.isFilled() ? '' : `max(${this.height}px, 70vh)`;
  }

  isFilled() {
    return document.documentElement.classList.contains('lecture');
  }

  reset() {
    this.factor = 1;
    if (this.svg) {
      this.setSize(this.resting);
    }
    this.update();
  }

  /** Zooms so that what is at a point of the window stays there; without one, the middle of the frame. */
  zoom(factor, x = null, y = null) {
    const { frame, svg } = this;
    if (!svg) {
      return;
    }
    if (this.factor === 1) {
      const { width, height } = svg.getBoundingClientRect();
      this.base = { width, height };
      this.height = frame.offsetHeight;
    }
    const least = Math.min(1, frame.clientWidth / this.base.width, this.height / this.base.height);
    const wished = Math.max(least, Math.min(MOST_ZOOM, factor));
    this.factor = Math.abs(wished - 1) < 0.02 ? 1 : wished;
    const middle = frame.getBoundingClientRect();
    const atX = x ?? middle.left + middle.width / 2;
    const atY = y ?? middle.top + middle.height / 2;
    const before = svg.getBoundingClientRect();
    const { width, height } = this.base;
    this.setSize(this.factor === 1 ? this.resting : { width: width * this.factor, height: height * this.factor });
    const after = svg.getBoundingClientRect();
    frame.scrollLeft += after.left - atX + ((atX - before.left) / before.width) * after.width;
    frame.scrollTop += after.top - atY + ((atY - before.top) / before.height) * after.height;
    this.update();
  }

  connectWheel() {
    const { frame } = this;
    addEventListener('wheel', (event) => {
      if (!frame.contains(event.target)) {
        this.scrolled = event.timeStamp;
      }
    }, { passive: true, capture: true });
    frame.addEventListener('wheel', (event) => {
      const scrolls = !event.ctrlKey && event.timeStamp - this.scrolled < GESTURE;
      const ends = event.deltaY > 0 && this.factor <= 1 && !this.overflows();
      if (event.shiftKey || event.deltaY === 0 || scrolls || (ends && !event.ctrlKey)) {
        this.scrolled = event.shiftKey ? this.scrolled : event.timeStamp;
        return;
      }
      event.preventDefault();
      const delta = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
      const power = Math.max(-0.5, Math.min(0.5, delta * (event.ctrlKey ? PINCH_SPEED : WHEEL_SPEED)));
      this.zoom(this.factor * Math.exp(-power), event.clientX, event.clientY);
    }, { passive: false });
  }

  overflows() {
    const { frame } = this;
    return frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight;
  }

  /** Two fingers; one scrolls as it always does. */
  connectTouch() {
    let begun = null;
    const distance = ([a, b]) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    this.frame.addEventListener('touchstart', ({ touches }) => {
      begun = touches.length === 2 ? { distance: distance(touches), factor: this.factor } : null;
    }, { passive: true });
    this.frame.addEventListener('touchmove', (event) => {
      if (begun && event.touches.length === 2) {
        event.preventDefault();
        const [a, b] = event.touches;
        const factor = (begun.factor * distance(event.touches)) / begun.distance;
        this.zoom(factor, (a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2);
      }
    }, { passive: false });
  }

  connectDrag() {
    const { frame } = this;
    let from = null;
    let dragged = false;
    frame.addEventListener('pointerdown', (event) => {
      dragged = false;
      const free = event.pointerType === 'mouse' && event.button === 0 && !event.defaultPrevented;
      from = free ? { x: event.clientX + frame.scrollLeft, y: event.clientY + frame.scrollTop } : null;
    });
    addEventListener('pointermove', (event) => {
      if (from && event.buttons === 0) {
        from = null;
      }
      if (from) {
        const [left, top] = [from.x - event.clientX, from.y - event.clientY];
        dragged ||= Math.hypot(left - frame.scrollLeft, top - frame.scrollTop) > DRAGGED && this.overflows();
        frame.classList.toggle('panning', dragged);
        if (dragged) {
          frame.scrollTo({ left, top, behavior: 'instant' });
        }
      }
    });
    addEventListener('pointerup', () => {
      from = null;
      frame.classList.remove('panning');
    });
    // The click at the end of a drag opens nothing.
    frame.addEventListener('click', (event) => dragged && event.stopPropagation(), { capture: true });
  }

  move(event) {
    const sides = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const side = event.shiftKey && sides[event.key];
    if (side) {
      event.preventDefault();
      event.stopPropagation();
      this.frame.scrollBy(side[0] * KEY_MOVE, side[1] * KEY_MOVE);
    }
  }

  /** The keys of a page: those of its pictures that the pointer or the focus is in, else of the last. */
  static actions(zooms) {
    const one = () => zooms.find(({ frame }) => frame.parentNode.matches(':hover, :focus-within')) ?? zooms.at(-1);
    return zooms.length === 0 ? {} : {
      '+': () => one().zoom(one().factor * ZOOM_STEP),
      '=': () => one().zoom(one().factor * ZOOM_STEP),
      '-': () => one().zoom(one().factor / ZOOM_STEP),
      0: () => one().reset(),
      '/': () => (zooms.find((zoom) => zoom.named().length > 0) ?? one()).input.focus(),
    };
  }

  tools() {
    const button = (text, label, action) => {
      const made = element('button', '', text);
      made.type = 'button';
      made.title = label;
      made.setAttribute('aria-label', label);
      made.addEventListener('click', action);
      return made;
    };
    this.input = element('input');
    this.input.type = 'search';
    this.input.placeholder = 'Find a name';
    this.input.setAttribute('aria-label', 'find a value by its name');
    this.input.addEventListener('input', () => this.search());
    this.input.addEventListener('keydown', (event) => this.searchKey(event));
    this.count = element('output', 'count');
    this.wholeButton = button('Fit', 'whole picture (key 0)', () => this.reset());
    const tools = element(
      'div',
      'tools live-only',
      this.input,
      this.count,
      button('−', 'zoom out (key −)', () => this.zoom(this.factor / ZOOM_STEP)),
      button('+', 'zoom in (key +)', () => this.zoom(this.factor * ZOOM_STEP)),
      this.wholeButton,
    );
    tools.setAttribute('role', 'group');
    tools.setAttribute('aria-label', 'zoom and search');
    this.update();
    return tools;
  }

  update() {
    this.wholeButton.disabled = this.factor === 1;
    this.input.hidden = this.named().length === 0;
    this.frame.classList.toggle('movable', Boolean(this.svg) && this.overflows());
  }

  /** The values that have names, and the cards. */
  named() {
    return [...this.frame.querySelectorAll('[data-name], [data-group]')];
  }

  search() {
    const text = this.input.value.trim().toLowerCase();
    const rank = (name) => (name === text ? 0 : name.startsWith(text) ? 1 : name.includes(text) ? 2 : 3);
    this.found = text === '' ? [] : this.named()
      .map((group) => ({ group, rank: rank((group.dataset.name ?? group.dataset.group).toLowerCase()) }))
      .filter((match) => match.rank < 3)
      .sort((a, b) => a.rank - b.rank)
      .map((match) => match.group);
    this.showFound(0);
    this.count.textContent = text === '' || this.found.length > 0 ? this.count.textContent : 'not found';
  }

  searchKey(event) {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.input.value = '';
      this.search();
      this.input.blur();
    } else if (event.key === 'Enter' && this.found.length > 0) {
      event.preventDefault();
      this.showFound(this.at + (event.shiftKey ? -1 : 1));
    }
  }

  showFound(number) {
    this.marker?.remove();
    const count = this.found.length;
    this.at = count > 0 ? (number + count) % count : 0;
    const group = this.found[this.at];
    this.count.textContent = group ? `${this.at + 1} of ${count}` : '';
    if (group) {
      const { x, y, width, height } = group.getBBox();
      const place = { x: x - FOUND_PADDING, y: y - FOUND_PADDING, rx: 6 };
      const size = { width: width + 2 * FOUND_PADDING, height: height + 2 * FOUND_PADDING };
      this.marker = svgElement('rect', { class: 'found', ...place, ...size });
      group.after(this.marker);
      intoView(this.frame, group);
    }
  }
}

/** Scrolls a frame so that a part of its picture is in the middle. */
function intoView(frame, part, behavior = 'auto') {
  const box = part.getBoundingClientRect();
  const outer = frame.getBoundingClientRect();
  const left = frame.scrollLeft + box.left - outer.left - (outer.width - box.width) / 2;
  const top = frame.scrollTop + box.top - outer.top - (outer.height - box.height) / 2;
  frame.scrollTo({ left, top, behavior });
}
