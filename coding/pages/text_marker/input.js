// Mouse, finger and keys in the text: what they ask for goes to the marker.

class Input {
  constructor(marker) {
    Object.assign(this, { marker, host: marker.host, list: marker.list, sheet: marker.sheet });
    this.life = new AbortController(); // ends every listener outside the host at once
    this.inside();
    this.around(this.life.signal);
    this.polling = setInterval(() => marker.poll(), POLL);
  }

  inside() {
    const bar = this.host.querySelector(".tm-bar");
    this.list.addEventListener("mousedown", () => clearTimeout(this.clicks));
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => this.clicked(event));
    this.list.addEventListener("focusin", (event) => this.focused(event));
    bar.addEventListener("pointerdown", (event) => event.target.closest("[data-act]") && event.preventDefault());
    bar.addEventListener("click", (event) => this.barClicked(event));
    this.host.querySelector(".tm-help").addEventListener("keydown", (event) => event.stopPropagation());
  }

  around(signal) {
    const { marker } = this;
    document.addEventListener("pointerup", (event) => this.released(event), { signal });
    document.addEventListener("pointerdown", (event) => this.pressed(event), { signal });
    document.addEventListener("selectionchange", () => this.selectionChanged(), { signal });
    document.addEventListener("visibilitychange", () => marker.poll(), { signal });
    addEventListener("beforeunload", (event) => marker.outbox.acts.length && event.preventDefault(), { signal });
    addEventListener("pagehide", () => marker.desk.flush(), { signal });
    addEventListener("online", () => marker.outbox.send(), { signal });
    addEventListener("resize", () => this.reshaped(), { signal });
    document.addEventListener("scroll", () => this.scrolled(), { signal, capture: true, passive: true });
  }

  reshaped() {
    this.marker.hand.draw();
    this.marker.fit();
  }

  scrolled() {
    cancelAnimationFrame(this.fitting);
    this.fitting = requestAnimationFrame(() => this.marker.fit());
  }

  leave() {
    this.life.abort();
    clearInterval(this.polling);
    clearTimeout(this.clicks);
  }

  // ---- mouse and finger

  pressed(event) {
    const { palette, view, hand } = this.marker;
    const inText = this.list.contains(event.target);
    this.pressedInside = inText && !event.target.closest(".tm-name");
    if (palette.isOpen && !palette.box.contains(event.target)) palette.close();
    if (view.isOpen && !event.target.closest(".tm-views, [data-act=view]")) view.close();
    if (this.pressedInside) hand.release();
  }

  released(event) {
    const { marker } = this;
    if (marker.palette.isOpen || event.pointerType === "touch") return;
    if (!marker.ready || !this.pressedInside) return;
    clearTimeout(this.clicks);
    const wait = event.detail > 1 || this.isSeries() ? AFTER_CLICKS : 0;
    this.clicks = setTimeout(() => marker.openFor(this.sheet.selected()), wait);
  }

  // A double click selects at its second press: wait whether a third one follows.
  isSeries() {
    const now = performance.now();
    const series = now - (this.lastRelease ?? 0) < 2 * AFTER_CLICKS;
    this.lastRelease = now;
    return series;
  }

  // On a phone the handles move without a pointer event: the button in the bar takes it from here.
  selectionChanged() {
    const { marker } = this;
    if (!marker.ready || marker.palette.isOpen) return;
    marker.touched = this.sheet.selected();
    this.host.querySelector("[data-act=code]").disabled = !marker.touched;
    if (marker.touched) marker.passage = null;
    this.sheet.highlight(marker.passage ?? marker.touched);
    cancelAnimationFrame(this.telling);
    this.telling = requestAnimationFrame(() => marker.showHere());
  }

  clicked(event) {
    const name = event.target.closest(".tm-name");
    if (name) return this.open(this.sheet.segments.get(name.dataset.segment));
    const mark = event.target.closest("mark");
    if (mark && event.detail === 1 && !this.sheet.selected()) this.takeShortest(mark.dataset.segments.split(" "));
    return undefined;
  }

  open(segment) {
    if (!segment) return;
    this.marker.hand.take(segment);
    this.marker.openFor(segment);
  }

  // A click on coded words shows what is on them and gives edges to one's own shortest passage.
  takeShortest(ids) {
    const here = ids.map((id) => this.sheet.segments.get(id)).filter(Boolean);
    const length = (one) => one.end - one.start + (this.sheet.isOwn(one) ? 0 : Infinity);
    const shortest = here.sort((a, b) => length(a) - length(b))[0];
    if (!shortest) return;
    this.marker.hand.hold(shortest);
    this.marker.here.draw(shortest);
  }

  barClicked(event) {
    const { marker } = this;
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (act === "code") marker.openFor(marker.touched);
    else if (act === "undo" || act === "redo") marker.acts.again(act);
    else if (act === "memo") marker.withPassage((passage) => marker.writeMemo(passage));
    else if (act === "view") marker.view.toggle(this.sheet);
    else if (act === "help") showKeys(this.host.querySelector(".tm-help"));
  }

  // ---- keys

  focused(event) {
    const row = event.target.closest("[data-turn]");
    if (!row) return;
    this.sheet.turns[this.marker.at].row.tabIndex = -1;
    this.marker.at = Number(row.dataset.turn);
    row.tabIndex = 0;
    if (!this.sheet.selected()) this.marker.showHere();
  }

  key(event) {
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) event.stopPropagation(); // Streamlit listens for bare C and R
    const turn = this.sheet.turns[this.marker.at];
    const wish = turn && wishOf(event, turn);
    if (!wish) return;
    clearTimeout(this.clicks); // the keyboard has taken over from the mouse
    event.preventDefault();
    this.answer(wish, turn);
  }

  answer(wish, turn) {
    const { marker } = this;
    const { acts, hand, view } = marker;
    const here = (act) => marker.withPassage(act);
    const answers = {
      next: () => marker.goBeside(true),
      previous: () => marker.goBeside(false),
      forward: () => marker.jump(true),
      back: () => marker.jump(false),
      select: () => this.select(wish, turn),
      take: () => this.takeNext(turn),
      code: () => here((passage) => marker.openFor(passage)),
      create: () => here((passage) => marker.openFor(passage, true)),
      memo: () => here((passage) => marker.writeMemo(passage)),
      inVivo: () => here((passage) => acts.inVivo(passage)),
      last: () => here((passage) => acts.last(passage)),
      pinned: () => here((passage) => acts.pinned(wish.key, passage)),
      remove: () => here((passage) => this.removeFrom(passage)),
      longer: () => this.withHand(() => hand.nudge(true)),
      shorter: () => this.withHand(() => hand.nudge(false)),
      otherEdge: () => this.withHand(() => marker.say(hand.otherEdge() === "end" ? "Its end." : "Its beginning.")),
      edges: () => this.withHand((segment) => this.toSelected(segment)),
      cut: () => this.withHand((segment) => acts.cut(segment, this.sheet.selected()?.start ?? -1)),
      join: () => this.withHand((segment) => acts.join(segment)),
      undo: () => acts.again("undo"),
      redo: () => acts.again("redo"),
      view: () => view.toggle(this.sheet),
      hide: () => marker.say(view.hideInterviewer() ? "The interviewer is hidden." : "The interviewer is shown."),
      help: () => showKeys(this.host.querySelector(".tm-help")),
      nothing: () => marker.finish(),
    };
    answers[wish.act]();
  }

  select(wish, turn) {
    const led = moveSelection(this.sheet, turn, wish);
    if (!led) return;
    if (led !== turn) this.lead(led);
    this.marker.say(`Selected: ${document.getSelection()}`);
  }

  // The focus follows the selection into another turn.
  lead(turn) {
    const selection = document.getSelection();
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
    turn.row.focus({ preventScroll: true });
    turn.row.scrollIntoView({ block: "nearest" });
    selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
  }

  // Around the passages that lie here, one after the other.
  takeNext(turn) {
    const { hand } = this.marker;
    const inHand = hand.segment;
    if (!this.ring?.some((one) => one.id === inHand?.id)) this.ring = this.ringOf(turn);
    this.ring = this.ring.map((one) => this.sheet.segments.get(one.id)).filter(Boolean);
    if (!this.ring.length) return this.marker.say("Nothing is coded here.");
    const at = this.ring.findIndex((one) => one.id === inHand?.id);
    const next = this.ring[(at + 1) % this.ring.length];
    this.marker.panel.choose(next.code);
    return this.marker.take(next);
  }

  ringOf(turn) {
    const passage = this.sheet.selected() ?? wholeTurn(turn);
    return passage ? this.sheet.over(passage).filter((one) => this.marker.view.shows(one)) : [];
  }

  withHand(act) {
    const { segment } = this.marker.hand;
    if (!segment) this.marker.say("Take a coded passage in hand first: S.");
    else if (!this.sheet.isOwn(segment)) this.marker.say("Only its own coder can move its borders.");
    else act(segment);
  }

  toSelected(segment) {
    const passage = this.sheet.selected();
    if (passage) this.marker.hand.resize(passage);
    else this.marker.say(`Select the words that ${nameOf(segment, this.sheet.look)} shall cover.`);
  }

  // The passage in hand, or the one code of one's own, goes at once; of several the palette lets one choose.
  removeFrom(passage) {
    const { hand, acts, palette } = this.marker;
    const own = this.sheet.over(passage).filter((one) => this.sheet.isOwn(one));
    const inHand = own.find((one) => one.id === hand.id);
    if (!own.length) this.marker.say("No code of yours on these words.");
    else if (inHand || own.length === 1) acts.remove((inHand ?? own[0]).id);
    else {
      this.marker.openFor(passage);
      palette.has.querySelector("button").focus();
    }
  }
}
