// The names beside the text: what is left to decide, and what was decided.

function drawName(name, desk) {
  const row = element("li", `nm-name${name.id === desk.current ? " nm-cur" : ""}`);
  row.dataset.name = name.id;
  const told = element("button", "nm-told");
  told.type = "button";
  told.setAttribute("aria-expanded", String(name.id === desk.current));
  told.append(element("b", "", name.words), drawOutcome(name), element("small", "", factsOf(name)));
  row.append(told);
  if (desk.decidable) row.append(drawActs(name));
  if (desk.decidable && name.id === desk.current) row.append(drawMore(name, desk));
  return row;
}

function drawOutcome(name) {
  if (name.verdict === "keep") return element("span", "nm-kept", "kept as it is");
  const words = name.verdict === "replace" ? name.standIn : name.proposal;
  return element("span", "nm-to", words);
}

function factsOf(name) {
  const places = name.n === 1 ? "1 time" : `${name.n} times`;
  const where = name.n ? places : "label of a speaker";
  const reach = name.scope === "study" ? ", in the whole study" : "";
  return `${name.kind}, ${where}${reach}. ${name.why[0].toUpperCase()}${name.why.slice(1)}.`;
}

function drawActs(name) {
  const acts = element("div", "nm-acts");
  acts.append(drawAct("Replace", "replace", name), drawAct("Keep", "keep", name));
  return acts;
}

function drawAct(label, verdict, name) {
  const button = element("button", verdict === name.verdict ? "nm-on" : "", label);
  button.type = "button";
  button.dataset.verdict = verdict;
  button.setAttribute("aria-label", `${label}: ${name.words}`);
  return button;
}

// What can be said about the name in hand: its kind, who is meant, how far the decision reaches.
function drawMore(name, desk) {
  const { state, place } = desk;
  const more = element("div", "nm-more");
  const kind = drawSelect("What it is", "kind", state.kinds.map((one) => [one, one]), name.kind);
  more.append(kind);
  if (state.lettered.includes(name.kind)) {
    const alike = state.known.filter((one) => state.lettered.includes(one.kind));
    const known = alike.map((one) => [one.id, one.label]);
    more.append(drawSelect("Who or what is meant", "entity", [["", "as proposed"], ...known], ""));
  } else {
    const label = element("label", "", "Stand-in ");
    const own = element("input", "");
    Object.assign(own, { name: "standIn", maxLength: 60, autocomplete: "off" });
    own.placeholder = name.standIn || name.proposal;
    label.append(own);
    more.append(label);
  }
  const reach = [["text", "everywhere in this text"], ["study", "everywhere in this study"]];
  if (place) reach.push(["here", "at this place only"]);
  more.append(drawSelect("Where", "scope", reach, "text"));
  return more;
}

function drawSelect(words, name, options, chosen) {
  const label = element("label", "", `${words} `);
  const select = element("select", "");
  select.name = name;
  select.append(...options.map(([value, text]) => new Option(text, value, false, value === chosen)));
  label.append(select);
  return label;
}
