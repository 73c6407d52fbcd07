// What the text shows: what colours say, stripes, and filters by code, coder and speaker.

const COLOURS = [["code", "Code"], ["theme", "Theme"], ["coder", "Coder"]];

class View {
  // `on.changed()` draws the text anew.
  constructor(host, desk, on) {
    Object.assign(this, { host, desk, on });
    this.box = host.querySelector(".tm-views");
    this.chip = host.querySelector(".tm-filter");
    this.legend = host.querySelector(".tm-legend");
    this.box.addEventListener("change", (event) => this.changed(event.target));
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("click", (event) => event.target.closest(".tm-everything") && this.showEverything());
    this.chip.addEventListener("click", () => this.showEverything());
  }

  shows(segment) {
    const { codes, coders } = this.desk;
    return (!codes.length || codes.includes(segment.code)) && (!coders.length || coders.includes(segment.coder));
  }

  showsTurn(turn) {
    const { speakers, hide_interviewer: without } = this.desk;
    const here = speakers.filter((one) => this.speakers?.includes(one)); // those of other texts do not count
    return !(without && turn.asks) && (!here.length || here.includes(turn.speaker));
  }

  get isOpen() {
    return !this.box.hidden;
  }

  toggle(sheet) {
    if (this.isOpen) return this.close();
    this.sheet = sheet;
    this.from = document.activeElement; // where the keyboard goes back to
    this.box.hidden = false;
    this.draw();
    this.box.querySelector("input").focus();
  }

  close() {
    this.box.hidden = true;
  }

  draw() {
    const { look, turns, segments } = this.sheet;
    const seen = [...new Set([...segments.values()].map((one) => one.coder).concat(this.desk.coders))];
    const coders = seen.map((id) => [id, id === look.account ? "You" : (look.coders[id]?.[0] ?? "Another coder"), coderColour(id, look)]);
    const codes = [...look.codes.values()].map((code) => [code.id, code.name, code.colour]);
    const speakers = [...new Set(turns.map((turn) => turn.speaker))].map((label) => [label, label || "Without a name"]);
    this.box.replaceChildren(
      this.group("Colours say", COLOURS.map(([value, label]) => this.choice("radio", "colours", value, label, this.desk.colours === value))),
      this.group("Show", [
        this.choice("checkbox", "stripes", "", "Stripes beside the text", this.desk.stripes),
        this.choice("checkbox", "hide_interviewer", "", "Hide the interviewer", this.desk.hide_interviewer),
      ]),
      this.filter("Only these codes", "codes", codes),
      this.filter("Only these coders", "coders", coders),
      this.filter("Only these speakers", "speakers", speakers),
      element("button", "tm-act tm-everything", "Show everything", { type: "button" }),
    );
  }

  group(title, choices, name = "") {
    const group = element("fieldset", name);
    group.append(element("legend", "", title), ...choices);
    return group;
  }

  filter(title, name, rows) {
    const choices = rows.map(([value, label, colour]) => this.choice("checkbox", name, value, label, this.desk[name].includes(value), colour));
    return this.group(title, choices, "tm-long");
  }

  choice(type, name, value, label, checked, colour) {
    const row = element("label", "");
    const input = element("input", "", "", { type, name: `tm-${name}`, value });
    input.checked = checked;
    input.dataset.setting = name;
    row.append(input, ...(colour ? [swatch(colour)] : []), element("span", "", label));
    return row;
  }

  changed(input) {
    const name = input.dataset.setting;
    if (input.type === "radio") this.desk[name] = input.value;
    else if (Array.isArray(this.desk[name])) this.tick(name, input.value, input.checked);
    else this.desk[name] = input.checked;
    this.apply();
  }

  tick(name, value, on) {
    this.desk[name] = this.desk[name].filter((one) => one !== value).concat(on ? [value] : []);
  }

  only(code) {
    this.desk.codes = this.desk.codes.length === 1 && this.desk.codes[0] === code ? [] : [code];
    this.apply();
  }

  hideInterviewer() {
    this.desk.hide_interviewer = !this.desk.hide_interviewer;
    this.apply();
    return this.desk.hide_interviewer;
  }

  showEverything() {
    Object.assign(this.desk, { codes: [], coders: [], speakers: [], hide_interviewer: false });
    this.apply();
    if (this.isOpen) this.draw();
  }

  apply() {
    this.desk.keep();
    this.on.changed();
  }

  // What is left out must be seen at any time, and what the colours say.
  tell(look) {
    const { codes, coders, speakers, hide_interviewer: without } = this.desk;
    const names = [
      ...codes.map((id) => look.codes.get(id)?.name),
      ...coders.map((id) => (id === look.account ? "you" : look.coders[id]?.[0])),
      ...speakers.filter((one) => this.speakers?.includes(one)),
    ].filter(Boolean);
    const words = [...(names.length ? [`Only ${names.slice(0, 3).join(", ")}${names.length > 3 ? " …" : ""}`] : []), ...(without ? ["Interviewer hidden"] : [])];
    this.chip.hidden = !words.length;
    this.chip.textContent = `${words.join(" · ")} ×`;
    this.chip.setAttribute("aria-label", `${words.join(". ")}. Show everything`);
    this.legend.replaceChildren(...this.keys(look));
    this.legend.hidden = !this.legend.childNodes.length;
  }

  keys(look) {
    const key = (colour, label) => {
      const shown = element("span", "");
      shown.append(swatch(colour), label);
      return shown;
    };
    if (this.desk.colours === "theme") return [...(look.themes ?? []).map((name, n) => key((n % 12) + 1, name)), key(0, "no theme")];
    if (this.desk.colours !== "coder") return [];
    const others = Object.keys(look.coders).filter((id) => id !== look.account);
    return [key(1, "you"), ...others.map((id) => key(coderColour(id, look), look.coders[id][0]))];
  }

  key(event) {
    event.stopPropagation(); // Streamlit listens for bare letters
    if (event.key !== "Escape") return;
    this.close();
    this.from?.focus({ preventScroll: true });
  }
}
