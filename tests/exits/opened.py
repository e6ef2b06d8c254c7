"""Opens what left, whatever it is, and lays everything in it out as text to be searched.

A PDF gives its words as a reader sees them, its strings (bookmarks, alternate texts, metadata), its
streams and the files inside; a bundle every member, decrypted; an archive its members. What is
encoded on top (base64, hexadecimal, percent, JSON, UTF-16, escapes of PDF strings) is decoded too.
"""

from __future__ import annotations

import binascii
import codecs
import functools
import io
import re
import subprocess
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import pikepdf
from PIL import Image

from carefacilitator.bundle.keys import Identity
from carefacilitator.bundle.read import open_bundle
from carefacilitator.model.text.folding import fold

_LARGE = 2000
"""Letters of a text from which on what it comes to is remembered."""
_BETWEEN = b"\xff\xff\xff"
"""Stands between pieces of bytes; no text goes on across it."""
LARGEST_DECODED = 1 << 20
"""Bytes of one run of base64 or hexadecimal that are looked into."""
_RUN_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}")
_RUN_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}[ \r\n]?){6,}")
_JSON_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}")
_OCTAL = re.compile(rb"\\([0-7]{3})")
_READABLE = re.compile(
    rb"(?:[\t\r\n\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}"
    rb"|[\xf0-\xf4][\x80-\xbf]{3}|[\xc0-\xff](?=[A-Za-z ])){5,}"
)
"""Runs of text in UTF-8, or in Latin-1 where an accented letter stands before a plain one."""
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){4,}|(?:\x00[\x20-\x7e]){4,}")
_BINARY = frozenset({"/FontFile", "/FontFile2", "/FontFile3"})


@dataclass
class Opened:
    """What was found in one exit: texts by the part they stood in, and pictures.

    ``withheld`` is what the program itself says it kept back, as (kind, reason, count).
    """

    texts: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[Image.Image] = field(default_factory=list)
    withheld: list[tuple[str, str, int]] = field(default_factory=list)

    def add_text(self, part: str, text: str) -> None:
        """Take a text in, with what is escaped or encoded in it."""
        self.texts.append((part, text))

    def also(self, other: Opened) -> None:
        """Take in what another opening found."""
        self.texts += other.texts
        self.pictures += other.pictures
        self.withheld += other.withheld

    @functools.cached_property
    def squeezed(self) -> str:
        """Everything folded, without blanks, marks or hyphens: what values are searched in."""
        return "\x1e".join(_squeezed(text) for _part, text in self.texts)

    @functools.cached_property
    def plain(self) -> str:
        """As ``squeezed``, but without undoing what is encoded in it: quicker, and enough to see
        that something left."""
        return "\x1e".join(squeeze(text) for _part, text in self.texts)

    def holds(self, value: str) -> bool:
        """Whether a value is in it, however it is spelled, broken or encoded."""
        wanted = squeeze(value)
        return bool(wanted) and wanted in self.squeezed

    def parts_with(self, value: str) -> list[str]:
        """In which parts a value stands."""
        wanted = squeeze(value)
        return sorted({part for part, text in self.texts if wanted in _squeezed(text)})


def squeeze(text: str) -> str:
    """A text for comparing: folded, letters and digits only."""
    if text.isascii():
        return text.lower().translate(_LETTERS_ONLY)
    return "".join(filter(str.isalnum, fold(text)))


_LETTERS_ONLY = {point: None for point in range(128) if not chr(point).isalnum()}


def _squeezed(text: str) -> str:
    """A text with all that is encoded in it; many exits hold the very same tables."""
    return _large(text) if len(text) > _LARGE else _all_of(text)


@functools.lru_cache(maxsize=64)
def _large(text: str) -> str:
    return _all_of(text)


def _all_of(text: str) -> str:
    return "\x1e".join(map(squeeze, decoded(text)))


def decoded(text: str) -> Iterator[str]:
    """A text, and what it is once escapes and encodings of text are undone."""
    yield text
    if "%" in text:
        yield unquote(text)
    if "\\u" in text:
        yield _JSON_ESCAPE.sub(lambda hit: chr(int(hit[0][2:], 16)), text)
    if "\\n" in text or '\\"' in text or "\\t" in text:
        yield text.replace("\\n", "\n").replace("\\t", "\t").replace('\\"', '"')
    if "&#" in text or "&amp;" in text:
        import html

        yield html.unescape(text)
    yield from _from_codes(text.encode("utf-8", "replace"))


def _from_codes(data: bytes) -> Iterator[str]:
    """What runs of base64 and hexadecimal hold, at every alignment."""
    bare: list[bytes] = []
    for run in _RUN_BASE64.findall(data):
        plain = run[:LARGEST_DECODED].replace(b"-", b"+").replace(b"_", b"/")
        for start in range(4):
            cut = plain[start : len(plain) - ((len(plain) - start) % 4 == 1)]
            bare.append(binascii.a2b_base64(cut + b"=" * (-len(cut) % 4)))
    for run in _RUN_HEX.findall(data):
        digits = re.sub(rb"\s", b"", run[:LARGEST_DECODED])
        for shifted in (digits, digits[1:]):
            bare.append(binascii.unhexlify(shifted[: len(shifted) // 2 * 2]))
    if bare:
        yield "\n".join(_readable(_BETWEEN.join(bare)))


def _readable(data: bytes) -> Iterator[str]:
    """The readable runs of some bytes, as UTF-8, Latin-1 or UTF-16."""
    for run in _READABLE.findall(data):
        yield _as_text(run)
    yield from _wide(data)


def _wide(data: bytes) -> Iterator[str]:
    """Text of two bytes a letter, whichever end comes first."""
    for run in _WIDE.findall(data):
        yield run.replace(b"\x00", b"").decode("ascii")
    for mark, name in ((codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le")):
        at = data.find(mark)
        while at >= 0:
            yield data[at + 2 : at + 20_000].decode(name, "replace")
            at = data.find(mark, at + 2)


def _as_text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


# --- files --------------------------------------------------------------------------------------


def open_path(path: Path, readers: Sequence[Identity] = ()) -> Opened:
    """Open a file, or every file in a folder; names are part of what leaves."""
    found = Opened()
    if path.is_dir():
        for one in sorted(path.rglob("*")):
            found.add_text("name", str(one.relative_to(path)))
            if one.is_file():
                found.also(open_path(one, readers))
        return found
    found.add_text("name", path.name)
    found.also(open_bytes(path.name, path.read_bytes(), readers))
    return found


def open_bytes(part: str, data: bytes, readers: Sequence[Identity] = ()) -> Opened:
    """Open some bytes by what they are."""
    found = Opened()
    if data.startswith(b"%PDF-"):
        _open_pdf(found, part, data, readers)
    elif data.startswith(b"age-encryption.org/"):
        _open_bundle(found, part, data, readers)
    elif data.startswith(b"PK\x03\x04"):
        _open_archive(found, part, data, readers)
    elif data.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        _open_picture(found, part, data)
    else:
        _open_plain(found, part, data)
    return found


def _open_plain(found: Opened, part: str, data: bytes) -> None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found.add_text(part, data.decode("utf-16", "replace"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        for piece in _readable(data):
            found.add_text(part, piece)
        return
    found.add_text(part, text)
    if "\r\n " in text:  # lines of a calendar, folded in the middle of a word
        found.add_text(part, text.replace("\r\n ", ""))
    if "\x00" in text:
        for piece in _wide(data):
            found.add_text(part, piece)


def _open_picture(found: Opened, part: str, data: bytes) -> None:
    with Image.open(io.BytesIO(data)) as picture:
        found.pictures.append(picture.convert("RGB"))
    found.add_text(part, "\n".join(_readable(data)))


def _open_archive(found: Opened, part: str, data: bytes, readers: Sequence[Identity]) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            found.add_text(f"{part}: names", name)
            found.also(open_bytes(f"{part}: {name}", archive.read(name), readers))


def _open_bundle(found: Opened, part: str, data: bytes, readers: Sequence[Identity]) -> None:
    """Every member of a sealed bundle; what cannot be decrypted is searched as it lies there."""
    found.add_text(f"{part}: sealed", "\n".join(_readable_ascii(data)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.carebundle"
        path.write_bytes(data)
        with open_bundle(path, list(readers)) as bundle:
            archive = bundle._archive
            for name in archive.names:
                found.add_text(f"{part}: names", name)
                member = b"".join(archive.pieces(name))
                found.also(open_bytes(f"{part}: {_place(name)}", member, readers))
            values = "\n".join(str(op.value) for op in bundle.operations() if op.known)
            found.add_text(f"{part}: operations", values)


def _place(name: str) -> str:
    return "attachments" if "/attachments/" in name else name


# --- PDF ----------------------------------------------------------------------------------------


def _open_pdf(found: Opened, part: str, data: bytes, readers: Sequence[Identity]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.pdf"
        path.write_bytes(data)
        run = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    text = run.stdout.decode("utf-8", "replace")
    found.add_text(f"{part}: words", text)
    found.add_text(f"{part}: words", re.sub(r"-\n", "", text))
    found.add_text(f"{part}: raw", "\n".join(_readable_ascii(data)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        embedded = set()
        for name, one in pdf.attachments.items():
            found.add_text(f"{part}: attachments", f"{name} {one.description} {one.filename}")
            content = one.get_file().read_bytes()
            embedded.add(content)
            found.also(open_bytes(f"{part}: {name}", content, readers))
        fonts = _font_files(pdf)
        strings: list[str] = []
        for thing in pdf.objects:
            strings += _strings(thing)
            if isinstance(thing, pikepdf.Stream) and thing.objgen not in fonts:
                _open_stream(found, part, thing, embedded)
        found.add_text(f"{part}: strings", "\n".join(dict.fromkeys(strings)))


def _readable_ascii(data: bytes) -> Iterator[str]:
    for run in re.findall(rb"[\x20-\x7e]{5,}", data):
        yield run.decode("ascii")


def _font_files(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    found = set()
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary):
            found |= {one[key].objgen for key in _BINARY if key in one}
    return found


def _strings(thing: pikepdf.Object, depth: int = 0) -> Iterator[str]:
    """Every string and name within an object (not through references)."""
    if depth > 20:
        return
    if isinstance(thing, pikepdf.String):
        yield str(thing)
        yield from _readable(bytes(thing))
    elif isinstance(thing, pikepdf.Stream):
        yield from _strings(thing.stream_dict, depth + 1)
    elif isinstance(thing, pikepdf.Dictionary):
        for key in thing:
            yield key
            yield from _within(thing[key], depth)
    elif isinstance(thing, pikepdf.Array):
        for one in thing:
            yield from _within(one, depth)


def _within(one: object, depth: int) -> Iterator[str]:
    if isinstance(one, pikepdf.Object) and not one.is_indirect:
        yield from _strings(one, depth + 1)


def _open_stream(found: Opened, part: str, stream: pikepdf.Stream, embedded: set[bytes]) -> None:
    if stream.get("/Subtype") == pikepdf.Name.Image:
        picture = pikepdf.PdfImage(stream).as_pil_image()
        found.pictures.append(picture.convert("RGB"))
        found.add_text(f"{part}: pictures", "\n".join(_readable_ascii(stream.read_raw_bytes())))
        return
    content = stream.read_bytes()
    if content in embedded:
        return  # a file inside, opened as a file
    plain = _OCTAL.sub(lambda hit: bytes([int(hit[1], 8) & 255]), content)
    found.add_text(f"{part}: streams", "\n".join(_shown(plain)))


def _shown(content: bytes) -> Iterator[str]:
    """Readable text in a content stream: strings in hexadecimal, literal ones, anything plain."""
    for run in re.findall(rb"<([0-9A-Fa-f\s]{8,})>", content):
        digits = re.sub(rb"\s", b"", run)
        if digits[:4].upper() == b"FEFF":
            yield binascii.unhexlify(digits[: len(digits) // 2 * 2])[2:].decode(
                "utf-16-be", "replace"
            )
    yield from _wide(content)
    for run in re.findall(rb"[\x20-\x7e]{5,}|[\x20-\x7e\x80-\xff]{8,}", content):
        yield _as_text(run)


# --- spellings ----------------------------------------------------------------------------------


def normal_forms(values: Iterable[str]) -> set[str]:
    """Values in both forms of Unicode; searching folds them, this is for those who do not."""
    return {unicodedata.normalize(form, one) for one in values for form in ("NFC", "NFD")}
