"""The bundle inside a PDF is found by its own marks, and hostile PDFs find nothing to do."""

from __future__ import annotations

import errno
import io
import os
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from carefacilitator.bundle import paper
from carefacilitator.bundle.paper import is_paper, take_out
from carefacilitator.bundle.refusals import BundleUnsafe, NotABundle
from carefacilitator.bundle.seal import MAGIC
from carefacilitator.errors import DeviceGone, FileMissing

SEALED = MAGIC + bytes(range(256)) * 300 + b"endstream\nendobj\n" + b"\r\n"


def plain(*files: bytes, size: str = "", packed: bool = False, extra: str = "") -> bytes:
    """A PDF as far as its embedded files go, with the length that is stated."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    for at, data in enumerate(files, 1):
        body = zlib.compress(data) if packed else data
        told = f"/Type /EmbeddedFile /Length {size or len(body)}{extra}"
        told += " /Filter /FlateDecode" if packed else ""
        out.write(f"{at} 0 obj\n<< {told} >>\nstream\n".encode() + body + b"\nendstream\nendobj\n")
    out.write(b"%%EOF\n")
    return out.getvalue()


def taken(folder: Path, content: bytes) -> bytes:
    (folder / "a.pdf").write_bytes(content)
    take_out(folder / "a.pdf", folder / "out")
    return (folder / "out").read_bytes()


def real(data: bytes = SEALED) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["other.txt"] = pikepdf.AttachedFileSpec(pdf, b"something else")
    pdf.attachments["a.carebundle"] = pikepdf.AttachedFileSpec(pdf, data)
    return pdf


@pytest.mark.parametrize("packed", [True, False])
def test_what_was_enclosed_comes_out_whole(tmp_path: Path, packed: bool) -> None:
    assert taken(tmp_path, plain(b"a note", SEALED, packed=packed)) == SEALED


@pytest.mark.parametrize(
    "how",
    [
        {"compress_streams": False},
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"linearize": True},
        {"qdf": True},
    ],
)
def test_it_survives_programs_that_write_the_pdf_anew(tmp_path: Path, how: dict[str, bool]) -> None:
    out = io.BytesIO()
    real().save(out, **how)
    assert taken(tmp_path, out.getvalue()) == SEALED


def test_a_length_told_elsewhere_is_found_by_the_end(tmp_path: Path) -> None:
    data = SEALED.replace(b"endstream", b"the end..")
    assert taken(tmp_path, plain(data, size="9 0 R")) == data


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7\n%%EOF",
        plain(),
        plain(b"only a note"),
        plain(SEALED, SEALED),
        plain(SEALED, size="999999999999"),
        plain(SEALED, size="10"),
        plain(SEALED, extra=" /Filter /ASCIIHexDecode"),
        plain(SEALED, packed=True, extra=" /DecodeParms << /Predictor 12 >>"),
        plain(SEALED)[:-90],
        b"%PDF-1.7\n" + b"/EmbeddedFile " * 100_000,
        b"%PDF-1.7\n1 0 obj << /Type /EmbeddedFile /Length 3 >> stream",
        b"%PDF-1.7\n" + b" obj /EmbeddedFile >>stream\n" * 1000,
    ],
    ids=lambda content: f"{len(content)} bytes",
)
def test_others_are_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotABundle):
        taken(tmp_path, content)


def test_what_swells_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleUnsafe):
        taken(tmp_path, plain(MAGIC + bytes(50_000_000), packed=True))
    assert (tmp_path / "out").stat().st_size < 5_000_000


def test_broken_packing_is_refused(tmp_path: Path) -> None:
    whole = bytearray(plain(MAGIC + bytes(range(256)) * 4000, packed=True))
    at = len(whole) // 2
    whole[at : at + 40] = bytes(40)
    with pytest.raises(NotABundle):
        taken(tmp_path, bytes(whole))


def test_what_a_paper_is(tmp_path: Path) -> None:
    for name, content, expected in (
        ("a.pdf", b"%PDF-1.7\n", True),
        ("b.dat", b"\xef\xbb\xbfjunk before %PDF-1.4\n", True),
        ("c.pdf", SEALED, False),
        ("d.pdf", MAGIC + b"%PDF-1.7", False),
        ("e.pdf", b"", False),
    ):
        (tmp_path / name).write_bytes(content)
        assert is_paper(tmp_path / name) is expected
    with pytest.raises(FileMissing):
        is_paper(tmp_path / "nowhere.pdf")


def test_a_bundle_larger_than_any_may_be_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "LARGEST_TOTAL", len(SEALED) - 1)
    with pytest.raises(NotABundle):
        taken(tmp_path, plain(SEALED))


@pytest.mark.parametrize("packed", [True, False])
def test_a_stick_that_is_pulled_while_it_is_read_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool
) -> None:
    """A file that ends too early would end a program that had mapped it."""
    file, out = tmp_path / "a.pdf", tmp_path / "out"
    sealed = MAGIC + os.urandom(3_000_000)
    file.write_bytes(plain(sealed, packed=packed))
    begins = paper._begins_sealed

    def pulled(*given: Any) -> bool:
        os.truncate(file, 2_000_000)
        return begins(*given)

    with monkeypatch.context() as later:
        later.setattr(paper, "_begins_sealed", pulled)
        with pytest.raises(DeviceGone):
            take_out(file, out)


def test_a_disk_that_fails_while_it_is_searched_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: Any) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    (tmp_path / "a.pdf").write_bytes(plain(SEALED))
    monkeypatch.setattr(paper._Paper, "read", failing)
    with pytest.raises(DeviceGone):
        take_out(tmp_path / "a.pdf", tmp_path / "out")


def test_a_mark_across_two_pieces_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for size in range(60, 90):
        monkeypatch.setattr(paper, "_PIECE", size)
        assert taken(tmp_path, plain(b"a note", SEALED)) == SEALED
