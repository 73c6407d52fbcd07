"""Bars of one survey item as inline SVG: widths in percent, letters in pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from findings.survey_table import NO_ANSWER, SurveyTable

if TYPE_CHECKING:
    from markupsafe import Markup

ROW = 56  # px from one bar to the next
FULL = 82.0  # percent of the width for the longest bar; the rest is for its number


def draw_bars(table: SurveyTable) -> Markup:
    """One bar for each option that may be printed, the largest in the accent colour."""
    from markupsafe import Markup, escape

    shown = [
        (row.label, row.share)
        for row in table.rows
        if row.share is not None and row.label != NO_ANSWER
    ]
    if not shown:
        return Markup("")
    top = max(share for _, share in shown) or 1.0
    parts = [
        _bar(place, str(escape(label)), share, share / top * FULL, share == top)
        for place, (label, share) in enumerate(shown)
    ]
    return Markup(  # noqa: S704  made here; the only typed part, the label, is escaped above
        f'<svg role="img" aria-label="Bar chart. The table below holds the same numbers." '
        f'height="{len(shown) * ROW}">{"".join(parts)}</svg>'
    )


def _bar(place: int, label: str, share: float, width: float, main: bool) -> str:
    y = place * ROW
    look = "main" if main else "mute"
    return (
        f'<text x="0" y="{y + 15}">{label}</text>'
        f'<rect class="{look}" x="0" y="{y + 23}" width="{width:.1f}%" height="18" rx="2"/>'
        f'<text class="value" x="{width:.1f}%" dx="8" y="{y + 38}">{share:.0%}</text>'
    )
