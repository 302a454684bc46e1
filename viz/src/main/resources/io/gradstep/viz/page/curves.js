// The chart of losses: a line stands at the epoch that is shown, and a dot on each curve.

const DOT = 4.5;

class Curves {
  constructor(data, root) {
    this.data = data;
    const drawing = root.querySelector('svg > g');
    const { top, bottom } = data;
    this.cursor = svgElement('path', { class: 'cursor', fill: 'none', d: `M0,${top}V${bottom}` });
    this.dots = data.series.map(() => svgElement('circle', { class: 'dot', r: DOT }));
    drawing.append(this.cursor, ...this.dots);
  }

  show(frame) {
    const x = this.data.x[frame];
    this.cursor.setAttribute('transform', `translate(${x} 0)`);
    this.data.series.forEach(({ y }, i) => {
      const seen = y[frame] !== null;
      this.dots[i].setAttribute('visibility', seen ? 'visible' : 'hidden');
      if (seen) {
        this.dots[i].setAttribute('cx', x);
        this.dots[i].setAttribute('cy', y[frame]);
      }
    });
  }

  /** The curves' values in words. */
  facts(frame) {
    return this.data.series
      .filter(({ values }) => values[frame] !== null)
      .map(({ name, values }) => `${name} ${format(Number(values[frame]))}`);
  }
}
