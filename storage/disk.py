"""What the machine says about the disk on which the databases lie."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_BLOCKS = Path("/sys/dev/block")


def can_write(folder: Path) -> bool:
    """True if the folder exists, or can be made, and takes files."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.access(folder, os.W_OK | os.X_OK)


def free_gigabytes(folder: Path) -> float:
    """Room that is left on the folder's disk, in GB."""
    return shutil.disk_usage(folder).free / 1e9


def is_encrypted(folder: Path, blocks: Path = _BLOCKS) -> bool | None:
    """True or False where Linux can tell; None where it cannot be known from here.

    A device below which dm-crypt lies is encrypted. Containers and other systems do not say.
    """
    if not blocks.is_dir():
        return None
    device = folder.stat().st_dev
    block = blocks / f"{os.major(device)}:{os.minor(device)}"
    return _crypt_below(block.resolve()) if block.exists() else None


def _crypt_below(block: Path) -> bool:
    uuid = block / "dm" / "uuid"
    if uuid.exists() and uuid.read_text("ascii").startswith("CRYPT-"):
        return True
    below = block / "slaves"
    return below.is_dir() and any(_crypt_below(one.resolve()) for one in below.iterdir())
