"""The look of the studio: one style block, the page header and the small marks. Knows no data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

# name: (light, dark). light-dark() picks by the colour scheme that Streamlit sets on the app.
TOKENS = {
    "paper": ("#FCFBF8", "#16191B"),
    "surface": ("#F3F0EA", "#202427"),
    "raised": ("#FFFFFF", "#1D2123"),
    "ink": ("#1F2933", "#E8E5DF"),
    "muted": ("#55606B", "#A8AFB5"),
    "line": ("#DCD6CA", "#363C41"),
    "line-strong": ("#857F74", "#7B848B"),
    "accent": ("#0B6B6B", "#6BC7C0"),
    "accent-soft": ("#E2EFED", "#17302F"),
    "bar": ("#0B6B6B", "#2E9A96"),
    "attention": ("#8A5100", "#E3A857"),
    "attention-soft": ("#FAEFDC", "#33291A"),
    "danger": ("#B42318", "#F2938A"),
    "danger-soft": ("#FBEAE7", "#3A2220"),
    "info": ("#2F5D8C", "#93B7DB"),
    "info-soft": ("#E8EEF4", "#1F2A35"),
    "pick": ("#FDF0C4", "#453B12"),
    "shadow": ("#1F293326", "#00000080"),
}
# Twelve code colours, in the order in which new codes receive them. 1–6 are drawn solid, 7–12
# broken, because twelve hues cannot stay apart for everybody.
CODE_COLOURS = [
    ("teal", "#0A6961", "#15DECE"),
    ("orange", "#6B2E04", "#C95B0A"),
    ("blue", "#052DAA", "#4571D4"),
    ("rose", "#E2568B", "#F275A0"),
    ("olive", "#868F00", "#C0CC3E"),
    ("violet", "#894ED6", "#AB8EFE"),
    ("sky", "#0A8FD1", "#76B8D6"),
    ("red", "#923A38", "#FBA99B"),
    ("green", "#51825B", "#63A471"),
    ("plum", "#B736A0", "#A366A8"),
    ("ochre", "#8B641A", "#BD9605"),
    ("slate", "#373B41", "#697075"),
]
# What every page has, then what the rooms of one package have alone.
SHEETS = ("look", "look_survey", "look_interviews", "look_coding", "look_findings")


class Html(str):
    """Markup of our own making; every other string is escaped before it is shown."""

    __slots__ = ()


@dataclass(frozen=True)
class Column:
    """One column of a table to read; `width` is CSS, numbers stand at the right."""

    label: str | Html
    width: str
    right: bool = False


def style() -> None:
    """Inject the tokens and the one style sheet. Called once, first thing in navigation.py."""
    st.html(f"<style>{_style_sheet()}</style>")


@cache
def _style_sheet() -> str:
    tokens = "".join(f"--{name}:light-dark({a},{b});" for name, (a, b) in TOKENS.items())
    codes = "".join(
        f"--c{number}:light-dark({a},{b});" for number, (_, a, b) in enumerate(CODE_COLOURS, 1)
    )
    here = Path(__file__)
    sheets = "".join(here.with_name(f"{name}.css").read_text("utf-8") for name in SHEETS)
    return f":root{{{tokens}{codes}}}{sheets}"


def dark() -> bool:
    """True if this reader's browser shows the dark theme (for charts, which cannot read CSS)."""
    return st.context.theme.type == "dark"


def page_header(
    title: str,
    purpose: str,
    primary: str | None = None,
    *,
    key: str,
    icon: str | None = None,
    secondary: str | None = None,
    disabled: bool = False,
) -> bool:
    """Title, one line of purpose, at most two acts at the right; True if the primary was chosen.

    The secondary act is the widget `<key>.secondary`.
    """
    with st.container(key="page_header", horizontal=True, vertical_alignment="bottom", gap="small"):
        beside(
            f'<h1 class="tl-title">{escape(title)}</h1><p class="tl-purpose">{escape(purpose)}</p>'
        )
        if secondary:
            st.button(secondary, key=f"{key}.secondary")
        return bool(primary) and st.button(
            primary or "", key=f"{key}.primary", type="primary", icon=icon, disabled=disabled
        )


def beside(body: str) -> None:
    """HTML that takes the room left of the buttons in a horizontal container."""
    with st.container(width="stretch"):
        st.html(body)


def section(title: str, note: str = "") -> None:
    """A heading inside a page; the note says n, base or unit."""
    tail = f"<span>{escape(note)}</span>" if note else ""
    st.html(f'<h2 class="tl-section">{escape(title)}{tail}</h2>')


def note(text: str) -> None:
    """A quiet line under what it explains."""
    st.html(f'<p class="tl-note">{escape(text)}</p>')


def needs_review(text: str = "Needs review") -> Html:
    """An open amber ring and words: never colour alone."""
    return Html(f'<span class="tl-review">{escape(text)}</span>')


def suppressed() -> Html:
    """The one mark of a count that is small or withheld; `suppressed_note` explains it once."""
    why = "Fewer than 5, or withheld to protect a small number"
    return Html(f'<span class="tl-held" title="{why}">&lt;5*</span>')


def suppressed_note() -> None:
    """Under a table with suppressed counts: what their mark means."""
    st.html(
        f'<p class="tl-note">{suppressed()} Fewer than 5 people, or withheld so that a small '
        "number nearby cannot be worked out. Both look the same on purpose.</p>"
    )


def state(text: str, kind: str = "plain") -> Html:
    """A quiet state label. kind: plain, done, info or stop."""
    return Html(f'<span class="tl-state tl-{kind}">{escape(text)}</span>')


def swatch(colour: int) -> Html:
    """The stroke that stands before the name of a code, never alone."""
    broken = " tl-dash" if colour > 6 else ""
    return Html(f'<i class="tl-sw{broken}" style="--c:var(--c{colour})"></i>')


def code_name(colour: int, name: str) -> Html:
    """A code's stroke and its name."""
    return Html(f'<span class="tl-code">{swatch(colour)}{escape(name)}</span>')


def quote(words: str, by: str, role: str = "supports", mark: str | Html = "") -> Html:
    """A person's words in serif with who said them; role: supports, contradicts or nuances."""
    kind = {"contradicts": " against", "nuances": " nuance"}.get(role, "")
    tail = f" &ensp;{markup(mark)}" if mark else ""
    return Html(
        f'<blockquote class="tl-quote{kind}">{escape(words)}</blockquote>'
        f'<p class="tl-by">{escape(by)}{tail}</p>'
    )


def markup(text: str | Html) -> str:
    """Our own markup as it is; anything else escaped."""
    return text if isinstance(text, Html) else escape(text)


def empty_state(
    title: str, why: str, action: str | None = None, *, key: str, icon: str | None = None
) -> bool:
    """What will stand here, why it does not yet, and the one thing to do; True if it was chosen."""
    with st.container(key="empty_state", horizontal_alignment="center", gap="small"):
        st.html(
            f'<div class="tl-empty"><h2>{escape(title)}</h2><p>{escape(why)}</p></div>',
            width="content",
        )
        return bool(action) and st.button(
            action or "", key=f"{key}.action", type="primary", icon=icon
        )


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str | Html]],
    caption: str,
) -> None:
    """A table to read; the first cell of a row heads it. Plain strings are escaped."""
    widths = "".join(f'<col style="width:{column.width}">' for column in columns)
    sides = ["r" if column.right else "l" for column in columns]
    head = "".join(
        f'<th scope="col" class="{side}">{markup(column.label)}</th>'
        for column, side in zip(columns, sides, strict=True)
    )
    body = "".join(f"<tr>{_cells(row, sides)}</tr>" for row in rows)
    st.html(
        f'<div class="tl-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="tl-table"><caption>{escape(caption)}</caption><colgroup>{widths}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(row: Sequence[str | Html], sides: Sequence[str]) -> str:
    first, *rest = zip(row, sides, strict=True)
    return f'<th scope="row" class="{first[1]}">{markup(first[0])}</th>' + "".join(
        f'<td class="{side}">{markup(cell)}</td>' for cell, side in rest
    )


def confirm(
    title: str,
    happens: Sequence[str],
    action: str,
    do: Callable[[], None],
    *,
    key: str,
    danger: bool = False,
    type_this: str = "",
) -> None:
    """Ask before an act that others will notice: what happens, Cancel, and the act by its name.

    `do` runs once when the act is chosen; then the page runs again. `type_this` must be typed first
    where the act cannot be undone.
    """

    @st.dialog(title, width="small")
    def ask() -> None:
        lines = "".join(f"<li>{escape(line)}</li>" for line in happens)
        st.html(f'<ul class="tl-happens">{lines}</ul>')
        typed = ""
        if type_this:
            typed = st.text_input(f"Type {type_this} to go on", key=f"{key}.typed")
        look = "confirm_danger" if danger else "confirm"
        with st.container(horizontal=True, horizontal_alignment="right", key=look):
            if st.button("Cancel", key=f"{key}.cancel"):
                st.rerun()
            chosen = st.button(action, key=f"{key}.go", type="primary")
        # Typing is only sent when the field is left, so a button that waits for it would miss the
        # first click.
        if chosen and typed.strip().casefold() != type_this.casefold():
            st.error(f"Type the word {type_this} into the field first.")
        elif chosen:
            do()
            st.rerun()

    ask()


def stay_awake() -> None:
    """Every page calls it: without a fragment an open tab loses clicks after a server restart.

    After a restart the browser reconnects to an empty session without a rerun. A registered timer
    makes it ask for one.
    """

    @st.fragment(run_every="1h")
    def nothing() -> None:
        pass

    nothing()
