// Selecting by keyboard: characters, words, sentences and turns, the same in every browser.
// A place is a turn and a UTF-16 unit in it; a span is where something begins and ends in a turn.

const CUTS = {
  character: graphemes,
  word: new Intl.Segmenter(undefined, { granularity: "word" }),
  sentence: new Intl.Segmenter(undefined, { granularity: "sentence" }),
};

// The words or sentences of a turn, without the blanks around them.
function spansOf(turn, unit) {
  turn.spans ??= {};
  turn.spans[unit] ??= [...CUTS[unit].segment(turn.text)]
    .filter((one) => (unit === "word" ? one.isWordLike : one.segment.trim()))
    .map(({ index, segment }) => [index, index + segment.trimEnd().length]);
  return turn.spans[unit];
}

// The next turn that is not hidden.
function turnBeside(turns, turn, forward) {
  const step = forward ? 1 : -1;
  let next = turns[turn.index + step];
  while (next?.row.hidden) next = turns[next.index + step];
  return next;
}

// The first span that begins at or after a place, or the last that ends at or before it.
function spanBeside(turns, { turn, unit: at }, unit, forward) {
  while (turn) {
    const spans = spansOf(turn, unit);
    const found = forward ? spans.find(([from]) => from >= at) : spans.findLast(([, to]) => to <= at);
    if (found) return { turn, from: found[0], to: found[1] };
    turn = turnBeside(turns, turn, forward);
    at = forward ? 0 : turn?.text.length;
  }
  return null;
}

// Where a selection ends that grows by a unit: at the next border, in the next turn if need be.
function placeBeside(turns, { turn, unit: at }, unit, forward) {
  if (unit === "turn") return borderOfTurn(turns, turn, at, forward);
  while (turn) {
    const spans = spansOf(turn, unit);
    const found = forward ? spans.find(([, to]) => to > at) : spans.findLast(([from]) => from < at);
    if (found) return { turn, unit: forward ? found[1] : found[0] };
    turn = turnBeside(turns, turn, forward);
    at = forward ? -1 : Infinity;
  }
  return null;
}

function borderOfTurn(turns, turn, at, forward) {
  const borderOf = (one) => one && { turn: one, unit: forward ? one.text.length : 0 };
  const here = borderOf(turn);
  return here.unit === at ? borderOf(turnBeside(turns, turn, forward)) : here;
}

// The two ends of the browser's selection, if it lies in the text.
function selectedPlaces(list, turns) {
  const selection = document.getSelection();
  if (!selectedPassage(list, turns)) return null;
  const side = isBackward(selection) ? 1 : -1;
  return {
    anchor: placeOf(selection.anchorNode, selection.anchorOffset, turns, side),
    focus: placeOf(selection.focusNode, selection.focusOffset, turns, -side),
  };
}

function selectPlaces(anchor, focus) {
  const forward = anchor.turn.index - focus.turn.index || anchor.unit - focus.unit;
  const [start, end] = [nodeAt(anchor.turn, anchor.unit, forward > 0), nodeAt(focus.turn, focus.unit, forward < 0)];
  document.getSelection().setBaseAndExtent(...start, ...end);
}

// Select the next unit, or make the selection longer or shorter by one; the turn it leads to.
function moveSelection(sheet, here, { unit, forward, extend }) {
  const places = selectedPlaces(sheet.list, sheet.turns);
  if (places && extend) {
    const focus = placeBeside(sheet.turns, places.focus, unit, forward);
    if (focus) selectPlaces(places.anchor, focus);
    return focus?.turn;
  }
  const start = places ? furthest(places, forward) : { turn: here, unit: forward ? 0 : here.text.length };
  const found = unit === "turn" ? { turn: here, from: 0, to: here.text.length } : spanBeside(sheet.turns, start, unit, forward);
  if (!found) return null;
  selectPlaces({ turn: found.turn, unit: found.from }, { turn: found.turn, unit: found.to });
  return found.turn;
}

function furthest({ anchor, focus }, forward) {
  const apart = anchor.turn.index - focus.turn.index || anchor.unit - focus.unit;
  return apart > 0 === forward ? anchor : focus;
}

// The place under a pointer; Chromium and Firefox name this differently.
function placeAt(x, y, turns) {
  const caret = document.caretPositionFromPoint?.(x, y);
  if (caret) return placeOf(caret.offsetNode, caret.offset, turns, -1);
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? placeOf(range.startContainer, range.startOffset, turns, -1) : null;
}
