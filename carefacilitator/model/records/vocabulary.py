"""The words of the field: keys that are stored, labels in five languages that are shown.

``resources/vocabulary.yaml`` is read once, when first asked for. Lists are named as in that file;
the lists nested in another are named with a dot: ``lesson_kind.review_status``,
``washington_group_short_set.questions``. Every list also accepts the keys of ``common`` (other,
not recorded, …). Definitions are in English; say them through the catalogues.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from carefacilitator import paths
from carefacilitator.errors import OurBug, Refusal
from carefacilitator.i18n import LANGUAGES
from carefacilitator.model.text.folding import fold

COMMON = "common"
_R_LETTERS = {"recognize": "C", "reduce": "D", "redistribute": "S", "reward": "M", "represent": "P"}
_R_LETTERS_AR = {
    "recognize": "ع",
    "reduce": "ق",
    "redistribute": "ز",
    "reward": "ج",
    "represent": "م",
}
# The source documents call the five Rs by their nouns, too, and the fourth by three names.
_ALIASES: dict[tuple[str, str], str] = {
    ("five_r", "recognize"): "recognise, recognition, reconocimiento, reconnaissance,"
    " reconhecimento, اعتراف",
    ("five_r", "reduce"): "reduction, reducción, réduction, redução, تقليص, الحد من",
    ("five_r", "redistribute"): "redistribution, redistribución, redistribuição, التوزيع",
    ("five_r", "reward"): "remunerate, remuneration, remuneración, rémunération, remuneração,"
    " rétribution, recompensa, récompense, الأجر, مكافأة",
    ("consent_method", "spoken"): "oral, verbal, oralmente, de palabra, verbalement, شفوية",
    ("five_r", "represent"): "representation, representación, représenter, représentation,"
    " representação, تمثيل",
}
_OWN: dict[tuple[str, str], dict[str, Any]] = {
    ("consent_method", "spoken"): {
        "en": "Spoken, without a witness",
        "es": "De palabra, sin testigo",
        "fr": "De vive voix, sans témoin",
        "pt": "Falado, sem testemunha",
        "ar": "شفوية دون شاهد",
    }
}
"""Entries that the field's lists lack, with our own words for them."""
_OWN_BEFORE = {("consent_method", "spoken"): "oral_witness"}
_PARENTHESIS = re.compile(r"\s*\(([^()]*)\)\s*$")
_GENDERED = re.compile(r"(\w+)[/·](\w{1,2})\b")


class UnknownKey(Refusal):
    """The list ``list`` has no entry ``key``."""

    code = "unknown_key"


@dataclass(frozen=True, slots=True)
class VocabularyEntry:
    """One entry of a list: its labels by language and what else the vocabulary says of it."""

    labels: Mapping[str, str]
    definition: str = ""
    parent: str | None = None
    unsure: frozenset[str] = frozenset()
    aliases: tuple[str, ...] = ()
    attributes: Mapping[str, object] = field(default_factory=dict)


class Vocabulary:
    """All lists of the field, read-only. An unknown list is a bug; an unknown key is kept as it is.

    Unknown keys reach us from newer programs and must be shown, not refused: they are told in plain
    words made from the key.
    """

    def __init__(
        self,
        lists: Mapping[str, Mapping[str, VocabularyEntry]],
        titles: Mapping[str, Mapping[str, str]],
        mappings: Mapping[str, Mapping[str, tuple[str, ...]]],
    ) -> None:
        self._lists = lists
        self._titles = titles
        self._mappings = mappings
        self._found: dict[str, dict[str, str | None]] = {}

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of all lists."""
        return tuple(self._lists)

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of a list, in the order in which they are shown."""
        return tuple(self._list(name))

    def has(self, name: str, key: str) -> bool:
        """Whether the list, or ``common``, knows the key."""
        return self._entry(name, key) is not None

    def require(self, name: str, key: str) -> str:
        """Give back ``key``, or raise :class:`UnknownKey`."""
        if not self.has(name, key):
            raise UnknownKey(list=name, key=key)
        return key

    def label(self, name: str, key: str, language: str) -> str:
        """The label to show; English where the language has none, plain words for unknown keys."""
        entry = self._entry(name, key)
        if entry is None:
            return key.replace("_", " ")
        return entry.labels.get(language) or entry.labels["en"]

    def short(self, name: str, key: str, language: str) -> str:
        """The label without a trailing remark in parentheses."""
        label = self.label(name, key, language)
        return _PARENTHESIS.sub("", label) or label

    def options(self, name: str, language: str, *, short: bool = False) -> list[tuple[str, str]]:
        """The keys of a list with their labels (:meth:`label` or :meth:`short`), as one chooses."""
        told = self.short if short else self.label
        return [(key, told(name, key, language)) for key in self.keys(name)]

    def definition(self, name: str, key: str) -> str:
        """One English line that explains the entry, or an empty text."""
        entry = self._entry(name, key)
        return entry.definition if entry else ""

    def parent(self, name: str, key: str) -> str | None:
        """The entry inside which this one is counted, if any."""
        entry = self._entry(name, key)
        return entry.parent if entry else None

    def flag(self, name: str, key: str, flag: str) -> bool:
        """A yes-or-no property: ``break`` or ``group`` of a session, ``short`` of a section."""
        return self.attribute(name, key, flag) is True

    def attribute(self, name: str, key: str, attribute: str) -> object:
        """Another property (``order``, ``handling``, ``applies_to``), or None."""
        entry = self._entry(name, key)
        return entry.attributes.get(attribute) if entry else None

    def unsure(self, name: str, key: str, language: str) -> bool:
        """Whether a speaker of the language should still check this label."""
        entry = self._entry(name, key)
        return entry is not None and language in entry.unsure

    def title(self, name: str, language: str) -> str:
        """The title of a whole list (``five_r``, ``rabat_theme``), or an empty text."""
        self._list(name)
        titles = self._titles.get(name, {})
        return titles.get(language) or titles.get("en", "")

    def mapping(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """Other people's groups of our keys: ``stakeholder_category.generation_equality_map``."""
        try:
            return self._mappings[name]
        except KeyError:
            raise OurBug(list=name) from None

    def find(self, name: str, text: str) -> str | None:
        """The key a person meant by ``text``: a key, a label in any language or another name of it.

        Accents, case and Arabic letter variants do not matter. Keys of ``common`` are found last.
        None when nothing fits or when two keys fit equally well.
        """
        wanted = fold(text)
        found = self._index(name).get(wanted)
        if found is None and name != COMMON and wanted not in self._index(name):
            found = self._index(COMMON).get(wanted)
        return found

    def _list(self, name: str) -> Mapping[str, VocabularyEntry]:
        try:
            return self._lists[name]
        except KeyError:
            raise OurBug(list=name) from None

    def _entry(self, name: str, key: str) -> VocabularyEntry | None:
        return self._list(name).get(key) or self._lists[COMMON].get(key)

    def _index(self, name: str) -> dict[str, str | None]:
        index = self._found.get(name)
        if index is None:
            index = self._found[name] = _index_of(self._list(name))
        return index


def r_letter(code: str, language: str) -> str:
    """The letter that stands for one of the five Rs, taken from inside its word; else nothing."""
    return (_R_LETTERS_AR if language == "ar" else _R_LETTERS).get(code, "")


@functools.cache
def vocabulary() -> Vocabulary:
    """The vocabulary that comes with the program, read when first asked for (about 30 ms)."""
    return load(paths.resources() / "vocabulary.yaml")


COMPILED = "vocabulary.json"
"""Made beside the catalogues by ``packaging/catalogues.py compile``; never edited, never needed."""


def compiled(source: bytes) -> dict[str, Any]:
    """What :data:`COMPILED` holds for a vocabulary file: its digest and its content."""
    return {"digest": hashlib.sha256(source).hexdigest(), "document": _parsed(source)}


def _document(source: bytes) -> dict[str, Any]:
    """The content of a vocabulary file; reading JSON takes a tenth of the time of reading YAML."""
    ready = paths.translations() / COMPILED
    try:
        told = json.loads(ready.read_bytes())
        if told["digest"] == hashlib.sha256(source).hexdigest():
            return dict(told["document"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # not compiled, or of another vocabulary: the source itself is read
    return _parsed(source)


def _parsed(source: bytes) -> dict[str, Any]:
    import yaml

    return dict(yaml.load(source, Loader=yaml.CSafeLoader))


def load(path: Path) -> Vocabulary:
    """Read a vocabulary file."""
    document = _document(path.read_bytes())
    lists: dict[str, dict[str, VocabularyEntry]] = {}
    titles: dict[str, dict[str, str]] = {}
    mappings: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, content in document.items():
        if name in ("meta", "locale_notes"):
            continue
        for part, value in content.items():
            full = name if part == "items" else f"{name}.{part}"
            if not isinstance(value, dict):
                continue
            if "en" in value:
                titles[name] = {k: v for k, v in value.items() if k in LANGUAGES}
            elif all(isinstance(entry, dict) for entry in value.values()):
                lists[full] = {key: _read_entry(full, key, e) for key, e in value.items()}
            else:
                mappings[full] = {key: tuple(keys) for key, keys in value.items()}
    _add_own(lists)
    return Vocabulary(lists, titles, mappings)


def _add_own(lists: dict[str, dict[str, VocabularyEntry]]) -> None:
    """Put our own entries into their places, unless the file has learned them meanwhile."""
    for (name, key), labels in _OWN.items():
        found = lists.get(name, {})
        if found and key not in found:
            own = _read_entry(name, key, labels)
            at = list(found).index(_OWN_BEFORE[name, key])
            entries = list(found.items())
            lists[name] = dict([*entries[:at], (key, own), *entries[at:]])


def _read_entry(name: str, key: str, raw: dict[str, Any]) -> VocabularyEntry:
    known = {*LANGUAGES, "def", "parent", "unsure", "note"}
    # What begins with the mark of a source document (“S3: …”) is a reference, not a definition.
    told = raw.get("def", "")
    definition = "" if re.match(r"S\d:", told) else told
    noted = re.match(r"aliases: ([^.]*)", raw.get("note", ""))
    aliases = ", ".join((noted[1] if noted else "", _ALIASES.get((name, key), "")))
    return VocabularyEntry(
        labels={k: v for k, v in raw.items() if k in LANGUAGES},
        definition=definition,
        parent=raw.get("parent"),
        unsure=frozenset(raw.get("unsure", ())),
        aliases=tuple(alias for part in aliases.split(",") if (alias := part.strip())),
        attributes={k: v for k, v in raw.items() if k not in known},
    )


def _names(key: str, entry: VocabularyEntry) -> Iterator[tuple[int, str]]:
    """All names of an entry with their strength: 0 key, 1 label, 2 part of a label, 3 alias."""
    yield 0, key
    yield 0, key.replace("_", " ")
    for label in entry.labels.values():
        yield 1, label
        short = _PARENTHESIS.sub("", label)
        yield 2, short
        remark = _PARENTHESIS.search(label)
        if remark and " " not in remark[1]:
            yield 3, remark[1]
        for part in short.split(" / "):
            yield 2, part
            for form in _both_forms(part):
                yield 2, form
    for alias in entry.aliases:
        yield 3, alias


def _both_forms(label: str) -> Iterator[str]:
    """Inscrita/o → inscrita, inscrito; Présent·e → present, presente; حاضر/ة → حاضر، حاضره."""
    folded = fold(label)
    if not _GENDERED.search(folded):
        return
    yield _GENDERED.sub(r"\1", folded)
    yield _GENDERED.sub(_other_form, folded)


def _other_form(match: re.Match[str]) -> str:
    word, ending = match.groups()
    swaps = word[-1] in "aeo" and ending[0] in "aeo"
    return (word[:-1] if swaps else word) + str(ending)


def _index_of(entries: Mapping[str, VocabularyEntry]) -> dict[str, str | None]:
    """Folded name → key; the stronger name wins, two equally strong ones cancel each other."""
    strength: dict[str, int] = {}
    index: dict[str, str | None] = {}
    for key, entry in entries.items():
        for rank, text in _names(key, entry):
            folded = fold(text)
            known = strength.get(folded)
            if known is None or rank < known:
                strength[folded], index[folded] = rank, key
            elif rank == known and index[folded] != key:
                index[folded] = None
    index.pop("", None)
    return index
