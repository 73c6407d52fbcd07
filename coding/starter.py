"""The codebook to begin with: a proposal that a team takes over, and then changes."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

from coding.codebook import next_colour
from coding.model import Code, Origin


def starter_codebook(make_id: Callable[[], str]) -> list[Code]:
    """Six codes with those under them, parents first, each "a priori".

    Args:
        make_id: gives a new id at each call.
    """
    content = tomllib.loads(Path(__file__).with_name("starter_codebook.toml").read_text("utf-8"))
    codes: list[Code] = []

    def add(row: dict[str, str], parent: str) -> str:
        codes.append(
            Code(
                make_id(),
                row["name"],
                row["definition"],
                parent,
                next_colour(codes),
                len(codes),
                row.get("use_when", ""),
                row.get("use_not", ""),
                row.get("example", ""),
                Origin.A_PRIORI,
            )
        )
        return codes[-1].id

    for row in content["code"]:
        under = row.pop("under")
        top = add(row, "")
        for one in under:
            add(one, top)
    return codes
