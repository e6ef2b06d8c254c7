"""Tell from a list of the invited or registered who did not come.

Which column says so is found by its heading and by what stands in it: “Estado” may be a place or a
status, and only its values know. What says neither is no evidence: she stays on the list.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from carefacilitator.interchange.people import consent_answers
from carefacilitator.interchange.tables.plain_text import plain

FIELD = "came"
CAME, AWAY, UNSAID = "came", "away", ""

_STATUS = re.compile(
    r"^(?:(?:attendee|participant|registration|order|booking|ticket|invitation|rsvp|guest) )?"
    r"(?:status|state|rsvp)(?: (?:status|state|estado|statut))?$"
    r"|^(?:estado|estatus|situacion|status|statut|etat|situacao)(?: (?:status|state))?"
    r"(?: (?:de |da |do |del |de la |d |de l )?(?:inscri\w*|asist\w*|particip\w*|registro|reserva"
    r"|presenca))?$|^(?:ال)?حاله(?: \w+)?$|^الوضع$"
)
_ATTENDED = re.compile(
    r"\b(?:asisti(?:o|eron|ste|ra)?|asiste|asistencia|attended|attendance|attend|attending|present"
    r"|presente|presence|presencia|presenca|participo|participou|compareceu|comparecio"
    r"|comparecimento|vino|veio|came|est venue?|etait presente?|a (?:assiste|participe)|no show)\b"
    r"|حضر|حضور"
)
_LATER = re.compile(r"\b(?:asistira|will|attending|vendra|viendra|vira|assistera|ira|rsvp)\b|ستحضر")
_CHECK_IN = re.compile(r"\bcheck(?:ed)? ?in\b|\bcheckin\b|\bacreditacion\b|\bcredenciamento\b")
_AWAY = re.compile(
    r"\b(?:cancel\w*|annul\w*|withdr[ae]w\w*|no ?show\w*|absent\w*|ausent\w*|ausencia|declin\w*"
    r"|reject\w*|rechaz\w*|refus\w*|retir[aoe]\w*|desist\w*|falto|faltou|faltante|excus\w*"
    r"|justific\w*|deleted|expired|refunded|dropped(?: out)?|de baja|baja|desinscri\w*|desiste\w*"
    r"|anulad\w*|no asisti\w*|no vino|nao veio|nao compareceu|missed)\b"
    r"|ملغ|الغت|الغي|الغاء|غاب|غايب|انسحب|اعتذر"
)
_TAKES_PART = re.compile(
    r"\b(?:attend\w*|asist\w*|assist\w*|com(?:e|ing|es)|came|vien\w*|vino|vin\w*|venu\w*|veio|vir\w*"
    r"|part\w+|present\w*|presenc\w*|compar\w*|show\w*|going|ira|acud\w*)\b|حضر|تحضر|يحضر|حاضر"
)
_HERE = re.compile(
    r"\b(?:attended|asisti(?:o|eron)|present|presente|presenta|checked in|came|vino|venue?|veio"
    r"|participo|participou|participated|compareceu)\b|حضر|حاضر"
)
_EXPECTED = re.compile(
    r"\b(?:confirm\w*|attend\w*|asist\w*|paid|pagad\w*|pago|paye\w*|complet\w*|register\w*|inscri\w*"
    r"|registrad\w*|checked|approv\w*|accept\w*|acept\w*|aceit\w*|active|activ[ao]|valid\w*|going"
    r"|pend\w*|en attente|attente|wait\w*|espera|reserv\w*|free|tentative|invit\w*|partial\w*)\b"
    r"|موكد|مسجل|حضر|مدعو|انتظار|تاكيد"
)


def asks(header: str, values: Sequence[str], otherwise: str) -> bool:
    """Whether a column says who came; ``otherwise`` is the field its heading alone stands for."""
    words = plain(header)
    attended = bool(_ATTENDED.search(words) or _CHECK_IN.search(words))
    if otherwise not in ("", "locality", "role") or not (attended or _is_status(header)):
        return False
    if _CHECK_IN.search(words):
        return True
    known = sum(_is_known(header, value) for value in values)
    return bool(values) and known * 2 >= len(values)


def _is_known(header: str, text: str) -> bool:
    words = plain(text)
    if said(header, text) or _EXPECTED.search(words):
        return True
    attended = bool(_ATTENDED.search(plain(header)))
    return attended and (consent_answers.is_tick(text) or _answer(text) != UNSAID)


@functools.lru_cache(maxsize=64)
def _is_status(header: str) -> bool:
    """Whether a heading asks for a status, in one word or in two for it (“Status / State”)."""
    halves = [plain(half) for half in re.split(r"[/|·()]", header)]
    return any(_STATUS.search(half) for half in (plain(header), *halves))


@functools.lru_cache(maxsize=1024)
def said(header: str, text: str) -> str:
    """``came``, ``away`` or nothing, from the answer in a column headed ``header``."""
    head, words = plain(header), plain(text)
    if _CHECK_IN.search(head):  # who was not checked in may be in the room all the same
        return CAME if text.strip() and _answer(text) != AWAY else UNSAID
    if _AWAY.search(words):
        return (
            UNSAID if re.match(r"(?:not|no|non|nao) (?:cancel|annul|withdr|retir)", words) else AWAY
        )
    if _TAKES_PART.search(words) and consent_answers.negated(text):
        return AWAY
    if _ATTENDED.search(head) or not _is_status(header):  # the latter where a person chose it
        answer = _answer(text)
        if answer == AWAY or not _LATER.search(head):
            return answer or (CAME if _HERE.search(words) else UNSAID)
        return UNSAID
    return CAME if _HERE.search(words) else UNSAID


def _answer(text: str) -> str:
    status = consent_answers.understood(text)
    return {consent_answers.GIVEN: CAME, consent_answers.REFUSED: AWAY}.get(status, UNSAID)


def is_check_in(header: str) -> bool:
    """Whether a column holds check-ins, where an empty cell is no absence."""
    return bool(_CHECK_IN.search(plain(header)))


def together(answers: Sequence[str]) -> str:
    """What several columns say: away where one says so, else came where one does."""
    return AWAY if AWAY in answers else CAME if CAME in answers else UNSAID
