"""What can be wrong with a file of answers as a whole, said with the remedy."""

from __future__ import annotations


class ImportFileError(ValueError):
    """The file cannot be read as a table; the message says why and what to do."""
