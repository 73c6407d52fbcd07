// The list of all codes for one answer: opened by typing, chosen by Enter.

const FOUND = 12; // options at a time

class Finder {
  // `on` has pick(code, row), isOn(code, row) and close().
  constructor(host, on) {
    this.host = host;
    this.on = on;
    this.box = host.querySelector(".ag-finder");
    this.input = this.box.querySelector("input");
    this.list = this.box.querySelector(".ag-options");
    this.input.addEventListener("input", () => this.filter());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("focusout", (event) => {
      if (!this.box.contains(event.relatedTarget)) this.box.hidden = true;
    });
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.pick(Number(option.dataset.n));
    });
  }

  open(codes, row, cell, typed) {
    Object.assign(this, { codes, row });
    this.input.value = typed;
    this.box.hidden = false;
    const [box, at] = [this.host.getBoundingClientRect(), cell.getBoundingClientRect()];
    const width = this.box.offsetWidth;
    this.box.style.left = `${Math.max(0, Math.min(at.left - box.left, box.width - width))}px`;
    this.box.style.top = `${at.bottom - box.top + 4}px`;
    this.filter();
    this.input.focus();
  }

  filter() {
    const wanted = this.input.value.trim().toLocaleLowerCase();
    const starts = (code) => code.name.toLocaleLowerCase().startsWith(wanted);
    this.found = this.codes
      .filter((code) => code.path.toLocaleLowerCase().includes(wanted))
      .sort((one, other) => starts(other) - starts(one))
      .slice(0, FOUND);
    this.at = 0;
    this.draw();
  }

  draw() {
    this.list.replaceChildren(
      ...this.found.map((code, n) => {
        const option = element("div", "ag-option", `${this.on.isOn(code.id, this.row) ? "✓ " : ""}${code.path}`);
        option.id = `ag-option-${n}`;
        option.dataset.n = n;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", String(n === this.at));
        return option;
      }),
    );
    if (!this.found.length) {
      const none = element("div", "ag-option", "No code of that name");
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      this.list.append(none);
    }
    this.input.setAttribute("aria-activedescendant", this.found.length ? `ag-option-${this.at}` : "");
  }

  key(event) {
    event.stopPropagation(); // Streamlit listens for single letters
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length) {
      this.at = (this.at + step + this.found.length) % this.found.length;
      this.draw();
    } else if (event.key === "Enter") this.pick(this.at);
    else if (event.key === "Escape" || event.key === "Tab") this.close();
    else return;
    event.preventDefault();
  }

  pick(n) {
    const code = this.found[n];
    this.close();
    if (code) this.on.pick(code.id, this.row);
  }

  close() {
    this.box.hidden = true;
    this.on.close();
  }
}
