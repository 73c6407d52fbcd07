// Draws the grid: its head, and one row with the answer, what else was answered and a box per code.

function newHead(labels, columns) {
  const head = element("thead");
  const line = head.appendChild(element("tr"));
  for (const name of ["Answer", ...labels]) line.append(newHeader(name));
  for (const code of columns) {
    const cell = newHeader("", "ag-code");
    const swatch = element("i", code.colour > 6 ? "tl-sw tl-dash" : "tl-sw");
    swatch.style.setProperty("--c", `var(--c${code.colour})`);
    cell.append(swatch, element("span", "", code.name));
    cell.title = code.path;
    line.append(cell);
  }
  return head;
}

function newHeader(text, name) {
  return element("th", name, text, { scope: "col" });
}

// `stateOf` says of a code what its box shows: "true", "mixed" or "false".
function newRow(row, n, { columns, codes, stateOf }) {
  const line = element("tr", "", "", { "aria-rowindex": n + 2 });
  line.dataset.n = n;
  const said = element("th", "ag-said", "", { scope: "row" });
  said.append(element("span", "ag-words", row.text), newElse(row, columns, codes));
  line.append(said, ...row.values.map((value) => element("td", "ag-value", value)));
  columns.forEach((code, column) => line.append(newCell(row, code, column, stateOf(code.id))));
  return line;
}

function newCell(row, code, column, state) {
  const cell = element("td", "ag-cell");
  const others = row.others.get(code.id) ?? 0;
  const part = state === "mixed" ? ", on a part of it" : "";
  const by = others ? `, also by ${others} other${others > 1 ? "s" : ""}` : "";
  const box = element("button", "ag-box", "", {
    type: "button",
    tabindex: -1,
    role: "checkbox",
    "aria-checked": state,
    "aria-label": `${code.name}${part}${by}`,
  });
  box.dataset.column = column;
  box.style.setProperty("--c", `var(--c${code.colour})`);
  box.append(element("span", "ag-mark", { true: "✓", mixed: "–", false: "" }[state]));
  if (others) box.append(element("span", "ag-others", `+${others}`));
  cell.append(box);
  return cell;
}

// The codes of an answer that have no column.
function newElse(row, columns, codes) {
  const there = new Set(row.own.map((one) => one.code));
  for (const code of columns) there.delete(code.id);
  const names = [...there].map((id) => codes.get(id)?.name).filter(Boolean);
  return element("span", "ag-else", names.length ? `Also ${names.join(", ")}` : "");
}
