// The chart of losses: a line stands at the epoch that is shown, and a dot on each curve.

const DOT = 4.5;

/** Marks begin a little beside their point, to either side. */
const NEAR = 0.5;

class Curves {
  constructor(data, root) {
    this.data = data;
    const drawing = root.querySelector('svg > g');
    // It tells how the training ends.
    root.querySelector('desc').remove();
    this.lines = data.series.flatMap((_, i) => [...root.querySelectorAll(`#s${i} > path`)]
      .map((path) => this.cut(path)));
    const { top, bottom } = data;
    this.cursor = svgElement('path', { class: 'cursor', fill: 'none', d: `M0,${top}V${bottom}` });
    this.dots = data.series.map(() => svgElement('circle', { class: 'dot', r: DOT }));
    drawing.append(this.cursor, ...this.dots);
  }

  /** The points of a line, or the marks of a series, from left to right. */
  cut(path) {
    const d = path.getAttribute('d');
    const pieces = d.split(/^[ML\d.,-]*$/.test(d) ? /(?=[ML])/ : /(?=M)/);
    return { path, pieces: pieces.map((text) => ({ text, x: Number.parseFloat(text.slice(1)) })) };
  }

  show(frame) {
    const x = this.data.x[frame];
    // What is still to come is not shown.
    for (const { path, pieces } of this.lines) {
      path.setAttribute('d', pieces.filter((piece) => piece.x <= x + NEAR).map(({ text }) => text).join(''));
    }
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
