// The film: all panels at one epoch, or at one batch.

const BETWEEN_EPOCHS = 220;
const CALM = 1000;

/** Of dead neurons. */
const MAX_NAMED = 4;

class Film extends Player {
  constructor(data) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    // The address of an epoch without a frame shows the last frame before it.
    const frame = (epoch) => Math.max(0, data.epochs.findLastIndex((known) => known <= epoch));
    const address = new Fragment(data.unit, (position) => data.epochs[position], frame);
    super(address, calm ? CALM : BETWEEN_EPOCHS);
    this.epochs = data.epochs;
    this.unit = data.unit;
    this.decisions = data.map && new Decisions(data.map, byId('map'));
    this.fit = data.fit && new Fit(data.fit, byId('fit'));
    this.curves = data.chart && new Curves(data.chart, byId('chart'));
    this.neurons = data.network && new Neurons(data.network, byId('network'));
    this.dead = data.dead;
    this.start(this.epochs.length - 1, address.read() ?? 0);
    address.lead(this);
  }

  show() {
    const epoch = this.epochs[this.at];
    const moment = `${this.unit} ${epoch}`;
    this.decisions?.show(this.at, moment);
    this.fit?.show(this.at, moment);
    this.curves?.show(this.at);
    const dead = this.dead[this.at];
    this.neurons?.show(this.at, moment, dead);
    const warnings = dead.length > 0 ? [this.warning(dead)] : [];
    const details = [...(this.curves?.facts(this.at) ?? []), ...(this.decisions?.facts(this.at) ?? []), ...warnings]
      .join(' · ');
    const facts = `${moment[0].toUpperCase()}${moment.slice(1)}${epoch === 0 ? ', before training' : ''}${
      details && ': ' + details}`;
    byId('facts').textContent = facts;
    // A screen reader could not keep up with every frame of a playing film.
    if (!this.playing()) {
      byId('spoken').textContent = facts;
    }
    const position = byId('position');
    position.textContent = `${moment} / ${this.epochs[this.last]}`;
    // Above the place where the slider stands.
    const part = this.last === 0 ? 0 : this.at / this.last;
    position.style.left = `calc(8px + ${part} * (100% - 16px))`;
    position.style.translate = `${-100 * part}%`;
    byId('slider').setAttribute('aria-valuetext', position.textContent);
  }

  warning(dead) {
    const more = dead.length > MAX_NAMED ? ` and ${dead.length - MAX_NAMED} more` : '';
    return `⚠ ${dead.length} dead (${dead.slice(0, MAX_NAMED).join(', ')}${more})`;
  }
}

new Film(JSON.parse(byId('data').textContent));
