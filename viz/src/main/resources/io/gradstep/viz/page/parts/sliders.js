// Draggable leaves: a slider in each row of the table, and the leaves in the picture.

const STEPS = 200;
/** Pixels to drag for half of the slider's range. */
const REACH = 150;

/** Returns a slider's range to either side: twice the number, and at least 5. */
function rangeFor(value) {
  const size = Math.abs(value);
  return Number.isFinite(size) ? Math.max(5, Number((2 * size).toPrecision(1))) : 5;
}

class Sliders {
  constructor(player) {
    this.calculation = player.calculation;
    this.rows = player.leaves.rows
      .filter((row) => !row.element.querySelector('input').disabled)
      .map((row) => this.add(row));
    this.rows.forEach((row) => this.dragInPicture(row, player.picture.groups[row.leaf]));
  }

  add({ leaf, element: tr }) {
    const number = tr.querySelector('input');
    const slider = element('input');
    slider.type = 'range';
    slider.setAttribute('aria-label', 'slider for ' + this.calculation.name(leaf));
    number.after(slider);
    const row = { leaf, number, slider };
    this.follow(row);
    slider.addEventListener('input', () => this.set(row, Number(slider.value)));
    number.addEventListener('input', () => {
      if (document.activeElement !== slider) {
        this.follow(row);
      }
    });
    return row;
  }

  /** Moves the slider to the number. */
  follow({ leaf, slider }) {
    const value = this.calculation.values[leaf];
    const range = rangeFor(value);
    slider.min = -range;
    slider.max = range;
    slider.step = range / STEPS;
    slider.value = Number.isNaN(value) ? 0 : value;
  }

  /** Sets the number as if typed, without the rounding errors of sliding. */
  set(row, value) {
    const range = Number(row.slider.max);
    row.number.value = exact(Number(value.toPrecision(4 + Math.max(0, Math.floor(Math.log10(range))))));
    row.number.dispatchEvent(new Event('input', { bubbles: true }));
  }

  dragInPicture(row, group) {
    if (!group) {
      return;
    }
    group.classList.add('held');
    let from = null;
    let dragged = false;
    // The click at the end of a drag opens nothing.
    group.addEventListener('click', (event) => dragged && event.stopPropagation(), { capture: true });
    group.addEventListener('pointerdown', (event) => {
      if (event.button === 0) {
        this.follow(row);
        dragged = false;
        from = { x: event.clientX, value: this.calculation.values[row.leaf] };
        group.setPointerCapture(event.pointerId);
        event.preventDefault();
      }
    });
    group.addEventListener('pointermove', (event) => {
      dragged ||= from !== null && Math.abs(event.clientX - from.x) > DRAGGED;
      if (dragged && from !== null && Number.isFinite(from.value)) {
        const range = Number(row.slider.max);
        const unit = range / STEPS;
        const value = from.value + ((event.clientX - from.x) / REACH) * range;
        this.set(row, Math.round(Math.max(-range, Math.min(range, value)) / unit) * unit);
        row.slider.value = this.calculation.values[row.leaf];
      }
    });
    ['pointerup', 'pointercancel'].forEach((end) => group.addEventListener(end, () => (from = null)));
  }
}
