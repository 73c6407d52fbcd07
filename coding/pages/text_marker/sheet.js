// One source on the screen: its turns, its segments, and how they are drawn.

class Sheet {
  constructor(list, account, view) {
    this.list = list;
    // What drawing needs: codes by id, coders by id, whose screen this is, and what is shown.
    this.look = { codes: new Map(), coders: {}, themes: [], account, view };
    this.clear();
  }

  clear() {
    this.turns = [];
    this.segments = new Map();
    this.look.memos = new Map(); // by id: { id, segment, text, by }
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
    const known = this.segments.get(segment.id);
    if (isSame(segment, known)) return;
    if (known) this.drop(known.id, dirty); // its borders may have moved out of a turn
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
    else if (act.kind === "resize") this.resize(act, dirty);
    else if (act.kind === "cut") this.cut(act, dirty);
    else if (act.kind === "memo") this.write({ id: act.memo, segment: act.segment, text: act.text, by: this.look.account }, dirty);
    else if (act.kind === "create" && !this.look.codes.has(act.code)) this.addCode(act);
  }

  // In the list it stands at the end of those under its parent.
  addCode({ code, name, parent = "" }) {
    const above = this.look.codes.get(parent);
    const path = above ? `${above.path} / ${name}` : name;
    const added = { id: code, name, path, definition: "", parent, depth: above ? above.depth + 1 : 0, colour: this.nextColour };
    const codes = this.codes;
    const after = above ? codes.findLastIndex((one) => one.id === parent || one.parent === parent) : codes.length - 1;
    codes.splice(after + 1, 0, added);
    this.look.codes = new Map(codes.map((one) => [one.id, one]));
  }

  // A memo without words is gone.
  write(memo, dirty) {
    if (memo.text) this.look.memos.set(memo.id, memo);
    else this.look.memos.delete(memo.id);
    const segment = this.segments.get(memo.segment);
    if (segment) for (const turn of turnsOf(this.turns, segment.start, segment.end)) dirty.add(turn);
  }

  memosOf(segment) {
    return [...this.look.memos.values()].filter((one) => one.segment === segment);
  }

  resize({ segment, start, end }, dirty) {
    const known = this.segments.get(segment);
    if (known) this.put({ ...known, start, end }, dirty);
  }

  cut({ id, segment, start }, dirty) {
    const known = this.segments.get(segment);
    if (!known || this.segments.has(id)) return;
    this.put({ ...known, id, start }, dirty);
    this.put({ ...known, end: start }, dirty);
  }

  // The words of a passage; between turns stands a line break.
  wordsOf({ start, end }) {
    const parts = turnsOf(this.turns, start, end).map((turn) => {
      const { from, to } = turn.within({ start, end });
      return turn.text.slice(from, to);
    });
    return parts.join("\n");
  }

  drawTurn(turn) {
    const here = [...turn.segments].map((id) => this.segments.get(id));
    drawTurn(turn, here, this.look);
  }

  // What the server says has changed; if it told everything, what it left out is gone.
  merge({ changes, full, memos }, dirty) {
    const told = new Set(changes.map(([id]) => id));
    if (full) for (const id of [...this.segments.keys()]) if (!told.has(id)) this.drop(id, dirty);
    for (const [id, start, end, code, coder, removed] of changes) {
      if (removed) this.drop(id, dirty);
      else this.put({ id, start, end, code, coder }, dirty);
    }
    if (full) for (const memo of [...this.look.memos.values()]) this.write({ ...memo, text: "" }, dirty);
    for (const [id, segment, text, by] of memos) this.write({ id, segment, text, by }, dirty);
  }

  // New nodes take the place of those that the coder may be selecting at this moment.
  redraw(dirty, keepSelection) {
    const selected = dirty.size && keepSelection ? this.selected() : null;
    const backward = isBackward(document.getSelection());
    for (const turn of dirty) this.drawTurn(turn);
    const range = selected && rangeOf(this.turns, selected.start, selected.end);
    if (range) select(range, backward);
  }

  selected() {
    return selectedPassage(this.list, this.turns);
  }

  // Words stay marked while the palette has the focus, or because an address led here.
  highlight(passage) {
    if (!CSS.highlights) return; // browsers before 2025: the selection itself is all they show
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

  // What the view shows, in the order of the text.
  inOrder() {
    return [...this.segments.values()]
      .filter((one) => this.look.view.shows(one) && !turnsOf(this.turns, one.start, one.end)[0]?.row.hidden)
      .sort((a, b) => (isAfter(a, b) ? 1 : -1));
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

function isSame(segment, known) {
  return known && ["start", "end", "code", "coder"].every((name) => known[name] === segment[name]);
}

function isAfter(one, other) {
  return (one.start - other.start || one.end - other.end || (one.id > other.id ? 1 : -1)) > 0;
}

// The passage before or after a place, of those in order; after the last comes the first.
function besideOf(here, inOrder, forward) {
  const there = inOrder.filter((one) => isAfter(one, here) === forward && one.id !== here.id);
  return forward ? (there[0] ?? inOrder[0]) : (there.at(-1) ?? inOrder.at(-1));
}
