// Measures every text of every picture in a page, and reports those beyond the picture's edge, beyond their box, or on
// another text. The body of a function that returns a message for each.
const TOLERANCE = 0.75;
const DESCENT = 0.2;
const ASCENT = 0.75;

/** A text's letters from accent to descender; the browser's own box has the gap between lines in it. */
const inked = (text) => {
  const box = text.getBoundingClientRect();
  const size = Number(text.getAttribute('font-size'));
  const baseline = text.getScreenCTM().f + Number(text.getAttribute('y')) * text.getScreenCTM().d;
  return { left: box.left, right: box.right, top: baseline - ASCENT * size, bottom: baseline + DESCENT * size };
};

const overlap = (a, b) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > TOLERANCE &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > TOLERANCE;

const within = (a, b) =>
  a.left >= b.left - TOLERANCE && a.right <= b.right + TOLERANCE &&
  a.top >= b.top - TOLERANCE && a.bottom <= b.bottom + TOLERANCE;

const measure = (svg) => {
  const complaints = [];
  const name = svg.parentElement.dataset.name;
  const texts = [...svg.querySelectorAll('text')]
    .filter((text) => text.textContent.trim() !== '')
    .map((text) => ({ what: `'${text.textContent}'`, box: inked(text) }))
    .sort((a, b) => a.box.left - b.box.left);
  // The first is the paper, which is the picture's edge.
  const [paper, ...boxes] = [...svg.querySelectorAll('rect, path.card')].map((shape) => shape.getBoundingClientRect());
  texts.forEach(({ what, box }, i) => {
    if (!within(box, paper)) {
      complaints.push(`${name}: ${what} lies beyond the picture's edge`);
    }
    for (const other of boxes.filter((other) => overlap(box, other) && !within(box, other))) {
      complaints.push(`${name}: ${what} is cut by the edge of a box ${Math.round(other.width)} wide`);
    }
    for (let j = i + 1; j < texts.length && texts[j].box.left < box.right; j++) {
      if (overlap(box, texts[j].box)) {
        complaints.push(`${name}: ${what} and ${texts[j].what} overlap`);
      }
    }
  });
  return complaints;
};

return [...document.querySelectorAll('svg.gradstep')].flatMap(measure);
