// The codebook as a tree. Moves go over our own route; Streamlit is told that something happened.

const MOVES = "/api/coding/codebook/moves";
const EDGE = 0.3; // of a row's height: above is before it, below is after it, between is under it
const KEYS = "Drag a code, or move it with Alt and the arrow keys: ↑ ↓ among its neighbours, → under the one above, ← out again.";

const trees = new WeakMap();

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let tree = trees.get(parentElement);
  if (!tree) {
    tree = new CodeTree(parentElement.querySelector(".ct-host"));
    trees.set(parentElement, tree);
  }
  tree.on = {
    choose: (id) => setTriggerValue("chosen", id),
    moved: () => setTriggerValue("moved", String(performance.now())),
  };
  tree.show(data);
  return () => trees.delete(parentElement);
}

class CodeTree {
  constructor(host) {
    this.list = host.querySelector(".ct-tree");
    this.keys = host.querySelector(".ct-keys");
    this.told = host.querySelector(".ct-told");
    this.folded = new Set();
    this.list.addEventListener("click", (event) => this.clicked(event));
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("focusin", (event) => this.focused(event));
    for (const kind of ["dragstart", "dragover", "dragleave", "dragend", "drop"]) {
      this.list.addEventListener(kind, (event) => this[kind](event));
    }
  }

  show({ codes, chosen, movable }) {
    Object.assign(this, { codes, chosen, movable });
    this.at ??= chosen || codes[0]?.id;
    if (!codes.some((code) => code.id === this.at)) this.at = codes[0]?.id;
    this.keys.textContent = movable && codes.length > 1 ? KEYS : "";
    this.draw();
  }

  draw() {
    const focused = this.list.contains(document.activeElement);
    const parents = new Set(this.codes.map((code) => code.parent));
    this.list.replaceChildren(...this.shown().map((code) => this.row(code, parents.has(code.id))));
    if (focused) this.rowOf(this.at)?.focus({ preventScroll: true });
  }

  // Without the codes under a folded one.
  shown() {
    const hidden = new Set();
    return this.codes.filter((code) => {
      if (this.folded.has(code.parent) || hidden.has(code.parent)) hidden.add(code.id);
      return !hidden.has(code.id);
    });
  }

  row(code, isParent) {
    const row = element("li", "ct-row", "", { role: "treeitem", "aria-level": code.depth + 1, tabindex: code.id === this.at ? 0 : -1 });
    row.dataset.code = code.id;
    row.draggable = this.movable;
    row.style.setProperty("--ct-depth", code.depth);
    row.setAttribute("aria-selected", String(code.id === this.chosen));
    if (isParent) row.setAttribute("aria-expanded", String(!this.folded.has(code.id)));
    row.append(element("span", "ct-fold", isParent ? (this.folded.has(code.id) ? "▸" : "▾") : "", { "aria-hidden": "true" }));
    const stroke = element("i", code.colour > 6 ? "tl-sw tl-dash" : "tl-sw");
    stroke.style.setProperty("--c", `var(--c${code.colour})`);
    const name = element("span", "ct-name");
    name.append(stroke, element("b", "", code.name));
    if (code.retired) name.append(element("small", "ct-mark", "retired"));
    if (code.waiting) name.append(element("small", "ct-mark ct-look", `${code.waiting} to look at again`));
    row.append(name, element("span", "ct-count", String(code.count), { title: "Passages" }), element("span", "ct-words", code.words));
    return row;
  }

  rowOf(id) {
    return [...this.list.children].find((row) => row.dataset.code === id);
  }

  clicked(event) {
    const row = event.target.closest("[data-code]");
    if (!row) return;
    this.at = row.dataset.code;
    if (event.target.closest(".ct-fold") && row.hasAttribute("aria-expanded")) this.fold(this.at);
    else this.choose(this.at);
  }

  choose(id) {
    this.chosen = id;
    this.draw();
    this.on.choose(id);
    // On a phone the form stands above the tree.
    if (matchMedia("(max-width: 640px)").matches) document.querySelector(".st-key-codebook_form")?.scrollIntoView();
  }

  fold(id) {
    if (!this.folded.delete(id)) this.folded.add(id);
    this.draw();
  }

  // ---- keys

  key(event) {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key.length === 1) event.stopPropagation(); // Streamlit listens for bare letters
    const act = event.altKey ? this.moveOf(event.key) : this.stepOf(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  }

  stepOf(key) {
    const shown = this.shown();
    const at = shown.findIndex((code) => code.id === this.at);
    const code = shown[at];
    const open = this.rowOf(this.at)?.getAttribute("aria-expanded");
    return {
      ArrowDown: () => this.go(shown[at + 1]),
      ArrowUp: () => this.go(shown[at - 1]),
      Home: () => this.go(shown[0]),
      End: () => this.go(shown[shown.length - 1]),
      ArrowRight: () => (open === "false" ? this.fold(code.id) : this.go(shown[at + 1])),
      ArrowLeft: () => (open === "true" ? this.fold(code.id) : this.go(shown.find((one) => one.id === code.parent))),
      Enter: () => this.choose(this.at),
      " ": () => this.choose(this.at),
    }[key];
  }

  go(code) {
    if (code) this.rowOf(code.id).focus();
  }

  focused(event) {
    this.at = event.target.closest("[data-code]").dataset.code;
    for (const row of this.list.children) row.tabIndex = row.dataset.code === this.at ? 0 : -1;
  }

  moveOf(key) {
    if (!this.movable) return null;
    const code = this.find(this.at);
    const near = this.siblings(code.parent);
    const at = near.indexOf(code);
    const parent = this.find(code.parent);
    return {
      ArrowUp: () => near[at - 1] && this.move(code, code.parent, near[at - 1].id),
      ArrowDown: () => near[at + 1] && this.move(code, code.parent, near[at + 2]?.id ?? ""),
      ArrowRight: () => near[at - 1] && this.move(code, near[at - 1].id, ""),
      ArrowLeft: () => parent && this.move(code, parent.parent, this.after(parent)),
    }[key];
  }

  // ---- drag

  dragstart(event) {
    const row = event.target.closest("[data-code]");
    this.dragged = row?.dataset.code;
    event.dataTransfer.setData("text/plain", this.find(this.dragged)?.name ?? "");
    event.dataTransfer.effectAllowed = "move";
  }

  dragover(event) {
    const row = event.target.closest("[data-code]");
    const where = row && this.where(row, event.clientY);
    this.mark(null);
    if (!where) return;
    event.preventDefault();
    this.mark(row, where);
  }

  dragleave(event) {
    if (!this.list.contains(event.relatedTarget)) this.mark(null);
  }

  dragend() {
    this.mark(null);
    this.dragged = "";
  }

  drop(event) {
    event.preventDefault();
    const row = event.target.closest("[data-code]");
    const where = row && this.where(row, event.clientY);
    const code = this.find(this.dragged);
    this.dragend();
    if (!where || !code) return;
    const target = this.find(row.dataset.code);
    if (where === "into") this.move(code, target.id, "");
    else this.move(code, target.parent, where === "above" ? target.id : this.after(target));
  }

  // "above", "into" or "below" this row; "" where the dragged code cannot go.
  where(row, y) {
    if (!this.dragged || this.isWithin(row.dataset.code, this.dragged)) return "";
    const box = row.getBoundingClientRect();
    const share = (y - box.top) / box.height;
    if (share < EDGE) return "above";
    return share > 1 - EDGE ? "below" : "into";
  }

  mark(row, where) {
    for (const one of this.list.children) delete one.dataset.drop;
    if (row) row.dataset.drop = where;
  }

  // ---- moves

  find(id) {
    return this.codes.find((code) => code.id === id);
  }

  siblings(parent) {
    return this.codes.filter((code) => code.parent === parent);
  }

  // The sibling that follows a code, "" if it is the last one.
  after(code) {
    const near = this.siblings(code.parent);
    return near[near.indexOf(code) + 1]?.id ?? "";
  }

  isWithin(id, above) {
    for (let code = this.find(id); code; code = this.find(code.parent)) if (code.id === above) return true;
    return false;
  }

  async move(code, parent, before) {
    if (this.busy) return;
    this.busy = true;
    this.at = code.id;
    this.folded.delete(parent);
    const why = await sent({ code: code.id, parent, before: before === code.id ? this.after(code) : before });
    this.busy = false;
    this.told.textContent = why || `Moved ${code.name} ${parent ? `under ${this.find(parent).name}` : "at the top"}.`;
    this.told.classList.toggle("ct-trouble", Boolean(why));
    if (!why) this.on.moved();
  }
}

// Why it could not be moved; "" if it was.
async function sent(move) {
  const response = await fetch(MOVES, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-Throughline": "codebook" },
    body: JSON.stringify(move),
  }).catch(() => null);
  if (!response) return "Not moved: the server does not answer. Try again.";
  return response.ok ? "" : `Not moved: ${await response.text()}`;
}
