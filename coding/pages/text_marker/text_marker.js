// The text marker: shows one source with its coded passages and lets a coder code by mouse, touch
// or keyboard. Text comes and acts go over our own routes; Streamlit only says which source.

const POLL = 10_000; // ms between questions what others did
const AFTER_CLICKS = 280; // ms; a third click may follow the second
const HEADER = 64; // px at the top of the window that the page's bar covers
const TELL_PAGE = 1500; // ms of quiet before the page beside the text counts again

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
    this.sheet = new Sheet(this.list, account);
    this.forgetSource();
    this.panel = new CodebookPanel(host);
    this.palette = new Palette(host, {
      pick: (code, stay) => this.apply(code, stay),
      create: (name, stay) => this.create(name, stay),
      remove: (segment) => this.remove(segment),
      close: () => this.closed(),
    });
    this.outbox = new Outbox(account, {
      stateOf: (source = this.source) => this.stateOf(source),
      onAnswer: (answer, sent) => this.answered(answer, sent),
      onRefused: (sent, why) => this.refused(sent, why),
      onStatus: (text, waiting) => this.status(text, waiting),
    });
    this.listen();
  }

  forgetSource() {
    this.sheet.clear();
    this.counts = new Map();
    this.revision = -1;
    this.codebook = "";
    this.at = 0; // the turn that has, or last had, the focus
    this.passage = null;
    this.shown = false; // whether the first answer of the server is on the screen
  }

  // ---- what happens around

  listen() {
    this.life = new AbortController(); // ends every listener outside the host at once
    const { signal } = this.life;
    this.list.addEventListener("mousedown", () => clearTimeout(this.clicks));
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => this.nameClicked(event));
    this.list.addEventListener("focusin", (event) => this.focused(event));
    this.host.querySelector(".tm-bar").addEventListener("pointerdown", (event) => event.preventDefault());
    this.host.querySelector(".tm-bar").addEventListener("click", (event) => this.barClicked(event));
    this.host.querySelector(".tm-help").addEventListener("keydown", (event) => event.stopPropagation());
    document.addEventListener("pointerup", (event) => this.released(event), { signal });
    document.addEventListener("pointerdown", (event) => this.pressed(event), { signal });
    document.addEventListener("selectionchange", () => this.selectionChanged(), { signal });
    document.addEventListener("visibilitychange", () => this.poll(), { signal });
    addEventListener("beforeunload", (event) => this.outbox.acts.length && event.preventDefault(), { signal });
    addEventListener("online", () => this.outbox.send(), { signal });
    this.polling = setInterval(() => this.poll(), POLL);
  }

  leave() {
    this.life.abort();
    clearInterval(this.polling);
    clearTimeout(this.clicks);
    clearTimeout(this.telling);
    CSS.highlights.delete("tm-pick");
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
    const text = await this.fetchText(source);
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
    this.sheet.build(text);
    this.ready = true;
    this.toItsStart();
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

  // ---- acts

  act(kind, details) {
    const act = { id: newId(), kind, source: this.source, ...details };
    const dirty = new Set();
    this.sheet.perform(act, dirty);
    this.count(kind, details.code);
    this.redraw(dirty);
    this.status("Saving…");
    this.outbox.add(act);
  }

  redraw(dirty) {
    this.sheet.redraw(dirty, !this.palette.isOpen);
    this.sheet.highlight(this.passage);
  }

  count(kind, code) {
    const step = { apply: 1, remove: -1 }[kind] ?? 0;
    this.counts.set(code, (this.counts.get(code) ?? 0) + step);
    this.panel.draw(this.sheet.codes, this.counts);
  }

  apply(code, stay) {
    const { start, end } = this.passage;
    const twice = this.sheet.isCoded(this.passage, code.id);
    const id = newId(); // of the act and of the segment that it makes
    if (!twice) this.act("apply", { id, segment: id, start, end, code: code.id });
    this.palette.remember(code.id);
    this.panel.choose(code.id);
    this.say(twice ? `These words are coded ${code.name} already.` : `Coded ${code.name}.`);
    if (stay) this.palette.again(this.sheet.present(this.passage), this.counts);
    else this.finish();
  }

  create(name, stay) {
    const code = newId();
    this.act("create", { code, name });
    this.apply(this.sheet.look.codes.get(code), stay);
  }

  remove(id) {
    const segment = this.sheet.segments.get(id);
    if (!segment) return;
    this.act("remove", { segment: id, code: segment.code });
    this.say(`Removed ${nameOf(segment, this.sheet.look)}.`);
    if (this.palette.isOpen) this.finish();
  }

  undo() {
    this.act("undo", {});
    this.say("Undoing your last act.");
  }

  // ---- answers of the server

  answered(answer, sent) {
    if (answer.source !== this.source || !this.ready) return;
    const dirty = new Set();
    if (answer.codes) this.takeCodebook(answer, dirty);
    Object.assign(this.sheet.look.coders, answer.coders);
    this.sheet.merge(answer, dirty);
    this.takeBack(answer.refused, sent, dirty);
    this.counts = new Map(Object.entries(answer.counts));
    for (const act of this.outbox.of(this.source)) this.sheet.perform(act, dirty);
    this.panel.draw(this.sheet.codes, this.counts);
    this.redraw(dirty);
    this.afterAnswer(answer, sent);
  }

  takeCodebook({ codes, codebook, next_colour: colour }, dirty) {
    this.sheet.look.codes = new Map(codes.map((code) => [code.id, code]));
    this.codebook = codebook;
    this.sheet.nextColour = colour;
    for (const turn of this.sheet.turns) if (turn.segments.size) dirty.add(turn);
  }

  // An act that the server refused is undone on the screen, with its reason.
  takeBack(refused, sent, dirty) {
    for (const [id, why] of refused) {
      const act = sent.find((one) => one.id === id);
      if (act?.kind === "apply") this.sheet.drop(act.segment, dirty);
      if (act?.kind === "create") this.codebook = "";
      if (act?.kind === "remove") this.revision = -1; // ask for everything again
      this.say(why);
    }
  }

  refused(sent, why) {
    const dirty = new Set();
    this.takeBack(sent.map((act) => [act.id, why]), sent, dirty);
    this.redraw(dirty);
    this.status(`Not saved: ${why}`, true);
  }

  afterAnswer(answer, sent) {
    const first = this.revision < 0 && !this.shown;
    const again = answer.refused.some(([id]) => sent.find((act) => act.id === id)?.kind === "remove");
    this.revision = again ? -1 : answer.revision;
    this.host.querySelector("[data-act=undo]").disabled = !answer.undo;
    if (answer.refused.length) this.status(`Not saved: ${answer.refused[0][1]}`, true);
    else if (sent.length && !this.outbox.acts.length) this.status(`Saved ${new Date().toLocaleTimeString()}`);
    else if (!this.outbox.acts.length && this.troubled) this.status("");
    if (again) this.outbox.send();
    if (first && this.wanted) this.reveal(this.wanted);
    this.shown = true;
    if (sent.length) this.tellLater();
  }

  tellLater() {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tellPage(), TELL_PAGE);
  }

  // ---- selection and palette

  released(event) {
    if (this.palette.isOpen || event.pointerType === "touch") return;
    if (!this.ready || !this.pressedInside) return;
    clearTimeout(this.clicks);
    this.clicks = setTimeout(() => this.openFor(this.sheet.selected()), event.detail > 1 || this.isSeries() ? AFTER_CLICKS : 0);
  }

  pressed(event) {
    this.pressedInside = this.list.contains(event.target) && !event.target.closest(".tm-name");
    if (this.palette.isOpen && !this.palette.box.contains(event.target)) this.palette.close();
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
    if (!this.ready || this.palette.isOpen) return;
    this.touched = this.sheet.selected();
    this.host.querySelector("[data-act=code]").disabled = !this.touched;
    if (this.touched) this.setPassage(null);
  }

  openFor(passage, creating = false) {
    if (!passage) return;
    this.setPassage(passage);
    this.palette.open({
      codes: this.sheet.codes,
      counts: this.counts,
      present: this.sheet.present(passage),
      lines: linesOf(rangeOf(this.sheet.turns, passage.start, passage.end)),
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
    this.palette.close();
    this.setPassage(null);
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
    this.setPassage(segment);
    turn.row.scrollIntoView({ block: "center" });
    // Turns above are drawn only now and push this one away.
    requestAnimationFrame(() => turn.row.scrollIntoView({ block: "center" }));
    this.go(turn.index);
    this.panel.choose(segment.code);
  }

  // ---- mouse and keys

  nameClicked(event) {
    const name = event.target.closest(".tm-name");
    if (name) this.openFor(this.sheet.segments.get(name.dataset.segment));
  }

  barClicked(event) {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (act === "code") this.openFor(this.touched);
    else if (act === "undo") this.undo();
    else if (act === "help") showKeys(this.host.querySelector(".tm-help"));
  }

  focused(event) {
    const row = event.target.closest("[data-turn]");
    if (!row) return;
    this.sheet.turns[this.at].row.tabIndex = -1;
    this.at = Number(row.dataset.turn);
    row.tabIndex = 0;
  }

  key(event) {
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) event.stopPropagation(); // Streamlit listens for bare C and R
    const wish = wishOf(event);
    const turn = this.sheet.turns[this.at];
    if (!wish || !turn) return;
    event.preventDefault();
    const wishes = {
      next: () => this.go(this.at + 1),
      previous: () => this.go(this.at - 1),
      select: () => selectByKey(turn, event),
      code: () => this.openFor(this.sheet.selected() ?? wholeTurn(turn)),
      create: () => this.openFor(this.sheet.selected() ?? wholeTurn(turn), true),
      remove: () => this.removeByKey(this.sheet.selected() ?? wholeTurn(turn)),
      undo: () => this.undo(),
      help: () => showKeys(this.host.querySelector(".tm-help")),
      nothing: () => this.finish(),
    };
    wishes[wish]();
  }

  go(index) {
    const turn = this.sheet.turns[index];
    if (!turn) return;
    document.getSelection().removeAllRanges();
    turn.row.focus({ preventScroll: true });
    turn.row.scrollIntoView({ block: "nearest" });
  }

  // One code of one's own goes at once; of several the palette lets one choose.
  removeByKey(passage) {
    if (!passage) return;
    const own = this.sheet.over(passage).filter((one) => this.sheet.isOwn(one));
    if (!own.length) return this.say("No code of yours on these words.");
    if (own.length === 1) return this.remove(own[0].id);
    this.openFor(passage);
    this.palette.has.querySelector("button").focus();
  }

  // ---- telling

  say(text) {
    this.host.querySelector(".tm-unseen").textContent = text;
  }

  status(text, trouble = false) {
    this.troubled = trouble;
    const shown = this.host.querySelector(".tm-status");
    shown.textContent = text;
    shown.classList.toggle("tm-trouble", trouble);
  }
}

function wholeTurn(turn) {
  return passageBetween({ turn, unit: 0 }, { turn, unit: turn.text.length }, [turn]);
}
