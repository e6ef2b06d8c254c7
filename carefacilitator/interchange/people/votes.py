"""Let the values of a column say whether it can be what its heading promises.

Headings guess, values vote: telephones have 7 to 15 digits (ITU-T E.164), names have letters,
addresses have an at sign, and a place is no status. What a vote takes away is told, and a person
may still choose it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from carefacilitator.model.text.folding import fold

PHONE_DIGITS = (7, 15)
_SURE = 0.9
_STATUS = re.compile(
    r"(?:not |no |non |nao |غير |لم )?(?:confirm\w*|cancel\w*|pendi\w*|pending|attend(?:ed|ing)|"
    r"asisti\w*|registered|registrad[oa]s?|inscrit[oa]?e?s?|withdrawn|no ?show|approved|"
    r"aprobad[oa]s?|approuvee?s?|aprovad[oa]s?|rejected|rechazad[oa]s?|rejetee?s?|refusee?s?|"
    r"recusad[oa]s?|paid|unpaid|pagad[oa]s?|paye?e?s?|completed?|completad[oa]s?|waitlist(?:ed)?|"
    r"waiting|en attente|en espera|em espera|lista de espera|annulee?s?|anulad[oa]s?|active|"
    r"activ[oa]s?|inactiv[oa]s?|invited|invitad[oa]s?|invitee?s?|convidad[oa]s?|accept\w*|"
    r"acept[oa]\w*|declin\w*|valid(?:e|ee|ated|ado|ada)|present\w*|absent\w*|ausente|submitted|"
    r"draft|مؤكد\w*|موكد\w*|ملغ\w*|معلق\w*|حاضر\w*|غايب\w*|مقبول\w*|مرفوض\w*|مسجل\w*)"
)
_YES_NO = frozenset(
    (
        "yes", "no", "y", "n", "si", "oui", "non", "sim", "nao", "true", "false", "vrai", "faux",
        "verdadero", "falso", "نعم", "لا", "1", "0", "x",
    )
)  # fmt: skip
_ANSWERS = frozenset(one for one in _YES_NO if len(one) > 1)
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}.*|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}.*")
_WEB = re.compile(r"(?:https?://|www\.)\S+")
_ENDS_NUMBER = re.compile(r"[/;,|]| y | et | ou | e | o | و |\bext\b|\bx\d")
_ORGANISATION = re.compile(
    r"(?:la |el |les? |the |o |a |l )?(?:cooperativ|co ?op\b|asociaci|associa|red |rede |reseau|"
    r"colectiv|collectif|coletivo|grupo |groupe|union |sindicat|syndicat|ong |ngo |fundaci|"
    r"fondation|fundacao|instituto? |ministeri|ministere|tienda|centro |club |جمعيه|تعاونيه|"
    r"موسسه|منظمه|شبكه|نقابه)"
)


def fits(field: str, confidence: float, values: Sequence[str]) -> bool:
    """Whether a column with these values (without empty ones) can be this field."""
    vote = _VOTES.get("part" if field.endswith("_name") else field)
    return vote is None or not values or bool(vote(values, confidence))


def share(found: Callable[[str], object], values: Sequence[str]) -> float:
    """The share of values for which something is found; 0 where there are none."""
    return sum(bool(found(value)) for value in values) / len(values) if values else 0.0


def distinct(values: Sequence[str]) -> float:
    """How little the values repeat: 1 where each is there once."""
    return len({fold(value) for value in values}) / len(values) if values else 0.0


def is_phone(text: str) -> bool:
    """Whether a cell holds a telephone number, the first one where there are several."""
    if "@" in text or _DATE.fullmatch(text.strip()):
        return False
    first: str = _ENDS_NUMBER.split(fold(text).strip())[0]
    digits = sum(char.isdecimal() for char in first)
    return PHONE_DIGITS[0] <= digits <= PHONE_DIGITS[1]


def is_status(text: str) -> bool:
    """Whether a cell says how far a registration came: “Cancelada”, “confirmé”."""
    return bool(_STATUS.fullmatch(" ".join(re.sub(r"[\W_]+", " ", fold(text)).split())))


def is_name(text: str) -> bool:
    """Whether a cell can be somebody's name at all."""
    text = text.strip()
    if not any(map(str.isalpha, text)) or "@" in text or _WEB.match(text):
        return False
    if fold(text) in _YES_NO or is_status(text):
        return False
    return sum(map(str.isdecimal, text)) <= sum(map(str.isalnum, text)) / 2 + 3


def is_organisation(text: str) -> bool:
    """Whether a cell begins like the name of an organisation."""
    return bool(_ORGANISATION.match(fold(text)))


def _names(values: Sequence[str], _confidence: float) -> bool:
    return share(is_name, values) >= 0.5


def _parts(values: Sequence[str], _confidence: float) -> bool:
    """Somebody may go by a number as her last name; by an address or a status nobody does."""
    wrong = sum("@" in value or is_status(value) or fold(value) in _ANSWERS for value in values)
    return wrong * 2 < len(values)


def _phones(values: Sequence[str], confidence: float) -> bool:
    """A sure column may hold extensions and slips; “no tiene” speaks for neither."""
    told = [value for value in values if any(map(str.isdecimal, value))]
    if confidence >= _SURE:
        return bool(share(_like_phone, told)) or not share(_is_label, values)
    return share(_like_phone, told) >= 0.5


def _like_phone(text: str) -> bool:
    if is_phone(text):
        return True
    digits = sum(map(str.isdecimal, text))
    plain = not any(map(str.isalpha, text)) and not _DATE.fullmatch(text.strip())
    return bool(plain and 3 <= digits < PHONE_DIGITS[0])


def _is_label(text: str) -> bool:
    return fold(text).strip("* ") in _LABELS


_LABELS = frozenset(
    (
        "mobile", "home", "work", "other", "main", "cell", "casa", "trabajo", "movil", "celular",
        "otro", "principal", "domicile", "travail", "bureau", "portable", "autre", "trabalho",
        "outro", "residencia", "المنزل", "العمل", "جوال", "اخري", "محمول",
    )
)  # fmt: skip


def _addresses(values: Sequence[str], confidence: float) -> bool:
    told = share(lambda value: "@" in value, values)
    return told > 0 or (confidence >= _SURE and not share(_is_label, values))


def _places(values: Sequence[str], _confidence: float) -> bool:
    return share(is_status, values) < 0.5


def _organisations(values: Sequence[str], confidence: float) -> bool:
    answers = share(lambda value: fold(value) in _YES_NO, values)
    return confidence >= _SURE or (answers <= 0.5 and share(str.isdecimal, values) <= 0.5)


_VOTES: dict[str, Callable[[Sequence[str], float], bool]] = {
    "name": _names,
    "name_used": _names,
    "part": _parts,
    "phone": _phones,
    "email": _addresses,
    "locality": _places,
    "country": _places,
    "organization": _organisations,
}
