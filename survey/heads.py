"""What is known of a response beside its answers: the columns before those of the items."""

from __future__ import annotations

from collections.abc import Collection

HEADS = {
    "response": "Response",
    "version": "Version of the questionnaire",
    "wave": "Wave",
    "language": "Language of the answers",
    "origin": "Where the answers came from",
    "submitted_at": "Submitted at (UTC)",
}


def head_columns(answers: Collection[str]) -> dict[str, str]:
    """Each name in HEADS with the name of its column.

    An item may bear such a name as well: it then has the column, and what is known of the response
    stands under "response_<name>".

    Args:
        answers: the names under which answers stand, as from `survey.versions.answer_names`.
    """
    taken = {name.casefold() for name in answers}
    found: dict[str, str] = {}
    for head in HEADS:
        column = head
        while column in taken:
            column = f"response_{column}"
        found[head] = column
    return found
