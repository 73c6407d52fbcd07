"""INS01 saving gives the next version of a name, and the same content is not kept twice;
INS02 loading without a number gives the newest published version, else the newest;
INS03 publishing opens one link that later versions share, and twice is once;
INS04 a closed link leads nowhere, and publishing again opens another;
INS05 every act is in the record without a token; INS06 a text that was changed is not loaded;
INS07 a version is not published if a name of it stood for another type of answer in an earlier
published one; INS08 all versions are joined for results, drafts are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlite_utils import Database

from storage.audit import chain_problems, events_frame
from storage.instruments import (
    close_link,
    list_instruments,
    list_links,
    list_versions,
    load_instrument,
    load_joined,
    load_link,
    publish_instrument,
    save_instrument,
)
from survey.model import Instrument, Item, ItemKind
from survey.versions import VersionClashError

LEAD = "a-lead"
FIRST = Instrument(
    "contacts",
    {"": "Contacts"},
    (Item("who", ItemKind.TEXT, {"": "Whom do you call?"}),),
)
SECOND = replace(FIRST, items=(*FIRST.items, Item("often", ItemKind.INTEGER, {"": "How often?"})))


def test_ins01_each_save_is_the_next_version(db: Database) -> None:
    assert save_instrument(db, FIRST, LEAD).version == 1
    assert save_instrument(db, SECOND, LEAD) == replace(SECOND, version=2)
    assert save_instrument(db, FIRST, LEAD).version == 3
    assert [row.version for row in list_instruments(db)] == [3, 2, 1]


def test_ins01_the_same_content_is_kept_once(db: Database) -> None:
    save_instrument(db, FIRST, LEAD)
    assert save_instrument(db, replace(FIRST, version=7), LEAD).version == 1
    assert len(list_instruments(db)) == 1


def test_ins01_what_is_saved_comes_back_equal(db: Database) -> None:
    saved = save_instrument(db, SECOND, LEAD)
    assert load_instrument(db, "contacts", 1) == saved


def test_ins02_the_newest_published_version_comes_first(db: Database) -> None:
    save_instrument(db, FIRST, LEAD)
    save_instrument(db, SECOND, LEAD)
    assert load_instrument(db, "contacts").version == 2
    publish_instrument(db, "contacts", 1, LEAD)
    assert load_instrument(db, "contacts").version == 1
    assert load_instrument(db, "contacts", 2).version == 2


def test_ins02_a_missing_one_is_named(db: Database) -> None:
    with pytest.raises(LookupError, match="'contacts' in version 4"):
        load_instrument(db, "contacts", 4)
    with pytest.raises(LookupError, match="no questionnaire 'contacts'"):
        publish_instrument(db, "contacts", 1, LEAD)


def test_ins03_versions_share_one_link(db: Database) -> None:
    save_instrument(db, FIRST, LEAD)
    save_instrument(db, SECOND, LEAD)
    token = publish_instrument(db, "contacts", 1, LEAD)
    assert publish_instrument(db, "contacts", 1, LEAD) == token
    assert publish_instrument(db, "contacts", 2, LEAD) == token
    assert load_link(db, token) == "contacts"
    assert len(token) >= 22
    published = {row.version: row.published_at for row in list_instruments(db)}
    assert all(published.values())


def test_ins04_a_closed_link_leads_nowhere(db: Database) -> None:
    save_instrument(db, FIRST, LEAD)
    token = publish_instrument(db, "contacts", 1, LEAD)
    close_link(db, token, LEAD)
    close_link(db, token, LEAD)
    assert load_link(db, token) is None
    another = publish_instrument(db, "contacts", 1, LEAD)
    assert another != token
    assert load_link(db, another) == "contacts"
    assert {link.token for link in list_links(db)} == {token, another}
    assert load_link(db, "guess") is None


def test_ins05_the_record_names_each_act_and_no_token(db: Database) -> None:
    save_instrument(db, FIRST, LEAD)
    token = publish_instrument(db, "contacts", 1, LEAD)
    close_link(db, token, LEAD)
    events = events_frame(db)
    assert list(events.act) == [
        "closed a link",
        "opened a link",
        "published a questionnaire",
        "saved a questionnaire",
    ]
    assert token not in events.to_csv()
    assert chain_problems(db) == []


def test_ins06_a_changed_text_is_refused(db: Database) -> None:
    save_instrument(db, FIRST, LEAD)
    db.execute("update instrument set body = replace(body, 'call', 'ring')")
    with pytest.raises(ValueError, match="fingerprint differs"):
        load_instrument(db, "contacts")


def test_ins07_a_reused_name_may_not_change_type(db: Database) -> None:
    save_instrument(db, SECOND, LEAD)
    publish_instrument(db, "contacts", 1, LEAD)
    save_instrument(db, FIRST, LEAD)
    publish_instrument(db, "contacts", 2, LEAD)
    often = replace(SECOND.item("often"), kind=ItemKind.TEXT)
    save_instrument(db, replace(FIRST, items=(*FIRST.items, often)), LEAD)
    with pytest.raises(VersionClashError, match="'often' was integer in version 1 and is now text"):
        publish_instrument(db, "contacts", 3, LEAD)
    assert load_instrument(db, "contacts").version == 2
    save_instrument(db, replace(FIRST, items=(*FIRST.items, replace(often, name="how"))), LEAD)
    publish_instrument(db, "contacts", 4, LEAD)


def test_ins07_a_draft_takes_no_name(db: Database) -> None:
    save_instrument(db, SECOND, LEAD)
    save_instrument(db, replace(FIRST, items=(Item("often", ItemKind.TEXT),)), LEAD)
    publish_instrument(db, "contacts", 2, LEAD)
    assert [one.version for one in list_versions(db, "contacts")] == [2]


def test_ins08_the_joined_instrument_has_what_earlier_versions_asked(db: Database) -> None:
    save_instrument(db, SECOND, LEAD)
    assert load_joined(db, "contacts") == load_instrument(db, "contacts", 1)
    publish_instrument(db, "contacts", 1, LEAD)
    save_instrument(db, FIRST, LEAD)
    publish_instrument(db, "contacts", 2, LEAD)
    save_instrument(db, replace(FIRST, items=(Item("draft", ItemKind.TEXT),)), LEAD)
    assert [item.name for item in load_joined(db, "contacts").items] == ["who", "often"]
    with pytest.raises(LookupError, match="no questionnaire 'nothing'"):
        load_joined(db, "nothing")
