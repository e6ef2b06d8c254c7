"""What may be in an exit, said apart from the program: written from the promise, not from the code.

A name, quote or photo leaves only where that person's consent for that purpose holds on that day;
not asked means no. To anybody but one's own group only the values that stand now leave: nothing
replaced, removed, taken back or discarded. Names of people who did not agree stand in no text that
leaves. An anonymous copy names nobody and shows no pictures of people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.exits.every_exit import ANONYMOUS, OTHER, OWN, PAPER, ROOM, Exit
from tests.exits.made_workshop import NAMING, Token

SHEETS = ("signin", "badges", "certificate")
"""Papers that stay with those who hold the workshop, or are handed to the person herself."""
_SENSITIVE = frozenset({"gender_text", "access_needs", "care_needs"})
_CONTACT = frozenset({"email", "phone"})
_SEVERE = "severe"


class Agreed:
    """What one person agreed to today."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self._answers = answers

    def to(self, *purposes: str) -> bool:
        """Whether she said yes to all of these; a no to being kept ends every other yes."""
        if self._answers.get("store") in ("refused", "withdrawn"):
            return False
        return all(self._answers.get(purpose) == "given" for purpose in purposes)


def audience_of(exit_: Exit) -> str:
    """For whom an exit is; sheets for those in the room are apart from other papers."""
    if exit_.audience == PAPER and exit_.name.startswith(SHEETS):
        return "sheet"
    return exit_.audience


def may_be_in(token: Token, answers: Mapping[str, Mapping[str, str]], exit_: Exit) -> bool:
    """Whether a value may stand in an exit.

    ``answers`` by the label of a person; who is named in a text agreed to being stored and to
    nothing else. A paper with a workshop inside may hold what either may.
    """
    audience = audience_of(exit_)
    if "with the workshop inside" in exit_.name and audience == OTHER:
        return _may(token, answers, OTHER) or _may(token, answers, PAPER)
    if audience == ANONYMOUS and exit_.name.startswith("report") and _shows_nobody(token):
        return True
    return _may(token, answers, audience)


def _may(token: Token, answers: Mapping[str, Mapping[str, str]], audience: str) -> bool:
    agreed = [Agreed(answers.get(one, _STORED)) for one in _people(token.label)]
    if audience == OWN:
        return all(one.to("store") for one in agreed) or not _is_about_her(token)
    if token.state != "now":
        return False
    if token.kind == "attachment":
        return _photo(token, agreed, audience)
    if token.kind == "person" and audience == ROOM:
        return token.field == "name"
    return all(_rule(token, one, audience) for one in agreed or [Agreed({})])


def _rule(token: Token, agreed: Agreed, audience: str) -> bool:
    match token.kind:
        case "person":
            return _person_in(token.field, agreed, audience)
        case "organisation" if token.label.startswith("of "):
            return _person_in("organisation", agreed, audience)
        case "note" | "tally":
            return _said(token, agreed, audience)
        case "attendance":
            return token.field != "reason" or (audience == OTHER and agreed.to("share_secretariat"))
        case "lesson":
            return token.label.split(" ")[1:2] != [_SEVERE]
        case "agenda_block":
            return token.field != "lead"
    return True


_STORED = {"store": "given"}
_A_PERSON = re.compile(r"\bp\d{3}\b|named in .*")


def _people(label: str) -> list[str]:
    """The people a label speaks of: ``of p001`` and ``groups p001`` are about p001."""
    return _A_PERSON.findall(label)


def _is_about_her(token: Token) -> bool:
    """Whether a value is a person's own, so that it needs her to be stored at all."""
    if token.kind == "note":
        return token.field == "text"
    if token.kind == "tally":
        return token.field == "text" and token.label.startswith("option of")
    return token.kind in ("person", "attendance", "attachment", "organisation")


def _person_in(field: str, agreed: Agreed, audience: str) -> bool:
    if audience == OTHER:
        needed = ["share_secretariat"]
        needed += ["contact"] if field in _CONTACT else []
        needed += ["sensitive_data"] if field in _SENSITIVE else []
        return agreed.to(*needed)
    if field not in ("name", "organisation"):
        return False
    if audience in ("sheet", ROOM):
        return agreed.to("store")
    by_name = field == "name" and agreed.to("quote", "quote_by_name")
    return audience == PAPER and (agreed.to("list_in_report") or by_name)


def _said(token: Token, agreed: Agreed, audience: str) -> bool:
    """Words of a person, also where an option repeats them; the room reads what it votes on."""
    if token.kind == "tally" and token.field == "name":
        return audience == ROOM
    if audience != ROOM and _people(token.label) and _is_about_her(token):
        return agreed.to("quote")
    return True


def _photo(token: Token, agreed: list[Agreed], audience: str) -> bool:
    """Pictures, the words below them, and the names of their files."""
    if token.label == "logo":
        return token.field != "name" or audience == OTHER
    if token.label in ("unsaid", "sheet"):
        return False
    needed = {OTHER: ("share_secretariat", "photo"), PAPER: ("photo", "publish_image")}
    if audience not in needed or (token.field == "name" and audience != OTHER):
        return False
    return all(one.to(*needed[audience]) for one in agreed)


def _shows_nobody(token: Token) -> bool:
    """A photo of which somebody said that nobody can be recognised in it."""
    shown = token.kind == "attachment" and token.field in ("picture", "bytes", "caption")
    return shown and token.state == "now" and token.label in _NOBODY


_NOBODY = frozenset({"nobody to see", "of a block", "of a note", "photo with an original", NAMING})


_BUNDLES = ("bundle to own group", "bundle to other", "bundle in parts", "sync folder")


def must_be_in(token: Token, answers: Mapping[str, Mapping[str, str]], exit_: Exit) -> bool:
    """Whether a value has to be in a bundle: an exit that held nothing would leak nothing."""
    if exit_.name not in _BUNDLES or token.label == NAMING:
        return False
    if token.label.startswith("named in") or token.field in ("lead", "bytes", "who"):
        return False
    if token.kind == "tally" and token.field in ("text", "name"):
        return False
    return may_be_in(token, answers, exit_)
