// Draws one turn: who, said, margin. Everything typed by people goes through textContent.

const LANES = 4; // underlines below each other; a fifth overlap shares the first lane
const STRIPES = 5; // beside each other; a sixth shares the first place
const LANE_HEIGHT = 4; // px, of which 2.5 are line

function newTurn(turn) {
  const name = turn.asks ? "tm-turn tm-asks" : "tm-turn";
  turn.row = element("div", name, "", { role: "listitem", tabindex: turn.index ? "-1" : "0" });
  turn.row.dataset.turn = turn.index;
  turn.said = element("div", "tm-said", "", { dir: "auto" });
  turn.stripes = element("div", "tm-stripes", "", { "aria-hidden": "true" });
  turn.margin = element("div", "tm-margin");
  const words = element("div", "tm-words");
  words.append(turn.said, turn.stripes);
  turn.row.append(element("div", "tm-who", turn.speaker), words, turn.margin);
  return turn.row;
}

// `look` holds codes (Map of id to code), coders (name and number by id), account (whose screen this
// is) and view (what colours say and what is shown).
function drawTurn(turn, segments, look) {
  turn.row.hidden = !look.view.showsTurn(turn);
  const shown = segments.filter((one) => look.view.shows(one));
  const parts = inLanes(shown.map((one) => turn.within(one)).filter((one) => one.from < one.to));
  const lanes = Math.min(LANES, Math.max(0, ...parts.map((one) => one.lane + 1)));
  turn.said.style.setProperty("--tm-lanes", lanes);
  turn.said.replaceChildren(...pieces(turn, parts).map((piece) => drawPiece(turn, piece, lanes, look)));
  turn.stripes.replaceChildren(...(look.view.desk.stripes ? parts.map((one) => drawStripe(turn, one, look)) : []));
  turn.margin.replaceChildren(...inMargin(parts).map((one) => drawName(one, look)), ...notes(turn, parts, look));
}

// The memos on passages that begin in this turn.
function notes(turn, parts, look) {
  if (!look.memos.size) return [];
  const here = new Set(parts.filter((one) => one.start >= turn.start).map((one) => one.id));
  return [...look.memos.values()].filter((one) => here.has(one.segment)).map((one) => note(one, look));
}

// A stripe beside the words, as high as their share of the turn.
function drawStripe(turn, part, look) {
  const stripe = element("i", "");
  const share = (units) => `${(100 * units) / turn.text.length}%`;
  stripe.style.top = share(part.from);
  stripe.style.height = share(part.to - part.from);
  stripe.style.left = `${(part.lane % STRIPES) * 6}px`;
  paint(stripe, colourOf(part, look));
  return stripe;
}

// Each part gets the highest lane that is free where it starts; longer ones come first.
function inLanes(parts) {
  parts.sort((a, b) => a.from - b.from || b.to - a.to || (a.id < b.id ? -1 : 1));
  const ends = [];
  for (const part of parts) {
    const free = ends.findIndex((end) => end <= part.from);
    part.lane = free < 0 ? ends.length : free;
    ends[part.lane] = part.to;
  }
  return parts;
}

// The text cut at every border of a segment, each piece with the parts above it.
function pieces(turn, parts) {
  const borders = new Set([0, turn.text.length, ...parts.flatMap((one) => [one.from, one.to])]);
  const cuts = [...borders].sort((a, b) => a - b);
  return cuts.slice(1).map((to, k) => ({
    from: cuts[k],
    to,
    over: parts.filter((one) => one.from <= cuts[k] && one.to >= to),
  }));
}

function drawPiece(turn, { from, to, over }, lanes, look) {
  const drawn = element(over.length ? "mark" : "span", "", turn.text.slice(from, to));
  drawn.dataset.from = from;
  if (!over.length) return drawn;
  drawn.dataset.segments = over.map((one) => one.id).join(" ");
  drawn.title = over.map((one) => nameOf(one, look)).join(", ");
  drawn.style.backgroundImage = over.map((one) => line(colourOf(one, look))).join(",");
  drawn.style.backgroundPosition = over.map((one) => height(one.lane, lanes)).join(",");
  return drawn;
}

// What the colour of a passage says is the coder's choice; 0 is no colour.
function colourOf(segment, look) {
  const code = look.codes.get(segment.code);
  if (look.view.desk.colours === "theme") return Number.isInteger(code?.theme) ? (code.theme % 12) + 1 : 0;
  if (look.view.desk.colours === "coder") return coderColour(segment.coder, look);
  return code?.colour ?? 12;
}

// One's own passages are teal, those of the others have the other colours.
function coderColour(coder, look) {
  return coder === look.account ? 1 : ((look.coders[coder]?.[1] ?? 0) % 11) + 2;
}

// 1–6 are drawn solid, 7–12 broken, because twelve hues do not stay apart for everybody.
function line(colour) {
  const painted = `var(--c${colour})`;
  if (colour <= 6) return `linear-gradient(${painted},${painted})`;
  return `repeating-linear-gradient(90deg,${painted} 0 7px,transparent 7px 10px)`;
}

function height(lane, lanes) {
  return `left 0 bottom ${(lanes - 1 - (lane % LANES)) * LANE_HEIGHT}px`;
}

// One name per code and coder, in the order of the text.
function inMargin(parts) {
  const first = new Map();
  for (const part of parts) {
    const key = `${part.code} ${part.coder}`;
    if (!first.has(key)) first.set(key, part);
  }
  return [...first.values()];
}

function drawName(part, look) {
  const name = element("button", "tm-name", "", { type: "button", tabindex: "-1" });
  name.dataset.segment = part.id;
  name.append(swatch(colourOf(part, look)), element("span", "", look.codes.get(part.code)?.name));
  if (part.coder !== look.account) name.append(element("small", "", coderOf(part, look)));
  return name;
}

function swatch(colour) {
  const stroke = element("i", "tm-stroke");
  paint(stroke, colour);
  return stroke;
}

function paint(stroke, colour) {
  stroke.classList.toggle("tm-broken", colour > 6);
  stroke.style.setProperty("--c", `var(--c${colour})`);
}

function coderOf(segment, look) {
  return look.coders[segment.coder]?.[0] ?? "another coder";
}

function nameOf(segment, look) {
  const name = look.codes.get(segment.code)?.name ?? "";
  return segment.coder === look.account ? name : `${name} (${coderOf(segment, look)})`;
}
