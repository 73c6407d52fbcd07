// The text marker: shows one source with its coded passages and lets a coder code by mouse, touch
// or keyboard. Text comes and acts go over our own routes; Streamlit only says which source.

const POLL = 10_000; // ms between questions what others did
const AFTER_CLICKS = 280; // ms; a third click may follow the second
const TELL_PAGE = 1500; // ms of quiet before the page beside the text counts again
const RECENT_KEPT = 12;

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
    this.look = { codes: new Map(), coders: {}, account };
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
    this.turns = [];
    this.segments = new Map();
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
    this.turns = text.turns.map((one, index) => new Turn(index, one));
    this.list.replaceChildren(...this.turns.map(newTurn));
    for (const turn of this.turns) this.drawTurn(turn);
    this.ready = true;
    this.outbox.send();
  }

  stateOf(source) {
    const shown = source === this.source;
    return { source, since: shown ? this.revision : -1, codebook: shown ? this.codebook : "" };
  }

  // ---- segments

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

  // New nodes take the place of those that the coder may be selecting at this moment.
  redraw(dirty) {
    const selected = dirty.size && !this.palette.isOpen ? this.selected() : null;
    const backward = isBackward(document.getSelection());
    for (const turn of dirty) this.drawTurn(turn);
    if (selected) select(rangeOf(this.turns, selected.start, selected.end), backward);
    this.highlight();
  }

  // ---- acts

  act(kind, details) {
    const act = { id: details.segment && kind === "apply" ? details.segment : newId(), kind, source: this.source, ...details };
    const dirty = new Set();
    this.perform(act, dirty);
    this.count(kind, details.code);
    this.redraw(dirty);
    this.status("Saving…");
    this.outbox.add(act);
  }

  count(kind, code) {
    const step = { apply: 1, remove: -1 }[kind] ?? 0;
    this.counts.set(code, (this.counts.get(code) ?? 0) + step);
    this.panel.draw([...this.look.codes.values()], this.counts);
  }

  apply(code, stay) {
    const twice = this.over(this.passage).some((one) => this.isOwn(one) && one.code === code.id && one.start === this.passage.start && one.end === this.passage.end);
    if (!twice) this.act("apply", { segment: newId(), start: this.passage.start, end: this.passage.end, code: code.id });
    this.remember(code.id);
    this.panel.choose(code.id);
    this.say(twice ? `These words are coded ${code.name} already.` : `Coded ${code.name}.`);
    if (stay) this.palette.again(this.present(), this.counts);
    else this.finish();
  }

  create(name, stay) {
    const code = newId();
    this.act("create", { code, name });
    this.apply(this.look.codes.get(code), stay);
  }

  remove(id) {
    const segment = this.segments.get(id);
    if (!segment) return;
    this.act("remove", { segment: id, code: segment.code });
    this.say(`Removed ${nameOf(segment, this.look)}.`);
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
    Object.assign(this.look.coders, answer.coders);
    for (const [id, start, end, code, coder, removed] of answer.changes) {
      if (removed) this.drop(id, dirty);
      else this.put({ id, start, end, code, coder }, dirty);
    }
    this.takeBack(answer.refused, sent, dirty);
    this.counts = new Map(Object.entries(answer.counts));
    for (const act of this.outbox.of(this.source)) this.perform(act, dirty);
    this.panel.draw([...this.look.codes.values()], this.counts);
    this.redraw(dirty);
    this.afterAnswer(answer, sent);
  }

  takeCodebook({ codes, codebook, next_colour: colour }, dirty) {
    this.look.codes = new Map(codes.map((code) => [code.id, code]));
    this.codebook = codebook;
    this.nextColour = colour;
    for (const turn of this.turns) if (turn.segments.size) dirty.add(turn);
  }

  // An act that the server refused is undone on the screen, with its reason.
  takeBack(refused, sent, dirty) {
    for (const [id, why] of refused) {
      const act = sent.find((one) => one.id === id);
      if (act?.kind === "apply") this.drop(act.segment, dirty);
      if (act?.kind === "create") this.codebook = "";
      if (act?.kind === "remove") this.revision = -1; // ask for everything again
      this.say(why);
    }
  }

  refused(sent, why) {
    this.takeBack(sent.map((act) => [act.id, why]), sent, new Set(this.turns));
    this.redraw(new Set(this.turns));
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
    this.clicks = setTimeout(() => this.openFor(this.selected()), event.detail > 1 || this.isSeries() ? AFTER_CLICKS : 0);
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

  selected() {
    return selectedPassage(this.list, this.turns);
  }

  // On a phone the handles move without a pointer event: the button in the bar takes it from here.
  selectionChanged() {
    if (!this.ready || this.palette.isOpen) return;
    this.touched = this.selected();
    this.host.querySelector("[data-act=code]").disabled = !this.touched;
    if (this.touched) this.setPassage(null);
  }

  openFor(passage, creating = false) {
    if (!passage) return;
    this.setPassage(passage);
    const codes = [...this.look.codes.values()];
    this.palette.open({
      codes,
      recent: this.recent(),
      counts: this.counts,
      present: this.present(),
      lines: linesOf(rangeOf(this.turns, passage.start, passage.end)),
      creating: creating || !codes.length,
    });
  }

  // The words that the palette is about stay marked while it has the focus.
  setPassage(passage) {
    this.passage = passage;
    this.highlight();
  }

  highlight() {
    const range = this.passage && rangeOf(this.turns, this.passage.start, this.passage.end);
    if (range) CSS.highlights.set("tm-pick", new Highlight(range));
    else CSS.highlights.delete("tm-pick");
  }

  over(passage) {
    return [...this.segments.values()]
      .filter((one) => one.start < passage.end && one.end > passage.start)
      .sort((a, b) => a.start - b.start || b.end - a.end);
  }

  isOwn(segment) {
    return segment.coder === this.look.account;
  }

  present() {
    return this.over(this.passage).map((one) => ({ segment: one.id, name: nameOf(one, this.look), own: this.isOwn(one) }));
  }

  finish() {
    document.getSelection().removeAllRanges();
    this.palette.close();
    this.setPassage(null);
  }

  closed() {
    const passage = this.passage;
    this.turns[passage ? turnsOf(this.turns, passage.start, passage.end)[0].index : this.at]?.row.focus({ preventScroll: true });
    this.setPassage(null);
  }

  // Most recent first, kept for this window.
  recent() {
    return JSON.parse(sessionStorage.getItem("throughline.recent") ?? "[]");
  }

  remember(code) {
    const kept = [code, ...this.recent().filter((one) => one !== code)].slice(0, RECENT_KEPT);
    sessionStorage.setItem("throughline.recent", JSON.stringify(kept));
  }

  // A passage that an address asks for: into the middle of the screen, and marked.
  reveal(id) {
    const segment = this.segments.get(id);
    if (!segment) return this.status("The passage of this address is no longer coded.", true);
    const turn = turnsOf(this.turns, segment.start, segment.end)[0];
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
    if (name) this.openFor(this.segments.get(name.dataset.segment));
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
    this.turns[this.at].row.tabIndex = -1;
    this.at = Number(row.dataset.turn);
    row.tabIndex = 0;
  }

  key(event) {
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) event.stopPropagation(); // Streamlit listens for bare C and R
    const wish = wishOf(event);
    const turn = this.turns[this.at];
    if (!wish || !turn) return;
    event.preventDefault();
    const wishes = {
      next: () => this.go(this.at + 1),
      previous: () => this.go(this.at - 1),
      select: () => selectByKey(turn, event),
      code: () => this.openFor(this.selected() ?? wholeTurn(turn)),
      create: () => this.openFor(this.selected() ?? wholeTurn(turn), true),
      remove: () => this.removeByKey(this.selected() ?? wholeTurn(turn)),
      undo: () => this.undo(),
      help: () => showKeys(this.host.querySelector(".tm-help")),
      nothing: () => this.finish(),
    };
    wishes[wish]();
  }

  go(index) {
    const turn = this.turns[index];
    if (!turn) return;
    document.getSelection().removeAllRanges();
    turn.row.focus({ preventScroll: true });
    turn.row.scrollIntoView({ block: "nearest" });
  }

  // One code of one's own goes at once; of several the palette lets one choose.
  removeByKey(passage) {
    if (!passage) return;
    const own = this.over(passage).filter((one) => this.isOwn(one));
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

// A segment never moves: its code and place stay what they were when it was made.
function isSame(segment, known) {
  return known && ["start", "end", "code", "coder"].every((name) => known[name] === segment[name]);
}

function linesOf(range) {
  const rects = [...range.getClientRects()];
  return { first: rects[0], last: rects[rects.length - 1] };
}

// null if the server cannot be reached.
function getText(source) {
  const address = `/api/coding/sources/${encodeURIComponent(source)}`;
  return fetch(address, { credentials: "same-origin" }).catch((error) => {
    if (error instanceof TypeError) return null;
    throw error;
  });
}

function wholeTurn(turn) {
  return passageBetween({ turn, unit: 0 }, { turn, unit: turn.text.length }, [turn]);
}
