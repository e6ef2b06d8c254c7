from __future__ import annotations

import errno
import json
import locale
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefacilitator import settings as room
from carefacilitator.errors import DiskFull, NoPermission
from carefacilitator.settings import Settings, SettingsDamaged, changed, load, save

CHOICES = st.builds(
    Settings,
    language=st.sampled_from(["", "en", "es", "fr", "pt", "ar"]),
    report_language=st.sampled_from(["", "en", "es", "fr", "pt", "ar"]),
    text_size=st.integers(100, 200),
    theme=st.sampled_from(["light", "dark"]),
    paper=st.sampled_from(["A4", "Letter"]),
    window=st.text("abcXYZ019+/=", max_size=400),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "inside" / room.FILE_NAME


def test_nothing_there_gives_the_defaults(path: Path) -> None:
    assert load(path) == Settings()
    assert load(path).trouble is None
    assert not path.parent.exists()


@given(chosen=CHOICES)
def test_what_was_saved_is_loaded(
    chosen: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "same.json"
    save(path, chosen)
    assert load(path) == chosen
    assert load(path).trouble is None


def test_nothing_but_the_file_is_left(path: Path) -> None:
    save(path, Settings(language="ar"))
    save(path, Settings(language="pt"))
    assert [p.name for p in path.parent.iterdir()] == [room.FILE_NAME]


def test_unknown_keys_are_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"language": "fr", "seating": {"rows": 3}}', encoding="utf-8")
    save(path, changed(load(path), theme="dark"))
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "language": "fr",
        "seating": {"rows": 3},
        "theme": "dark",
    }


def test_a_newer_programs_choice_stays_until_another_is_made(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"theme": "sepia", "text_size": 125}', encoding="utf-8")
    loaded = load(path)
    assert (loaded.theme, loaded.text_size) == ("light", 125)
    save(path, changed(loaded, text_size=150))
    assert json.loads(path.read_text(encoding="utf-8")) == {"theme": "sepia", "text_size": 150}
    save(path, changed(load(path), theme="light"))
    assert json.loads(path.read_text(encoding="utf-8")) == {"text_size": 150}


@pytest.mark.parametrize(
    "document",
    [
        {"text_size": 99},
        {"text_size": 201},
        {"text_size": True},
        {"text_size": "150"},
        {"text_size": 120.5},
        {"language": "tlh"},
        {"language": ["en"]},
        {"theme": {"a": 1}},
        {"paper": None},
        {"window": 7},
        {"window": "x" * 401},
    ],
)
def test_values_that_make_no_sense_are_not_used(path: Path, document: object) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps(document), encoding="utf-8")
    assert load(path) == Settings()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe\x00", b"[]", b"null", b'"text"', b"\x00" * 50, b"[" * 100_000],
)
def test_a_broken_file_is_set_aside_and_told(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    loaded = load(path)
    assert loaded == Settings()
    assert isinstance(loaded.trouble, SettingsDamaged)
    assert not path.exists()
    assert (path.parent / str(loaded.trouble.values["name"])).read_bytes() == content


def test_an_earlier_broken_file_is_not_overwritten(path: Path) -> None:
    path.parent.mkdir()
    for content in (b"first", b"second"):
        path.write_bytes(content)
        load(path)
    assert sorted(p.read_bytes() for p in path.parent.iterdir()) == [b"first", b"second"]


def test_a_byte_order_mark_does_no_harm(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b'\xef\xbb\xbf{"language": "es"}')
    assert load(path).language == "es"


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EROFS, NoPermission)]
)
def test_a_failed_write_leaves_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[Exception]
) -> None:
    save(path, Settings(language="fr"))

    def fail(_: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(kind):
        save(path, Settings(language="ar"))
    assert [p.name for p in path.parent.iterdir()] == [room.FILE_NAME]
    assert load(path).language == "fr"


def test_a_folder_in_its_place_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(NoPermission):
        load(path)
    with pytest.raises(NoPermission):
        save(path, Settings())


@pytest.mark.parametrize("choice", [{"theme": "sepia"}, {"text_size": 300}, {"seating": 3}])
def test_there_is_no_such_choice(choice: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        changed(Settings(), **choice)


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "fr_MA.UTF-8"}, "fr"),
        ({"LANG": "C.UTF-8", "LC_MESSAGES": "ar_MA"}, "ar"),
        ({"LANG": "de_DE", "LANGUAGE": "de:pt_BR:en"}, "pt"),
        ({"LANG": "est"}, "en"),
        ({"LANG": "es"}, "es"),
        ({}, "en"),
    ],
)
def test_the_computers_language_is_the_first_choice(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(locale, "getlocale", lambda: (None, None))
    assert room.computer_language() == language
    assert Settings().spoken == Settings().written == language
    assert Settings(language="ar").written == "ar"
    assert Settings(language="ar", report_language="pt").written == "pt"
