"""Charts of the studio: one theme for all, and the three forms it draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from access.pages.parts.look import CODE_COLOURS, dark, section

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Inks:
    """The colours of a chart in one scheme; `steps` run from disagree to agree.

    `between` lie between the outer two at either end, for scales of more than five steps.
    """

    ink: str
    muted: str
    line: str
    bar: str
    ground: str
    steps: tuple[str, ...]
    on_steps: tuple[str, ...]  # the ink that is legible on each step
    between: tuple[str, str]
    on_between: str


LIGHT = Inks(
    *("#1F2933", "#55606B", "#DCD6CA", "#0B6B6B", "#FCFBF8"),
    steps=("#8A5100", "#D9A860", "#CFC9BD", "#78B5B1", "#0B6B6B"),
    on_steps=("#FFFFFF", "#1F2933", "#1F2933", "#1F2933", "#FFFFFF"),
    between=("#C18E43", "#579F9C"),
    on_between="#1F2933",
)
DARK = Inks(
    *("#E8E5DF", "#A8AFB5", "#363C41", "#2E9A96", "#16191B"),
    steps=("#E3A857", "#8A6530", "#4A5157", "#23696A", "#6BC7C0"),
    on_steps=("#16191B", "#FFFFFF", "#FFFFFF", "#FFFFFF", "#16191B"),
    between=("#C8944B", "#55ABA6"),
    on_between="#16191B",
)


# The marks of up to six groups, in order: never colour alone. First as text, then as Vega draws it.
GLYPHS = "●■▲◆✚▼"
_SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]


def glyph_colours() -> list[str]:
    """The colours of those marks in this reader's scheme."""
    return [pair[2] if dark() else pair[1] for pair in CODE_COLOURS[: len(GLYPHS)]]


def inks() -> Inks:
    """The colours that this reader's browser shows."""
    return DARK if dark() else LIGHT


# Which of seven colours a scale of so many steps has: an even number has no middle.
_OF_SEVEN = {2: (0, 6), 3: (0, 3, 6)}  # of merged steps
_OF_SEVEN |= {4: (0, 2, 4, 6), 5: (0, 2, 3, 4, 6), 6: (0, 1, 2, 4, 5, 6), 7: tuple(range(7))}


def step_colours(colours: Inks, n: int) -> list[tuple[str, str]]:
    """Fill and ink of each of two to seven steps from disagree to agree."""
    five = list(zip(colours.steps, colours.on_steps, strict=True))
    low, high = ((fill, colours.on_between) for fill in colours.between)
    seven = [five[0], low, five[1], five[2], five[3], high, five[4]]
    return [seven[at] for at in _OF_SEVEN[n]]


def figure(chart: Any, title: str, base: str, alt_text: str) -> None:
    """A chart under its heading: the title says what it shows, the base gives n."""
    section(title, base)
    st.altair_chart(themed(chart, inks()), theme=None, alt=alt_text)


def themed(chart: Any, colours: Inks) -> Any:
    """The same chart in our fonts with quiet axes."""
    return (
        chart.properties(background="transparent")
        .configure(
            font="Source Sans, sans-serif", padding={"left": 0, "right": 0, "top": 0, "bottom": 0}
        )
        .configure_view(strokeWidth=0)
        .configure_axis(
            domain=False,
            ticks=False,
            grid=False,
            gridColor=colours.line,
            labelColor=colours.muted,
            titleColor=colours.muted,
            labelFontSize=13,
            titleFontSize=13,
            titleFontWeight="normal",
            labelPadding=8,
            labelLimit=260,
        )
        .configure_bar(color=colours.bar)
        .configure_text(color=colours.ink, fontSize=14)
        .configure_legend(disable=True)
    )


def named_bars(frame: pd.DataFrame, name: str, value: str, label: str, *, top: float) -> Any:
    """Thin bars with names above and values at the end of the line: works at any width.

    Args:
        frame: one row per bar, in the order to draw.
        name, value, label: columns with the name, the length and the words at the end.
        top: the value that fills the whole width.
    """
    import altair as alt

    colours = inks()
    base = alt.Chart(frame, height=alt.Step(38)).encode(
        y=alt.Y(f"{name}:N", sort=list(frame[name]), axis=None)
    )
    x = alt.X(f"{value}:Q", axis=None, scale=alt.Scale(domain=[0, top], nice=False))
    track = base.transform_calculate(top=str(top)).mark_bar(height=6, color=colours.line, yOffset=9)
    bars = base.mark_bar(height=6, color=colours.bar, yOffset=9).encode(x=x)
    # A name longer than the chart is wide would make Vega shrink the bars to nothing.
    fits = alt.ExprRef("max(width - 90, 60)")
    names = base.mark_text(align="left", dy=-5, color=colours.ink, limit=fits)
    values = base.mark_text(align="right", dy=-5, color=colours.muted)
    return alt.layer(
        track.encode(x=alt.X("top:Q", axis=None)),
        bars,
        names.encode(x=alt.value(0), text=f"{name}:N"),
        values.encode(x=alt.value("width"), text=f"{label}:N"),
    )


def diverging_positions(frame: pd.DataFrame, colours: Inks) -> pd.DataFrame:
    """Where each part of a diverging bar lies: shares run left and right of the middle of neutral.

    Half of a middle step lies at either side; where there is none, both sides meet at 0.

    Args:
        frame: group, option, step (from 0), share; one row per part, all two to seven steps of
            the scale in each group, rising.
    """
    import pandas as pd

    n = int(frame["step"].max()) + 1
    pairs = step_colours(colours, n)
    rows: list[dict[str, object]] = []
    for group, part in frame.groupby("group", sort=False):
        low = float(part.loc[part["step"] < n // 2, "share"].sum())
        middle = float(part.loc[part["step"] == n // 2, "share"].sum()) if n % 2 else 0.0
        at = -(low + middle / 2)
        for _, cell in part.iterrows():
            share, step = float(cell["share"]), int(cell["step"])
            rows.append(
                {
                    "group": group,
                    "option": cell["option"],
                    "x": at,
                    "x2": at + share,
                    "mid": at + share / 2,
                    "fill": pairs[step][0],
                    "ink": pairs[step][1],
                    "label": f"{share:.0%}" if share >= 0.065 else "",
                }
            )
            at += share
    return pd.DataFrame(rows)


def diverging(frame: pd.DataFrame) -> Any:
    """Bars of agreement around the middle of the neutral answer, one per group.

    Args:
        frame: group, option, step, share; see `diverging_positions`.
    """
    import altair as alt

    colours = inks()
    data = diverging_positions(frame, colours)
    reach = max(abs(float(data["x"].min())), abs(float(data["x2"].max())), 0.5)
    y = alt.Y("group:N", sort=list(dict.fromkeys(frame["group"])), axis=None)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-reach, reach], nice=False))
    base = alt.Chart(data.assign(origin=0.0), height=alt.Step(50))
    bars = base.mark_bar(height=22, yOffset=9, stroke=colours.ground, strokeWidth=1.5)
    labels = base.mark_text(dy=9, fontSize=12)
    once = base.transform_aggregate(middle="min(origin)", groupby=["group"])
    middle = once.mark_tick(thickness=1, size=34, yOffset=9, color=colours.muted)
    names = once.mark_text(align="left", dy=-13, color=colours.ink, limit=alt.ExprRef("width"))
    return alt.layer(
        middle.encode(y=y, x=alt.X("middle:Q", axis=None)),
        bars.encode(y=y, x=x, x2="x2:Q", color=alt.Color("fill:N", scale=None)),
        labels.encode(
            y=y,
            x=alt.X("mid:Q", axis=None),
            text="label:N",
            color=alt.Color("ink:N", scale=None),
        ),
        names.encode(y=y, x=alt.value(0), text="group:N"),
    )


def dots(frame: pd.DataFrame, top: float) -> Any:
    """One line per answer with a mark for the share of each group on it, and all together as words.

    Args:
        frame: name (of the answer), group, place (of the group, from 0), share, all (the words at
            the end of the line); in order.
        top: the share at the right end of the line; the left end is 0.
    """
    import altair as alt

    colours = inks()
    groups = list(dict.fromkeys(frame["group"]))
    y = alt.Y("name:N", sort=list(dict.fromkeys(frame["name"])), axis=None)
    x = alt.Scale(domain=[0, top], nice=False, padding=8)
    base = alt.Chart(frame.assign(top=top, zero=0.0), height=alt.Step(46))
    once = base.transform_filter("datum.place == 0")
    tracks = once.mark_bar(height=2, yOffset=10, color=colours.line)
    marks = base.mark_point(filled=True, size=130, opacity=0.9, yOffset=10)
    names = once.mark_text(
        align="left", dy=-9, color=colours.ink, limit=alt.ExprRef("max(width - 90, 60)")
    )
    ends = once.mark_text(align="right", dy=-9, color=colours.muted)
    return alt.layer(
        tracks.encode(y=y, x=alt.X("zero:Q", axis=None, scale=x), x2="top:Q"),
        marks.encode(
            y=y,
            x=alt.X("share:Q", axis=None, scale=x),
            color=alt.Color("group:N", scale=alt.Scale(domain=groups, range=glyph_colours())),
            shape=alt.Shape("group:N", scale=alt.Scale(domain=groups, range=_SHAPES)),
        ),
        names.encode(y=y, x=alt.value(0), text="name:N"),
        ends.encode(y=y, x=alt.value("width"), text="all:N"),
    )


def heat(frame: pd.DataFrame) -> Any:
    """A heat map: the darker, the more; each cell that is not 0 says how many.

    Args:
        frame: row, column (names as shown), n, label; one row per cell, in the order to draw.
    """
    import altair as alt

    colours = inks()
    rows, columns = (list(dict.fromkeys(frame[name])) for name in ("row", "column"))
    top = max(float(frame["n"].max()), 1.0)
    base = alt.Chart(frame, height=alt.Step(30)).encode(
        y=alt.Y("row:N", sort=rows, title=None, axis=alt.Axis(labelLimit=170)),
        x=alt.X(
            "column:N",
            sort=columns,
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-60 if len(columns) > 4 else 0, labelLimit=130),
        ),
    )
    # The deepest fill is one on which the ink of the page is still legible.
    fill = alt.Color(
        "n:Q", scale=alt.Scale(domain=[0, top], range=[colours.ground, colours.steps[3]])
    )
    cells = base.mark_rect(stroke=colours.line, strokeWidth=1).encode(color=fill)
    words = base.mark_text(fontSize=13).encode(text="label:N")
    return alt.layer(cells, words)


def columns_and_line(frame: pd.DataFrame, x_title: str, y_title: str) -> Any:
    """Columns for what each step adds, and a line for all so far.

    Args:
        frame: step (1, 2, …), n, total.
    """
    import altair as alt

    colours = inks()
    base = alt.Chart(frame, height=220).encode(
        x=alt.X("step:O", title=x_title, axis=alt.Axis(labelAngle=0))
    )
    y = alt.Axis(title=y_title, grid=True, tickMinStep=1)
    bars = base.mark_bar(color=colours.bar).encode(y=alt.Y("n:Q", axis=y))
    line = base.mark_line(color=colours.muted, strokeWidth=2, point={"color": colours.muted})
    return alt.layer(bars, line.encode(y=alt.Y("total:Q", axis=y)))
