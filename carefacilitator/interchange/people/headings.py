"""Recognise what one column heading asks for, in five languages and in the names that forms give.

Headings are read as people and programs write them: “Nom et prénom(s) *”, “3. ¿Cuál es su edad?”,
``respondent/full_name`` (Kobo), ``respondent-full_name`` (ODK), ``fullName``. What is never taken
without being asked (coordinates, network addresses, devices, passwords, numbers of documents, dates
of birth, children's and other people's names) is recognised too, so that a person can be told.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from carefacilitator.interchange.people import consent_headings, name_words
from carefacilitator.interchange.people import question_words as questions
from carefacilitator.interchange.people.heading_words import HEADINGS
from carefacilitator.interchange.tables.plain_text import plain as plain
from carefacilitator.model.records.vocabulary import vocabulary

NAMES = ("name", "name_used", "first_name", "middle_name", "last_name")
"""The fields that hold people's names or parts of them."""
WEAK = 0.3
"""How sure a heading is a participant's name that may be somebody else's: “Nombre de la líder”."""
SORTED = 0.4
"""How sure “Sort name” is the name as it is written."""
_LONGEST = 400
_MACHINE = re.compile(r"[A-Za-z_][\w.:\[\]/-]*")
_REPEAT = re.compile(r"\[\d+\]|_parent_|/\d+/")
_NUMBERING = re.compile(r"^\s*(?:[qQpP]?\d{1,3}\s*[.):-]|[a-zA-Z]\))\s*")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_GENERAL = frozenset(
    (
        "consent", "informed consent", "consentimiento", "consentimiento informado", "consentement",
        "consentement eclaire", "consentimento", "consentimento livre e esclarecido", "الموافقه",
        "موافقه", "code", "codigo", "title", "contact", "contacto", "contato",
    )
)  # fmt: skip
"""Headings of one word that may mean several things: taken, but not with confidence."""
_PREFIXES = re.compile(
    r"^(?:(?:(?:your|participant|person|respondent|attendee|att|resp|grp|group|wg|q) ?\d*"
    r"|[a-z]{1,2} ?\d{1,3}) )+"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PERSON = frozenset(("person", "persona", "personne", "pessoa"))
_TOGETHER = (("share_secretariat", "store"), ("photo", "audio_video"))
"""Purposes that one question often asks for at once."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading asks for.

    ``field`` is empty where the column is recognised and left out, for ``reason``; otherwise
    ``reason`` says how it was recognised: ``heading``, ``machine_name`` or ``question``. ``also``
    are further consent fields that the same question asks for. ``confidence`` is between 0 and 1.
    """

    field: str
    confidence: float
    reason: str
    also: tuple[str, ...] = ()

    @property
    def left_out(self) -> bool:
        """Whether the column is recognised and not taken."""
        return not self.field


def is_whole(text: str, wanted: tuple[str, ...]) -> bool:
    """Whether a cell is, word for word, a heading of one of these fields."""
    found = _whole(plain(text))
    return found is not None and found.field in wanted


def is_known(text: str) -> bool:
    """Whether a cell reads like a heading, rather than like an answer with a similar word in it."""
    heading = recognise(text)
    return heading is not None and (heading.confidence >= 0.8 or "?" in text or "؟" in text)


@functools.lru_cache(maxsize=4096)
def recognise(text: str) -> Heading | None:
    """What the heading asks for, or None where nothing in it is known."""
    text = _NUMBERING.sub("", text.strip())
    if not text or len(text) > _LONGEST:
        return None
    side = consent_headings.side(text)
    if side is not None:  # “Question / Yes”: the column is about the question
        found = recognise(side.question)
        if found is not None and found.field.startswith("consent_"):
            return found
    if text.endswith("#") and len(text) > 1:  # “Attendee #”
        text = f"{text[:-1]} number"
    machine = bool(_MACHINE.fullmatch(text))
    if machine and _REPEAT.search(text):
        return Heading("", 0.9, "repeated_group")
    words = plain(_CAMEL.sub(" ", text) if machine else text)
    left = _left_out(words, text, machine)
    if left:
        return Heading("", 0.9, left)
    if re.search(name_words.LABELS, words):
        return None
    return (
        _whole(words)
        or _consent(words)
        or _difficulty(words)
        or (_last_segment(text) if machine else _below_group(text))
        or _name_of_others(words)
        or _part(words)
        or _whole(plain(_BRACKETS.sub(" ", text)))
        or _name(words)
        or _consent(words, maybe=True)
    )


def _left_out(words: str, text: str, machine: bool) -> str:
    segments = text.split("/")[:-1] if machine else []
    if any(re.search(questions.CHILD_GROUPS, plain(segment)) for segment in segments):
        return "child"
    for reason, pattern in _compiled(questions.LEFT_OUT):
        if pattern.search(words) or (segments and pattern.search(plain(text.split("/")[-1]))):
            return reason
    return ""


def _whole(words: str) -> Heading | None:
    if words in _PERSON:
        return Heading("name", 0.5, "heading")
    field = _headings().get(words)
    if not field:
        return None
    general = words in _GENERAL
    return Heading(field, 0.6 if general else 1.0, "heading")


def _consent(words: str, maybe: bool = False) -> Heading | None:
    asked = consent_headings.may_ask(words) if maybe else consent_headings.asked(words)
    if asked is None:
        return None
    if asked.negative:
        return Heading("", 0.9, "negative_question")
    found = asked.purposes
    also = {f"consent_{b}" for a, b in _TOGETHER if found[0] == a and b in found}
    if consent_headings.STORE in found[1:]:  # whoever says no to the whole is not stored
        also.add("consent_store")
    return Heading(f"consent_{found[0]}", asked.confidence, "question", tuple(sorted(also)))


def _difficulty(words: str) -> Heading | None:
    if re.search(questions.DIFFICULTY, words):
        for field, pattern in _compiled(questions.SENSES):
            if pattern.search(words):
                return Heading(field, 0.9, "question")
    return None


def _last_segment(text: str) -> Heading | None:
    """``respondent/full_name`` and ``respondent-full_name`` end in what they ask for."""
    for mark in ("/", "-", ".", ":"):
        last = text.rpartition(mark)[2] if mark in text else ""
        found = _whole(plain(_CAMEL.sub(" ", last))) if last else None
        if found:
            return _in_group(found, plain(_CAMEL.sub(" ", text.rpartition(mark)[0])))
    trimmed = _whole(_PREFIXES.sub("", plain(_CAMEL.sub(" ", text))))
    return trimmed and Heading(trimmed.field, min(trimmed.confidence, 0.85), "machine_name")


def _in_group(found: Heading, group: str) -> Heading:
    """What a question asks for, given the group of questions that it stands in."""
    confidence = min(found.confidence, 0.9)
    if found.field in NAMES:
        if re.search(name_words.ORGANISATION, group):
            return Heading("organization", 0.6, "machine_name")
        if re.search(name_words.SOMEBODY_ELSE, group) or re.search(name_words.IN_A_GROUP_OF, group):
            confidence = WEAK
    return Heading(found.field, confidence, "machine_name")


def _below_group(text: str) -> Heading | None:
    """“Datos del taller/Nombre completo”: forms may put a group's label before a question's."""
    group, _, question = text.rpartition("/")
    if not group or group.endswith(" ") or question.startswith(" "):
        return None
    if _whole(plain(group)) or _part(plain(group)):
        return None  # “Company/Organisation” are two words for the same
    return _whole(plain(question))


def _part(words: str) -> Heading | None:
    for field, pattern in _compiled(questions.PARTS):
        if pattern.search(words):
            return Heading(field, 0.7, "question")
    return None


def _name_of_others(words: str) -> Heading | None:
    """“Nombre de tu cooperativa”, “Nom de la présidente de l’association”."""
    if not re.search(name_words.ASKS_A_NAME, words):
        return None
    group = re.search(f"{name_words.GROUP}|{name_words.ORGANISATION}", words)
    other = re.search(name_words.SOMEBODY_ELSE, words)
    if other and (group is None or other.start() < group.start()):
        return Heading("name", WEAK, "question")
    if group is None or re.search(name_words.CHANNEL, words):
        return None
    return Heading("organization", 0.7, "question") if re.search(name_words.GROUP, words) else None


def _name(words: str) -> Heading | None:
    if not re.search(questions.NAME_PARTS, words) or re.search(questions.NOT_A_PERSON, words):
        return None
    if re.search(name_words.NOT_A_PERSON, words):
        return None
    if re.search(r"\bsort\b", words):
        return Heading("name", SORTED, "question")
    if re.search(name_words.MIDDLE_NAME, words) and "first" not in words:
        return Heading("middle_name", 0.7, "question")
    rest = re.sub(f"{questions.FIRST_NAME}|{questions.LAST_NAME}", " ", words)
    if re.search(r"\bfirst\b.*\blast\b|\blast\b.*\bfirst\b", words):
        return Heading("name", 0.7, "question")
    first = bool(re.search(questions.FIRST_NAME, words))
    last = bool(re.search(questions.LAST_NAME, words))
    if first == last or re.search(questions.NAME_PARTS, rest):
        return Heading("name", 0.7, "question")
    return Heading("first_name" if first else "last_name", 0.7, "question")


@functools.cache
def _headings() -> dict[str, str]:
    """Folded heading → field."""
    found = {
        plain(heading): field for field, all_ in HEADINGS.items() for heading in all_.split("|")
    }
    words = vocabulary()
    lists = (
        ("attendance_field", HEADINGS.keys(), ""),
        ("consent_item", words.keys("consent_item"), "consent_"),
        ("washington_group_short_set.questions", HEADINGS.keys(), ""),
    )
    for name, wanted, prefix in lists:
        for key in words.keys(name):
            if key in wanted:
                found[plain(prefix + key)] = prefix + key
                for language in ("en", "es", "fr", "pt", "ar"):
                    found[plain(words.label(name, key, language))] = prefix + key
    return found


@functools.cache
def _compiled(
    patterns: tuple[tuple[str, str], ...],
) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((field, re.compile(pattern)) for field, pattern in patterns)


@dataclass(frozen=True, slots=True)
class Column:
    """What one column is taken for.

    ``field`` is empty where nothing is taken; then ``reason`` says what such a heading asks for
    (:func:`recognise`), or is ``duplicate``, ``not_fitting`` (the values say otherwise),
    ``unknown`` or ``chosen`` (a person decided). ``also`` are consent fields that the same answer
    gives.
    """

    index: int
    header: str
    field: str
    confidence: float
    reason: str
    also: tuple[str, ...] = ()
