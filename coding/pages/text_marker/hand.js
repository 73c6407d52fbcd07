// The segment in hand: its words are selected, its edges can be moved by mouse, finger and keys.

class Hand {
  // `on.resize(segment, start, end)` stores new borders.
  constructor(host, sheet, on) {
    Object.assign(this, { host, sheet, on, id: "", edge: "end" });
    this.handles = [...host.querySelectorAll(".tm-edge")];
    for (const handle of this.handles) {
      handle.addEventListener("pointerdown", (event) => this.grasp(event, handle));
      handle.addEventListener("pointermove", (event) => this.drag(event));
      handle.addEventListener("pointerup", (event) => this.letGo(event));
      handle.addEventListener("pointercancel", () => this.cancel());
    }
  }

  get segment() {
    return this.sheet.segments.get(this.id);
  }

  // What is in hand is also what is selected, so every other key acts on it.
  take(segment) {
    const range = rangeOf(this.sheet.turns, segment.start, segment.end);
    if (range) select(range);
    this.hold(segment);
  }

  // In hand, but without selecting its words.
  hold(segment) {
    if (this.id !== segment.id) this.edge = "end";
    this.id = segment.id;
    this.draw();
  }

  release() {
    this.id = "";
    this.draw();
  }

  // Only one's own edges move; after the text was drawn anew they stand elsewhere.
  draw() {
    const segment = this.segment;
    if (!segment) this.id = "";
    const own = segment && this.sheet.isOwn(segment) && this.sheet.look.view.shows(segment);
    const lines = own ? linesOf(rangeOf(this.sheet.turns, segment.start, segment.end)) : null;
    for (const handle of this.handles) this.place(handle, lines);
  }

  place(handle, lines) {
    handle.hidden = !lines;
    if (!lines) return;
    const atEnd = handle.dataset.edge === "end";
    const host = this.host.getBoundingClientRect();
    const line = atEnd ? lines.last : lines.first;
    handle.style.left = `${(atEnd ? line.right : line.left) - host.left}px`;
    handle.style.top = `${line.top - host.top}px`;
    handle.style.height = `${line.height}px`;
    handle.classList.toggle("tm-active", handle.dataset.edge === this.edge);
  }

  // ---- mouse and finger

  grasp(event, handle) {
    event.preventDefault();
    event.stopPropagation();
    this.edge = handle.dataset.edge;
    this.borders = { start: this.segment.start, end: this.segment.end };
    this.grasped = handle;
    handle.setPointerCapture(event.pointerId);
    for (const one of this.handles) one.style.pointerEvents = "none"; // the words below must be found
  }

  drag(event) {
    if (!this.grasped) return;
    const place = placeAt(event.clientX, event.clientY, this.sheet.turns);
    const borders = place && this.moved(this.snapped(place, event.altKey));
    if (!borders) return;
    this.borders = borders;
    this.sheet.highlight(borders);
  }

  letGo(event) {
    if (!this.grasped) return;
    event.stopPropagation();
    const { borders } = this;
    this.cancel();
    this.resize(borders);
  }

  cancel() {
    this.grasped = null;
    for (const one of this.handles) one.style.pointerEvents = "";
    this.sheet.highlight(null);
  }

  // The nearest border of a word, or of a character while Alt is held; in code points.
  snapped({ turn, unit }, fine) {
    if (fine) return turn.start + turn.toPoints(turn.snap(unit, -1));
    const borders = spansOf(turn, "word").map((span) => span[this.edge === "end" ? 1 : 0]);
    borders.push(this.edge === "end" ? turn.text.trimEnd().length : turn.text.length - turn.text.trimStart().length);
    const nearest = borders.reduce((best, one) => (Math.abs(one - unit) < Math.abs(best - unit) ? one : best));
    return turn.start + turn.toPoints(nearest);
  }

  // ---- keys

  otherEdge() {
    this.edge = this.edge === "end" ? "start" : "end";
    this.draw();
    return this.edge;
  }

  // Longer or shorter by a word, at the edge that is being moved.
  nudge(longer) {
    const segment = this.segment;
    const atEnd = this.edge === "end";
    const forward = longer === atEnd;
    const [turn] = turnsOf(this.sheet.turns, ...(atEnd ? [segment.end - 1, segment.end] : [segment.start, segment.start + 1]));
    if (!turn) return;
    const unit = turn.toUnits((atEnd ? segment.end : segment.start) - turn.start);
    const place = this.wordBorder({ turn, unit }, atEnd, forward);
    if (place) this.resize(this.moved(place.turn.start + place.turn.toPoints(place.unit)));
  }

  wordBorder({ turn, unit: at }, atEnd, forward) {
    while (turn) {
      const borders = spansOf(turn, "word").map((span) => span[atEnd ? 1 : 0]);
      const found = forward ? borders.find((one) => one > at) : borders.findLast((one) => one < at);
      if (found !== undefined) return { turn, unit: found };
      turn = turnBeside(this.sheet.turns, turn, forward);
      at = forward ? -1 : Infinity;
    }
    return null;
  }

  // ---- both

  moved(position) {
    const { start, end } = this.borders ?? this.segment;
    const borders = this.edge === "end" ? { start, end: position } : { start: position, end };
    return borders.start < borders.end ? borders : null;
  }

  resize(borders) {
    const segment = this.segment;
    this.borders = null;
    if (!segment || !borders) return;
    if (borders.start !== segment.start || borders.end !== segment.end) this.on.resize(segment, borders.start, borders.end);
    if (this.segment) this.take(this.segment);
  }
}
