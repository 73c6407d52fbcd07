// The text in turns, its names marked. Only textContent: what was said is never HTML.

function drawText(box, turns, current) {
  box.replaceChildren(...turns.map((turn) => drawTurn(turn, current)));
}

function drawTurn([speaker, asks, pieces, label], current) {
  const row = element("div", `tl-turn tl-two${asks ? " tl-asks" : ""}`);
  const said = element("div", "tl-said");
  said.append(...pieces.map((piece) => drawPiece(piece, current)));
  const who = element("div", "tl-who");
  if (label === speaker) who.textContent = speaker;
  else who.append(element("s", "", speaker), ` ${label}`);
  row.append(who, said);
  return row;
}

function drawPiece([start, words, verdict, standIn, kind, name, end], current) {
  const piece = element("span", "");
  piece.dataset.start = start;
  if (verdict === undefined) {
    piece.textContent = words;
    return piece;
  }
  piece.className = `tl-id${{ replace: " ok", keep: " no" }[verdict] ?? ""}`;
  piece.classList.toggle("cur", name === current);
  Object.assign(piece.dataset, { name, end, words });
  piece.tabIndex = -1;
  if (verdict === "replace") piece.append(element("s", "", words), ` ${standIn}`);
  else piece.append(words);
  piece.append(element("sub", "", verdict === "keep" ? "kept" : kind));
  return piece;
}
