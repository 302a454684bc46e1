// The map of decisions: regions, the borders between them, and rings round the samples that are on the wrong side.

class Decisions {
  constructor(data, root) {
    this.data = data;
    this.title = root.querySelector('title');
    root.querySelector('desc').remove();
    this.regions = data.classes.map((_, k) => root.querySelector('#k' + k));
    this.borders = root.querySelector('#borders');
    this.rings = root.querySelector('#rings');
    this.count = root.querySelector('#wrong text');
  }

  show(frame, moment) {
    const { areas, border, ringed, wrong } = this.data.frames[frame];
    this.regions.forEach((region, k) => region.replaceChildren(...areas[k].map((d) => this.shade(k, d))));
    this.borders.replaceChildren(this.line(border, this.data.borderWidth));
    this.rings.replaceChildren(this.line(ringed.map((sample) => this.ring(sample)).join(''), this.data.ringWidth));
    this.count.textContent = `misclassified (${wrong})`;
    this.title.textContent = `Decisions at ${moment}`;
  }

  shade(k, d) {
    const [name, fill] = this.data.classes[k];
    return svgElement('path', { class: name, fill, 'fill-opacity': this.data.shade, 'fill-rule': 'evenodd', d });
  }

  line(d, width) {
    return svgElement('path', { class: 'border', fill: 'none', stroke: 'currentColor', 'stroke-width': width, d });
  }

  ring(sample) {
    const r = this.data.ring;
    return `M${this.data.x[sample] - r},${this.data.y[sample]}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0z`;
  }

  facts(frame) {
    return [`${this.data.frames[frame].wrong} of ${this.data.size} misclassified`];
  }
}
