// The code palette: type to find a code by name, path or definition; Enter codes.

const SHOWN = 60; // options at a time; typing narrows them
const RECENT = 5; // of those last used stand first in the unfiltered list
const REMEMBERED = 12;
const GAP = 6; // px between the selected words and the palette

class Palette {
  // `on` has pick(code, stay), create(name, parent, stay), remove(segment) and close().
  constructor(host, on) {
    this.host = host;
    this.on = on;
    this.box = host.querySelector(".tm-palette");
    this.input = host.querySelector(".tm-find");
    this.list = host.querySelector(".tm-options");
    this.has = host.querySelector(".tm-has");
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("input", () => this.filter());
    for (const part of [this.list, this.has]) {
      part.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus
    }
    this.list.addEventListener("click", (event) => this.clicked(event));
    this.has.addEventListener("click", (event) => this.removed(event));
    this.several = host.querySelector(".tm-several");
    this.several.addEventListener("click", () => this.setSeveral(!this.severalOn));
  }

  get isOpen() {
    return !this.box.hidden;
  }

  // `lines` are the first and last line of the words on the screen; `creating` asks for a name;
  // `parent` is the code under which a new one is offered; `keyOf` tells the number key of a code.
  open({ codes, counts, present, lines, parent, keyOf, creating = false }) {
    Object.assign(this, { codes, counts, creating, parent, keyOf });
    this.setSeveral(false);
    this.input.value = "";
    this.input.placeholder = creating ? "Name of the new code" : "Type a code";
    this.box.hidden = false;
    this.showPresent(present);
    this.filter();
    this.place(lines);
    // A keyboard that slides in would hide the list from a finger.
    const touch = matchMedia("(pointer: coarse)").matches && !creating;
    (touch ? this.box : this.input).focus({ preventScroll: true });
  }

  // Several codes one after the other: for fingers, which have no Ctrl.
  setSeveral(on) {
    this.severalOn = on;
    this.several.setAttribute("aria-pressed", String(on));
  }

  // After a code was applied with Ctrl+Enter: ready for another one.
  again(codes, present, counts) {
    Object.assign(this, { codes, counts });
    this.creating = false;
    this.input.value = "";
    this.showPresent(present);
    this.filter();
  }

  close() {
    if (!this.isOpen) return;
    this.box.hidden = true;
    this.on.close();
  }

  // Below the selected words, else above them, else at the lower edge of the screen.
  place(lines) {
    const bar = this.host.querySelector(".tm-bar").getBoundingClientRect();
    const { first, last } = lines ?? { first: bar, last: bar };
    const host = this.host.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: tall } = this.box;
    const below = last.bottom + GAP + tall < innerHeight;
    const above = !below && first.top - GAP - tall > 0;
    const top = below ? last.bottom + GAP : innerHeight - tall - GAP;
    this.box.style.top = above ? "auto" : `${top - host.top}px`;
    this.box.style.bottom = above ? `${host.bottom - first.top + GAP}px` : "auto";
    const left = Math.min((above ? first : last).left - host.left, host.width - width);
    this.box.style.left = `${Math.max(0, left)}px`;
  }

  showPresent(present) {
    this.has.hidden = !present.length;
    this.has.replaceChildren(...present.map(({ segment, name, own }) => {
      if (!own) return element("span", "tm-theirs", name);
      const button = element("button", "tm-remove", name, { type: "button" });
      button.setAttribute("aria-label", `Remove ${name} from these words`);
      button.dataset.segment = segment;
      return button;
    }));
  }

  filter() {
    const wanted = this.input.value.trim();
    const found = this.creating ? [] : foundCodes(this.codes, wanted, this.recent()).slice(0, SHOWN);
    this.options = found.map((code) => ({ code }));
    const taken = this.codes.some((code) => folded(code.name) === folded(wanted));
    if (wanted && !taken && this.parent) this.options.push({ create: wanted, parent: this.parent });
    if (wanted && !taken) this.options.push({ create: wanted });
    this.chosen = 0;
    this.draw(wanted);
  }

  draw(wanted = this.input.value.trim()) {
    const rows = this.options.map((option, at) => this.row(option, at, wanted));
    this.list.replaceChildren(...(rows.length ? rows : [this.nothing(wanted)]));
    this.input.setAttribute("aria-activedescendant", rows.length ? `tm-option-${this.chosen}` : "");
    rows[this.chosen]?.scrollIntoView({ block: "nearest" });
  }

  row({ code, create, parent }, at, wanted) {
    const row = element("div", "tm-option", "", { role: "option", id: `tm-option-${at}` });
    row.setAttribute("aria-selected", String(at === this.chosen));
    row.dataset.at = at;
    if (create) {
      row.append(element("span", "tm-plus", "+"), element("span", "", `New code “${create}” ${this.whereNew(parent)}`));
      return row;
    }
    const name = withMatch(code.name, wanted);
    if (code.path !== code.name) name.append(element("small", "", code.path.slice(0, -code.name.length - 3)));
    const count = element("small", "tm-count", String(this.counts.get(code.id) ?? 0));
    const key = this.keyOf(code.id);
    if (key) count.prepend(element("kbd", "", String(key)), " ");
    row.append(swatch(code.colour), name, count);
    return row;
  }

  whereNew(parent) {
    if (parent) return `under “${parent.name}”`;
    return this.parent ? "at the top" : "here";
  }

  nothing(wanted) {
    const why = this.creating && wanted ? "There is a code of that name already" : "Type a name";
    return element("div", "tm-none", why, { role: "option", "aria-disabled": "true", "aria-selected": "false" });
  }

  key(event) {
    event.stopPropagation(); // Streamlit listens for bare letters
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.options.length) {
      event.preventDefault();
      this.chosen = (this.chosen + step + this.options.length) % this.options.length;
      this.draw();
    } else if (event.key === "Enter" && event.target === this.input) {
      event.preventDefault();
      this.take(this.chosen, event.ctrlKey || event.metaKey);
    } else if (event.key === "Enter" && event.target === this.box) {
      event.preventDefault();
      this.input.focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.key === "Tab") {
      this.stayInside(event);
    }
  }

  // The codes last used, newest first, kept for this window.
  recent() {
    return JSON.parse(sessionStorage.getItem("throughline.recent") ?? "[]");
  }

  remember(code) {
    const kept = [code, ...this.recent().filter((one) => one !== code)].slice(0, REMEMBERED);
    sessionStorage.setItem("throughline.recent", JSON.stringify(kept));
  }

  // Tab goes round inside the open palette: the input and the codes that can be removed.
  stayInside(event) {
    const stops = [this.input, ...this.has.querySelectorAll("button"), this.several];
    const at = stops.indexOf(document.activeElement);
    event.preventDefault();
    stops[(at + (event.shiftKey ? -1 : 1) + stops.length) % stops.length].focus();
  }

  clicked(event) {
    const row = event.target.closest("[data-at]");
    if (row) this.take(Number(row.dataset.at), event.ctrlKey || event.metaKey);
  }

  removed(event) {
    const button = event.target.closest("[data-segment]");
    if (button) this.on.remove(button.dataset.segment);
  }

  take(at, stay) {
    const option = this.options[at];
    const open = stay || this.severalOn;
    if (option?.create) this.on.create(option.create, option.parent?.id ?? "", open);
    else if (option) this.on.pick(option.code, open);
  }
}

// Without capitals and accents, so that "decision" finds "Décision".
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();
}

// Best first: name begins so, a word of it does, it contains it, the path does, the definition does.
function foundCodes(codes, wanted, recent) {
  const sought = folded(wanted);
  const age = new Map(recent.slice(0, sought ? recent.length : RECENT).map((id, at) => [id, at]));
  const scored = codes.filter((code) => !code.retired).map((code, at) => ({ code, at, score: score(code, sought) }));
  return scored
    .filter((one) => one.score < Infinity)
    .sort((a, b) => a.score - b.score || (age.get(a.code.id) ?? 1e6) - (age.get(b.code.id) ?? 1e6) || a.at - b.at)
    .map((one) => one.code);
}

function score(code, sought) {
  if (!sought) return 0;
  const name = folded(code.name);
  if (name.startsWith(sought)) return 0;
  if (name.includes(` ${sought}`)) return 1;
  if (name.includes(sought)) return 2;
  if (folded(code.path).includes(sought)) return 3;
  return folded(`${code.definition} ${code.use_when ?? ""}`).includes(sought) ? 4 : Infinity;
}

// The name with the typed part in bold; letters that change length when folded stay plain.
function withMatch(name, wanted) {
  const shown = element("span", "tm-label");
  const plain = folded(name).length === name.length;
  const at = wanted && plain ? folded(name).indexOf(folded(wanted)) : -1;
  if (at < 0) shown.append(name);
  else shown.append(name.slice(0, at), element("b", "", name.slice(at, at + wanted.length)), name.slice(at + wanted.length));
  return shown;
}
