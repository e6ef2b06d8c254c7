"""Large bundles in parts that fit into an e-mail: plain slices of the sealed file, in order.

A PDF that carries its data comes the same way: the bundle inside is taken out first.

A part is called ``NAME.carebundle.002of005``. Whoever imports names any one of them; the others are
looked for beside it. What is joined is checked like every bundle.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from carefacilitator import paths
from carefacilitator.bundle.refusals import NotABundle
from carefacilitator.errors import Refusal
from carefacilitator.machine import files
from carefacilitator.storage.failures import named_failures

MEGABYTE = 1_000_000
SMALLEST = 0.1
"""Megabytes of the smallest part; smaller ones would be too many."""

_MOST = 999
_NAME = re.compile(r"(?P<name>.+)\.(?P<number>\d{3})of(?P<count>\d{3})")
_PIECE = 1024 * 1024


class PartsMissing(Refusal):
    """Of a bundle in ``count`` parts, those called ``missing`` are not beside ``name``."""

    code = "bundle_parts_missing"


class PartSizeUnfit(Refusal):
    """Parts of ``size`` megabytes would be too small, or too many."""

    code = "part_size_unfit"


def check_size(megabytes: float) -> int:
    """Bytes of a part. Raises PartSizeUnfit."""
    if not SMALLEST <= megabytes <= 10_000:
        raise PartSizeUnfit(size=megabytes)
    return int(megabytes * MEGABYTE)


def split(whole: Path, size: int) -> list[Path]:
    """Cut a file into parts of at most ``size`` bytes and take the whole away.

    A file that fits stays as it is. Raises PartSizeUnfit, DiskFull, NoPermission.
    """
    length = whole.stat().st_size
    count = -(-length // size)
    if count <= 1:
        return [whole]
    if count > _MOST:
        raise PartSizeUnfit(size=size / MEGABYTE)
    made: list[Path] = []
    try:
        with named_failures(whole.parent.name), whole.open("rb") as source:
            for number in range(1, count + 1):
                part = whole.with_name(f"{whole.name}.{number:03}of{count:03}")
                _write(part, source.read(size))
                made.append(part)
    except BaseException:
        for part in made:
            part.unlink(missing_ok=True)
        raise
    whole.unlink()
    return made


def _write(part: Path, content: bytes) -> None:
    temporary = paths.unfinished(part)
    try:
        with temporary.open("xb") as out:
            files.hide(temporary)
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        files.replace(temporary, part)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def joined(path: Path, folder: Path) -> Iterator[Path]:
    """The bundle that ``path`` is, is a part of or, as a PDF, carries; kept inside ``folder``.

    Raises NotABundle for a folder or a PDF without one, PartsMissing, DiskFull,
    NoPermission.
    """
    from carefacilitator.bundle.paper import is_paper, take_out  # loads the seal

    with _put_together(path, folder) as whole:
        if not whole.exists() or not is_paper(whole):
            yield whole
            return
        with tempfile.TemporaryDirectory(dir=folder) as inside:
            bundle = Path(inside) / whole.name  # so that sentences name the file people know
            take_out(whole, bundle)
            yield bundle


@contextmanager
def _put_together(path: Path, folder: Path) -> Iterator[Path]:
    """The file itself, or all its parts as one."""
    if path.is_dir():
        raise NotABundle(name=path.name)
    match = _NAME.fullmatch(path.name)
    if match is None or not path.exists():
        yield path
        return
    count = int(match["count"])
    parts = [
        path.with_name(f"{match['name']}.{number:03}of{count:03}") for number in range(1, count + 1)
    ]
    missing = [part.name for part in parts if not part.is_file()]
    if missing or not parts:
        raise PartsMissing(name=path.name, count=count, missing=", ".join(missing[:3]))
    with named_failures(path.parent.name), tempfile.TemporaryDirectory(dir=folder) as inside:
        whole = Path(inside) / match["name"]
        with whole.open("wb") as out:
            for part in parts:
                with part.open("rb") as source:
                    shutil.copyfileobj(source, out, _PIECE)
        yield whole
