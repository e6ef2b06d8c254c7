"""Catalogues of the program's sentences: collect, merge, compile, check, and help to translate.

    extract                 write i18n/carefacilitator.pot from the program's source
    update                  bring new sentences into every language, keep what is translated
    compile                 write the .mo files that the program reads (skips fresh ones)
    check                   fail unless everything is collected, translated and well formed
    missing --language fr   print what is not translated yet (--format json: a file to fill in)
    fill --language fr FILE take translations from such a file, refusing those that cannot work

A file to fill in maps each English sentence to its translation: ``{"Save": "…"}``, and a sentence
with a count to all plural forms of the language, in gettext's order: ``{"{n} person": ["…", …]}``
(also as ``{"forms": […]}``, which is how ``missing`` prints it). Files carry no dates and no line
numbers, so that the same source always gives the same bytes.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import string
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = "carefacilitator"
LANGUAGES = ("es", "fr", "pt", "ar")
KEYWORDS: dict[str, Any] = {"say": (1,), "say_n": (1, 2), "N_": (1,), "NN_": (1, 2)}
# CLDR's rules, as gettext writes them (the forms for millions that CLDR adds do not fit in).
PLURALS = {
    "es": (2, "(n != 1)"),
    "fr": (2, "(n > 1)"),
    "pt": (2, "(n > 1)"),
    "ar": (
        6,
        "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)",
    ),
}
PLURAL_NAMES = {
    "es": ("one", "other"),
    "fr": ("zero and one", "other"),
    "pt": ("zero and one", "other"),
    "ar": ("zero", "one", "two", "few: 3-10", "many: 11-99", "other: 100, 101, 102"),
}
COUNT_IS_SAID = {"ar": (0, 1, 2)}
"""Plural forms that stand for one number only and may therefore leave ``{n}`` out."""
TOLD_LISTS = ("five_r", "lesson_kind", "governance_level")
"""Lists of the vocabulary whose definitions are shown, and so must be translated."""
_NBSP = "\u00a0\u202f"

Id = str | tuple[str, str]


class Refused(Exception):
    """A file that cannot be used; the text says why."""


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    languages = [options.language] if options.language else list(LANGUAGES)
    try:
        if options.command == "extract":
            return extract(root)
        if options.command == "update":
            return update(root, languages, options.prune)
        if options.command == "compile":
            return compile_all(root, languages)
        if options.command == "check":
            return check(root, languages)
        if len(languages) != 1:
            raise Refused("name one language with --language")
        if options.command == "missing":
            return missing(root, languages[0], options.format)
        return fill(root, languages[0], options.file)
    except Refused as refusal:
        print(f"catalogues: {refusal}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="catalogues.py", description=(__doc__ or "").split("\n")[0]
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--language", choices=LANGUAGES)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("extract", "compile", "check"):
        commands.add_parser(name, parents=[common])
    pruning = commands.add_parser("update", parents=[common])
    pruning.add_argument("--prune", action="store_true", help="forget what is no longer said")
    listing = commands.add_parser("missing", parents=[common])
    listing.add_argument("--format", choices=("text", "json"), default="text")
    filling = commands.add_parser("fill", parents=[common])
    filling.add_argument("file", type=Path)
    return parser


def _tell(line: str) -> None:
    print(line)


# --- files ---------------------------------------------------------------------------------------


def pot_path(root: Path) -> Path:
    """The template with every sentence in English."""
    return root / "i18n" / f"{DOMAIN}.pot"


def po_path(root: Path, language: str) -> Path:
    """The catalogue of one language."""
    return root / "i18n" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def _text_of(catalogue: Catalog) -> bytes:
    """The catalogue as a file without dates, generators and line numbers, sorted by sentence."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, sort_output=True, include_lineno=False)
    idle = (
        rb'^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date'
        rb"|Generated-By|Last-Translator|Language-Team): "
    )
    lines = buffer.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not re.match(idle, line))


def _write(path: Path, content: bytes) -> bool:
    """Write a file whole or not at all; False when it already had this content."""
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(name, 0o644)
    os.replace(name, path)
    return True


def _read(path: Path, language: str | None = None) -> Catalog:
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def _empty(language: str | None) -> Catalog:
    catalogue = Catalog(
        locale=language, project="CareFacilitator", version="1", fuzzy=False,
        header_comment=f"# CareFacilitator: {language or 'every sentence, in English'}",
    )  # fmt: skip
    if language:
        count, rule = PLURALS[language]
        catalogue._num_plurals, catalogue._plural_expr = count, rule  # type: ignore[assignment]  # noqa: SLF001
    return catalogue


# --- extract and update --------------------------------------------------------------------------


def collect(root: Path) -> Catalog:
    """Every sentence of the program, from its source and from the shown parts of the vocabulary."""
    catalogue = _empty(None)
    for path in sorted((root / DOMAIN).rglob("*.py")):
        found = extract_from_file("python", path, keywords=KEYWORDS)
        for _line, text, comments, _context in found:
            place = path.relative_to(root).as_posix()
            catalogue.add(text, locations=[(place, 0)], auto_comments=comments)
    vocabulary = root / "resources" / "vocabulary.yaml"
    for text in _definitions(vocabulary) if vocabulary.exists() else ():
        catalogue.add(text, locations=[(vocabulary.relative_to(root).as_posix(), 0)])
    return catalogue


def _definitions(path: Path) -> Iterator[str]:
    document = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    for name in TOLD_LISTS:
        for entry in document[name]["items"].values():
            if "def" in entry and not re.match(r"S\d:", entry["def"]):
                yield entry["def"]


def extract(root: Path) -> int:
    """Write the template."""
    catalogue = collect(root)
    fresh = _write(pot_path(root), _text_of(catalogue))
    _tell(f"{len(catalogue)} sentences, {'written' if fresh else 'unchanged'}")
    return 0


def update(root: Path, languages: Iterable[str], prune: bool) -> int:
    """Merge the template into the languages; a sentence that comes back finds its translation."""
    template = _read(pot_path(root))
    for language in languages:
        old = _read(po_path(root, language), language)
        known = _sentences((*old.obsolete.values(), *old))
        new = _empty(language)
        for text, message in _sentences(template).items():
            kept = known.pop(text, None)
            new.add(text, kept.string if kept else _blank(text, language), message.locations)
        if not prune:
            new.obsolete.update({text: m for text, m in known.items() if _is_whole(m)})
        _write(po_path(root, language), _text_of(new))
        left = sum(1 for m in _sentences(new).values() if not _is_whole(m))
        _tell(f"{language}: {len(new)} sentences, {left} to translate")
    return 0


def _blank(text: Id, language: str) -> str | tuple[str, ...]:
    return "" if isinstance(text, str) else ("",) * len(PLURAL_NAMES[language])


def _sentences(messages: Iterable[Message]) -> dict[Id, Message]:
    """The messages by sentence, without the header."""
    return {cast("Id", message.id): message for message in messages if message.id}


def _forms(message: Message) -> tuple[str, ...]:
    value = message.string or ""
    return (value,) if isinstance(value, str) else tuple(value)


def _is_whole(message: Message) -> bool:
    return all(_forms(message)) and not message.fuzzy


# --- compile -------------------------------------------------------------------------------------


def compile_all(root: Path, languages: Iterable[str]) -> int:
    """Write the .mo files; those newer than their catalogue stay."""
    for language in languages:
        source = po_path(root, language)
        target = source.with_suffix(".mo")
        if not source.exists():
            raise Refused(f"there is no {source}")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        catalogue = _read(source, language)
        buffer = io.BytesIO()
        write_mo(buffer, catalogue)
        if not _write(target, buffer.getvalue()):
            os.utime(target)
    compile_vocabulary(root)
    return 0


def compile_vocabulary(root: Path) -> None:
    """Write the vocabulary as JSON beside the catalogues, so that the program starts faster."""
    source = root / "resources" / "vocabulary.yaml"
    if not source.exists():
        return
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from carefacilitator.model.records import vocabulary

    told = vocabulary.compiled(source.read_bytes())
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    _write(root / "i18n" / vocabulary.COMPILED, text.encode())


# --- check ---------------------------------------------------------------------------------------


def check(root: Path, languages: Iterable[str]) -> int:
    """Say everything that is wrong with the catalogues; 1 if anything is."""
    problems = []
    template = collect(root)
    path = pot_path(root)
    if not path.exists() or path.read_bytes() != _text_of(template):
        problems.append("the template is not what the source says: run extract, then update")
    for language in languages:
        catalogue = _read(po_path(root, language), language)
        wanted, there = _sentences(template), _sentences(catalogue)
        for text in wanted.keys() - there.keys():
            problems.append(f"{language}: not in the catalogue: {_first(text)!r}")
        for text in there.keys() - wanted.keys():
            problems.append(f"{language}: no longer said: {_first(text)!r}")
        if (catalogue.num_plurals, catalogue.plural_expr) != PLURALS[language]:
            problems.append(f"{language}: another plural rule: {catalogue.plural_forms}")
        for text, message in there.items():
            for fault in faults(language, text, _forms(message), message.fuzzy):
                problems.append(f"{language}: {_first(text)!r}: {fault}")
    for problem in sorted(problems):
        _tell(problem)
    if not problems:
        _tell(f"{len(template)} sentences, every language complete")
    return 1 if problems else 0


def _first(text: Id) -> str:
    return text if isinstance(text, str) else text[0]


def faults(language: str, text: Id, forms: tuple[str, ...], fuzzy: bool = False) -> list[str]:
    """What is wrong with one translation; nothing when it can be used."""
    found = ["marked as doubtful"] if fuzzy else []
    wanted_forms = 1 if isinstance(text, str) else len(PLURAL_NAMES[language])
    if len(forms) != wanted_forms:
        return [*found, f"{len(forms)} forms, the language has {wanted_forms}"]
    if not all(form.strip() for form in forms):
        return [*found, "not translated"]
    english = text if isinstance(text, str) else text[1]
    for number, form in enumerate(forms):
        said = () if isinstance(text, str) else COUNT_IS_SAID.get(language, ())
        found += _form_faults(english, form, number in said)
        if language == "fr":
            found += _french_faults(form)
        if language == "ar" and not re.search("[\u0600-\u06ff]", form) and _has_words(english):
            found.append("no Arabic in it")
    return found


def _has_words(text: str) -> bool:
    return bool(re.search(r"[A-Za-z]{3}[^.]*[a-z]", re.sub(r"\{\w*\}", "", text)))


def _form_faults(english: str, form: str, may_drop_n: bool) -> Iterator[str]:
    try:
        there = placeholders(form)
    except ValueError as error:
        yield f"cannot be filled in: {error}"
        return
    wanted = placeholders(english)
    if there != wanted and not (may_drop_n and there == [p for p in wanted if p != "n"]):
        yield f"placeholders {there}, English has {wanted}"
    if form != form.strip() and english == english.strip():
        yield "begins or ends with a space"
    if "\n" in form and "\n" not in english:
        yield "breaks the line"


def placeholders(text: str) -> list[str]:
    """The placeholders of a sentence, sorted; each counts as often as it stands there."""
    fields = string.Formatter().parse(text)
    return sorted(
        name + (f":{form}" if form else "") for _, name, form, _ in fields if name is not None
    )


def _french_faults(form: str) -> Iterator[str]:
    if french_spaces(form) != form:
        yield f"needs no-break spaces: {french_spaces(form)!r}"


def french_spaces(text: str) -> str:
    """The sentence with the no-break spaces that French wants before : ; ? ! and inside « »."""
    text = re.sub(rf"(?<=[^\s{_NBSP}?!…])[ ]*([?!;»])(?![\w=/&])", "\u00a0\\1", text)
    text = re.sub(rf"(?<=[^\s{_NBSP}:])[ ]*:(?=\s|$)", "\u00a0:", text)
    return re.sub(rf"«[ ]*(?![{_NBSP}])", "«\u00a0", text)


# --- help to translate ---------------------------------------------------------------------------


def missing(root: Path, language: str, form: str) -> int:
    """Print what is not translated: as text, or as JSON to fill in."""
    todo: dict[str, object] = {}
    for text, message in _sentences(_read(po_path(root, language), language)).items():
        if not _is_whole(message):
            todo[_first(text)] = _to_fill(text, language)
    if form == "json":
        _tell(json.dumps(todo, ensure_ascii=False, indent=1))
    else:
        for sentence in todo:
            _tell(sentence)
    return 0


def _to_fill(text: Id, language: str) -> object:
    if isinstance(text, str):
        return ""
    names = PLURAL_NAMES[language]
    return {"plural": text[1], "order": list(names), "forms": [""] * len(names)}


def fill(root: Path, language: str, file: Path) -> int:
    """Take translations from a JSON file; those with a fault are told and left out."""
    try:
        given = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise Refused(f"{file.name} cannot be read: {error}") from error
    if not isinstance(given, dict):
        raise Refused(f"{file.name} is not a table of sentences")
    catalogue = _read(po_path(root, language), language)
    known = {_first(text): (text, message) for text, message in _sentences(catalogue).items()}
    refused = taken = 0
    for first, value in given.items():
        forms = _given_forms(value, language)
        if forms is not None and not any(forms):
            continue  # left open by the translator
        text, message = known.get(first, (first, None))
        problems = ["no such sentence"] if message is None else ["not a translation"]
        if message is not None and forms is not None:
            problems = faults(language, text, forms)
        if problems or message is None or forms is None:
            refused += 1
            _tell(f"{language}: {first!r}: {'; '.join(problems)}")
            continue
        message.string = forms[0] if isinstance(text, str) else forms
        message.flags.discard("fuzzy")
        taken += 1
    _write(po_path(root, language), _text_of(catalogue))
    _tell(f"{language}: {taken} taken, {refused} refused")
    return 1 if refused else 0


def _given_forms(value: object, language: str) -> tuple[str, ...] | None:
    if isinstance(value, dict):
        value = value.get("forms")
    forms = (value,) if isinstance(value, str) else value
    if not isinstance(forms, list | tuple) or not all(isinstance(form, str) for form in forms):
        return None
    return tuple(french_spaces(form) if language == "fr" else form for form in forms)


if __name__ == "__main__":
    sys.exit(main())
