// The codebook beside the text: the tree with live counts and number keys, and what can be done with
// the chosen code.

class CodebookPanel {
  // `on` has apply(code), only(code), jump(code, forward) and pinned(done).
  constructor(host, desk, on) {
    Object.assign(this, { desk, on, codes: [] });
    this.total = host.querySelector(".tm-book .tm-heading span");
    this.tree = host.querySelector(".tm-tree");
    this.definition = host.querySelector(".tm-definition");
    this.tree.addEventListener("click", (event) => {
      const row = event.target.closest("[data-code]");
      if (row) this.choose(row.dataset.code === this.chosen ? "" : row.dataset.code);
    });
    this.tree.addEventListener("dblclick", (event) => {
      const code = this.codes.find((one) => one.id === event.target.closest("[data-code]")?.dataset.code);
      if (code) this.on.apply(code);
    });
    for (const part of [this.tree, this.definition]) {
      part.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
      part.addEventListener("keydown", (event) => event.stopPropagation()); // Streamlit listens for bare letters
    }
    this.definition.addEventListener("click", (event) => this.acted(event.target.closest("[data-do]")?.dataset.do));
  }

  draw(codes, counts) {
    const sums = withBelow(codes, counts);
    const key = JSON.stringify([codes.map((code) => [code, sums.get(code.id)]), this.desk.pins]);
    if (key === this.key) return;
    Object.assign(this, { codes, key });
    this.total.textContent = codes.length === 1 ? "1 code" : `${codes.length} codes`;
    const parents = new Set(codes.map((code) => code.parent));
    const focused = this.tree.contains(document.activeElement) ? document.activeElement.dataset.code : "";
    this.tree.replaceChildren(...codes.map((code) => this.row(code, sums.get(code.id), parents.has(code.id))));
    this.choose(this.chosen);
    if (focused) this.tree.querySelector(`[data-code="${focused}"]`)?.focus();
  }

  row(code, count, isParent) {
    const item = element("li", "");
    const button = element("button", isParent ? "tm-code tm-group" : "tm-code", "", { type: "button" });
    button.dataset.code = code.id;
    button.style.setProperty("--tm-depth", code.depth);
    const key = this.desk.keyOf(code.id);
    const number = element("small", "", String(count));
    if (key) number.prepend(element("kbd", "", String(key)), " ");
    button.append(swatch(code.colour), element("span", "", code.name), number);
    item.append(button);
    return item;
  }

  choose(id) {
    const code = this.codes.find((one) => one.id === id);
    this.chosen = code?.id ?? "";
    for (const button of this.tree.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.code === this.chosen));
    }
    this.definition.hidden = Boolean(this.codes.length) && !code;
    this.definition.replaceChildren(...(code ? this.defined(code) : ["No codes yet. Select words to write the first one."]));
  }

  // Where a new code belongs: under the chosen code if that has others under it, else beside it.
  get parent() {
    const code = this.codes.find((one) => one.id === this.chosen);
    if (!code) return undefined;
    return this.codes.some((one) => one.parent === code.id) ? code : this.codes.find((one) => one.id === code.parent);
  }

  defined(code) {
    const words = code.definition || "No definition yet. Write one on the codebook page.";
    const key = this.desk.keyOf(code.id);
    const acts = element("div", "tm-row");
    acts.append(
      this.button("pin", key ? `Unpin ${key}` : "Pin", key ? "Free its number key" : "Give it a number key"),
      this.button("only", this.desk.codes.includes(code.id) ? "Show all" : "Only this", "Show only its passages"),
      this.button("previous", "‹", "Previous passage of this code"),
      this.button("next", "›", "Next passage of this code"),
    );
    const more = [["When to use", code.use_when], ["When not", code.use_not], ["Example", code.example]]
      .filter(([, said]) => said)
      .map(([title, said]) => {
        const line = element("p", "");
        line.append(element("small", "", `${title}: `), said);
        return line;
      });
    const retired = code.retired ? [element("p", "tm-retired", "Retired: its passages stay, and no new ones receive it.")] : [];
    return [element("b", "", code.name), ...retired, element("p", "", words), ...more, acts];
  }

  button(act, label, title) {
    const button = element("button", "tm-small", label, { type: "button", title });
    if (label.length === 1) button.setAttribute("aria-label", title);
    button.dataset.do = act;
    return button;
  }

  acted(act) {
    const code = this.codes.find((one) => one.id === this.chosen);
    if (!act || !code) return;
    if (act === "only") this.on.only(code);
    else if (act === "pin") this.on.pinned(this.desk.togglePin(code.id));
    else this.on.jump(code, act === "next");
    if (act === "only") this.choose(code.id);
  }
}

// A code's number includes those of the codes under it; parents come before children in the list.
function withBelow(codes, counts) {
  const sums = new Map(codes.map((code) => [code.id, counts.get(code.id) ?? 0]));
  for (const code of [...codes].reverse()) {
    if (sums.has(code.parent)) sums.set(code.parent, sums.get(code.parent) + sums.get(code.id));
  }
  return sums;
}
