// A memo about a coded passage: written in a dialog, shown in the margin where the passage begins.

class MemoNote {
  // `on` has write(segment, memo, text): no text removes the memo.
  constructor(host, sheet, on) {
    Object.assign(this, { sheet, on });
    this.dialog = host.querySelector(".tm-memos");
    this.which = this.dialog.querySelector("select");
    this.words = this.dialog.querySelector("textarea");
    this.others = this.dialog.querySelector(".tm-others");
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    this.dialog.addEventListener("close", () => this.closed());
    this.which.addEventListener("change", () => this.draw());
  }

  // The passage in hand comes first, then the own ones, the shortest first.
  open(passage, inHand) {
    const rank = (one) => [one.id === inHand?.id ? 0 : 1, this.sheet.isOwn(one) ? 0 : 1, one.end - one.start];
    const here = this.sheet.over(passage).sort((a, b) => compare(rank(a), rank(b)));
    if (!here.length) return false;
    this.which.replaceChildren(...here.map((one) => this.choice(one)));
    this.back = document.activeElement;
    this.dialog.returnValue = "";
    this.dialog.showModal();
    this.draw();
    return true;
  }

  choice(segment) {
    const words = this.sheet.wordsOf(segment).replace(/\s+/g, " ");
    const label = `${nameOf(segment, this.sheet.look)}: ${words.length > 60 ? `${words.slice(0, 60)}…` : words}`;
    return element("option", "", label, { value: segment.id });
  }

  // One's own words to change, those of the others to read.
  draw() {
    const memos = this.sheet.memosOf(this.which.value);
    this.own = memos.find((one) => one.by === this.sheet.look.account);
    this.words.value = this.own?.text ?? "";
    this.others.replaceChildren(...memos.filter((one) => one !== this.own).map((one) => note(one, this.sheet.look)));
    this.words.focus();
  }

  key(event) {
    event.stopPropagation(); // Streamlit listens for bare letters, and so does the text
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.dialog.close("save");
  }

  closed() {
    const text = this.words.value.trim();
    const changed = text !== (this.own?.text ?? "");
    if (this.dialog.returnValue === "save" && changed) this.on.write(this.which.value, this.own?.id ?? newId(), text);
    this.back?.focus({ preventScroll: true });
  }
}

function compare(a, b) {
  const at = a.findIndex((one, k) => one !== b[k]);
  return at < 0 ? 0 : a[at] - b[at];
}

// A memo in the margin; long ones are cut by the style, and open with M.
function note(memo, look) {
  const shown = element("p", "tm-memo", "", { title: memo.text });
  const by = memo.by === look.account ? "" : `${look.coders[memo.by]?.[0] ?? "another coder"}: `;
  shown.append(element("small", "", by), memo.text);
  return shown;
}
