// One turn of talk. The server counts Unicode code points, JavaScript counts UTF-16 units: an emoji
// is one point and two units. A Turn converts between the two and knows where characters end.

const SURROGATE = /[\uD800-\uDFFF]/;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

class Turn {
  constructor(index, [speaker, start, text, asks]) {
    Object.assign(this, { index, speaker, start, text, asks });
    this.segments = new Set(); // ids of the segments that touch this turn
    this.points = SURROGATE.test(text) ? pointsOf(text) : null; // null: units and points agree
    this.end = start + this.toPoints(text.length);
  }

  toPoints(unit) {
    return this.points ? this.points[unit] : unit;
  }

  toUnits(point) {
    return this.points ? firstAtLeast(this.points, point) : point;
  }

  // The nearest border of a visible character at or before (-1), at or after (+1) a unit.
  snap(unit, direction) {
    this.borders ??= [...graphemes.segment(this.text)].map((one) => one.index).concat(this.text.length);
    const at = firstAtLeast(this.borders, unit);
    return this.borders[at] === unit || direction > 0 ? this.borders[at] : this.borders[at - 1];
  }

  // The part of a segment that lies in this turn, in units.
  within(segment) {
    return {
      ...segment,
      from: this.toUnits(Math.max(segment.start, this.start) - this.start),
      to: this.toUnits(Math.min(segment.end, this.end) - this.start),
    };
  }
}

// How many code points come before each unit.
function pointsOf(text) {
  const points = new Uint32Array(text.length + 1);
  for (let unit = 0, point = 0; unit < text.length; point++) {
    const width = text.codePointAt(unit) > 0xffff ? 2 : 1;
    // The unit inside a pair counts as the next point: a search finds the pair's first unit.
    for (let k = 1; k <= width; k++) points[unit + k] = point + 1;
    unit += width;
  }
  return points;
}

// Index of the first value that is not smaller; the values ascend.
function firstAtLeast(values, wanted) {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

// The turns that a passage touches.
function turnsOf(turns, start, end) {
  let low = 0;
  let high = turns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (turns[middle].end <= start) low = middle + 1;
    else high = middle;
  }
  const touched = [];
  while (low < turns.length && turns[low].start < end) touched.push(turns[low++]);
  return touched;
}
