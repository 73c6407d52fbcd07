"""What a query or a table is limited to: people, groups, coders, days and kinds of text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from coding.corpus import Corpus, Only
from interviews.model import SourceKind

ANY = ""
NOT_KNOWN = "not known"
LISTS = ("kinds", "participants", "organisations", "speakers", "coders")


def draw_limits(corpus: Corpus, coders: Mapping[str, str], key: str) -> Only:
    """The menus, folded away; each one left empty limits nothing.

    Args:
        coders: names by Account.id, of those who marked anything that may be seen.
    """
    with st.expander(_label(key), icon=":material/filter_alt:"):
        left, right = st.columns(2, gap="medium")
        with left:
            kinds = _many(
                "Kinds of text", {one: one.value for one in _kinds(corpus)}, f"{key}.kinds"
            )
            participants = _many(
                "Participants", {who: who for who in _participants(corpus)}, f"{key}.participants"
            )
            organisations = _many("Organisations", corpus.organisations, f"{key}.organisations")
            attributes = _draw_attribute(corpus, key)
        with right:
            speakers = _many("Who speaks", {one: one for one in _labels(corpus)}, f"{key}.speakers")
            marked_by = _many("Coded by", coders, f"{key}.coders")
            with st.container(horizontal=True):
                since = _day("Coded from", f"{key}.since")
                until = _day("Coded until", f"{key}.until")
            askers = not st.checkbox("Without what interviewers say", key=f"{key}.no_askers")
    return Only(
        kinds=tuple(SourceKind(one) for one in kinds),
        speakers=speakers,
        askers=askers,
        participants=participants,
        organisations=organisations,
        attributes=attributes,
        coders=marked_by,
        since=since,
        until=until,
    )


def set_limits(only: Only, key: str) -> None:
    """Put the menus where a saved query has them; called before they are drawn."""
    kept = st.session_state
    for name in LISTS:
        kept[f"{key}.{name}"] = list(getattr(only, name))
    name, values = only.attributes[0] if only.attributes else (ANY, ())
    kept[f"{key}.attribute"] = name
    kept[f"{key}.values.{name}"] = list(values)
    kept[f"{key}.no_askers"] = not only.askers
    for name in ("since", "until"):
        day = getattr(only, name)
        kept[f"{key}.{name}"] = date.fromisoformat(day) if day else None


def _label(key: str) -> str:
    """How many menus limit something, so that a folded one is not forgotten."""
    kept = st.session_state
    names = (*LISTS, "attribute", "since", "until", "no_askers")
    n = sum(bool(kept.get(f"{key}.{name}")) for name in names)
    return f"Limited ({n})" if n else "Limit to some people, groups, coders or days"


def _many(label: str, options: Mapping[str, str], key: str) -> tuple[str, ...]:
    kept = st.session_state.get(key)
    if kept:  # what is no longer there limits nothing
        st.session_state[key] = [one for one in kept if one in options]
    return tuple(
        st.multiselect(label, list(options), format_func=lambda one: options.get(one, one), key=key)
    )


def _draw_attribute(corpus: Corpus, key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    names = attribute_names(corpus)
    if st.session_state.get(f"{key}.attribute") not in (None, ANY, *names):
        st.session_state[f"{key}.attribute"] = ANY
    name = st.selectbox(
        "Attribute of the participant",
        [ANY, *names],
        format_func=lambda one: one or "Any",
        key=f"{key}.attribute",
    )
    if not name:
        return ()
    people = corpus.participants.values()
    values = sorted({one.attributes.get(name, "") for one in people})
    options = {value: value or NOT_KNOWN for value in values}
    chosen = _many(f"Values of {name}", options, f"{key}.values.{name}")
    return ((name, chosen),) if chosen else ()


def _day(label: str, key: str) -> str:
    day = st.date_input(label, None, key=key, format="YYYY-MM-DD", width=140)
    return day.isoformat() if isinstance(day, date) else ""


def attribute_names(corpus: Corpus) -> list[str]:
    """Everything that is known of some participant."""
    return sorted({name for one in corpus.participants.values() for name in one.attributes})


def _kinds(corpus: Corpus) -> list[SourceKind]:
    present = {text.source.kind for text in corpus.texts}
    return [kind for kind in SourceKind if kind in present]


def _participants(corpus: Corpus) -> list[str]:
    spoken = {text.source.participant for text in corpus.texts}
    spoken |= {who for text in corpus.texts for who in text.people.values()}
    return sorted(spoken - {""})


def _labels(corpus: Corpus) -> list[str]:
    return sorted({label for text in corpus.texts for label in text.source.speakers})
