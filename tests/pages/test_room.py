"""ROO01 a room opens with its first view, or the one that is asked for; ROO02 the view that was
chosen stays, and so does one that an act of the page chose; ROO03 an empty room says why, offers
the way on to whoever may go it, and draws nothing else."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.reading import html_on


def room(first: str) -> None:
    """A page with two views."""
    import streamlit as st

    from access.pages.parts.room import choose_view

    if st.button("Count", key="room.count"):
        st.session_state["room.view"] = "Tables"
    view = choose_view(["Lists", "Tables"], key="room.view", first=first, words=str.lower)
    st.text(f"shown: {view}")


def empty_room(action: str | None) -> None:
    """A page with nothing to show."""
    import streamlit as st

    from access.pages.parts.room import nothing_here

    nothing_here(
        "Nothing yet", "It begins elsewhere.", action, "x.py", key="room", icon=":material/add:"
    )
    st.text("more")


@pytest.mark.parametrize(("first", "shown"), [("", "Lists"), ("Tables", "Tables")])
def test_roo01_a_room_opens_with_a_view(first: str, shown: str) -> None:
    at = AppTest.from_function(room, args=(first,)).run()
    assert at.text[0].value == f"shown: {shown}"
    assert at.segmented_control(key="room.view").options == ["lists", "tables"]


def test_roo02_the_chosen_view_stays() -> None:
    at = AppTest.from_function(room, args=("",)).run()
    at.segmented_control(key="room.view").set_value("Tables").run()
    assert at.run().text[0].value == "shown: Tables"
    at.segmented_control(key="room.view").set_value("Lists").run()
    at.button(key="room.count").click().run()
    assert at.text[0].value == "shown: Tables"
    assert not at.exception


@pytest.mark.parametrize("action", ["Open the library", None])
def test_roo03_an_empty_room_leads_on_and_ends(action: str | None) -> None:
    at = AppTest.from_function(empty_room, args=(action,)).run()
    assert "It begins elsewhere." in html_on(at)
    assert [one.label for one in at.button] == ([action] if action else [])
    assert not at.text
