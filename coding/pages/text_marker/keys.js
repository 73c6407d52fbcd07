// Work by keyboard alone: the keys of the text, and selecting words without a mouse.

const KEYS = [
  ["J  K", "next and previous turn (also ↓ ↑)"],
  ["→  ←", "select the next or previous word"],
  ["Shift →  ←", "make the selection longer or shorter by a word"],
  ["Alt Shift →  ←", "by a character"],
  ["Shift ↓  ↑", "by a line"],
  ["C  or  Enter", "choose a code for the selected words, or for the whole turn"],
  ["N", "new code here"],
  ["X", "remove a code from the selected words, or from the turn"],
  ["U  or  Ctrl Z", "undo your last act in this text"],
  ["Esc", "select nothing, close the palette"],
  ["?", "this list"],
];

// What a key in the text asks for; "" for one that means nothing here.
function wishOf(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") return "undo";
  if (event.ctrlKey || event.metaKey) return "";
  if (event.key.startsWith("Arrow")) return arrowWish(event);
  const letters = { j: "next", k: "previous", c: "code", Enter: "code", n: "create", x: "remove", u: "undo", "?": "help", Escape: "nothing" };
  return letters[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? "";
}

function arrowWish(event) {
  const upright = event.key === "ArrowDown" || event.key === "ArrowUp";
  if (upright && !event.shiftKey) return event.key === "ArrowDown" ? "next" : "previous";
  return "select";
}

// Move or stretch the browser's own selection inside a turn. In right-to-left text the arrows
// follow the eye: the left arrow goes on.
function selectByKey(turn, event) {
  const selection = document.getSelection();
  const forward = event.key === "ArrowDown" || isForward(turn, event.key);
  const unit = event.key === "ArrowDown" || event.key === "ArrowUp" ? "line" : event.altKey ? "character" : "word";
  const inside = selection.rangeCount && !selection.isCollapsed && turn.said.contains(selection.anchorNode);
  if (!inside) selectWord(selection, turn, forward);
  else if (event.shiftKey) selection.modify("extend", forward ? "forward" : "backward", unit);
  else nextWord(selection, forward);
}

function isForward(turn, key) {
  const rightToLeft = getComputedStyle(turn.said).direction === "rtl";
  return (key === "ArrowRight") !== rightToLeft && (key === "ArrowRight" || key === "ArrowLeft");
}

function selectWord(selection, turn, forward) {
  if (!turn.said.firstChild) return;
  const piece = forward ? turn.said.firstChild : turn.said.lastChild;
  selection.collapse(piece.firstChild, forward ? 0 : piece.textContent.length);
  selection.modify("extend", forward ? "forward" : "backward", "word");
}

function nextWord(selection, forward) {
  if (forward) selection.collapseToEnd();
  else selection.collapseToStart();
  selection.modify("move", forward ? "forward" : "backward", "word");
  selection.modify("move", forward ? "backward" : "forward", "word");
  selection.modify("extend", forward ? "forward" : "backward", "word");
}

function showKeys(dialog) {
  const rows = KEYS.map(([keys, what]) => {
    const row = element("div", "");
    row.append(element("dt", "", keys), element("dd", "", what));
    return row;
  });
  dialog.querySelector("dl").replaceChildren(...rows);
  dialog.showModal();
}
