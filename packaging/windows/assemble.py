"""Put the Windows program together on Linux: CPython as published, pruned wheels, our own package.

    python packaging/windows/assemble.py FOLDER

No program of Windows is run for it. Everything written in Python goes into one archive (see
``archive_import.py``), so that an old disk opens hundreds of files less; what Windows loads and
what is data stays as files. The same commit gives the same bytes.
"""

from __future__ import annotations

import io
import marshal
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import parts
from archive_import import INDEX, MODULES
from babel.core import get_global

from carefacilitator.i18n import LOCALES

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
MINGW = "x86_64-w64-mingw32-"
LANGUAGES = "en|es|fr|pt|ar"
ZONES = "tzdata.zip"
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The time of everything in a zip: the first that the format knows."""

UNUSED_OF_PYTHON = {
    "_msi.pyd", "_sqlite3.pyd", "python.cat", "python.exe", "pythonw.exe",
    "python311._pth", "sqlite3.dll", "winsound.pyd", "_multiprocessing.pyd",
}  # fmt: skip
UNUSED = re.compile(
    r"(^|/)(tests?|__pycache__|bin|include|scripts)/"
    r"|\.(pyi|h|hpp|lib|pxd|pyx|pxi|c|cpp|exe|cmake|sfd|typed|md|rst|html)$"
    r"|^sqlalchemy/dialects/(mssql|mysql|oracle)/|^sqlalchemy/(ext/mypy|testing)/"
    r"|^lxml/(isoschematron|includes|html)/|^(pycparser|cffi)/"
    r"|^reportlab/graphics/(samples|widgets/signsandsymbols)|^reportlab/fonts/"
    r"|^lxml/(objectify|sax|builder|_difflib|_elementpath)\.[-\w.]+\.pyd$"
    r"|^lxml/html/|^PIL/(_avif|_imagingft|_imagingtk)\.|^alembic/templates/|^olefile/(doc/|olefile2)"
    r"|\.dist-info/|\.data/"
)
WITHOUT_WORDS = ("PIL", "alembic", "babel", "reportlab", "sqlalchemy")
"""Packages whose docstrings stay out, as with Python's own switch for that."""
QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtPdf", "QtPdfWidgets", "QtPrintSupport")
QT_PLUGINS = (
    "platforms/qwindows.dll", "platforms/qoffscreen.dll", "styles/qmodernwindowsstyle.dll",
    "iconengines/qsvgicon.dll", "imageformats/qjpeg.dll", "imageformats/qsvg.dll",
    "imageformats/qico.dll",
)  # fmt: skip
QT_WORDS = re.compile(rf"PySide6/translations/qtbase_({LANGUAGES}|pt_BR)\.qm$")
LICENCE = re.compile(r"\.dist-info/(licenses/)?.*(LICEN[CS]E|COPYING|NOTICE)[^/]*$", re.IGNORECASE)


@dataclass
class Content:
    """What the folder will hold: files by place, code by module, licences by package."""

    files: dict[str, bytes] = field(default_factory=dict)
    modules: dict[str, tuple[bool, str, bytes]] = field(default_factory=dict)
    """By name: whether it is a package, the place it would have, its source."""
    licences: dict[str, list[bytes]] = field(default_factory=dict)

    def add_source(self, below: str, path: str, source: bytes) -> None:
        """Take a file of Python in; ``path`` is where it would stand in ``below``."""
        name = path.removesuffix(".py").replace("/", ".")
        package = name.endswith(".__init__") or name == "__init__"
        name = name.removesuffix(".__init__")
        self.modules[name] = (package, f"{below}/{path}", source)


def main() -> int:
    """Assemble into the folder that is named; returns the exit code."""
    if sys.version_info[:2] != (3, 11):
        print("Code for CPython 3.11 is written by Python 3.11 alone; this one is another.")
        return 1
    out = Path(sys.argv[1])
    try:
        assemble(out, parts.gather())
    except parts.Untrusted as error:
        print(error)
        return 1
    files = [one for one in out.rglob("*") if one.is_file()]
    size = sum(one.stat().st_size for one in files)
    print(f"  {out.name}: {len(files)} files, {size / 1e6:.1f} MB")
    return 0


def assemble(out: Path, found: parts.Parts) -> None:
    """Write the folder of the program anew."""
    content = Content()
    for name, data in found.python.items():
        if name not in UNUSED_OF_PYTHON:
            content.files[f"runtime/{name}"] = data
    content.files["runtime/python311._pth"] = _lines(
        "python311.zip", ".", "..\\lib", f"..\\lib\\{ZONES}", "import site"
    )
    for wheel in found.wheels:
        _take_wheel(content, wheel)
    _prune_qt(content)
    _take_own(content)
    content.files["lib/sitecustomize.py"] = (HERE / "archive_import.py").read_bytes()
    _pack_modules(content)
    content.files["LICENSES.txt"] = _licences(content)
    shutil.rmtree(out, ignore_errors=True)
    for place, data in sorted(content.files.items()):
        target = out / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    _signed_parts(found, out)
    _build_doors(out)
    _settle_times(out)


def _take_wheel(content: Content, wheel: Path) -> None:
    name, version = wheel.name.split("-")[:2]
    told = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    content.files[f"lib/{name}-{version}.dist-info/METADATA"] = told.encode()
    zones: dict[str, bytes] = {}
    with zipfile.ZipFile(wheel) as opened:
        for path in sorted(opened.namelist()):
            if LICENCE.search(path):
                content.licences.setdefault(f"{name} {version}", []).append(opened.read(path))
            if path.endswith("/") or not _is_used(path):
                continue
            if path.startswith("tzdata/"):  # hundreds of small files, and no code worth a word
                zones[path] = opened.read(path)
            elif path.endswith(".py"):
                content.add_source("lib", path, opened.read(path))
            else:
                content.files[f"lib/{path}"] = opened.read(path)
    if zones:
        content.files[f"lib/{ZONES}"] = packed(zones)


def _is_used(path: str) -> bool:
    if path.startswith("babel/locale-data/"):
        return Path(path).stem in locales()
    return not UNUSED.search(path)


@cache
def locales() -> frozenset[str]:
    """The locales that the program writes dates and numbers in, and those they build upon."""
    above = get_global("parent_exceptions")
    todo, found = [*LOCALES.values()], {"root"}
    while todo:
        name = todo.pop()
        if name and name not in found:
            found.add(name)
            todo.append(above.get(name) or name.rpartition("_")[0])
    return frozenset(found)


def packed(files: dict[str, bytes]) -> bytes:
    """A zip of these files whose bytes depend on nothing else."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for path, data in sorted(files.items()):
            made.writestr(zipfile.ZipInfo(path, FIRST_MOMENT), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _prune_qt(content: Content) -> None:
    """Keep of Qt what the modules and plug-ins we use ask for, and what that asks for in turn."""
    libraries = {
        Path(place).name.lower(): place
        for place in content.files
        if re.match(r"lib/(PySide6|shiboken6)/[^/]+\.dll$", place)
    }
    todo = [f"lib/PySide6/{name}.pyd" for name in QT_MODULES]
    todo += [f"lib/PySide6/plugins/{name}" for name in QT_PLUGINS]
    todo += [place for place in content.files if re.match(r"lib/shiboken6/\w+\.pyd$", place)]
    kept: set[str] = set()
    while todo:
        place = todo.pop()
        if place not in kept:
            kept.add(place)
            asked = (libraries.get(name) for name in imports_of(content.files[place]))
            todo += [one for one in asked if one is not None]
    for place in list(content.files):
        ours = place.startswith(("lib/PySide6/", "lib/shiboken6/"))
        if ours and place not in kept and not QT_WORDS.search(place):
            del content.files[place]


def imports_of(library: bytes) -> list[str]:
    """Names (lower case) of the libraries that a library of Windows asks for."""
    with tempfile.NamedTemporaryFile(suffix=".dll") as file:
        file.write(library)
        file.flush()
        command = [f"{MINGW}objdump", "-p", file.name]
        told = subprocess.run(command, capture_output=True, check=True)
    return [one.decode().lower() for one in re.findall(rb"DLL Name: (\S+)", told.stdout)]


def _take_own(content: Content) -> None:
    for path in _tracked("carefacilitator", "resources", "i18n"):
        source = PROJECT / path
        if path.suffix in (".po", ".pot"):
            continue
        place = path.as_posix()
        if path.suffix == ".py" and path.parts[0] == "carefacilitator":
            content.add_source("app", place, source.read_bytes())
            # Steps of the database are read from their files.
            if "migrations" not in path.parts:
                continue
        content.files[f"app/{place}"] = source.read_bytes()
    for made in [*sorted((PROJECT / "i18n").rglob("*.mo")), PROJECT / "i18n/vocabulary.json"]:
        content.files[f"app/{made.relative_to(PROJECT).as_posix()}"] = made.read_bytes()


def _tracked(*folders: str) -> Iterator[Path]:
    told = subprocess.run(
        ["git", "ls-files", "-z", *folders], cwd=PROJECT, capture_output=True, check=True
    )
    yield from (Path(one) for one in sorted(told.stdout.decode().split("\0")) if one)


def _pack_modules(content: Content) -> None:
    index: dict[str, tuple[bool, str, int, int]] = {}
    packed = bytearray()
    for name, (package, place, source) in sorted(content.modules.items()):
        if name == "sitecustomize":
            continue
        bare = name.split(".")[0] in WITHOUT_WORDS
        code = compile(source, place, "exec", dont_inherit=True, optimize=2 if bare else 0)
        data = marshal.dumps(code)
        index[name] = (package, place, len(packed), len(data))
        packed += data
    content.files[f"lib/{MODULES}"] = bytes(packed)
    content.files[f"lib/{INDEX}"] = marshal.dumps(index)


def _licences(content: Content) -> bytes:
    own = ["CareFacilitator is put together from these packages; each comes under its own licence."]
    text = [one.encode() for one in own]
    for package, found in sorted(content.licences.items()):
        text += [b"", b"=" * 78, package.encode(), *dict.fromkeys(found)]
    return b"\r\n".join(text)


def _signed_parts(found: parts.Parts, out: Path) -> None:
    """Look at the signatures of what came from CPython's publisher."""
    folder = out.with_name(f"{out.name}.signed")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in parts.SIGNED:
        (folder / name).write_bytes(found.python[name])
    parts.check_signatures(folder)
    shutil.rmtree(folder)


def version() -> str:
    """The version of the program."""
    text = (PROJECT / "carefacilitator/__init__.py").read_text(encoding="utf-8")
    (found,) = re.findall(r'^__version__ = "(.*)"$', text, re.MULTILINE)
    return str(found)


def _build_doors(out: Path) -> None:
    """The two programs that a person starts: one with a window, one that answers on a console."""
    work = out.with_name(f"{out.name}.doors")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    write_icon(work / "app.ico")
    for name in ("launcher.c", "app.manifest", "app.rc"):
        shutil.copy(HERE / name, work / name)
    numbers = [*re.findall(r"\d+", version()), "0", "0", "0"][:4]
    for name, flags in (
        ("CareFacilitator", ["-mwindows"]),
        ("carefacilitator-cli", ["-DCONSOLE"]),
    ):
        told = {"VERSION_NUMBERS": ",".join(numbers)}
        told |= {"VERSION_TEXT": f'"{version()}"', "PROGRAM_NAME": f'"{name}"'}
        header = "".join(f"#define {key} {value}\n" for key, value in told.items())
        (work / "version.h").write_text(header, encoding="ascii")
        _run(work, f"{MINGW}windres", "app.rc", f"{name}.res.o")
        command = [f"{MINGW}gcc", "-Os", "-s", "-static", "-municode", *flags, "launcher.c"]
        command += [f"{name}.res.o", "-o", f"{name}.exe", "-Wl,--no-insert-timestamp"]
        _run(work, *command)
        shutil.copy(work / f"{name}.exe", out / f"{name}.exe")
    shutil.copy(work / "app.ico", out / "app.ico")
    shutil.rmtree(work)


def write_icon(path: Path) -> None:
    """The program's picture in the sizes that Windows asks for."""
    code = (
        "import io, sys\n"
        "from PIL import Image\n"
        "from PySide6.QtCore import QBuffer, QByteArray\n"
        "from PySide6.QtGui import QGuiApplication, QImage, QPainter\n"
        "from PySide6.QtSvg import QSvgRenderer\n"
        "app, drawn = QGuiApplication([]), []\n"
        "for edge in (256, 128, 64, 48, 32, 24, 16):\n"
        "    image = QImage(edge, edge, QImage.Format.Format_ARGB32)\n"
        "    image.fill(0)\n"
        "    painter = QPainter(image)\n"
        "    QSvgRenderer(sys.argv[1]).render(painter)\n"
        "    painter.end()\n"
        "    kept = QByteArray()\n"
        "    buffer = QBuffer(kept)\n"
        "    buffer.open(QBuffer.OpenModeFlag.WriteOnly)\n"
        "    image.save(buffer, 'PNG')\n"
        "    drawn.append(Image.open(io.BytesIO(kept.data())))\n"
        "sizes = [one.size for one in drawn]\n"
        "drawn[0].save(sys.argv[2], format='ICO', sizes=sizes, append_images=drawn[1:])\n"
    )
    picture = PROJECT / "resources/pictures/carefacilitator.svg"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", code, str(picture), str(path)]
    subprocess.run(command, check=True, env=environment)


def _run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": "0"})


def moment() -> int:
    """When the commit that is built was made, in seconds: the time of every file."""
    told = os.environ.get("SOURCE_DATE_EPOCH") or subprocess.run(
        ["git", "log", "-1", "--format=%ct"],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return int(told)


def _settle_times(out: Path) -> None:
    at = moment()
    everything: Iterable[Path] = [*out.rglob("*"), out]
    for path in everything:
        os.utime(path, (at, at))


def _lines(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


if __name__ == "__main__":
    sys.exit(main())
