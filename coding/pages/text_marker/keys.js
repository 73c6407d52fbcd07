// Work by keyboard alone: every key of the text, in one place.

const KEYS = [
  ["Move", [
    ["J K  or  ↓ ↑", "next and previous turn"],
    ["F  B", "forward and back to the next passage of the chosen code, or of any"],
    ["Esc", "select nothing, close what is open"],
  ]],
  ["Select", [
    ["→  ←", "the next or previous word"],
    [".  ,", "the next or previous sentence"],
    ["Shift →  ←", "longer or shorter by a word"],
    ["Shift .  ,", "by a sentence"],
    ["Shift ↓  ↑", "by a turn"],
    ["Alt Shift →  ←", "by a character"],
    ["S", "take the next coded passage here in hand: selects what it covers"],
  ]],
  ["Look", [
    ["V", "colours, stripes, and what is shown"],
    ["H", "hide the interviewer"],
    ["?", "this list"],
  ]],
  ["Code", [
    ["C  or  Enter", "choose a code for the selected words, or for the whole turn"],
    ["1 – 9", "the code pinned to this number"],
    ["L", "the code given last"],
    ["I", "a new code from the words themselves"],
    ["N", "a new code"],
    ["M", "a memo about the coded passage"],
    ["Ctrl Enter", "in the list of codes: give it and stay for another one"],
  ]],
  ["Change", [
    ["+  −", "the passage in hand longer or shorter by a word"],
    ["O", "at its other edge"],
    ["E", "to the words that are selected now"],
    ["/", "cut it where the selected words begin"],
    ["G", "join it with passages of its code that touch it"],
    ["X", "remove a code from the selected words, or from the turn"],
    ["U  or  Ctrl Z", "undo your last act"],
    ["Shift U  or  Ctrl Y", "redo"],
  ]],
];

const LETTERS = {
  ...{ j: "next", k: "previous", f: "forward", b: "back", Escape: "nothing", s: "take" },
  ...{ c: "code", Enter: "code", l: "last", i: "inVivo", n: "create", m: "memo" },
  ...{ "+": "longer", "=": "longer", "-": "shorter", "−": "shorter", o: "otherEdge", e: "edges", "/": "cut", g: "join" },
  ...{ x: "remove", u: "undo", v: "view", h: "hide", "?": "help" },
};
const SENTENCES = { ".": 1, ",": -1, ">": 1, ":": 1, "<": -1, ";": -1 }; // with Shift, on any keyboard

// What a key in the text asks for; null for one that means nothing here.
function wishOf(event, turn) {
  if (event.ctrlKey || event.metaKey) return withControl(event);
  if (event.key.startsWith("Arrow")) return arrowWish(event, turn);
  if (event.altKey) return null;
  if (SENTENCES[event.key]) return { act: "select", unit: "sentence", forward: SENTENCES[event.key] > 0, extend: event.shiftKey };
  if (/^[1-9]$/.test(event.key)) return { act: "pinned", key: Number(event.key) };
  const act = LETTERS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  return act ? { act: act === "undo" && event.shiftKey ? "redo" : act } : null;
}

function withControl(event) {
  const key = event.key.toLowerCase();
  if (key === "z") return { act: event.shiftKey ? "redo" : "undo" };
  return key === "y" ? { act: "redo" } : null;
}

function arrowWish(event, turn) {
  const upright = event.key === "ArrowDown" || event.key === "ArrowUp";
  if (upright && !event.shiftKey) return { act: event.key === "ArrowDown" ? "next" : "previous" };
  const unit = upright ? "turn" : event.altKey ? "character" : "word";
  const forward = upright ? event.key === "ArrowDown" : isForward(turn, event.key);
  return { act: "select", unit, forward, extend: event.shiftKey };
}

// In right-to-left text the arrows follow the eye: the left arrow goes on.
function isForward(turn, key) {
  return (key === "ArrowRight") !== (getComputedStyle(turn.said).direction === "rtl");
}

function showKeys(dialog) {
  const groups = KEYS.map(([title, keys]) => {
    const group = element("section", "");
    const list = element("dl", "");
    list.append(...keys.map(([key, what]) => {
      const row = element("div", "");
      row.append(element("dt", "", key), element("dd", "", what));
      return row;
    }));
    group.append(element("h3", "", title), list);
    return group;
  });
  dialog.querySelector(".tm-keys").replaceChildren(...groups);
  dialog.showModal();
}
