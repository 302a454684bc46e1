// The losses: of the training samples, of those held out, and of single batches; those of the other training dashed.

/** The room of a label on the axis. */
const LABEL = 13;
const CHART = { left: 40, right: 312, top: 8, bottom: 148 };

class LossChart {
  constructor(svg, unit = 'batch') {
    this.svg = svg;
    this.unit = unit;
  }

  show(frame) {
    const runs = [frame.run, ...(frame.other ? [frame.other] : [])];
    const values = runs.flatMap(({ points, batches, train }) => [train, ...points.flatMap((point) => point.slice(1)),
      ...batches.map((batch) => batch[1])]).filter((y) => Number.isFinite(y) && y > 0);
    if (values.length === 0) {
      values.push(1);
    }
    const most = Math.log10(Math.max(...values));
    const least = Math.max(Math.log10(Math.min(...values)), most - 5);
    this.end = Math.max(1, frame.end);
    this.range = [least - 0.05, Math.max(most, least + 0.5) + 0.05];
    const parts = [...this.axes()];
    runs.forEach((run, i) => parts.push(...this.lines(run, i > 0)));
    const x = this.x(frame.batch);
    parts.push(svgElement('path', { d: `M${x},${CHART.top}V${CHART.bottom}`, stroke: 'var(--alias)',
      'stroke-dasharray': '2 3' }));
    this.svg.replaceChildren(...parts);
    this.svg.setAttribute('aria-label',
      `losses up to ${this.unit} ${frame.end}: training ${format(Number(frame.run.train))}`);
  }

  x(batch) {
    return CHART.left + (batch / this.end) * (CHART.right - CHART.left);
  }

  y(loss) {
    const share = (Math.log10(Math.max(1e-300, loss)) - this.range[0]) / (this.range[1] - this.range[0]);
    return CHART.bottom - Math.max(0, Math.min(1, share)) * (CHART.bottom - CHART.top);
  }

  *axes() {
    const whole = [];
    for (let power = Math.ceil(this.range[0]); power <= this.range[1]; power++) {
      whole.push(10 ** power);
    }
    const marks = whole.length > 1 ? whole : [...whole, 10 ** this.range[0], 10 ** this.range[1]];
    const taken = [];
    for (const mark of marks) {
      const y = this.y(mark);
      if (taken.some((other) => Math.abs(other - y) < LABEL)) {
        continue;
      }
      taken.push(y);
      yield svgElement('path', { d: `M${CHART.left},${y}H${CHART.right}`, stroke: 'var(--grid)' });
      const text = svgElement('text', { x: CHART.left - 4, y: y + 3, 'text-anchor': 'end' });
      text.textContent = format(Number(mark.toPrecision(2)));
      yield text;
    }
    const text = svgElement('text', { x: CHART.right, y: CHART.bottom + 14, 'text-anchor': 'end' });
    text.textContent = `${this.unit} ${this.end}`;
    yield text;
  }

  *lines({ points, batches, batch, train, held }, other) {
    const dashes = other ? { 'stroke-dasharray': '5 3' } : {};
    const dots = batches.slice(-160).map(([at, loss]) => `M${this.x(at).toFixed(1)},${this.y(loss).toFixed(1)}h.01`)
      .join('');
    yield svgElement('path', { d: dots, stroke: other ? 'var(--neg)' : 'var(--wire)', 'stroke-width': 2.4,
      'stroke-linecap': 'round', 'stroke-opacity': 0.35, fill: 'none' });
    const at = points.filter((point) => point[0] <= batch).length;
    const all = [...points.slice(0, at), [batch, train, held], ...points.slice(at)];
    for (const [column, color] of [[2, 'var(--grad)'], [1, 'var(--val)']]) {
      const line = all.filter((point) => Number.isFinite(point[column]));
      if (line.length > 0) {
        const d = line.map((point, i) =>
          `${i ? 'L' : 'M'}${this.x(point[0]).toFixed(1)},${this.y(point[column]).toFixed(1)}`);
        yield svgElement('path', { d: d.join(''), fill: 'none', stroke: color, 'stroke-width': 1.8, ...dashes });
      }
    }
  }
}
