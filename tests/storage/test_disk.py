"""DSK01 a folder that can be made can be written; DSK02 encryption is seen below the device and
below what lies under it, and where the system does not say, nothing is claimed; DSK03 free room is
told in GB; DSK04 the first door tells the path on this machine only."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from access.web.first_run import checks
from storage.disk import can_write, free_gigabytes, is_encrypted


def a_block(blocks: Path, folder: Path, uuid: str, below: str = "") -> None:
    """What Linux writes about the device of a folder; `below` is the uuid of one under it."""
    device = folder.stat().st_dev
    block = blocks / f"{os.major(device)}:{os.minor(device)}"
    (block / "dm").mkdir(parents=True)
    (block / "dm" / "uuid").write_text(uuid, "ascii")
    if below:
        (block / "slaves" / "dm-1" / "dm").mkdir(parents=True)
        (block / "slaves" / "dm-1" / "dm" / "uuid").write_text(below, "ascii")


def test_dsk01_a_new_folder_can_be_written(tmp_path: Path) -> None:
    assert can_write(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("uuid", "below", "encrypted"),
    [
        ("CRYPT-LUKS2-abc", "", True),
        ("LVM-abc", "CRYPT-LUKS2-abc", True),
        ("LVM-abc", "LVM-def", False),
        ("LVM-abc", "", False),
    ],
)
def test_dsk02_encryption_is_seen(tmp_path: Path, uuid: str, below: str, encrypted: bool) -> None:
    a_block(tmp_path / "block", tmp_path, uuid, below)
    assert is_encrypted(tmp_path, tmp_path / "block") is encrypted


def test_dsk02_where_the_system_does_not_say_nothing_is_claimed(tmp_path: Path) -> None:
    assert is_encrypted(tmp_path, tmp_path / "no such folder") is None


def test_dsk03_free_room_is_told(tmp_path: Path) -> None:
    assert 0 < free_gigabytes(tmp_path) < 1_000_000


def test_dsk04_the_path_is_told_on_this_machine_only(data_folder: Path) -> None:
    assert str(data_folder) in checks(here=True)[0].note
    assert str(data_folder) not in " ".join(one.note for one in checks(here=False))
    assert all(one.good for one in checks(here=True)[:2])
