// The text marker: shows one source with its coded passages and lets a coder code by mouse, touch
// or keyboard. Text comes and acts go over our own routes; Streamlit only says which source.

const POLL = 1_500; // ms between questions what others did
const AFTER_CLICKS = 280; // ms; a third click may follow the second
const HEADER = 64; // px at the top of the window that the page's bar covers
const TOLD = 6_000; // ms that a message stays

const markers = new WeakMap();

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let marker = markers.get(parentElement);
  if (!marker) {
    marker = new Marker(parentElement.querySelector(".tm-host"), data.account);
    markers.set(parentElement, marker);
  }
  marker.tellPage = () => setTriggerValue("coded", newId());
  marker.show(data);
  return () => {
    markers.delete(parentElement);
    marker.leave();
  };
}

class Marker {
  constructor(host, account) {
    this.host = host;
    this.list = host.querySelector(".tm-turns");
    this.desk = new Desk();
    this.view = new View(host, this.desk, { changed: () => this.drawAll() });
    this.sheet = new Sheet(this.list, account, this.view);
    this.forgetSource();
    this.acts = new Acts(this);
    this.hand = new Hand(host, this.sheet, { resize: (...wish) => this.acts.resize(...wish) });
    this.panel = new CodebookPanel(host, this.desk, {
      apply: (code) => this.withPassage((passage) => this.acts.apply(code, passage)),
      only: (code) => this.view.only(code.id),
      pinned: (done) => this.pinned(done),
      jump: (code, forward) => this.jump(forward, code.id),
    });
    this.here = new PassagePanel(host, this.sheet, {
      take: (segment) => this.take(segment),
      remove: (id) => this.acts.remove(id),
      jump: (segment, forward) => {
        this.panel.choose(segment.code);
        this.jump(forward, segment.code, segment);
      },
    });
    this.palette = new Palette(host, {
      pick: (code, stay) => this.acts.apply(code, this.passage, stay),
      create: (name, parent, stay) => this.acts.create(name, parent, this.passage, stay),
      remove: (segment) => this.acts.remove(segment),
      close: () => this.closed(),
    });
    this.note = new MemoNote(host, this.sheet, { write: (...memo) => this.acts.memo(...memo) });
    this.answers = new Answers(this);
    this.outbox = new Outbox(account, {
      stateOf: (source = this.source) => this.stateOf(source),
      onAnswer: (answer, sent) => this.answers.take(answer, sent),
      onRefused: (sent, why) => this.answers.refused(sent, why),
      onStatus: (text, waiting) => this.status(text, waiting),
    });
    this.input = new Input(this);
  }

  forgetSource() {
    this.sheet.clear();
    this.hand?.release();
    this.counts = new Map();
    this.revision = -1;
    this.codebook = "";
    this.at = 0; // the turn that has, or last had, the focus
    this.passage = null;
    this.touched = null; // the selected words
    this.next = { undo: null, redo: null };
    this.shown = false; // whether the first answer of the server is on the screen
  }

  leave() {
    this.input.leave();
    this.desk.flush();
    clearTimeout(this.answers.telling);
    clearTimeout(this.saying);
    this.sheet.highlight(null);
  }

  poll() {
    if (this.ready && !document.hidden) this.outbox.send();
  }

  // ---- the source

  async show({ source, segment }) {
    const wanted = segment && segment !== this.wanted;
    this.wanted = segment;
    if (source === this.source) {
      if (wanted && this.ready) this.reveal(segment);
      return;
    }
    this.palette.close();
    this.source = source;
    this.ready = false;
    this.forgetSource();
    const [text] = await Promise.all([this.fetchText(source), this.desk.load()]);
    if (text && this.source === source) this.build(text);
  }

  // The text, however long the server takes to come back; null if another source is wanted by now.
  async fetchText(source) {
    for (let wait = 500; this.source === source; wait = Math.min(2 * wait, RETRY.most)) {
      const response = await getText(source);
      if (response?.ok) return response.json();
      this.status(response ? await response.text() : "The server does not answer. Trying again.", true);
      if (response?.status === 404) return null;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
    return null;
  }

  build(text) {
    this.view.speakers = [...new Set(text.turns.map(([speaker]) => speaker))];
    this.sheet.build(text);
    this.ready = true;
    this.toItsStart();
    this.fit();
    this.outbox.send();
  }

  // The page may stand where the last text ended, and the browser corrects that once it is drawn.
  toItsStart() {
    requestAnimationFrame(() => {
      if (this.host.getBoundingClientRect().top < HEADER) this.host.scrollIntoView();
    });
  }

  stateOf(source) {
    const shown = source === this.source;
    return { source, since: shown ? this.revision : -1, codebook: shown ? this.codebook : "" };
  }

  // ---- drawing

  // The codebook ends where the window does, wherever the page stands.
  fit() {
    const book = this.host.querySelector(".tm-book");
    const top = Math.max(this.host.getBoundingClientRect().top, HEADER);
    book.style.setProperty("--tm-top", `${Math.round(top)}px`);
  }

  redraw(dirty) {
    this.sheet.redraw(dirty, !this.palette.isOpen);
    this.sheet.highlight(this.passage ?? this.touched);
    if (dirty.size) this.hand.draw();
    this.showHere();
  }

  drawAll() {
    this.redraw(new Set(this.sheet.turns));
    this.panel.draw(this.sheet.codes, this.counts);
    this.view.tell(this.sheet.look);
  }

  // The codes of what is selected, else of the turn with the focus.
  showHere() {
    const turn = this.sheet.turns[this.at];
    this.here.draw(this.passage ?? this.touched ?? (turn && wholeTurn(turn)));
  }

  // ---- the passage that acts are about

  // The selected words, else the passage in hand, else the whole turn.
  withPassage(act) {
    const turn = this.sheet.turns[this.at];
    const passage = this.sheet.selected() ?? this.hand.segment ?? (turn && wholeTurn(turn));
    if (passage) act(passage);
    else this.say("Select some words first.");
  }

  writeMemo(passage) {
    if (!this.note.open(passage, this.hand.segment)) this.say("Code these words first: a memo is about a coded passage.");
  }

  openFor(passage, creating = false) {
    if (!passage) return;
    this.setPassage(passage);
    this.showHere();
    this.palette.open({
      codes: this.sheet.codes,
      counts: this.counts,
      present: this.sheet.present(passage),
      lines: linesOf(rangeOf(this.sheet.turns, passage.start, passage.end)),
      parent: this.panel.parent,
      keyOf: (code) => this.desk.keyOf(code),
      creating: creating || !this.sheet.codes.length,
    });
  }

  // The words that the palette is about stay marked while it has the focus.
  setPassage(passage) {
    this.passage = passage;
    this.sheet.highlight(passage);
  }

  finish() {
    document.getSelection().removeAllRanges();
    this.hand.release();
    this.palette.close();
    this.setPassage(null);
    this.showHere();
  }

  closed() {
    const [turn] = this.passage ? turnsOf(this.sheet.turns, this.passage.start, this.passage.end) : [];
    (turn ?? this.sheet.turns[this.at])?.row.focus({ preventScroll: true });
    this.setPassage(null);
  }

  // A passage that an address asks for: into the middle of the screen, and marked.
  reveal(id) {
    const segment = this.sheet.segments.get(id);
    if (!segment) return this.status("The passage of this address is no longer coded.", true);
    const turn = turnsOf(this.sheet.turns, segment.start, segment.end)[0];
    if (turn.row.hidden || !this.view.shows(segment)) this.view.showEverything();
    this.setPassage(segment);
    turn.row.scrollIntoView({ block: "center" });
    // Turns above are drawn only now and push this one away.
    requestAnimationFrame(() => turn.row.scrollIntoView({ block: "center" }));
    this.go(turn.index);
    this.panel.choose(segment.code);
  }

  // ---- going about

  go(index) {
    const turn = this.sheet.turns[index];
    if (!turn) return;
    document.getSelection().removeAllRanges();
    this.hand.release();
    turn.row.focus({ preventScroll: true });
    turn.row.scrollIntoView({ block: "nearest" });
  }

  goBeside(forward) {
    const here = this.sheet.turns[this.at];
    const turn = here && turnBeside(this.sheet.turns, here, forward);
    if (turn) this.go(turn.index);
  }

  // Into the hand, and onto the screen.
  take(segment) {
    const [turn] = turnsOf(this.sheet.turns, segment.start, segment.end);
    turn.row.focus({ preventScroll: true });
    turn.row.scrollIntoView({ block: "nearest" });
    this.hand.take(segment);
    this.say(`${nameOf(segment, this.sheet.look)}: ${this.sheet.wordsOf(segment)}`);
  }

  // The next passage of a code, or of any.
  jump(forward, code = this.panel.chosen, from = this.hand.segment) {
    const all = this.sheet.inOrder().filter((one) => !code || one.code === code);
    if (!all.length) return this.say(code ? "No passage of this code in this text." : "Nothing is coded in this text yet.");
    const turn = this.sheet.turns[this.at];
    const here = from ?? this.sheet.selected() ?? { start: (turn?.start ?? 0) - 1, end: 0, id: "" };
    this.take(besideOf(here, all, forward));
  }

  pinned(done) {
    this.panel.draw(this.sheet.codes, this.counts);
    if (!done) this.say("All nine keys are taken. Unpin a code first.");
  }

  // ---- telling

  wordsOfStep([what, code]) {
    const name = this.sheet.look.codes.get(code)?.name;
    return name ? `${what}, ${name}` : what;
  }

  // Read aloud, and shown for a while to who sees.
  say(text) {
    this.host.querySelector(".tm-unseen").textContent = text;
    const told = this.host.querySelector(".tm-told");
    told.textContent = text;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => (told.textContent = ""), TOLD);
  }

  status(text, trouble = false) {
    this.troubled = trouble;
    const shown = this.host.querySelector(".tm-status");
    shown.textContent = text;
    shown.classList.toggle("tm-trouble", trouble);
  }
}
