// The names marker: one text with its names, decided on by mouse or keyboard. Text and decisions go
// over our own routes; Streamlit only says which source, and runs again when its state has changed.

const STEPS = {
  "sign-off": {
    label: "Sign off",
    title: "Sign off this text?",
    happens: (state) => [
      `${total(state.counts.replaced)} places are replaced (${kindsOf(state.counts.replaced)}), ` +
        `${total(state.counts.kept)} are kept (${kindsOf(state.counts.kept)}).`,
      state.oneReader
        ? "One reader is enough in this study: it can be coded at once."
        : "Then a second person reads it once more, before it can be coded.",
      "The text with its names stays in the vault.",
    ],
  },
  confirm: {
    label: "Confirm",
    title: "Confirm that the names are out?",
    happens: () => [
      "The text as coders see it goes into the study and can be coded.",
      "Passages that were coded before move along exactly.",
      "It is never changed afterwards but by a new version.",
    ],
  },
  "send-back": { label: "Send back" },
  reopen: { label: "Take names out once more" },
};
const desks = new WeakMap();

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let desk = desks.get(parentElement);
  if (!desk) {
    desk = new Desk(parentElement.querySelector(".nm-host"));
    desks.set(parentElement, desk);
  }
  desk.tellPage = () => setTriggerValue("moved", String(Date.now()));
  desk.show(data.source);
  return () => {
    desks.delete(parentElement);
    desk.life.abort();
  };
}

class Desk {
  constructor(host) {
    this.host = host;
    this.find = (name) => host.querySelector(`.nm-${name}`);
    this.life = new AbortController();
    const { signal } = this.life;
    host.addEventListener("click", (event) => this.clicked(event));
    host.addEventListener("keydown", (event) => this.key(event));
    this.find("plain").addEventListener("change", (event) => {
      host.classList.toggle("nm-as-coders", event.target.checked);
    });
    this.find("mark").addEventListener("submit", (event) => this.markWords(event));
    this.find("cancel").addEventListener("click", () => this.offerMark(null));
    document.addEventListener("pointerup", () => this.selected(), { signal });
  }

  get decidable() {
    return ["imported", "in review"].includes(this.state.state);
  }

  async show(source) {
    if (source === this.source) return;
    this.source = source;
    this.current = this.place = null;
    this.offerMark(null);
    await this.ask("");
  }

  // ---- asking the server

  async ask(path, body) {
    const url = `/api/names/sources/${encodeURIComponent(this.source)}${path}`;
    const headers = { "content-type": "application/json", "x-throughline": "names-out" };
    const options = path ? { method: "POST", headers, body: JSON.stringify(body ?? {}) } : {};
    this.host.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { ...options, cache: "no-store" });
      if (!answer.ok) throw new Error(await answer.text());
      this.accept(await answer.json());
      this.find("status").textContent = path ? "Saved" : "";
      return true;
    } catch (error) {
      this.find("status").textContent = `Not saved: ${error.message}`;
      return false;
    } finally {
      this.host.removeAttribute("aria-busy");
    }
  }

  accept(state) {
    if (state.source !== this.source) return;
    this.state = state;
    const open = state.names.filter((one) => one.verdict === "open");
    if (!state.names.some((one) => one.id === this.current)) this.current = open[0]?.id ?? null;
    this.draw();
  }

  // ---- drawing

  draw() {
    const { state } = this;
    const open = state.names.filter((one) => one.verdict === "open");
    const done = state.names.filter((one) => one.verdict !== "open");
    this.find("warning").textContent = state.warning;
    this.find("warning").hidden = !state.warning;
    drawText(this.find("text"), state.turns, this.current);
    this.find("count").textContent = `${open.length} of ${state.names.length}`;
    this.find("open").replaceChildren(...open.map((one) => drawName(one, this)));
    this.find("none").hidden = open.length > 0 || !this.decidable;
    this.host.querySelector(".nm-side > .nm-heading").hidden = !this.decidable;
    this.find("keys").hidden = !this.decidable;
    this.host.querySelector(".nm-done").open ||= !this.decidable;
    this.host.querySelector(".nm-done").hidden = !done.length;
    this.find("decided").replaceChildren(...done.map((one) => drawName(one, this)));
    this.host.querySelector(".nm-done summary span").textContent = String(done.length);
    this.drawBar();
  }

  drawBar() {
    const { state } = this;
    const told = {
      "signed off": state.signedByMe
        ? "Signed off by you. Somebody else has to read it before it is coded."
        : "Signed off by a first reader. Read it once more, then confirm.",
      confirmed: "The names are out, and it can be coded.",
      "from before": "Brought in before names were taken out, and coded as it is.",
    }[state.state];
    const left = state.open === 1 ? "1 left to decide" : `${state.open} left to decide`;
    const words = told ?? (state.open ? left : "Nothing left to decide");
    this.find("state").className = `nm-state${state.open && this.decidable ? " tl-review" : ""}`;
    this.find("state").textContent = words;
    this.find("steps").replaceChildren(...this.steps().map((one) => this.drawStep(one)));
  }

  steps() {
    if (this.decidable) return ["undo", "sign-off"];
    if (this.state.state !== "signed off") return ["reopen"];
    return this.state.signedByMe ? ["send-back"] : ["send-back", "confirm"];
  }

  drawStep(name) {
    const primary = ["sign-off", "confirm"].includes(name);
    const button = element("button", primary ? "nm-go" : "", STEPS[name]?.label ?? "Undo");
    button.type = "button";
    button.dataset.step = name;
    button.disabled = name === "undo" ? !this.state.canUndo : name === "sign-off" && this.state.open > 0;
    return button;
  }

  // ---- acts

  clicked(event) {
    const verdict = event.target.closest("[data-verdict]")?.dataset.verdict;
    const step = event.target.closest("[data-step]")?.dataset.step;
    const row = event.target.closest(".nm-name");
    const mention = event.target.closest(".tl-id[data-name]");
    if (verdict) this.decide(row.dataset.name, verdict);
    else if (step) this.take(step);
    else if (mention) this.choose(mention.dataset.name, placeOf(mention), "list");
    else if (event.target.closest(".nm-told")) this.choose(row.dataset.name, null, "text");
  }

  choose(name, place, follow) {
    this.current = name;
    this.place = place;
    this.draw();
    const there = follow === "text" ? ".tl-id.cur" : ".nm-cur";
    const target = this.host.querySelector(there);
    target?.closest("details")?.setAttribute("open", "");
    target?.scrollIntoView({ block: "nearest" });
    this.host.querySelector(".nm-cur .nm-told")?.focus({ preventScroll: true });
  }

  async decide(id, verdict) {
    const name = this.state.names.find((one) => one.id === id);
    if (!name || !this.decidable) return;
    const said = this.saidOf(id);
    const place = said.scope === "here" ? this.place : {};
    const words = said.scope === "here" ? this.place.words : name.words;
    const next = this.after(id);
    if (await this.ask("/decision", { kind: name.kind, ...said, ...place, words, verdict })) {
      this.choose(next ?? this.firstOpen() ?? id, null, "text");
    }
  }

  // What was chosen in the fields of the name in hand.
  saidOf(id) {
    const row = [...this.host.querySelectorAll(".nm-cur")].find((one) => one.dataset.name === id);
    const fields = row ? row.querySelectorAll(".nm-more select, .nm-more input") : [];
    return Object.fromEntries([...fields].map((field) => [field.name, field.value]));
  }

  after(id) {
    const open = this.state.names.filter((one) => one.verdict === "open" || one.id === id);
    return open[open.findIndex((one) => one.id === id) + 1]?.id;
  }

  firstOpen() {
    return this.state.names.find((one) => one.verdict === "open")?.id;
  }

  async take(step) {
    const about = STEPS[step];
    if (about?.happens && !(await this.confirmed(about))) return;
    if ((await this.ask(`/${step}`)) && step !== "undo") this.tellPage();
  }

  confirmed({ label, title, happens }) {
    const dialog = this.find("ask");
    dialog.querySelector("h2").textContent = title;
    dialog.querySelector("ul").replaceChildren(
      ...happens(this.state).map((line) => element("li", "", line)),
    );
    dialog.querySelector(".nm-go").textContent = label;
    dialog.returnValue = "no";
    dialog.showModal();
    return new Promise((done) => {
      dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true });
    });
  }

  // ---- words that no tool finds

  selected() {
    if (!this.state || !this.decidable) return;
    const chosen = chosenWords(this.find("text"));
    if (chosen) this.offerMark(chosen);
  }

  offerMark(chosen) {
    this.marking = chosen;
    this.find("mark").hidden = !chosen;
    if (!chosen) return;
    this.find("marked").textContent = `“${chosen.words}”`;
    const kinds = this.state.kinds.map((one) => new Option(one, one));
    this.find("kind").replaceChildren(...kinds);
    this.find("kind").value = "identifying detail";
    this.find("own").value = "";
  }

  async markWords(event) {
    event.preventDefault();
    const { words } = this.marking;
    const kind = this.find("kind").value;
    const standIn = this.find("own").value;
    if (await this.ask("/decision", { words, kind, standIn, verdict: "replace", scope: "text" })) {
      this.offerMark(null);
      document.getSelection().removeAllRanges();
    }
  }

  // ---- keys

  key(event) {
    if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = {
      a: () => this.current && this.decide(this.current, "replace"),
      r: () => this.current && this.decide(this.current, "keep"),
      j: () => this.step(1),
      k: () => this.step(-1),
      u: () => this.decidable && this.state.canUndo && this.take("undo"),
    };
    const act = acts[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation(); // Streamlit has meanings of its own for single letters
    act();
  }

  step(by) {
    const open = this.state.names.filter((one) => one.verdict === "open");
    if (!open.length) return;
    const at = open.findIndex((one) => one.id === this.current);
    this.choose(open[(at + by + open.length) % open.length].id, null, "text");
  }
}

function placeOf(mention) {
  const { start, end, words } = mention.dataset;
  return { start: Number(start), end: Number(end), words };
}

function total(kinds) {
  return Object.values(kinds).reduce((sum, n) => sum + n, 0);
}

function kindsOf(kinds) {
  return Object.entries(kinds).map(([kind, n]) => `${kind} ${n}`).join(", ") || "none";
}
