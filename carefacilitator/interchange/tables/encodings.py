"""Find out in which encoding somebody else's text was saved, or say that no answer makes sense.

Excel in English, Spanish, French, Portuguese and Arabic writes UTF-8 with a mark (“CSV UTF-8”),
UTF-16 with a mark (“Unicode text”), the Windows code page of the computer (1252, or 1256 in
Arabic), the old DOS one (“CSV (MS-DOS)”: 850, 720) and the Macintosh one (Mac Roman, Mac Arabic).
Marks decide; valid UTF-8 decides next, since text in another encoding is practically never valid
UTF-8 by chance. The eight-bit encodings carry no mark, so each is tried and its result judged as
writing in ``plausibility``. Where even the best is not plausible
the file is refused: a name that is silently wrong is worse than a question. A person may name the
encoding herself.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from carefacilitator.interchange.tables.plausibility import Evidence, implausible_share, judge
from carefacilitator.interchange.tables.refusals import NotASpreadsheet, UnreadableText

CHUNK = 1 << 20
SAMPLE = 1 << 18
"""How many bytes of lines with letters outside ASCII are judged."""

MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
EIGHT_BIT: dict[str, int] = {
    "cp1252": 0,
    "cp1256": 1,
    "mac_roman": 3,
    "cp850": 3,
    "cp720": 3,
    "mac_arabic": 4,
    "iso8859_6": 4,
}
"""Encoding → how many points of evidence it must be ahead, since Excel writes it more rarely."""

_OTHER_KINDS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"\x1f\x8b",
    b"BEGIN:V",
)
_MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<script")
_CONTROLS = frozenset(range(32)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A}


def find_encoding(path: Path) -> str:
    """Name the encoding of a text file, as Python calls it.

    Reads the file once in pieces. Raises :class:`NotASpreadsheet` for pictures, PDF and web pages,
    :class:`UnreadableText` where no encoding gives plausible text.
    """
    with path.open("rb") as file:
        head = file.read(CHUNK)
    _refuse_other_kinds(head, path.name)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            _require_valid(path, encoding)
            return encoding
    if b"\x00" in head:
        return _unmarked_utf16(path, head)
    sample = _Sample(path)
    if sample.utf8:
        return "utf-8"
    return _best_eight_bit(sample.lines, path.name)


def _refuse_other_kinds(head: bytes, name: str) -> None:
    start = head[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(_OTHER_KINDS) or start.lower().startswith(_MARKUP):
        raise NotASpreadsheet(name=name)


def _require_valid(path: Path, encoding: str) -> None:
    """Decode the whole file once, keeping nothing, so that no later row can surprise."""
    decoder = codecs.getincrementaldecoder(encoding)()
    first = ""
    try:
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                text = decoder.decode(piece)
                first = first or text[:SAMPLE]
            decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise UnreadableText(name=path.name) from error
    if encoding != "utf-8-sig" and ("\x00" in first or implausible_share(first) > 0.05):
        raise UnreadableText(name=path.name)


def _unmarked_utf16(path: Path, head: bytes) -> str:
    """UTF-16 that lost its mark is taken only where it clearly reads as a table of words."""
    even, odd = head[0:4096:2].count(0), head[1:4096:2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = head[: len(head) // 2 * 2].decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableText(name=path.name) from error
    controls = sum(ord(c) in _CONTROLS for c in text)
    if min(even, odd) or controls or implausible_share(text[:SAMPLE]) > 0.05:
        raise UnreadableText(name=path.name)
    _require_valid(path, encoding)
    return encoding


class _Sample:
    """One pass over the file: is it UTF-8, does it hold control bytes, which lines are telling."""

    def __init__(self, path: Path) -> None:
        self.utf8 = True
        self.lines = b""
        controls = size = 0
        decoder = codecs.getincrementaldecoder("utf-8")()
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                size += len(piece)
                if b"\x00" in piece:
                    raise UnreadableText(name=path.name)
                controls += sum(piece.count(bytes((code,))) for code in _CONTROLS)
                self._try_utf8(decoder, piece)
                self._collect(piece)
        self._try_utf8(decoder, b"", final=True)
        # Strange names may hold a stray control character; a binary file is full of them.
        if controls > (size // 20 if self.utf8 else 0):
            raise UnreadableText(name=path.name)

    def _try_utf8(
        self, decoder: codecs.IncrementalDecoder, piece: bytes, final: bool = False
    ) -> None:
        if self.utf8:
            try:
                decoder.decode(piece, final)
            except UnicodeDecodeError:
                self.utf8 = False

    def _collect(self, piece: bytes) -> None:
        room = SAMPLE - len(self.lines)
        if room > 0:
            telling = [line for line in piece.splitlines() if not line.isascii()]
            self.lines += b"\n".join(telling)[:room] + b"\n"


def _best_eight_bit(lines: bytes, name: str) -> str:
    scores: dict[str, int] = {}
    evidence: dict[str, Evidence] = {}
    for encoding, doubt in EIGHT_BIT.items():
        try:
            evidence[encoding] = judge(lines.decode(encoding))
        except UnicodeDecodeError:
            continue
        scores[encoding] = evidence[encoding].score - doubt
    # max() keeps the first of equals, so the more usual encoding wins where readings agree.
    best = max(scores, key=lambda encoding: scores[encoding], default="")
    if not best or not evidence[best].plausible:
        raise UnreadableText(name=name)
    return best
