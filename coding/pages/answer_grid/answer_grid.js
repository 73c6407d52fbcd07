// A row per open answer, a cell per code. Arrow keys move, space or Enter gives or takes a code,
// letters find one, Ctrl Z takes the last act back. Acts go through the outbox of the text marker.

const STEP = 100; // answers drawn at a time
const grids = new WeakMap();

export default function (component) {
  const { data, parentElement } = component;
  let grid = grids.get(parentElement);
  if (!grid) {
    grid = new Grid(parentElement.querySelector(".ag-host"), data.account);
    grids.set(parentElement, grid);
  }
  grid.show(data);
  return () => {
    grids.delete(parentElement);
    clearTimeout(grid.outbox.timer);
  };
}

// Positions count code points, as everywhere in the study.
const lengthOf = (text) => [...text].length;

class Grid {
  constructor(host, account) {
    this.host = host;
    this.table = host.querySelector(".ag-grid");
    this.more = host.querySelector(".ag-more");
    this.undoButton = host.querySelector(".ag-undo");
    this.rows = new Map(); // Source.id: text, values, own segments, others by code
    this.codes = new Map();
    this.done = []; // Source.ids of the acts of this visit, for undo
    this.at = [0, 0]; // row and column of the cell that has the focus
    this.book = "";
    this.finder = new Finder(host, {
      pick: (code, row) => this.toggle(row, code),
      isOn: (code, row) => this.stateOf(row, code) !== "false",
      close: () => this.focus(),
    });
    this.outbox = new Outbox(account, {
      stateOf: (source = this.shown?.[0] ?? "") => ({ since: -1, codebook: this.book, source }),
      onAnswer: (answer, sent) => this.answered(answer, sent),
      onRefused: (sent, why) => this.refused(sent, why),
      onStatus: (text) => this.say(text),
    });
    this.table.addEventListener("keydown", (event) => this.key(event));
    this.table.addEventListener("click", (event) => this.clicked(event));
    this.more.addEventListener("click", () => this.drawMore());
    this.undoButton.addEventListener("click", () => this.undo());
  }

  async show(data) {
    const wanted = new URLSearchParams({ instrument: data.instrument, item: data.item });
    for (const [name] of data.columns) wanted.append("column", name);
    const address = `/api/coding/answers?${wanted}`;
    this.data = data;
    if (this.address !== address) {
      this.address = address;
      const response = await asked(address);
      if (this.address !== address) return; // another one is wanted by now
      if (!response?.ok) {
        this.address = "";
        this.say(response ? await response.text() : "The server does not answer. Load the page again.");
        return;
      }
      this.take(await response.json());
    }
    this.shown = this.data.order.filter((id) => this.rows.has(id));
    this.n = Math.max(STEP, this.at[0] + 1);
    this.draw();
    if (this.outbox.acts.length) this.outbox.send();
  }

  take({ answers, own, others, codes }) {
    this.rows = new Map(answers.map(([id, text, values]) => [id, { id, text, values, own: [], others: new Map() }]));
    this.codes = new Map(codes.map((code) => [code.id, code]));
    for (const [id, source, start, end, code] of own) this.rows.get(source)?.own.push({ id, start, end, code });
    for (const [source, code, n] of others) this.rows.get(source)?.others.set(code, n);
  }

  // ---- drawing

  get columns() {
    return this.data.codes.map((id) => this.codes.get(id)).filter(Boolean);
  }

  draw() {
    this.body = element("tbody");
    const labels = this.data.columns.map(([, label]) => label);
    this.table.replaceChildren(newHead(labels, this.columns), this.body);
    this.table.setAttribute("aria-rowcount", String(this.shown.length + 1));
    for (let n = 0; n < Math.min(this.n, this.shown.length); n += 1) this.body.append(this.drawRow(n));
    this.at = [Math.min(this.at[0], Math.max(0, this.shown.length - 1)), Math.min(this.at[1], Math.max(0, this.columns.length - 1))];
    this.rove();
    this.tellMore();
  }

  drawMore() {
    const first = this.n;
    this.n += STEP;
    for (let n = first; n < Math.min(this.n, this.shown.length); n += 1) this.body.append(this.drawRow(n));
    this.tellMore();
    this.go(first, this.at[1]);
  }

  tellMore() {
    const left = this.shown.length - this.n;
    this.more.hidden = left <= 0;
    this.more.textContent = `Show ${Math.min(STEP, left)} more of ${left}`;
  }

  drawRow(n) {
    const row = this.rows.get(this.shown[n]);
    return newRow(row, n, { columns: this.columns, codes: this.codes, stateOf: (code) => this.stateOf(row.id, code) });
  }

  redraw(id) {
    const n = this.shown.indexOf(id);
    const old = this.body.children[n];
    if (!old) return;
    const held = old.contains(document.activeElement);
    old.replaceWith(this.drawRow(n));
    this.rove();
    if (held) this.focus();
  }

  // ---- moving

  box([row, column] = this.at) {
    return this.body?.children[row]?.querySelector(`[data-column="${column}"]`);
  }

  rove() {
    for (const one of this.body.querySelectorAll('[tabindex="0"]')) one.tabIndex = -1;
    const box = this.box();
    if (box) box.tabIndex = 0;
  }

  go(row, column) {
    const last = Math.min(this.n, this.shown.length) - 1;
    this.at = [Math.max(0, Math.min(row, last)), Math.max(0, Math.min(column, this.columns.length - 1))];
    this.rove();
    this.focus();
  }

  focus() {
    const box = this.box();
    box?.focus({ preventScroll: true });
    box?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  key(event) {
    const box = event.target.closest(".ag-box");
    if (!box) return;
    const [row, column] = this.at;
    const undo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    if (event.altKey || ((event.ctrlKey || event.metaKey) && !undo && !["Home", "End"].includes(event.key))) return;
    const end = this.shown.length;
    const moves = {
      ArrowDown: [row + 1, column],
      ArrowUp: [row - 1, column],
      ArrowRight: [row, column + 1],
      ArrowLeft: [row, column - 1],
      Home: [event.ctrlKey ? 0 : row, 0],
      End: [event.ctrlKey ? end : row, this.columns.length],
      PageDown: [row + 10, column],
      PageUp: [row - 10, column],
    };
    if (undo) this.undo();
    else if (moves[event.key]) this.go(...moves[event.key]);
    else if (event.key === " " || event.key === "Enter") this.toggle(this.shown[row], this.columns[column].id);
    else if (event.key.length === 1) this.finder.open([...this.codes.values()], this.shown[row], box, event.key);
    else return;
    event.preventDefault();
    event.stopPropagation(); // Streamlit listens for single letters
  }

  clicked(event) {
    const box = event.target.closest(".ag-box");
    if (!box) return;
    const n = Number(box.closest("tr").dataset.n);
    this.go(n, Number(box.dataset.column));
    this.toggle(this.shown[n], this.columns[this.at[1]].id);
  }

  // ---- coding

  // "true" if the whole answer has the code from this coder, "mixed" if a part has, else "false".
  stateOf(id, code) {
    const row = this.rows.get(id);
    const own = row.own.filter((one) => one.code === code);
    if (own.some((one) => this.isWhole(one, row))) return "true";
    return own.length ? "mixed" : "false";
  }

  isWhole(one, row) {
    return one.start === 0 && one.end === lengthOf(row.text);
  }

  // Passages inside an answer stay as they are: only a code on the whole of it is taken away.
  toggle(id, code) {
    const row = this.rows.get(id);
    const name = this.codes.get(code).name;
    const whole = row.own.find((one) => one.code === code && this.isWhole(one, row));
    const act = { id: newId(), source: id };
    if (whole) {
      row.own = row.own.filter((one) => one !== whole);
      this.send({ ...act, kind: "remove", segment: whole.id });
      this.say(`Removed ${name}.`);
    } else {
      const segment = { id: act.id, start: 0, end: lengthOf(row.text), code };
      row.own.push(segment);
      this.send({ ...act, kind: "apply", segment: act.id, start: 0, end: segment.end, code });
      this.say(`Coded ${name}.`);
    }
    this.redraw(id);
  }

  send(act) {
    this.done.push(act.source);
    this.undoButton.disabled = false;
    this.outbox.add(act);
  }

  undo() {
    const source = this.done.pop();
    this.undoButton.disabled = !this.done.length;
    if (!source) return this.say("Nothing to undo here.");
    this.outbox.add({ id: newId(), source, kind: "undo" });
    return this.say("Undone.");
  }

  // What the server has now is what stands here, but for what is still on its way.
  answered(answer, sent) {
    const row = this.rows.get(answer.source);
    if (answer.codes) {
      this.book = answer.codebook;
      this.codes = new Map(answer.codes.map((code) => [code.id, code]));
    }
    if (row && !this.outbox.of(answer.source).length) {
      const there = answer.changes.filter(([, , , , , removed]) => !removed);
      const mine = there.filter(([, , , , coder]) => coder === this.data.account);
      row.own = mine.map(([id, start, end, code]) => ({ id, start, end, code }));
      this.redraw(row.id);
    }
    if (answer.refused.length) this.say(answer.refused.map(([, why]) => why).join(" "));
    else if (sent.length) this.host.dataset.saved = String(Number(this.host.dataset.saved ?? 0) + sent.length);
  }

  refused(sent, why) {
    this.say(`Not saved: ${why}`);
    for (const { source } of sent) {
      this.address = ""; // ask for everything again
      this.redraw(source);
    }
    this.show(this.data);
  }

  say(text) {
    this.host.querySelector(".ag-status").textContent = text;
  }
}
