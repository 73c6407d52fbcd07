// From the browser's selection to a passage in code points, and back.

// The selected passage, on whole visible characters and without outer blanks; null if there is none.
// The text is in the page itself, not in a shadow root, so `document.getSelection` always sees it.
function selectedPassage(list, turns) {
  const selection = document.getSelection();
  const ranges = selection?.rangeCount ?? 0;
  if (!ranges || (ranges === 1 && selection.isCollapsed)) return null;
  // Firefox cuts a selection where something cannot be selected, as the names of speakers: it goes
  // from the first range to the last one.
  const { startContainer, startOffset } = selection.getRangeAt(0);
  const { endContainer, endOffset } = selection.getRangeAt(ranges - 1);
  if (!list.contains(startContainer) && !list.contains(endContainer)) {
    if (!selection.getRangeAt(0).intersectsNode(list)) return null;
  }
  const first = placeOf(startContainer, startOffset, turns, -1);
  const last = placeOf(endContainer, endOffset, turns, 1);
  if (!first || !last) return null;
  return passageBetween(first, last, turns);
}

function passageBetween(first, last, turns) {
  let from = first.turn.snap(first.unit, -1);
  let to = last.turn.snap(last.unit, 1);
  let opens = first.turn;
  let closes = last.turn;
  for (;;) {
    while (from < opens.text.length && /\s/.test(opens.text[from])) from++;
    if (from < opens.text.length || opens.index >= closes.index) break;
    opens = turns[opens.index + 1]; // nothing but blanks was left of this turn
    from = 0;
  }
  for (;;) {
    while (to > 0 && /\s/.test(closes.text[to - 1])) to--;
    if (to > 0 || closes.index <= opens.index) break;
    closes = turns[closes.index - 1]; // a triple click ends at the start of the next turn
    to = closes.text.length;
  }
  const start = opens.start + opens.toPoints(from);
  const end = closes.start + closes.toPoints(to);
  return start < end ? { start, end } : null;
}

function wholeTurn(turn) {
  return passageBetween({ turn, unit: 0 }, { turn, unit: turn.text.length }, [turn]);
}

// The turn and unit of one end of a selection; side -1 is its start, +1 its end.
function placeOf(node, offset, turns, side) {
  const piece = node.nodeType === Node.TEXT_NODE ? node.parentElement.closest("[data-from]") : null;
  const row = piece?.closest("[data-turn]");
  if (row && turns[row.dataset.turn]?.row === row) {
    return { turn: turns[row.dataset.turn], unit: Number(piece.dataset.from) + offset };
  }
  return side < 0 ? startAfter(node, offset, turns) : endBefore(node, offset, turns);
}

// Ends of a selection may stand between elements: in the margin, beside a label, outside the text.
function startAfter(node, offset, turns) {
  const here = pointRange(node, offset);
  for (const turn of turns) {
    if (here.comparePoint(turn.said, turn.said.childNodes.length) > 0) {
      return { turn, unit: node === turn.said ? unitAt(turn, offset) : 0 };
    }
  }
  return null;
}

function endBefore(node, offset, turns) {
  const here = pointRange(node, offset);
  for (const turn of [...turns].reverse()) {
    if (here.comparePoint(turn.said, 0) < 0) {
      return { turn, unit: node === turn.said ? unitAt(turn, offset) : turn.text.length };
    }
  }
  return null;
}

function pointRange(node, offset) {
  const range = document.createRange();
  range.setStart(node, offset);
  range.collapse(true);
  return range;
}

function unitAt(turn, child) {
  const piece = turn.said.children[child];
  return piece ? Number(piece.dataset.from) : turn.text.length;
}

// The range in the page of a passage; null if it lies outside the turns.
function rangeOf(turns, start, end) {
  const touched = turnsOf(turns, start, end);
  if (!touched.length) return null;
  const first = touched[0];
  const last = touched[touched.length - 1];
  const range = document.createRange();
  range.setStart(...nodeAt(first, first.toUnits(Math.max(start, first.start) - first.start), false));
  range.setEnd(...nodeAt(last, last.toUnits(Math.min(end, last.end) - last.start), true));
  return range;
}

function nodeAt(turn, unit, atEnd) {
  for (const piece of turn.said.children) {
    const from = Number(piece.dataset.from);
    const to = from + piece.textContent.length;
    if (unit < to || (atEnd && unit === to)) return [piece.firstChild, unit - from];
  }
  return [turn.said, turn.said.childNodes.length];
}

function isBackward(selection) {
  if (!selection?.anchorNode) return false;
  const range = selection.getRangeAt(0);
  return selection.anchorNode !== range.startContainer || selection.anchorOffset !== range.startOffset;
}

// Select a range so that its end moves on with the mouse or the Shift key; backward: its start.
function select(range, backward = false) {
  const start = [range.startContainer, range.startOffset];
  const end = [range.endContainer, range.endOffset];
  const [anchor, focus] = backward ? [end, start] : [start, end];
  document.getSelection().setBaseAndExtent(...anchor, ...focus);
}

// Where the first and the last line of a range stand on the screen; null if the view hides it.
function linesOf(range) {
  const rects = [...(range?.getClientRects() ?? [])];
  return rects.length ? { first: rects[0], last: rects[rects.length - 1] } : null;
}
