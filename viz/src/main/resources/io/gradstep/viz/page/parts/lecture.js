// The lecture mode: the picture fills the window, what is said about it stays below it, and a clicker turns the steps.

/** Numbers in a drawing are at least this high in a window of this height. */
const LEGIBLE = 24 / 1080;
const NUMBER_SIZE = 15;
/** Of a frame that is narrow, as those of phones, or two beside each other. */
const SHAPE = 0.6;
const MOST = 2.6;

class Lecture {
  constructor(player) {
    this.player = player;
    this.root = document.documentElement;
    this.pointer = element('div', 'pointer');
    this.pointer.hidden = true;
    document.body.append(this.pointer);
    byId('lecture').addEventListener('click', () => this.toggle());
    addEventListener('resize', () => this.fit(true));
    addEventListener('pointermove', (event) => this.point(event));
    document.addEventListener('pointerleave', () => (this.pointer.hidden = true));
  }

  isOn() {
    return this.root.classList.contains('lecture');
  }

  toggle(on = !this.isOn()) {
    if (on !== this.isOn()) {
      this.root.classList.toggle('lecture', on);
      byId('lecture').setAttribute('aria-pressed', on);
      this.pointer.hidden = true;
      scrollTo(0, 0);
      this.player.zooms.forEach((zoom) => zoom.reset());
      this.player.show();
    }
  }

  /** The keys of this mode; a clicker sends PageUp and PageDown. */
  actions() {
    const { player } = this;
    const clicker = {
      PageDown: () => player.turn(player.at + 1),
      PageUp: () => player.turn(player.at - 1),
      Escape: () => this.toggle(false),
    };
    return { f: () => this.toggle(), ...(this.isOn() ? clicker : {}) };
  }

  /** Makes drawings as large as their frames, but so large at least that their numbers can be read from afar. */
  fit(anew = false) {
    // The panels of a film have their sizes from the style sheet.
    this.player.zooms.filter(({ frame }) => !frame.closest('#panels')).forEach((zoom) => this.fitOne(zoom, anew));
  }

  fitOne(zoom, anew) {
    const { svg } = zoom;
    // A picture that is zoomed keeps its size until the window has another.
    if (!svg || (zoom.factor !== 1 && !anew)) {
      return;
    }
    const { frame } = zoom;
    const room = this.isOn() ? `${frame.offsetWidth} ${frame.offsetHeight} ${innerHeight}` : '';
    if (zoom.fitted?.svg === svg && zoom.fitted.room === room && !anew) {
      return;
    }
    zoom.fitted = { svg, room };
    zoom.reset();
    zoom.rest(null);
    if (this.isOn()) {
      const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
      const padding = Number.parseFloat(getComputedStyle(frame).paddingLeft) * 2;
      const whole = Math.min((frame.clientWidth - padding) / width, (frame.clientHeight - padding) / height, MOST);
      const number = svg.querySelector('[data-node] > .val');
      const size = number ? Number.parseFloat(getComputedStyle(number).fontSize) : NUMBER_SIZE;
      const scale = Math.max(whole, (LEGIBLE * Math.max(540, Math.min(innerHeight, frame.clientWidth * SHAPE))) / size);
      zoom.rest({ width: width * scale, height: height * scale });
    }
  }

  point(event) {
    this.pointer.hidden = !this.isOn() || event.pointerType === 'touch';
    this.pointer.style.transform = `translate(${event.clientX}px, ${event.clientY}px)`;
  }
}
