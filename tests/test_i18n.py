from __future__ import annotations

import ast
import datetime as dt
import functools
import gettext
import importlib.util
import json
import re
import sys
import zoneinfo
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from carefacilitator.i18n import (
    LANGUAGES,
    N_,
    OWN_NAMES,
    PSEUDO,
    RIGHT_TO_LEFT,
    Words,
    isolate,
    words,
)

ROOT = Path(__file__).resolve().parent.parent
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")


def _catalogues() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "carefacilitator_catalogues", ROOT / "packaging" / "catalogues.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


CATALOGUES = _catalogues()

# --- the catalogues of the program --------------------------------------------------------------


def test_every_sentence_is_in_every_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    code = CATALOGUES.main(["check"])
    assert code == 0, capsys.readouterr().out


@functools.cache
def _all_calls() -> tuple[tuple[Path, str, ast.Call], ...]:
    """Every call in the program by the last part of its name."""
    found = []
    for path in sorted((ROOT / "carefacilitator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                found.append((path, name, node))
    return tuple(found)


def _calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    return ((path, call) for path, called, call in _all_calls() if called == name)


@pytest.mark.parametrize("name", ["say", "say_n", "N_", "NN_"])
def test_no_sentence_is_put_together_before_it_is_translated(name: str) -> None:
    for path, call in _calls(name):
        for text in call.args[: 2 if name in ("say_n", "NN_") else 1]:
            glued = isinstance(text, ast.JoinedStr | ast.BinOp)
            glued = glued or (
                isinstance(text, ast.Call) and getattr(text.func, "attr", "") == "format"
            )
            assert not glued, f"{path.name}:{call.lineno}"


def _said(call: ast.Call, plural: bool) -> list[str]:
    texts = call.args[: 2 if plural else 1]
    return [t.value for t in texts if isinstance(t, ast.Constant) and isinstance(t.value, str)]


@pytest.mark.parametrize("name", ["say", "say_n", "N_", "NN_"])
def test_every_sentence_that_is_said_is_in_the_template(name: str) -> None:
    """The collector does not look within f-strings: what is said there would stay English."""
    there = {one for text in CATALOGUES._sentences(CATALOGUES.collect(CATALOGUES.ROOT))
             for one in (text if isinstance(text, tuple) else (text,))}  # fmt: skip
    missing = [
        f"{path.name}:{call.lineno}: {text!r}"
        for path, call in _calls(name)
        for text in _said(call, name in ("say_n", "NN_"))
        if text not in there
    ]
    assert missing == []


@pytest.mark.parametrize("name", ["say", "say_n"])
def test_every_placeholder_is_given_where_it_is_said(name: str) -> None:
    for path, call in _calls(name):
        given = {keyword.arg for keyword in call.keywords} | ({"n"} if name == "say_n" else set())
        if None in given:  # **values
            continue
        for text in _said(call, name == "say_n"):
            wanted = set(CATALOGUES.placeholders(text)) - {""}
            assert wanted <= given, f"{path.name}:{call.lineno}: {text!r}"


# --- the tool that keeps them -------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "carefacilitator").mkdir()
    (tmp_path / "carefacilitator" / "page.py").write_text(
        "from carefacilitator.i18n import N_\n"
        'TITLES = {"a": N_("Lessons")}\n'
        "def show(words, n, name):\n"
        '    words.say("Good morning")\n'
        '    words.say("Saved {time}", time=1)\n'
        '    words.say_n("{n} person in {place}", "{n} people in {place}", n, place=name)\n'
        "    words.say(name)\n",
        encoding="utf-8",
    )
    return tmp_path


def run(project: Path, *arguments: str) -> int:
    return int(CATALOGUES.main(list(arguments), root=project))


def give(project: Path, language: str, table: object) -> int:
    path = project / "given.json"
    path.write_text(json.dumps(table), encoding="utf-8")
    return run(project, "fill", "--language", language, str(path))


ARABIC = {
    "Lessons": "دروس",
    "Good morning": "صباح الخير",
    "Saved {time}": "حُفظ {time}",
    "{n} person in {place}": [
        "لا أحد في {place}",
        "شخص واحد في {place}",
        "شخصان في {place}",
        "{n} أشخاص في {place}",
        "{n} شخصاً في {place}",
        "{n} شخص في {place}",
    ],
}


def test_from_source_to_spoken_arabic(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "extract") == 0
    assert run(project, "update") == 0
    assert run(project, "check") == 1
    assert give(project, "ar", ARABIC) == 0
    assert run(project, "check", "--language", "ar") == 0, capsys.readouterr().out
    assert run(project, "compile", "--language", "ar") == 0
    speak = Words("ar", project / "i18n")
    assert speak.say("Lessons") == "دروس"
    assert speak.say("Saved {time}", time="14:32") == "حُفظ \u206814:32\u2069"
    said = [
        speak.say_n("{n} person in {place}", "{n} people in {place}", n, place="X")
        for n in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111)
    ]
    where = "في \u2068X\u2069"
    assert said == [
        f"لا أحد {where}",
        f"شخص واحد {where}",
        f"شخصان {where}",
        f"3 أشخاص {where}",
        f"10 أشخاص {where}",
        f"11 شخصاً {where}",
        f"99 شخصاً {where}",
        f"100 شخص {where}",
        f"102 شخص {where}",
        f"103 أشخاص {where}",
        f"111 شخصاً {where}",
    ]


def test_the_same_source_gives_the_same_bytes(project: Path) -> None:
    run(project, "extract")
    first = CATALOGUES.pot_path(project).read_bytes()
    source = project / "carefacilitator" / "page.py"
    source.write_text("\n\n\n" + source.read_text(encoding="utf-8"), encoding="utf-8")
    CATALOGUES.pot_path(project).unlink()
    run(project, "extract")
    assert CATALOGUES.pot_path(project).read_bytes() == first
    assert b"Date" not in first
    assert str(project).encode() not in first


def test_a_sentence_that_comes_back_finds_its_translation(project: Path) -> None:
    run(project, "extract")
    run(project, "update")
    give(project, "es", {"Lessons": "Lecciones"})
    source = project / "carefacilitator" / "page.py"
    before = source.read_text(encoding="utf-8")
    source.write_text(before.replace("Lessons", "Lesson"), encoding="utf-8")
    run(project, "extract")
    run(project, "update")
    path = CATALOGUES.po_path(project, "es")
    assert '#~ msgid "Lessons"' in path.read_text(encoding="utf-8")
    source.write_text(before, encoding="utf-8")
    run(project, "extract")
    run(project, "update", "--prune")
    text = path.read_text(encoding="utf-8")
    assert 'msgid "Lessons"\nmsgstr "Lecciones"' in text
    assert "#~" not in text


def test_missing_gives_a_file_to_fill_in(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(project, "extract")
    run(project, "update")
    give(project, "pt", {"Lessons": "Lições"})
    capsys.readouterr()
    assert run(project, "missing", "--language", "pt", "--format", "json") == 0
    todo = json.loads(capsys.readouterr().out)
    assert set(todo) == {"Good morning", "Saved {time}", "{n} person in {place}"}
    assert todo["{n} person in {place}"]["forms"] == ["", ""]
    assert give(project, "pt", todo) == 0  # what is left open is not an error
    todo["Good morning"] = "Bom dia"
    todo["Saved {time}"] = "Salvo às {time}"
    todo["{n} person in {place}"]["forms"] = ["{n} pessoa em {place}", "{n} pessoas em {place}"]
    assert give(project, "pt", todo) == 0
    assert run(project, "check", "--language", "pt") == 0


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("Saved {time}", "Guardado"),
        ("Saved {time}", "Guardado {hora}"),
        ("Saved {time}", "Guardado {time} {time}"),
        ("Saved {time}", "Guardado {time"),
        ("Lessons", " Lecciones"),
        ("Lessons", "Lecciones\n"),
        ("Lessons", ["Lección", "Lecciones"]),
        ("{n} person in {place}", "{n} en {place}"),
        ("{n} person in {place}", ["{n} en {place}", "en {place}"]),
        ("{n} person in {place}", ["{n} en {place}", ""]),
        ("Lessons", 5),
        ("Never said", "Nunca"),
    ],
)
def test_what_cannot_work_is_not_taken(project: Path, text: str, bad: object) -> None:
    run(project, "extract")
    run(project, "update")
    before = CATALOGUES.po_path(project, "es").read_bytes()
    assert give(project, "es", {text: bad}) == 1
    assert CATALOGUES.po_path(project, "es").read_bytes() == before
    assert give(project, "es", {text: bad, "Good morning": "Buenos días"}) == 1
    assert "Buenos días" in CATALOGUES.po_path(project, "es").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (("msgstr \"صباح الخير\"", "msgstr \"Good morning\""), "no Arabic"),
        (("msgid \"Lessons\"", "#, fuzzy\nmsgid \"Lessons\""), "doubtful"),
        (("msgstr \"دروس\"", "msgstr \"\""), "not translated"),
        (("n%100>=11 ? 4 : 5", "n%100>=13 ? 4 : 5"), "plural rule"),
        (("msgstr[5] \"{n} شخص في {place}\"\n", ""), "not translated"),
        (("msgid \"Lessons\"", "msgid \"Lesson\""), "no longer said"),
    ],
)  # fmt: skip
def test_check_finds(
    project: Path, capsys: pytest.CaptureFixture[str], edit: tuple[str, str], told: str
) -> None:
    run(project, "extract")
    run(project, "update")
    give(project, "ar", ARABIC)
    path = CATALOGUES.po_path(project, "ar")
    text = path.read_text(encoding="utf-8")
    assert edit[0] in text
    path.write_text(text.replace(*edit), encoding="utf-8")
    capsys.readouterr()
    assert run(project, "check", "--language", "ar") == 1
    assert told in capsys.readouterr().out


def test_check_wants_a_fresh_template(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(project, "extract")
    run(project, "update")
    give(project, "ar", ARABIC)
    with (project / "carefacilitator" / "page.py").open("a", encoding="utf-8") as file:
        file.write('NEW = N_("New")\n')
    assert run(project, "check", "--language", "ar") == 1
    assert "run extract" in capsys.readouterr().out


def test_compiling_skips_what_is_fresh(project: Path) -> None:
    run(project, "extract")
    run(project, "update")
    assert run(project, "compile") == 0
    compiled = CATALOGUES.po_path(project, "fr").with_suffix(".mo")
    before = compiled.stat().st_mtime_ns
    run(project, "compile")
    assert compiled.stat().st_mtime_ns == before
    give(project, "fr", {"Lessons": "Leçons"})
    run(project, "compile")
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Lessons") == "Leçons"


@pytest.mark.parametrize(
    ("typed", "set_right"),
    [
        ("Qui ?", "Qui\u00a0?"),
        ("Qui?", "Qui\u00a0?"),
        ("Oui ; non !", "Oui\u00a0; non\u00a0!"),
        ("« {name} » manque", "«\u00a0{name}\u00a0» manque"),
        ("«{name}» manque", "«\u00a0{name}\u00a0» manque"),
        ("Note : ici", "Note\u00a0: ici"),
        ("Note: ici", "Note\u00a0: ici"),
        ("Quoi ?!", "Quoi\u00a0?!"),
        ("à 14:30", "à 14:30"),
        ("https://a.b/?x=1", "https://a.b/?x=1"),
        ("Qui\u202f?", "Qui\u202f?"),
        ("Quoi…?", "Quoi…?"),
    ],
)
def test_french_gets_its_spaces(typed: str, set_right: str) -> None:
    assert CATALOGUES.french_spaces(typed) == set_right
    assert CATALOGUES.french_spaces(set_right) == set_right


# --- words --------------------------------------------------------------------------------------


def test_languages_are_complete() -> None:
    assert set(OWN_NAMES) == set(LANGUAGES)
    assert {"ar", PSEUDO} == RIGHT_TO_LEFT
    assert [words(language).rtl for language in LANGUAGES] == [False] * 4 + [True]
    assert words("xx").language == "en"
    assert words("fr") is words("fr")
    assert N_("Lessons") == "Lessons"


def test_without_catalogues_english_is_spoken(tmp_path: Path) -> None:
    for language in LANGUAGES:
        assert Words(language, tmp_path).say("Nothing {x}", x=1) == "Nothing 1"
        assert Words(language, tmp_path).say("") == ""


def test_counts_in_english() -> None:
    english = words("en")
    said = [english.say_n("{n} person", "{n} people", n) for n in (0, 1, 2, 1200)]
    assert said == ["0 people", "1 person", "2 people", "1,200 people"]


def test_the_pseudo_language_is_longer_and_keeps_its_values() -> None:
    said = Words(PSEUDO).say("Save {name} now", name="x")
    assert said.startswith("⟦Save \u2068x\u2069 now")
    assert len(said) >= 1.4 * len("Save x now")


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "1,234,567"),
        ("es", "1,234,567"),
        ("fr", "1\u202f234\u202f567"),
        ("pt", "1.234.567"),
        ("ar", "1.234.567"),
        (PSEUDO, "1.234.567"),
    ],
)
def test_numbers_follow_the_locale(language: str, written: str) -> None:
    assert words(language).number(1234567) == written


@pytest.mark.parametrize(
    ("number", "digits", "written"),
    [
        (5, None, "5"),
        (-7, None, "-7"),
        (5, 2, "5,00"),
        (0.5, 1, "0,5"),
        (2.0, 0, "2"),
        (0, 1, "0,0"),
    ],
)
def test_decimals_are_kept_when_asked_for(number: float, digits: int | None, written: str) -> None:
    assert words("fr").number(number, digits) == written


def test_shares() -> None:
    assert words("en").percent(0.786) == "79%"
    assert words("fr").percent(0.79) == "79\u00a0%"
    assert words("es").percent(0) == "0%"
    assert words("en").percent(0.004) == "0%"
    assert words("en").percent(1) == "100%"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "25 June 2024"),
        ("es", "25 de junio de 2024"),
        ("fr", "25 juin 2024"),
        ("pt", "25 de junho de 2024"),
        ("ar", "25 يونيو 2024"),
    ],
)
def test_days(language: str, written: str) -> None:
    assert words(language).day("2024-06-25") == written
    assert words(language).day(dt.date(2024, 6, 25)) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "25–26 June 2024"),
        ("es", "25–26 de junio de 2024"),
        ("fr", "25–26 juin 2024"),
        ("pt", "25 – 26 de junho de 2024"),
        ("ar", "25–26 يونيو 2024"),
    ],
)
def test_spans_of_days(language: str, written: str) -> None:
    speak = words(language)
    plain = speak.days("2024-06-25", "2024-06-26").replace("\u2009", " ")
    assert plain == written
    one = speak.days("2024-06-25", "2024-06-25")
    assert one == speak.days("2024-06-25", None) == speak.days("2024-06-25", "")
    assert "2024" in speak.days(dt.date(2024, 12, 31), dt.date(2025, 1, 1))
    assert "2025" in speak.days("2024-12-31", "2025-01-01")


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "a, b and c"),
        ("es", "a, b y c"),
        ("fr", "a, b et c"),
        ("pt", "a, b e c"),
    ],
)
def test_names_are_joined_as_a_sentence_does(language: str, written: str) -> None:
    assert words(language).join(["a", "b", "c"]) == written
    assert words(language).join([]) == ""
    assert words(language).join(iter(["a"])) == "a"


def test_names_joined_in_arabic_keep_their_own_direction() -> None:
    joined = words("ar").join(["UN (HQ)", "الرباط"])
    assert isolate("UN (HQ)") in joined
    assert " و\u2068الرباط" in joined, "“and” clings to an Arabic word"
    assert " و\u00a0\u2068UN" in words("ar").join(["الرباط", "UN (HQ)"]), "and to no other"


def test_values_are_isolated_in_arabic_only() -> None:
    assert Words("ar").say("{x}", x="a") == "\u2068a\u2069"
    assert Words("ar").say("{x}", x="") == ""
    assert Words("ar").say("{x}", x=3) == "3"
    assert Words("fr").say("{x}", x="a") == "a"


@pytest.mark.parametrize("span", ["09:00–15:40", "35–44"])
def test_a_span_begins_at_the_right_in_arabic(span: str) -> None:
    assert Words("ar").say("{x}", x=span) == f"\u2067{span}\u2069"
    assert isolate(span) == f"\u2068{span}\u2069", "in other languages it begins at the left"
    assert isolate("W1–W5", rtl=True) == "\u2068W1–W5\u2069"
    assert isolate("+52 55 12", rtl=True) == "\u2068+52 55 12\u2069", "a telephone keeps its order"


def test_a_short_date_stands_in_arabic_as_it_is_typed() -> None:
    assert Words("ar").day("2022-09-22", "medium") == "22/09/2022"


def test_parts_are_listed_with_the_comma_of_the_language() -> None:
    assert Words("en").listed(["a", "", "b"]) == "a, b"
    assert Words("ar").listed(["a", "", "b"]) == "a، b"


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogues_of_the_program_are_plain_text(language: str) -> None:
    text = CATALOGUES.po_path(ROOT, language).read_text(encoding="utf-8")
    assert f'"Language: {language}\\n"' in text
    assert not re.search(r"^#:.*:\d+", text, re.M)


def test_a_moment_is_told_by_the_clock_of_its_place() -> None:
    lima = zoneinfo.ZoneInfo("America/Lima")
    assert Words("en").moment("2026-03-04T02:30:00+00:00", lima) == "3 Mar 2026 \u206821:30\u2069"
    at = dt.datetime(2026, 3, 4, 2, 30, tzinfo=dt.UTC)
    assert Words("es").moment(at, dt.UTC).endswith("02:30\u2069")
