"""Understand how people answer when they are asked to agree; what is not certain is never a yes.

A yes must be made of known words only. A no is understood by its words, whatever sentence they
stand in. Everything between (conditions, jokes, empty cells, other languages) is not understood,
and a person decides about it.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from carefacilitator.interchange.people import consent_words as words
from carefacilitator.interchange.tables.plain_text import plain
from carefacilitator.model.text.folding import fold

GIVEN, REFUSED, NOT_UNDERSTOOD = "given", "refused", "not_understood"
_YES, _NO, _OPEN, _NOTHING, _BARE_NO = "yes", "no", "open", "nothing", "bare_no"
_BESIDE, _OTHER, _NO_TROUBLE = "beside", "other", "no_trouble"
_CLAUSES = re.compile(r"[,;.!…\n\r،؛:()\[\]/|]+|\s[-\u2010-\u2015]+\s|[\u2013\u2014]")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_QUESTION = re.compile("[?؟¿]")
_UNFILLED = re.compile(r"[\[({]\s*[\])}]|_{2,}|[\u0335-\u0338]")
"""A box or a line that waits to be filled, or letters that are struck out."""
_MIXED = re.compile(words.MIXED_TOGETHER)
_REFUSING = re.compile(rf"(?:{words.REFUSING})")
_REFUSING_PHRASES = re.compile(words.REFUSING_PHRASES)
_SURELY = re.compile(r"\bbien sur\b|\bof course\b|\bsurement\b|\bcom certeza\b")
_NONE_OF = re.compile(r"\b(?:none of|aucune? (?:de|des)|ninguna? de|nenhuma? d[aeo]s?)\b")
_TERMS = re.compile(
    r"\b(?:terms and|terminos y|termos e|termes et) \w+|\b(?:les|las|as|the) condi\w+"
)
_UNCLEAR_PHRASES = re.compile(words.UNCLEAR_PHRASES)
_NOTHING_TOLD = re.compile(words.NOTHING_TOLD)
_GRANTING = re.compile(words.GRANTING)
_NOT_A_NO = re.compile(rf"(?:{words.NOT_A_NO})")
_SHORT_NOT = re.compile(
    r"\b(?:do|does|did|wo|ca|is|are|was|would|should|could|have|has|must|need)n? t\b"
)
_ARABIC_NO = re.compile("لا(?:اوافق|اريد|ارغب|اسمح|اقبل|نوافق|نريد|نقبل)|ما.{2,}ش|[وف]?لا")
_STORE = "store"


@functools.lru_cache(maxsize=2048)
def understood(text: str, purpose: str = _STORE, question: str = "") -> str:
    """``given``, ``refused`` or ``not_understood`` (an empty cell too).

    ``purpose`` is what the column asks for (a key of ``consent_item``), ``question`` its heading: a
    form's check box answers with its own sentence.
    """
    if not text.strip() or fold(text).strip() in _nothings():
        return NOT_UNDERSTOOD
    answer = plain(text)
    repeats = bool(question and answer) and answer == plain(question)
    if repeats and not negated(question) and not _QUESTION.search(text):
        return GIVEN
    said = _said(text, answer, purpose)
    marked = _marked(text)
    if said == _NOTHING and not answer:
        return {_YES: GIVEN, _NO: REFUSED}.get(marked, NOT_UNDERSTOOD)
    if said == _YES and marked in (_YES, _NOTHING):
        return GIVEN
    if said == _NO and marked in (_NO, _NOTHING):
        return REFUSED
    return NOT_UNDERSTOOD


def is_tick(text: str) -> bool:
    """Whether a cell is ticked, where the heading above it says what a tick means."""
    kept = "".join(text.split()).strip("\ufe0e\ufe0f")
    if kept and all(mark in words.TICKS + words.OPEN_MARKS for mark in kept):
        return True
    return plain(text) in ("1", "true", "vrai", "verdadero", "verdadeiro", "selected", "checked")


def negated(text: str) -> bool:
    """Whether a word of negation or of refusing stands in a text."""
    return _is_negative(_words(text)) or bool(_REFUSING_PHRASES.search(_words(text)))


def _words(text: str) -> str:
    return _STRETCHED.sub(r"\1", plain(text))


def _said(text: str, answer: str, purpose: str) -> str:
    """What the words of an answer come to."""
    if not answer:
        return _NOTHING
    if _QUESTION.search(text):
        return _OPEN
    if answer in _alternatives(words.YES_ALONE):
        return _YES
    if answer == "0" or answer in ("false", "faux", "falso", "خطا", "unchecked"):
        return _NO
    found = [_clause(_words(part), purpose) for part in _CLAUSES.split(text)]
    said = {one for one in found if one != _NOTHING}
    if _YES in said and said <= {_YES, _BESIDE, _NO_TROUBLE}:
        return _YES
    if said and said <= {_NO, _BARE_NO}:
        return _NO
    rest = said - {_NO, _BARE_NO}
    # A plain “no” stands, whatever explains it: “No, vivo lejos”; a condition or a yes does not.
    return _NO if _BARE_NO in said and rest <= {_OTHER, _BESIDE} else _OPEN


def _clause(clause: str, purpose: str) -> str:
    clause = _TERMS.sub("terms", clause)
    tokens = clause.split()
    if not tokens or all(token in _thanks() for token in tokens):
        return _NOTHING
    trouble = _no_trouble(clause)
    if trouble is not None:
        return _without_trouble(trouble, purpose)
    if (
        any(token in _set(words.UNCLEAR) for token in tokens)
        or _UNCLEAR_PHRASES.search(clause)
        or _MIXED.fullmatch(clause)
        or _NOTHING_TOLD.fullmatch(clause)
    ):
        return _OPEN
    yes = [token for token in tokens if token.removeprefix("و") in _set(words.YES)]
    if _is_negative(clause):
        return _OPEN if yes else _negative(tokens, clause, purpose)
    if _REFUSING_PHRASES.search(clause) or any(map(_REFUSING.fullmatch, tokens)):
        return _OPEN if yes else _NO
    return _positive(tokens, clause, purpose)


def _no_trouble(clause: str) -> str | None:
    """What stands before “no problem” at the end of a clause; None where it does not end so."""
    for phrase in _alternatives(words.BESIDE_CLAUSES):
        if clause == phrase or clause.endswith(" " + phrase):
            return clause.removesuffix(phrase).strip()
    return None


def _without_trouble(before: str, purpose: str) -> str:
    """“Yes, no problem” is a yes; what is not a yes by itself does not become one."""
    if not before:
        return _NO_TROUBLE
    said = _clause(before, purpose)
    conditional = before.split()[0] == "si"  # “si pas de problème” is French for a condition
    return _YES if said == _YES and not conditional else _OPEN


def _negative(tokens: list[str], clause: str, purpose: str) -> str:
    rest = [token for token in tokens if token not in _thanks()]
    if all(token in _set(words.BARE_NO) for token in rest):
        return _BARE_NO
    open_words = _SURELY.sub(" ", clause).split()
    open_end = any(map(_NOT_A_NO.fullmatch, open_words)) and not _NONE_OF.search(clause)
    if open_end:
        return _OPEN
    if _speaks_of_another(tokens, purpose):
        return _OTHER
    refusing = [at for at, token in enumerate(tokens) if _REFUSING.fullmatch(token)]
    if not refusing:
        return _NO
    before = set(tokens[: refusing[0]])
    said_apart = tokens[0] in ("non", "nope", "never") or tokens[:2] == ["no", "i"]
    return _NO if said_apart or not before & _set(words.TURNING) else _OPEN


def _positive(tokens: list[str], clause: str, purpose: str) -> str:
    if clause in _alternatives(words.YES_ALONE) and clause not in ("1", "y", "s"):
        return _YES
    if purpose == _STORE and _GRANTING.fullmatch(clause):
        return _YES
    sure = _set(words.YES) | _set(words.ASSENT)
    beside = _set(words.BESIDE_YES)
    if purpose == _STORE:
        beside = beside | _set(words.BESIDE_YES_TO_STORING)
    told = [
        token.removeprefix("و") if token.removeprefix("و") in sure else token for token in tokens
    ]
    if any(token in sure for token in told):
        return _YES if all(token in sure or token in beside for token in told) else _OPEN
    return _BESIDE if all(token in beside for token in told) else _OTHER


def _speaks_of_another(tokens: list[str], purpose: str) -> bool:
    """Whether a no is said to something else than what the column asks."""
    return any(
        key != purpose and any(re.fullmatch(pattern, token) for token in tokens)
        for key, pattern in words.OTHER_PURPOSES.items()
    )


def _is_negative(clause: str) -> bool:
    tokens = clause.split()
    return (
        any(token in _set(words.NEGATION) for token in tokens)
        or bool(_SHORT_NOT.search(clause))
        or any(map(_ARABIC_NO.fullmatch, tokens))
    )


def _marked(text: str) -> str:
    """What the marks of an answer say: ticks, crosses, both, something else, or nothing."""
    found = {_OPEN} if _UNFILLED.search(text) else set()
    for char in text:
        if char in words.TICKS:
            found.add(_YES)
        elif char in words.CROSSES:
            found.add(_NO)
        elif char in words.FRIENDLY:
            continue
        elif unicodedata.category(char) in ("So", "Sm", "Sc"):
            found.add(_OPEN)
    if not found:
        return _NOTHING
    return found.pop() if len(found) == 1 else _OPEN


@functools.cache
def _set(listed: str) -> frozenset[str]:
    return frozenset(plain(listed).split())


@functools.cache
def _alternatives(listed: str) -> frozenset[str]:
    return frozenset(plain(one) for one in listed.split("|"))


@functools.cache
def _nothings() -> frozenset[str]:
    return frozenset(fold(one).strip() for one in words.STANDS_FOR_NOTHING.split("|"))


@functools.cache
def _thanks() -> frozenset[str]:
    return _set(
        "thanks thank you very much please gracias muchas por favor merci beaucoup obrigada"
        " obrigado muito شكرا جزيلا لكم لك من فضلك"
    )
