// What a coder does: shown at once, said in words, handed to the outbox. The marker knows the rest.

const LONGEST_NAME = 80; // of a code, in characters

class Acts {
  constructor(marker) {
    this.marker = marker;
  }

  perform(kind, details) {
    const { marker } = this;
    const act = { id: newId(), kind, source: marker.source, ...details };
    const dirty = new Set();
    marker.sheet.perform(act, dirty);
    this.count(kind, details.code);
    marker.redraw(dirty);
    marker.status("Saving…");
    marker.outbox.add(act);
  }

  count(kind, code) {
    const { counts, panel, sheet } = this.marker;
    const step = { apply: 1, remove: -1 }[kind] ?? 0;
    counts.set(code, (counts.get(code) ?? 0) + step);
    panel.draw(sheet.codes, counts);
  }

  apply(code, passage, stay) {
    const { marker } = this;
    const { start, end } = passage;
    if (code.retired) return marker.say(`${code.name} is retired: no new passages receive it.`);
    const twice = marker.sheet.isCoded(passage, code.id);
    const id = newId(); // of the act and of the segment that it makes
    if (!twice) this.perform("apply", { id, segment: id, start, end, code: code.id });
    marker.palette.remember(code.id);
    marker.panel.choose(code.id);
    const hidden = twice || marker.view.shows({ code: code.id, coder: marker.sheet.look.account }) ? "" : " The view hides it.";
    marker.say(twice ? `These words are coded ${code.name} already.` : `Coded ${code.name}.${hidden}`);
    if (stay) marker.palette.again(marker.sheet.codes, marker.sheet.present(passage), marker.counts);
    else marker.finish();
    return undefined;
  }

  create(name, parent, passage, stay, inVivo = false) {
    const code = newId();
    this.perform("create", { code, name, parent, in_vivo: inVivo });
    this.apply(this.marker.sheet.look.codes.get(code), passage, stay);
  }

  // A code from the words themselves; if there is one of that name, it is meant.
  inVivo(passage) {
    const { sheet } = this.marker;
    const name = cut(sheet.wordsOf(passage).replace(/\s+/g, " ").trim());
    const known = sheet.codes.find((code) => folded(code.name) === folded(name));
    if (known) this.apply(known, passage);
    else this.create(name, this.marker.panel.parent?.id ?? "", passage, false, true);
  }

  last(passage) {
    const [id] = this.marker.palette.recent();
    const code = this.marker.sheet.look.codes.get(id);
    if (code) this.apply(code, passage);
    else this.marker.say("No code was given yet.");
  }

  pinned(key, passage) {
    const code = this.marker.sheet.look.codes.get(this.marker.desk.pins[key - 1]);
    if (code) this.apply(code, passage);
    else this.marker.say(`No code is pinned to ${key}. Choose one in the codebook and pin it.`);
  }

  remove(id) {
    const { marker } = this;
    const segment = marker.sheet.segments.get(id);
    if (!segment) return;
    this.perform("remove", { segment: id, code: segment.code });
    marker.say(`Removed ${nameOf(segment, marker.sheet.look)}.`);
    if (marker.palette.isOpen) marker.finish();
  }

  memo(segment, memo, text) {
    this.perform("memo", { segment, memo, text });
    this.marker.say(text ? "Memo kept." : "Memo removed.");
  }

  resize(segment, start, end) {
    const words = this.marker.sheet.wordsOf({ start, end });
    if (!words.trim()) return this.marker.say("A passage holds at least one word.");
    this.perform("resize", { segment: segment.id, start, end });
    this.marker.say(`${nameOf(segment, this.marker.sheet.look)} covers: ${words.length > 60 ? `… ${words.slice(-60)}` : words}`);
  }

  // Two passages of one, where the selected words begin; the server says if it cannot be.
  cut(segment, at) {
    const inside = at > segment.start && at < segment.end;
    if (!inside) return this.marker.say("Select words inside the passage: it is cut where they begin.");
    const id = newId(); // of the act and of the second passage
    this.perform("cut", { id, segment: segment.id, start: at });
    return this.marker.say("Cut in two.");
  }

  join(segment) {
    this.perform("join", { segment: segment.id });
    this.marker.say("Joining what touches it.");
  }

  // Undo or redo; what it will do is known if nothing is on its way.
  again(kind) {
    const { marker } = this;
    const next = marker.next[kind];
    const idle = !marker.outbox.acts.length;
    if (idle && !next) return marker.say(`Nothing to ${kind} here.`);
    this.perform(kind, {});
    const what = idle ? marker.wordsOfStep(next) : "your last act";
    marker.say(`${kind === "undo" ? "Undone" : "Done again"}: ${what}.`);
  }
}

// At most the longest name, ending with a whole character.
function cut(name) {
  const points = [...graphemes.segment(name)].map((one) => one.segment);
  return points.length <= LONGEST_NAME ? name : `${points.slice(0, LONGEST_NAME - 1).join("")}…`;
}
