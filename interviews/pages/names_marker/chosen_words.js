// From the browser's selection to words of the text. The server counts code points.

// The selected words, grown to whole ones; null if they are none, or lie in several turns.
function chosenWords(box) {
  const selection = document.getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!box.contains(range.commonAncestorContainer)) return null;
  const first = pieceAt(range.startContainer);
  const last = pieceAt(range.endContainer);
  if (!first || !last || first.parentElement !== last.parentElement) return null;
  const turn = wordsOf(first.parentElement);
  const from = turn.starts.get(first) + offsetIn(first, range.startContainer, range.startOffset);
  const to = turn.starts.get(last) + offsetIn(last, range.endContainer, range.endOffset);
  return grown(turn, from, to);
}

function pieceAt(node) {
  const piece = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  return piece?.closest?.("[data-start]") ?? null;
}

// Where in the words of its piece a position stands; within a marked name at its beginning.
function offsetIn(piece, node, offset) {
  if (piece.dataset.name === undefined) return node.nodeType === Node.TEXT_NODE ? offset : 0;
  return node === piece.firstChild ? offset : 0;
}

// The words of a turn as they were said, and where each piece begins in them.
function wordsOf(said) {
  const starts = new Map();
  let text = "";
  for (const piece of said.children) {
    starts.set(piece, text.length);
    text += piece.dataset.words ?? piece.textContent;
  }
  return { text, starts, start: Number(said.firstChild.dataset.start) };
}

function grown(turn, from, to) {
  const isWord = (at) => /[\p{L}\p{N}\p{M}]/u.test(turn.text[at] ?? "");
  while (from < to && !isWord(from)) from++;
  while (to > from && !isWord(to - 1)) to--;
  while (from > 0 && isWord(from - 1)) from--;
  while (to < turn.text.length && isWord(to)) to++;
  if (from >= to) return null;
  const start = turn.start + [...turn.text.slice(0, from)].length;
  const words = turn.text.slice(from, to);
  return { words, start, end: start + [...words].length };
}
