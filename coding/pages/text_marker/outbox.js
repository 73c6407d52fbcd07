// What a coder did and the server has not acknowledged yet. It lies in sessionStorage, so a reload
// or a dead server loses nothing; every act has an id, so sending it twice counts once.

const RETRY = { first: 250, most: 15000, signedOut: 15000 }; // ms
const BATCH = 200;

class Outbox {
  // `stateOf(source)` gives what the screen knows of a source, by default of the one it shows;
  // the others are told what came of the acts.
  constructor(account, { stateOf, onAnswer, onRefused, onStatus }) {
    Object.assign(this, { stateOf, onAnswer, onRefused, onStatus });
    this.key = `throughline.outbox.${account}`; // another account in this window has its own
    this.acts = JSON.parse(sessionStorage.getItem(this.key) ?? "[]");
    this.wait = 0;
  }

  add(act) {
    this.acts.push(act);
    this.keep((kept) => [...kept, act]);
    this.send();
  }

  of(source) {
    return this.acts.filter((act) => act.source === source);
  }

  // The outbox of a text that was left may still be sending: each changes only what it knows of.
  keep(change) {
    const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "[]");
    sessionStorage.setItem(this.key, JSON.stringify(change(kept)));
  }

  // Send what waits, one source at a time; without anything to send, ask what others did.
  async send() {
    if (this.busy) return;
    clearTimeout(this.timer);
    this.busy = true;
    const source = this.acts[0]?.source ?? this.stateOf().source;
    const sent = this.of(source).slice(0, BATCH);
    try {
      const response = await post(source, { ...this.stateOf(source), acts: sent });
      if (response) await this.settle(sent, response);
      else this.later(RETRY.first, "Not saved yet: the server does not answer. Trying again.");
    } finally {
      this.busy = false;
      if (this.acts.length) this.timer = setTimeout(() => this.send(), this.wait);
    }
  }

  async settle(sent, response) {
    if (response.ok) {
      const answer = await response.json().catch(() => null); // the connection broke half way
      if (!answer) return this.later(RETRY.first, "Not saved yet: the answer broke off. Trying again.");
      this.wait = 0;
      this.forget(sent);
      this.onAnswer(answer, sent);
    } else if (response.status === 401 || response.status === 403) {
      this.later(RETRY.signedOut, "Not saved yet: you are signed out. Sign in again in another tab.");
    } else if (response.status >= 500) {
      this.later(RETRY.first, "Not saved yet: the server has a problem. Trying again.");
    } else {
      this.forget(sent);
      this.onRefused(sent, await response.text());
    }
    return undefined;
  }

  forget(sent) {
    const ids = new Set(sent.map((act) => act.id));
    const without = (acts) => acts.filter((act) => !ids.has(act.id));
    this.acts = without(this.acts);
    this.keep(without);
  }

  later(least, why) {
    this.wait = Math.min(RETRY.most, Math.max(least, this.wait * 2));
    this.onStatus(why, this.acts.length > 0);
  }
}

function post(source, body) {
  return asked(`/api/coding/sources/${encodeURIComponent(source)}/acts`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Throughline": "workbench" },
    body: JSON.stringify(body),
  });
}

function getText(source) {
  return asked(`/api/coding/sources/${encodeURIComponent(source)}`);
}

// null if the server cannot be reached, which fetch says with a TypeError.
function asked(address, wish = {}) {
  return fetch(address, { credentials: "same-origin", ...wish }).catch((error) => {
    if (error instanceof TypeError) return null;
    throw error;
  });
}

// crypto.randomUUID exists on HTTPS and localhost only.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
