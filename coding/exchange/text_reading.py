"""The texts of a project with their passages: from the XML and the parts of its file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from coding.errors import ExchangeError
from coding.exchange.archive import Archive
from coding.exchange.elements import child, children, guid, tag, targets, words
from coding.exchange.model import ORIGIN, Coding, LineEnds, Reading, Selection, TextSource, Unit
from coding.exchange.offsets import MARK, Judged, Marked, Ruler, judge
from interviews.encodings import find_encoding
from interviews.errors import TranscriptError

_MEDIA = {
    "PictureSource": "picture",
    "PDFSource": "PDF",
    "AudioSource": "sound recording",
    "VideoSource": "video",
}
_SELECTIONS = ("PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection")
USUAL = {  # what programs are known to count, by how their name begins
    "nvivo": Reading(Unit.UTF_16, LineEnds.AS_IN_FILE),
    "atlas.ti": Reading(Unit.CODE_POINTS, LineEnds.ONE),
}


@dataclass(frozen=True)
class _Found:
    """A text on its way: its element, its words in the file (None if they are not there)."""

    element: Any
    name: str
    ruler: Ruler | None
    judged: Judged


def counted(n: int, what: str) -> str:
    """ "1 passage", "3 passages"."""
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def usual_reading(origin: str) -> Reading:
    """How the program of this name counts, as far as it is known."""
    low = origin.casefold()
    return next((one for name, one in USUAL.items() if low.startswith(name)), Reading())


def read_sources(
    element: Any,
    archive: Archive,
    origin: str,
    codes: frozenset[str],
    chosen: Mapping[str, Reading],
    tell: Callable[[str], None],
) -> tuple[TextSource, ...]:
    """The texts under a Sources element; `tell` is told in words what is left out.

    Args:
        codes: the GUIDs that codings may refer to.
        chosen: TextSource.id → how a person says that its positions are meant.
    """
    found = [_found(one, archive, origin, tell) for one in _texts(element, tell)]
    sure = Counter(
        one.judged.reading
        for one in found
        if one.ruler
        and not one.judged.choices
        and child(one.element, "PlainTextSelection") is not None
    )
    agreed = sure.most_common(1)[0][0] if sure else None
    taken: dict[str, TextSource] = {}
    for one in found:
        source = _source(one, agreed, codes, chosen, tell)
        if source.id in taken:
            raise ExchangeError(
                f"The texts '{taken[source.id].name}' and '{source.name}' have the same GUID, so "
                "their passages cannot be told apart. Export the project again."
            )
        taken[source.id] = source
    return tuple(taken.values())


def _texts(element: Any, tell: Callable[[str], None]) -> Iterator[Any]:
    """The texts, those inside a PDF or beside a recording too."""
    for one in () if element is None else element:
        if tag(one) == "TextSource":
            yield one
        elif tag(one) in _MEDIA:
            yield from _beside(one, tell)


def _beside(element: Any, tell: Callable[[str], None]) -> Iterator[Any]:
    texts = [*children(element, "Representation"), *children(element, "Transcript")]
    selections = [one for kind in _SELECTIONS for one in children(element, kind)]
    in_texts = {
        guid(one.get("guid")) for text in texts for one in children(text, "PlainTextSelection")
    }
    lost = [one for one in selections if guid(one.get("guid")) not in in_texts]
    n_codings = sum(1 for one in lost for _ in children(one, "Coding"))
    n_codings += sum(1 for _ in children(element, "Coding"))
    kind = _MEDIA[tag(element)]
    what = f"The {kind} '{element.get('name', '')}'"
    if lost or n_codings:
        places, codings = counted(len(lost), "marked place"), counted(n_codings, "coding")
        what += f" with {places} and {codings} on it"
    tell(f"{what}. What the file holds of its text is taken over." if texts else f"{what}.")
    yield from texts


def _found(element: Any, archive: Archive, origin: str, tell: Callable[[str], None]) -> _Found:
    name = element.get("name") or "Text without a name"
    raw = _raw(element, archive)
    if raw is None:
        n = sum(1 for _ in children(element, "PlainTextSelection"))
        lost = f", so its {counted(n, 'passage')} cannot be placed" if n else ""
        tell(f"The words of the text '{name}' are not in the file{lost}.")
        return _Found(element, name, None, Judged(Reading()))
    ruler = Ruler(raw)
    marked = [
        Marked(start, end, one.get("name", ""))
        for one in children(element, "PlainTextSelection")
        for start, end in [_positions(one)]
    ]
    ours = Judged(Reading()) if origin == ORIGIN else None
    return _Found(element, name, ruler, ours or judge(ruler, marked, usual_reading(origin)))


def _raw(element: Any, archive: Archive) -> str | None:
    """The text as it stands in the file, byte-order mark and all; None if it is not there."""
    path = element.get("plainTextPath") or ""
    if not path:
        inline = child(element, "PlainTextContent")
        return None if inline is None else "".join(inline.itertext())
    part = archive.find_text(path)
    return _decoded(archive.read(part), element.get("name", "")) if part else None


def _decoded(data: bytes, name: str) -> str:
    if not data:
        return ""
    try:
        encoding, _ = find_encoding(data, name)
        text = data.decode(encoding)
    except (TranscriptError, UnicodeDecodeError, LookupError) as trouble:
        raise ExchangeError(
            f"The letters of the text '{name}' cannot be read. Export the project again."
        ) from trouble
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    return text if text.startswith(MARK) or not marked else MARK + text


def _source(
    found: _Found,
    agreed: Reading | None,
    codes: frozenset[str],
    chosen: Mapping[str, Reading],
    tell: Callable[[str], None],
) -> TextSource:
    element, id = found.element, guid(found.element.get("guid"))
    judged = found.judged
    if agreed in judged.choices and agreed is not None:
        judged = Judged(agreed)  # one program wrote all of its texts in one way
    if id in chosen:
        judged = replace(judged, reading=chosen[id])
    read = _Passages(found, judged.reading, codes, tell)
    return TextSource(
        id=id,
        name=found.name,
        text=found.ruler.text if found.ruler else None,
        selections=tuple(read.all()),
        comment=words(element, "Description"),
        notes=targets(element, "NoteRef"),
        values=read_values(element),
        reading=judged.reading,
        choices=judged.choices if found.ruler else (),
    )


class _Passages:
    """The passages of one text; those that do not lie in it are told, never moved."""

    def __init__(
        self,
        found: _Found,
        reading: Reading,
        codes: frozenset[str],
        tell: Callable[[str], None],
    ) -> None:
        self._found, self._reading = found, reading
        self._codes, self._tell = codes, tell
        self._outside = self._dangling = 0

    def all(self) -> Iterator[Selection]:
        """Every passage, in the order of the text."""
        element = self._found.element
        marked = (self._marked(one) for one in children(element, "PlainTextSelection"))
        synced = (self._synced(one) for one in children(element, "TranscriptSelection"))
        every = [one for one in chain(marked, synced, self._whole()) if one]
        yield from sorted(every, key=lambda one: (one.start, one.end, one.id))
        name = self._found.name
        if self._outside:
            passages = counted(self._outside, "passage")
            self._tell(f"{passages} of '{name}': the positions do not lie in its text.")
        if self._dangling:
            codings = counted(self._dangling, "coding")
            self._tell(f"{codings} of '{name}': the code is not in the project.")

    def _marked(self, element: Any) -> Selection | None:
        ruler = self._found.ruler
        start, end = _positions(element)
        if ruler:
            start, end = ruler.span(start, end, self._reading)
        return self._selection(element, start, end)

    def _synced(self, element: Any) -> Selection | None:
        points = {
            guid(one.get("guid")): _whole_number(one.get("position"))
            for one in children(self._found.element, "SyncPoint")
        }
        start = points.get(guid(element.get("fromSyncPoint")), -1)
        end = points.get(guid(element.get("toSyncPoint")), -1)
        return self._selection(element, start, end)

    def _whole(self) -> Iterator[Selection]:
        """Codes that stand on the text as a whole."""
        codings = self._codings(self._found.element)
        ruler = self._found.ruler
        if codings and ruler and ruler.text:
            yield Selection(f"{codings[0].id}-whole", 0, len(ruler.text), codings)

    def _selection(self, element: Any, start: int, end: int) -> Selection | None:
        ruler = self._found.ruler
        if not 0 <= start < end or (ruler and end > len(ruler.text)):
            self._outside += 1
            return None
        return Selection(
            id=guid(element.get("guid")),
            start=start,
            end=end,
            codings=self._codings(element),
            name=element.get("name", ""),
            comment=words(element, "Description"),
            coder=guid(element.get("creatingUser")),
            created_at=element.get("creationDateTime", ""),
            notes=targets(element, "NoteRef"),
        )

    def _codings(self, element: Any) -> tuple[Coding, ...]:
        codings = []
        for one in children(element, "Coding"):
            code = next(iter(targets(one, "CodeRef")), "")
            if code not in self._codes:
                self._dangling += 1
                continue
            coder = guid(one.get("creatingUser")) or guid(element.get("creatingUser"))
            at = one.get("creationDateTime") or element.get("creationDateTime", "")
            notes = targets(one, "NoteRef")
            codings.append(Coding(guid(one.get("guid")), code, coder, at, notes))
        return tuple(codings)


def read_values(element: Any) -> tuple[tuple[str, str], ...]:
    """What is known about a case or a text: Variable.id and the value, as it is written."""
    found = []
    for one in children(element, "VariableValue"):
        variable = next(iter(targets(one, "VariableRef")), "")
        value = next((child.text or "" for child in one if tag(child).endswith("Value")), "")
        if variable and value:
            found.append((variable, value))
    return tuple(found)


def _positions(element: Any) -> tuple[int, int]:
    return _whole_number(element.get("startPosition")), _whole_number(element.get("endPosition"))


def _whole_number(value: str | None) -> int:
    """-1 for what is no position: a passage there lies in no text."""
    try:
        return int(value or "")
    except ValueError:
        return -1
