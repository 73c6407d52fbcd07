// One source on the screen: its turns, its segments, and how they are drawn.

class Sheet {
  constructor(list, account) {
    this.list = list;
    // What drawing needs: codes by id, names of coders by id, and whose screen this is.
    this.look = { codes: new Map(), coders: {}, account };
    this.clear();
  }

  clear() {
    this.turns = [];
    this.segments = new Map();
  }

  build(text) {
    this.turns = text.turns.map((one, index) => new Turn(index, one));
    this.list.replaceChildren(...this.turns.map(newTurn));
    for (const turn of this.turns) this.drawTurn(turn);
  }

  get codes() {
    return [...this.look.codes.values()];
  }

  put(segment, dirty) {
    if (isSame(segment, this.segments.get(segment.id))) return;
    this.segments.set(segment.id, segment);
    for (const turn of turnsOf(this.turns, segment.start, segment.end)) {
      turn.segments.add(segment.id);
      dirty.add(turn);
    }
  }

  drop(id, dirty) {
    const segment = this.segments.get(id);
    if (!segment) return;
    this.segments.delete(id);
    for (const turn of turnsOf(this.turns, segment.start, segment.end)) {
      turn.segments.delete(id);
      dirty.add(turn);
    }
  }

  // Show at once what the coder did; the server confirms it later.
  perform(act, dirty) {
    if (act.kind === "apply") this.put({ ...act, id: act.segment, coder: this.look.account }, dirty);
    else if (act.kind === "remove") this.drop(act.segment, dirty);
    else if (act.kind === "create" && !this.look.codes.has(act.code)) this.addCode(act);
  }

  addCode({ code, name }) {
    const added = { id: code, name, path: name, definition: "", parent: "", depth: 0, colour: this.nextColour };
    this.look.codes.set(code, added);
  }

  drawTurn(turn) {
    const here = [...turn.segments].map((id) => this.segments.get(id));
    drawTurn(turn, here, this.look);
  }

  // What the server says has changed; if it told everything, what it left out is gone.
  merge({ changes, full }, dirty) {
    const told = new Set(changes.map(([id]) => id));
    if (full) for (const id of [...this.segments.keys()]) if (!told.has(id)) this.drop(id, dirty);
    for (const [id, start, end, code, coder, removed] of changes) {
      if (removed) this.drop(id, dirty);
      else this.put({ id, start, end, code, coder }, dirty);
    }
  }

  // New nodes take the place of those that the coder may be selecting at this moment.
  redraw(dirty, keepSelection) {
    const selected = dirty.size && keepSelection ? this.selected() : null;
    const backward = isBackward(document.getSelection());
    for (const turn of dirty) this.drawTurn(turn);
    if (selected) select(rangeOf(this.turns, selected.start, selected.end), backward);
  }

  selected() {
    return selectedPassage(this.list, this.turns);
  }

  // Words stay marked while the palette has the focus, or because an address led here.
  highlight(passage) {
    const range = passage && rangeOf(this.turns, passage.start, passage.end);
    if (range) CSS.highlights.set("tm-pick", new Highlight(range));
    else CSS.highlights.delete("tm-pick");
  }

  isOwn(segment) {
    return segment.coder === this.look.account;
  }

  over(passage) {
    return [...this.segments.values()]
      .filter((one) => one.start < passage.end && one.end > passage.start)
      .sort((a, b) => a.start - b.start || b.end - a.end);
  }

  isCoded({ start, end }, code) {
    const same = (one) => one.code === code && one.start === start && one.end === end;
    return this.over({ start, end }).some((one) => this.isOwn(one) && same(one));
  }

  // The codes on a passage, as the palette shows them.
  present(passage) {
    return this.over(passage).map((one) => ({
      segment: one.id,
      name: nameOf(one, this.look),
      own: this.isOwn(one),
    }));
  }
}

// A segment never moves: its code and place stay what they were when it was made.
function isSame(segment, known) {
  return known && ["start", "end", "code", "coder"].every((name) => known[name] === segment[name]);
}
