// A wire whose width tells a gradient: as wide as its root, and thin while none is known. Connections between cards
// also tell its sign: solid for positive and dashed for negative ones.

const THINNEST = 1.1;
const THICKEST = 5;
const ARROW_LENGTH = 9;
const ARROW_HALF_WIDTH = 3.8;

class Link {
  constructor(group) {
    this.group = group;
    [this.line, this.head] = group.querySelectorAll('path');
    const [x, y, leftX, leftY, rightX, rightY] = this.head.getAttribute('d').match(/-?[\d.]+/g).map(Number);
    const [dx, dy] = [(leftX + rightX) / 2 - x, (leftY + rightY) / 2 - y];
    const length = Math.hypot(dx, dy);
    this.tip = [x, y];
    this.away = [dx / length, dy / length];
    this.path = this.line.getAttribute('d');
    this.title = group.dataset.link ? group.querySelector('title') : null;
    this.name = this.title?.textContent.replace(/: gradient .*/, '');
  }

  /** Takes null for a gradient that is not known, and the greatest size of all that are. */
  show(gradient, greatest) {
    const part = Math.abs(gradient) / greatest;
    const width = Number.isFinite(part) ? THINNEST + (THICKEST - THINNEST) * Math.sqrt(part) : THINNEST;
    const scale = 0.7 + 0.15 * width;
    const [length, half] = [scale * ARROW_LENGTH, scale * ARROW_HALF_WIDTH];
    this.line.setAttribute('stroke-width', width);
    this.line.setAttribute('d', `${this.path}L${this.from(length - 1)}`);
    this.head.setAttribute('d', `M${this.tip}L${this.from(length, half)}L${this.from(length, -half)}Z`);
    this.group.classList.toggle('unknown', gradient === null);
    if (this.title) {
      const kind = gradient > 0 ? 'pos' : gradient < 0 ? 'neg' : '';
      this.line.setAttribute('class', kind || 'wire');
      this.line.setAttribute('stroke-dasharray', kind === 'neg' ? '7 4' : 'none');
      this.head.setAttribute('class', kind ? kind + '-end' : 'end');
      this.title.textContent = this.name + (gradient === null ? '' : ': gradient ' + format(gradient));
    }
  }

  /** The point at a distance from the tip, and so far to the side. */
  from(distance, side = 0) {
    const [[x, y], [dx, dy]] = [this.tip, this.away];
    return [x + distance * dx - side * dy, y + distance * dy + side * dx];
  }

  /** Shows a gradient, or null, on each link. */
  static showAll(links, gradients) {
    const sizes = gradients.map((gradient) => Math.abs(gradient)).filter(Number.isFinite);
    const greatest = sizes.reduce((most, size) => Math.max(most, size), 0);
    links.forEach((link, i) => link?.show(gradients[i], greatest));
  }
}
