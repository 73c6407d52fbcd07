"""The table of agreement: code by code, with its interval, and every figure in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

import streamlit as st

from access.model import Account, Act
from access.pages.parts.look import (
    Column,
    Html,
    code_name,
    confirm,
    empty_state,
    needs_review,
    note,
    section,
    table,
)
from access.permissions import may
from coding.agreement import Measure
from coding.agreement_report import RELIABLE, TENTATIVE, AgreementReport, Figures, Reading
from coding.agreement_units import Unit
from coding.agreement_words import (
    EXPLAINED,
    OVERALL,
    UNDEFINED,
    UNIT_WORDS,
    number,
    percentage,
    rests_on,
)
from coding.compared import Compared, report_of
from coding.model import Code
from storage.database import open_database
from storage.settings import set_reflexive

SCALE = Html(
    'Interval, 95 %<span class="tl-scale" aria-hidden="true"><span style="left:0">0</span>'
    '<span style="left:66.7%">.67</span><span style="left:80%">.8</span>'
    '<span style="left:100%">1</span></span>'
)
_OTHERS = (Measure.PERCENT, Measure.KAPPA, Measure.FLEISS, Measure.AC1)
_CAUTION = Html('<span class="tl-muted tl-small">with caution</span>')
_READINGS = {Reading.RELIABLE: "", Reading.TENTATIVE: _CAUTION, Reading.LOW: ""}


def draw_agreement(
    compared: Compared, round: str, names: Mapping[str, str], account: Account
) -> None:
    """Choices, the table, what its figures mean, and the file."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        unit = st.selectbox(
            "Compared unit by unit",
            list(Unit),
            index=list(Unit).index(Unit.TURN),
            format_func=lambda one: UNIT_WORDS[one][1].capitalize(),
            key="agreement.unit",
            width=220,
        )
        unit = unit or Unit.TURN
        uncoded = st.toggle(
            "Count text that nobody coded",
            value=True,
            key="agreement.uncoded",
            help="With it, coders also agree by leaving the same text without a code.",
        )
        coders = _chosen_coders(compared, names)
    with st.spinner("Comparing the coders…"):
        report = report_of(compared, unit, uncoded=uncoded, coders=coders)
    codes = {code.id: code for code in compared.codes}
    _draw_table(report, codes)
    _draw_all(report, codes)
    asked = {"round": round, "unit": unit.value, "uncoded": "yes" if uncoded else "no"}
    asked |= {"coders": ",".join(coders)} if coders else {}
    with st.container(horizontal=True):
        st.link_button(
            "Export the table as CSV",
            f"/api/coding/agreement.csv?{urlencode(asked)}",
            icon=":material/download:",
            type="tertiary",
        )
        if may(account.role, Act.SHOW_STATISTICS) and st.button(
            "Show no statistics", key="agreement.reflexive", type="tertiary"
        ):
            _ask_to_hide(account)


def _chosen_coders(compared: Compared, names: Mapping[str, str]) -> list[str]:
    """Whom to compare, where there are more than two; none stands for everybody."""
    if len(compared.coders) <= 2:
        return []
    return st.multiselect(
        "Coders",
        compared.coders,
        format_func=lambda one: names.get(one, "A closed account"),
        placeholder="Everybody",
        max_selections=len(compared.coders),
        key="agreement.whom",
        width=320,
    )


def draw_reflexive(account: Account) -> None:
    """Instead of the table, where a study shows no statistics."""
    leads = may(account.role, Act.SHOW_STATISTICS)
    if empty_state(
        "This study shows no statistics",
        "It is a reflexive study: what coders see differently is read and talked over, not "
        "counted. The differences stand beside each other under Differences.",
        "Show statistics" if leads else None,
        key="agreement.reflexive",
        icon=":material/bar_chart:",
    ):
        with open_database() as db:
            set_reflexive(db, account.id, reflexive=False)
        st.rerun()


def whisker(row: Figures) -> Html:
    """A dot for alpha and a line for its interval; an open amber dot below .667."""
    if row.alpha is None:
        return Html(f'<span class="tl-small tl-muted">{escape(row.reason)}</span>')
    at = _place(row.alpha)
    low, high = (_place(end) for end in row.interval or (row.alpha, row.alpha))
    line = f'<i style="left:{low:.1%};width:{high - low:.1%}"></i>' if row.interval else ""
    words = f"{number(row.interval[0])} to {number(row.interval[1])}" if row.interval else ""
    kind = " low" if row.reading is Reading.LOW else ""
    said = f"95 % interval {words}" if words else row.reason
    return Html(
        f'<span class="tl-wh{kind}" role="img" aria-label="{escape(said)}" title="{escape(said)}">'
        f'{line}<b style="left:{at:.1%}"></b></span>'
    )


def _place(value: float) -> float:
    """Where a value stands on the scale from 0 to 1; what is below chance stands at 0."""
    return min(max(value, 0.0), 1.0)


def _draw_table(report: AgreementReport, codes: Mapping[str, Code]) -> None:
    section("By code", f"Krippendorff’s alpha; {rests_on(report)}")
    many = UNIT_WORDS[report.unit][1]
    table(
        [
            Column("Code", "28%"),
            Column("Alpha", "8%", right=True),
            Column(SCALE, "27%"),
            Column("Passages", "10%", right=True),
            Column(f"{many.capitalize()} that differ", "13%", right=True),
            Column("Reading", "14%"),
        ],
        [_row(row, codes) for row in (report.overall, *report.rows)],
        "Agreement by code",
    )
    note(
        f"From {RELIABLE} a code can carry a conclusion; from {TENTATIVE:.2f} a tentative one; "
        "below, read the differences first. An open amber dot marks codes below it, and what is "
        "less than nothing stands at 0. A unit has a code for a coder who marked at least one "
        "character of it."
    )


def _row(row: Figures, codes: Mapping[str, Code]) -> list[str | Html]:
    defined = row.alpha is not None
    low = row.reading is Reading.LOW and row.code
    return [
        _name(row, codes),
        number(row.alpha),
        whisker(row),
        f"{row.n_passages:,}",
        f"{row.n_differ:,}" if defined else "–",
        needs_review("Talk it over") if low else _READINGS[row.reading] if row.reading else "",
    ]


def _name(row: Figures, codes: Mapping[str, Code]) -> str | Html:
    if not row.code:
        return Html(f"<b>{OVERALL}</b>")
    return code_name(codes[row.code].colour, codes[row.code].name)


def _draw_all(report: AgreementReport, codes: Mapping[str, Code]) -> None:
    with st.expander("Every figure, and what it means"):
        table(
            [
                Column("Code", "28%"),
                Column("Alpha", "9%", right=True),
                Column("95 % interval", "17%", right=True),
                Column("Alpha of the spans", "12%", right=True),
                *(Column(one.value, "8.5%", right=True) for one in _OTHERS),
            ],
            [
                [
                    _name(row, codes),
                    number(row.alpha),
                    _interval(row),
                    number(row.unitizing),
                    percentage(row.measures[Measure.PERCENT]),
                    *(number(row.measures[one]) for one in _OTHERS[1:]),
                ]
                for row in (report.overall, *report.rows)
            ],
            "Every figure of agreement",
        )
        facts = "".join(
            f"<div><dt>{escape(name)}</dt><p>{escape(words)}</p></div>"
            for name, words in EXPLAINED.items()
        )
        st.html(f'<dl class="tl-facts">{facts}</dl>')
        note(
            f"{UNDEFINED} stands where a figure is not defined: nobody used the code, every unit "
            "has it, or a kappa is for two coders only. All codes together: their disagreements "
            "added up, divided by what chance would give for all of them."
        )


def _interval(row: Figures) -> str:
    if row.interval is None:
        return UNDEFINED
    return f"{number(row.interval[0])} to {number(row.interval[1])}"


def _ask_to_hide(account: Account) -> None:
    def hide() -> None:
        with open_database() as db:
            set_reflexive(db, account.id, reflexive=True)

    confirm(
        "Show no statistics in this study?",
        [
            "Nobody sees figures of agreement any more, in training rounds neither.",
            "Differences are still shown side by side and can be settled.",
            "A lead can show the figures again at any time.",
        ],
        "Show no statistics",
        hide,
        key="agreement.hide",
    )
