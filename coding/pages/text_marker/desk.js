// How this coder likes to work: pinned codes and the view of the text. Kept by the server, so that
// it is the same on every machine.

const KEEP = 600; // ms of quiet before the settings are sent
const PINS = 9;

class Desk {
  constructor() {
    Object.assign(this, { pins: [], colours: "code", stripes: false, hide_interviewer: false });
    Object.assign(this, { codes: [], coders: [], speakers: [] });
  }

  // Without an answer the settings are as at first: nothing depends on them.
  async load() {
    if (this.loaded) return;
    const response = await fetch(DESK, { credentials: "same-origin" }).catch(() => null);
    if (response?.ok) Object.assign(this, await response.json());
    this.loaded = true;
  }

  keep() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), KEEP);
    this.waiting = true;
  }

  // At once, if something waits: the page is about to go.
  flush() {
    if (this.waiting) this.send();
  }

  send() {
    clearTimeout(this.timer);
    this.waiting = false;
    const { pins, colours, stripes, hide_interviewer, codes, coders, speakers } = this;
    const body = JSON.stringify({ pins, colours, stripes, hide_interviewer, codes, coders, speakers });
    const headers = { "Content-Type": "application/json", "X-Throughline": "workbench" };
    return fetch(DESK, { method: "POST", credentials: "same-origin", headers, body, keepalive: true }).catch(() => null);
  }

  // The number key of a code, 0 if it has none.
  keyOf(code) {
    return this.pins.indexOf(code) + 1;
  }

  // Give a code the first free number key, or take its key away; false if no key is free.
  togglePin(code) {
    const at = this.pins.indexOf(code);
    if (at >= 0) this.pins[at] = "";
    const free = [...Array(PINS).keys()].find((key) => !this.pins[key]);
    if (at < 0 && free === undefined) return false;
    if (at < 0) this.pins[free] = code;
    this.pins = [...this.pins].map((one) => one ?? "");
    this.keep();
    return true;
  }

  // A removed code frees its key.
  forgetMissing(codes) {
    this.pins = this.pins.map((one) => (codes.has(one) ? one : ""));
    this.codes = this.codes.filter((one) => codes.has(one));
  }
}

const DESK = "/api/coding/desk";
