// The codebook beside the text: the tree with live counts, and the definition of the chosen code.

class CodebookPanel {
  constructor(host) {
    this.total = host.querySelector(".tm-book .tm-heading span");
    this.tree = host.querySelector(".tm-tree");
    this.definition = host.querySelector(".tm-definition");
    this.tree.addEventListener("click", (event) => {
      const row = event.target.closest("[data-code]");
      if (row) this.choose(row.dataset.code === this.chosen ? "" : row.dataset.code);
    });
  }

  draw(codes, counts) {
    this.codes = codes;
    this.total.textContent = codes.length === 1 ? "1 code" : `${codes.length} codes`;
    const sums = withBelow(codes, counts);
    const parents = new Set(codes.map((code) => code.parent));
    this.tree.replaceChildren(...codes.map((code) => this.row(code, sums.get(code.id), parents.has(code.id))));
    this.choose(this.chosen);
  }

  row(code, count, isParent) {
    const item = element("li", "", "");
    const button = element("button", isParent ? "tm-code tm-group" : "tm-code", "", { type: "button" });
    button.dataset.code = code.id;
    button.style.setProperty("--tm-depth", code.depth);
    button.append(swatch(code), element("span", "", code.name), element("small", "", String(count)));
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
    this.definition.replaceChildren(...(code ? defined(code) : ["No codes yet. Select words to write the first one."]));
  }
}

function defined(code) {
  const words = code.definition || "No definition yet. Write one on the codebook page.";
  return [element("b", "", code.name), element("p", "", words)];
}

// A code's number includes those of the codes under it; parents come before children in the list.
function withBelow(codes, counts) {
  const sums = new Map(codes.map((code) => [code.id, counts.get(code.id) ?? 0]));
  for (const code of [...codes].reverse()) {
    if (sums.has(code.parent)) sums.set(code.parent, sums.get(code.parent) + sums.get(code.id));
  }
  return sums;
}
