// What the server answers: the codings that changed, the codebook, what was refused and why.

const TELL_PAGE = 1500; // ms of quiet before the page beside the text counts again

class Answers {
  constructor(marker) {
    this.marker = marker;
  }

  take(answer, sent) {
    const { marker } = this;
    const { sheet } = marker;
    if (answer.source !== marker.source || !marker.ready) return;
    const dirty = new Set();
    const coders = Object.keys(sheet.look.coders).length;
    Object.assign(sheet.look.coders, answer.coders);
    if (answer.codes) this.takeCodebook(answer, dirty);
    sheet.merge(answer, dirty);
    this.takeBack(answer.refused, sent, dirty);
    marker.counts = new Map(Object.entries(answer.counts));
    for (const act of marker.outbox.of(marker.source)) sheet.perform(act, dirty);
    marker.panel.draw(sheet.codes, marker.counts);
    if (dirty.size || answer.codes) marker.redraw(dirty);
    if (answer.codes || coders < Object.keys(sheet.look.coders).length) marker.view.tell(sheet.look);
    this.tell(answer, sent);
  }

  takeCodebook({ codes, codebook, themes, next_colour: colour }, dirty) {
    const { marker } = this;
    const { look } = marker.sheet;
    look.codes = new Map(codes.map((code) => [code.id, code]));
    look.themes = themes;
    marker.codebook = codebook;
    marker.sheet.nextColour = colour;
    marker.desk.forgetMissing(look.codes);
    for (const turn of marker.sheet.turns) if (turn.segments.size) dirty.add(turn);
  }

  // An act that the server refused is undone on the screen, with its reason.
  takeBack(refused, sent, dirty) {
    const { marker } = this;
    for (const [id, why] of refused) {
      const act = sent.find((one) => one.id === id);
      if (act?.kind === "apply") marker.sheet.drop(act.segment, dirty);
      if (act?.kind === "cut") marker.sheet.drop(act.id, dirty);
      if (act?.kind === "create") marker.codebook = "";
      if (isChange(act)) marker.revision = -1; // ask for everything again
      marker.say(why);
    }
  }

  // The whole request was refused.
  refused(sent, why) {
    const dirty = new Set();
    this.takeBack(sent.map((act) => [act.id, why]), sent, dirty);
    this.marker.redraw(dirty);
    this.marker.status(`Not saved: ${why}`, true);
  }

  tell(answer, sent) {
    const { marker } = this;
    const first = marker.revision < 0 && !marker.shown;
    const again = answer.refused.some(([id]) => isChange(sent.find((act) => act.id === id)));
    const waiting = marker.outbox.acts.length;
    marker.revision = again ? -1 : answer.revision;
    this.tellSteps(answer);
    if (answer.refused.length) marker.status(`Not saved: ${answer.refused[0][1]}`, true);
    else if (sent.length && !waiting) marker.status(`Saved ${new Date().toLocaleTimeString()}`);
    else if (!waiting && marker.troubled) marker.status("");
    if (again) marker.outbox.send();
    if (first && marker.wanted) marker.reveal(marker.wanted);
    marker.shown = true;
    if (sent.length) this.tellLater();
  }

  // The buttons say what they would undo and redo.
  tellSteps(answer) {
    const { marker } = this;
    for (const kind of ["undo", "redo"]) {
      marker.next[kind] = answer[kind];
      const button = marker.host.querySelector(`[data-act=${kind}]`);
      button.disabled = !answer[kind];
      button.title = answer[kind] ? marker.wordsOfStep(answer[kind]) : "";
    }
  }

  tellLater() {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.marker.tellPage(), TELL_PAGE);
  }
}

// What the server must be asked about again if it refuses: the screen does not know how it was.
function isChange(act) {
  return ["remove", "resize", "cut", "memo"].includes(act?.kind);
}
