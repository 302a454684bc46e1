// The map of decisions, the fitted curve or a digit, with the samples on it.

/** The colours of classes, as [light, dark]; the first two are those of negative and positive numbers. */
const CLASS_COLORS = [['#0A58CA', '#58A6FF'], ['#B34700', '#FFA657'], ['#00704F', '#56D4A8'], ['#6639BA', '#BC8CFF'],
  ['#8A6100', '#E3B341'], ['#A1266B', '#F778BA']];
const SHADES = 90;
const SURE = 15;
const POINT = 4;
/** More inputs than this are drawn as one, such as the pixels of a digit. */
const MAX_LISTED_INPUTS = 8;
/** How far an arrow moves the cross, in shares of the map, and with Shift. */
const STEP = 0.02;
const FAST = 0.1;

const isDark = () => matchMedia('(prefers-color-scheme: dark)').matches;
const classColor = (k) => CLASS_COLORS[k % CLASS_COLORS.length][isDark() ? 1 : 0];

/** The level of a shade that is written as a character. */
function levelOf(text, at) {
  const code = text.charCodeAt(at);
  return (code > 92 ? code - 1 : code) - 35;
}

function rgb(hex) {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

/** Mixes a colour into the paper. */
function mixed(color, share) {
  const paper = isDark() ? [13, 17, 23] : [255, 255, 255];
  return rgb(color).map((part, i) => Math.round(paper[i] + share * (part - paper[i])));
}

/** From blue through paper to orange. */
function signedColor(level) {
  const side = (level / SHADES) * 2 - 1;
  return mixed(classColor(side < 0 ? 0 : 1), 0.75 * Math.abs(side));
}

function decisionColor(level, classes) {
  if (classes <= 2) {
    return signedColor(level);
  }
  return mixed(classColor(Math.floor(level / SURE)), 0.12 + 0.5 * ((level % SURE) / (SURE - 1)));
}

/** Paints shades, one character a cell, onto a canvas of as many pixels. */
function paintCells(canvas, text, width, height, color) {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  const image = context.createImageData(width, height);
  const known = new Map();
  for (let i = 0; i < width * height; i++) {
    const level = levelOf(text, i);
    if (!known.has(level)) {
      known.set(level, color(level));
    }
    image.data.set(known.get(level), 4 * i);
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

class OutputMap {
  constructor(canvas, pick, draw) {
    this.canvas = canvas;
    this.cells = document.createElement('canvas');
    this.drawing = null;
    this.cursor = null;
    canvas.addEventListener('click', (event) => {
      const box = canvas.getBoundingClientRect();
      this.use([(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]);
    });
    canvas.addEventListener('keydown', (event) => this.key(event));
    canvas.addEventListener('blur', () => this.moved(null));
    this.pick = pick;
    this.draw = draw;
  }

  /** Draws a point at a place, or picks the sample next to it. */
  use([x, y]) {
    if (this.drawing !== null && this.known?.ranges?.length === 2) {
      this.draw?.([...this.inputsAt([x, y]), this.drawing]);
    } else {
      const row = this.nearest(x, y);
      if (row !== null) {
        this.pick(row);
      }
    }
  }

  inputsAt([x, y]) {
    const [[left, right], [low, high]] = this.known.ranges;
    return [left + x * (right - left), high - y * (high - low)];
  }

  /** Arrows move a cross over the plane, and Enter does what a click there would do. */
  key(event) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (this.known?.ranges?.length !== 2 || (!step && event.key !== 'Enter')) {
      return;
    }
    event.preventDefault();
    const at = this.cursor ?? [0.5, 0.5];
    if (step) {
      const size = event.shiftKey ? FAST : STEP;
      this.moved(at.map((share, i) => Math.max(0, Math.min(1, share + step[i] * size))));
    } else {
      this.use(at);
    }
  }

  moved(cursor) {
    this.cursor = cursor;
    if (this.known) {
      this.show(this.known, this.state, this.marked, this.chosen);
    }
    if (cursor) {
      byId('map-spoken').textContent = this.inputsAt(cursor)
        .map((value, i) => `${this.known.inputNames[i]} ${format(Number(value.toPrecision(3)))}`).join(', ');
    }
  }

  /** The training sample nearest to a place, which is given in shares of the canvas. */
  nearest(x, y) {
    let best = null;
    let least = 0.02;
    (this.places ?? []).forEach((place, row) => {
      const far = (place[0] - x) ** 2 + (place[1] - y) ** 2;
      if (far < least) {
        [best, least] = [row, far];
      }
    });
    return best;
  }

  show(known, state, marked, chosen) {
    Object.assign(this, { known, state, marked, chosen });
    const ratio = Math.min(2, devicePixelRatio || 1);
    const side = Math.round(this.canvas.clientWidth * ratio) || 300;
    this.canvas.width = side;
    this.canvas.height = side;
    const context = this.canvas.getContext('2d');
    this.scale = side;
    const inputs = known.sizes[0];
    if (inputs === 2) {
      this.plane(context, known, state);
    } else if (inputs === 1) {
      this.curve(context, known, state);
    } else {
      this.pixels(context, known, chosen ?? marked[0] ?? 0);
      this.places = [];
    }
    this.mark(context, marked, chosen);
  }

  plane(context, known, state) {
    const n = Math.sqrt(state.map.length);
    paintCells(this.cells, state.map, n, n, (level) => decisionColor(level, known.classNames.length));
    context.imageSmoothingEnabled = true;
    context.drawImage(this.cells, 0, 0, this.scale, this.scale);
    const [[left, right], [low, high]] = known.ranges;
    const place = ([x, y]) => [(x - left) / (right - left), (high - y) / (high - low)];
    this.places = known.samples.map(place);
    const color = (row) => (known.classNames.length > 0 ? classColor(row.at(-1)) : classColor(1));
    known.samples.forEach((row, i) => this.dot(context, this.places[i], color(row), true));
    (known.heldSamples ?? []).forEach((row) => this.dot(context, place(row), color(row), false));
  }

  /** A sample: filled if it is trained on, a ring if it is held out. */
  dot(context, [x, y], color, filled) {
    const r = (POINT * this.scale) / 320;
    context.beginPath();
    context.arc(x * this.scale, y * this.scale, r, 0, 2 * Math.PI);
    context.lineWidth = r / 2.5;
    context.strokeStyle = filled ? (isDark() ? '#0D1117' : '#FFFFFF') : color;
    context.fillStyle = color;
    if (filled) {
      context.fill();
    }
    context.stroke();
  }

  curve(context, known, state) {
    const [left, right] = known.ranges[0];
    const rows = [...known.samples, ...(known.heldSamples ?? [])];
    const values = rows.map((row) => row[1]);
    const [low, high] = [Math.min(...values) - 0.3, Math.max(...values) + 0.3];
    const place = ([x, y]) => [(x - left) / (right - left), (high - y) / (high - low)];
    this.places = known.samples.map(place);
    known.samples.forEach((row, i) => this.dot(context, this.places[i], classColor(0), true));
    (known.heldSamples ?? []).forEach((row) => this.dot(context, place(row), classColor(0), false));
    context.beginPath();
    state.line.forEach((y, i) => {
      const [px, py] = place([left + (i / (state.line.length - 1)) * (right - left), Number(y)]);
      context.lineTo(px * this.scale, py * this.scale);
    });
    context.lineWidth = this.scale / 110;
    context.strokeStyle = classColor(1);
    context.stroke();
  }

  /** The pixels of a drawn digit. */
  pixels(context, known, row) {
    const inputs = known.samples[row].slice(0, -1);
    const n = Math.ceil(Math.sqrt(inputs.length));
    const size = this.scale / n;
    inputs.forEach((value, i) => {
      const share = Math.max(0, Math.min(1, value));
      context.fillStyle = `rgb(${mixed(isDark() ? '#E6EDF3' : '#1F2328', share)})`;
      context.fillRect((i % n) * size, Math.floor(i / n) * size, size + 1, size + 1);
    });
  }

  /** Rings around the samples of the next batch, a thick one around the chosen sample. */
  mark(context, marked, chosen) {
    const ring = (row, width) => {
      const place = this.places[row];
      if (place) {
        context.beginPath();
        context.arc(place[0] * this.scale, place[1] * this.scale, (1.9 * POINT * this.scale) / 320, 0, 2 * Math.PI);
        context.lineWidth = (width * this.scale) / 320;
        context.strokeStyle = isDark() ? '#E6EDF3' : '#1F2328';
        context.stroke();
      }
    };
    marked.forEach((row) => ring(row, 1));
    if (chosen !== null) {
      ring(chosen, 3);
    }
    if (this.cursor) {
      this.cross(context, this.cursor.map((share) => share * this.scale));
    }
  }

  cross(context, [x, y]) {
    const arm = this.scale / 16;
    for (const [width, color] of [[5, isDark() ? '#0D1117' : '#FFFFFF'], [2, isDark() ? '#E6EDF3' : '#1F2328']]) {
      context.beginPath();
      context.moveTo(x - arm, y);
      context.lineTo(x + arm, y);
      context.moveTo(x, y - arm);
      context.lineTo(x, y + arm);
      context.lineWidth = (width * this.scale) / 320;
      context.strokeStyle = color;
      context.stroke();
    }
  }
}
