// The codes of this passage: everything that is coded on the selected words, or on the turn.

class PassagePanel {
  // `on` has take(segment), remove(id) and jump(segment, forward).
  constructor(host, sheet, on) {
    Object.assign(this, { sheet, on });
    this.box = host.querySelector(".tm-here");
    this.box.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    this.box.addEventListener("click", (event) => this.clicked(event));
  }

  draw(passage) {
    const here = passage ? this.sheet.over(passage) : [];
    const key = here.map((one) => `${one.id} ${one.start} ${one.end}`).join();
    if (key === this.key && this.codes === this.sheet.look.codes) return;
    Object.assign(this, { key, codes: this.sheet.look.codes });
    this.box.hidden = !here.length;
    const list = element("ul", "");
    list.append(...here.map((one) => this.row(one)));
    this.box.replaceChildren(this.heading(here.length), list);
  }

  heading(n) {
    const heading = element("h2", "tm-heading", "On these words");
    heading.append(element("span", "", n === 1 ? "1 code" : `${n} codes`));
    return heading;
  }

  row(segment) {
    const { look } = this.sheet;
    const row = element("li", "");
    row.dataset.segment = segment.id;
    const name = nameOf(segment, look);
    const take = element("button", "tm-take", "", { type: "button", title: "Select the words that it covers" });
    take.append(swatch(colourOf(segment, look)), element("span", "", name));
    row.append(take, this.small("previous", "‹", `Previous passage of ${name}`), this.small("next", "›", `Next passage of ${name}`));
    if (this.sheet.isOwn(segment)) row.append(this.small("remove", "×", `Remove ${name}`));
    return row;
  }

  small(act, sign, label) {
    const button = element("button", "tm-small", sign, { type: "button", "aria-label": label, title: label });
    button.dataset.do = act;
    return button;
  }

  clicked(event) {
    const button = event.target.closest("button");
    const segment = this.sheet.segments.get(button?.closest("li")?.dataset.segment);
    if (!segment) return;
    const act = button.dataset.do;
    if (act === "remove") this.on.remove(segment.id);
    else if (act) this.on.jump(segment, act === "next");
    else this.on.take(segment);
  }
}
