// Goes from one position to another as buttons, slider, keys and the address say.

class Player {
  /** The address stores the position, counted from 0, through write(position). */
  constructor(address, between) {
    this.address = address;
    this.between = between;
    this.timer = null;
    this.at = 0;
    this.last = null;
    document.documentElement.classList.add('js');
  }

  /** Call once everything is ready, and again to play something else. */
  start(last, position) {
    if (this.last === null) {
      this.connect();
    }
    this.pause();
    this.setLast(last, position);
  }

  setLast(last, position) {
    this.last = last;
    byId('slider').max = last;
    this.go(position);
  }

  connect() {
    byId('first').addEventListener('click', () => this.turn(0));
    byId('back').addEventListener('click', () => this.turn(this.at - 1));
    byId('next').addEventListener('click', () => this.turn(this.at + 1));
    byId('play').addEventListener('click', () => this.playOrPause());
    byId('slider').addEventListener('input', (event) => this.turn(Number(event.target.value)));
    byId('speed').addEventListener('change', () => this.playing() && this.repeat());
    this.zooms = [...document.querySelectorAll('.picture')].map((frame) => new Zoom(frame));
    this.lecture = new Lecture(this);
    addEventListener('keydown', (event) => this.key(event));
  }

  /** The action of each key; letters are lower-case. */
  actions() {
    return {
      ArrowRight: () => this.turn(this.at + 1),
      ArrowLeft: () => this.turn(this.at - 1),
      Home: () => this.turn(0),
      End: () => this.turn(this.last),
      ' ': () => this.playOrPause(),
      ...Zoom.actions(this.zooms),
      ...this.lecture.actions(),
    };
  }

  key(event) {
    const target = event.target;
    const types = target.matches('input[type=text], input[type=search], textarea, select');
    const presses = event.key === ' ' && target.matches('button, input, summary');
    const slides = target.matches('input[type=range]') && event.key.length > 1;
    if (event.ctrlKey || event.altKey || event.metaKey || types || presses || slides) {
      return;
    }
    const action = this.actions()[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  }

  /** Goes to a chosen position and stops playing. */
  turn(position) {
    this.pause();
    this.go(position);
  }

  go(position) {
    this.at = Math.max(0, Math.min(this.last, position));
    this.address.write(this.at);
    this.show();
    byId('slider').value = this.at;
    byId('first').disabled = byId('back').disabled = this.at === 0;
    byId('next').disabled = this.at === this.last;
  }

  playOrPause() {
    if (this.playing()) {
      this.turn(this.at);
      return;
    }
    this.go(this.at === this.last ? 0 : this.at + 1);
    if (!this.holds() && this.at < this.last) {
      this.repeat();
      byId('play').textContent = 'Pause';
    }
  }

  /** Plays on, as fast as chosen. */
  repeat() {
    clearInterval(this.timer);
    this.timer = setInterval(() => this.tick(), this.between / Number(byId('speed').value));
  }

  tick() {
    if (this.at + 1 === this.last) {
      this.pause();
    }
    this.go(this.at + 1);
  }

  playing() {
    return this.timer !== null;
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    byId('play').textContent = 'Play';
  }

  /** Whether playing cannot go on from here by itself. */
  holds() {
    return false;
  }
}
