from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import carefacilitator
from carefacilitator import messages
from carefacilitator.errors import CareError, DiskFull, FileMissing, OurBug, Refusal
from carefacilitator.i18n import PSEUDO, Words
from carefacilitator.messages import TABLE, placeholders, sentences

ENGLISH = Words("en")
AGREED = [
    "not_a_bundle",
    "bundle_damaged",
    "bundle_cut_short",
    "bundle_altered",
    "bundle_unsafe",
    "signer_unknown",
    "signer_changed",
    "not_for_us",
    "bundle_newer_format",
    "no_name_column",
    "wrong_encoding",
    "table_too_long",
    "table_too_wide",
    "not_a_table",
    "table_empty",
    "wrong_passphrase",
    "workspace_newer",
    "workspace_in_use",
    "workspace_damaged",
    "workspace_missing",
    "read_only_folder",
    "disk_full",
    "no_permission",
    "file_missing",
    "workshop_unknown",
    "record_unknown",
    "nothing_to_undo",
    "nothing_to_redo",
    "undo_needs_answer",
    "recipient_unknown",
    "key_invalid",
    "empty_name",
    "bad_date",
    "bad_time",
    "bad_number",
    "unknown_key",
    "workspace_not_empty",
    "stick_missing",
    "write_check_failed",
    "backup_damaged",
    "passphrase_missing",
    "bad_usage",
    "text_too_long",
    "photo_unreadable",
    "language_unknown",
    "paper_unknown",
    "kind_not_built",
    "import_superseded",
    "bug",
]


def _modules() -> Iterator[str]:
    """Every module but those of the window and of the database's migrations."""
    root = Path(carefacilitator.__path__[0])
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if not {"ui", "app", "__main__", "migrations"} & set(parts):
            yield ".".join(("carefacilitator", *parts)).removesuffix(".__init__")


def _failures() -> list[type[CareError]]:
    for name in _modules():
        importlib.import_module(name)
    found: list[type[CareError]] = []
    waiting: list[type[CareError]] = [CareError]
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting += [k for k in kind.__subclasses__() if k.__module__.startswith("carefacilitator")]
    return sorted(set(found), key=lambda k: (k.__module__, k.__name__))


FAILURES = _failures()
EVERY_FAILURE = pytest.mark.parametrize("kind", FAILURES, ids=lambda k: k.__name__)


@EVERY_FAILURE
def test_every_failure_has_its_own_code_and_sentences(kind: type[CareError]) -> None:
    assert "code" in vars(kind), f"{kind.__name__} has no code of its own"
    assert re.fullmatch(r"[a-z][a-z0-9_]*", kind.code)
    assert kind.code in TABLE, f"no sentences for {kind.code}"


@EVERY_FAILURE
def test_what_a_sentence_names_is_what_the_failure_carries(kind: type[CareError]) -> None:
    documented = set(re.findall(r"``(\w+)``", kind.__doc__ or ""))
    wanted = {name for sentence in TABLE[kind.code] for name in placeholders(sentence)}
    assert wanted <= documented, f"{kind.__name__}: {wanted - documented} not in its docstring"


def test_codes_agreed_on_have_sentences() -> None:
    assert [code for code in AGREED if code not in TABLE] == []


@pytest.mark.parametrize("code", TABLE)
def test_three_plain_sentences(code: str) -> None:
    for sentence in TABLE[code]:
        assert sentence[0].isupper() or sentence[0] == "“"
        assert sentence.endswith(".")
        assert sentence == " ".join(sentence.split())
        assert "!" not in sentence
        assert not re.search(r"\b(error|failed|invalid|exception|please|sorry)\b", sentence, re.I)
        assert len(sentence) <= 140 or code in ("bug", "failure")
    assert TABLE[code][0] != TABLE[code][2]


def test_values_are_put_in() -> None:
    message = sentences(FileMissing(name="list.csv"), ENGLISH)
    assert message.what == "“list.csv” is not there."
    assert message.safe == "Nothing was changed."
    assert message.text == f"{message.what} {message.safe} {message.next}"


def test_a_forgotten_value_breaks_nothing() -> None:
    assert sentences(FileMissing(), ENGLISH).what == "“…” is not there."


def test_a_name_with_braces_stays_as_it_is() -> None:
    assert sentences(FileMissing(name="{0}{x}"), ENGLISH).what == "“{0}{x}” is not there."


def test_particular_sentences_come_first() -> None:
    assert sentences(DiskFull(place=""), ENGLISH).what == "The disk is full."
    assert sentences(DiskFull(place="stick"), ENGLISH).what == "There is no space left in “stick”."

    class Key(Refusal):
        code = "key_invalid"

    assert "secret" in sentences(Key(reason="secret_given"), ENGLISH).what
    assert "card" in sentences(Key(reason="age"), ENGLISH).what
    Key.code = "gone"  # the test above walks all subclasses


def test_a_code_without_sentences_speaks_through_its_kind() -> None:
    class Odd(FileMissing):
        code = "never_heard_of"

    assert sentences(Odd(name="a"), ENGLISH).what == "“a” is not there."


@pytest.mark.parametrize("error", [KeyError("Participant 001"), OurBug(), CareError(), OSError(5)])
def test_everything_else_is_our_mistake(error: BaseException) -> None:
    message = sentences(error, ENGLISH)
    assert message.what == "The program made a mistake."
    assert "Participant" not in message.text


def test_file_names_do_not_turn_arabic_around() -> None:
    what = sentences(FileMissing(name="list (2).csv"), Words("ar")).what
    assert "\u2068list (2).csv\u2069" in what


def test_the_pseudo_language_keeps_values() -> None:
    what = sentences(FileMissing(name="list.csv"), Words(PSEUDO)).what
    assert what.startswith("⟦")
    assert "list.csv" in what


def test_no_sentence_is_left_behind() -> None:
    """Every code of the table is raised somewhere or was agreed on; kinds and variants aside."""
    used = {kind.code for kind in FAILURES} | set(AGREED)
    assert {re.split(r"[/+]", code)[0] for code in TABLE} - used == set()
    assert messages.TABLE is TABLE
