"""The one table of what may leave: for each way a field leaves, and each exit, what is needed.

Every field of every record declares how it leaves (``leaves``, checked by a test); the table says
what the person it speaks of must have agreed to at each exit. An exit that is not in :data:`EXITS`
cannot ask, so a new one cannot forget a rule.

Source of the rules: the OCHA Data Responsibility Guidelines (purpose by purpose, not asked means
no), and what a facilitator reads out at the door before she asks.
"""

from __future__ import annotations

from typing import Literal, get_args

from carefacilitator.model.privacy.purposes import (
    ANONYMOUS,
    CONTACT,
    LIST,
    NOT_LINKED,
    PHOTO,
    PUBLISH,
    QUOTE,
    QUOTE_BY_NAME,
    SENSITIVE,
    SHARE,
    STORE,
)

Leaves = Literal[
    "plain",
    "trace",
    "text",
    "words",
    "lesson",
    "typed",
    "lead",
    "speaker",
    "member",
    "unlisted",
    "reason",
    "person",
    "contact",
    "sensitive",
    "picture",
    "caption",
]
"""How a field leaves.

``plain``: a key, a number, a day, an id. ``trace``: a moment or a code by which somebody who was
there can still be told apart. ``text``: typed freely. ``words``: what somebody said (her quote).
``lesson``: words of the group, as sensitive as the lesson says. ``typed``: whom a person typed as
answerable, a person or an organisation. ``lead``: a name typed for who leads. ``speaker``: the link
to who said it. ``member``: the link to who is in a group. ``unlisted``: the name of somebody on no
list. ``reason``: why somebody was away. ``person``, ``contact``, ``sensitive``: her details.
``picture``, ``caption``: a photo and what stands below it, as those in it agreed.
"""

Exit = Literal["own_group", "other", "paper", "sheet", "anonymous"]
"""Who gets it: those who ran the workshop together; anybody else (a bundle for the secretariat);
the reader of a document (papers, minutes, calendars, figures, projector, clipboard: all that may be
passed on); whoever is in the room (the sheet to sign, badges, certificates); the reader of a copy
that names nobody."""

EXITS: tuple[Exit, ...] = get_args(Exit)

LISTED = "listed"
"""Needed where a name is typed without a link: somebody known by it agreed, or it is known to be no
person's name. Asked with :meth:`carefacilitator.model.privacy.consent.Permissions.against_name`."""

Needs = tuple[str, ...]
"""What is needed, in the order in which it is told; a reason that is no purpose is never met."""

_FREE: Needs = ()
_NEVER: Needs = (ANONYMOUS,)


def _needs(
    own_group: Needs, other: Needs, paper: Needs, sheet: Needs, anonymous: Needs = _NEVER
) -> dict[Exit, Needs]:
    told = (own_group, other, paper, sheet, anonymous)
    return dict(zip(EXITS, told, strict=True))


NEEDS: dict[Leaves, dict[Exit, Needs]] = {
    #                  own group  other                          paper                  sheet
    "plain": _needs(_FREE, _FREE, _FREE, _FREE, _FREE),
    "trace": _needs(_FREE, _FREE, _FREE, _FREE),
    "text": _needs(_FREE, _FREE, _FREE, _FREE, _FREE),
    "words": _needs((STORE,), (QUOTE,), (QUOTE,), (QUOTE,), (QUOTE,)),
    "lesson": _needs(_FREE, _FREE, _FREE, _FREE, _FREE),
    "typed": _needs(_FREE, (LISTED,), (LISTED,), (LISTED,), (LISTED,)),
    "lead": _needs(_FREE, (LISTED,), (LISTED,), (LISTED,)),
    "speaker": _needs(
        (STORE,),
        (QUOTE, QUOTE_BY_NAME, SHARE),
        (QUOTE, QUOTE_BY_NAME),
        (QUOTE, QUOTE_BY_NAME),
    ),
    "member": _needs((STORE,), (NOT_LINKED,), (NOT_LINKED,), (NOT_LINKED,)),
    "unlisted": _needs(_FREE, (NOT_LINKED,), (NOT_LINKED,), (NOT_LINKED,)),
    "reason": _needs((STORE,), (SHARE,), (NOT_LINKED,), (NOT_LINKED,)),
    "person": _needs((STORE,), (SHARE,), (LIST,), (STORE,)),
    "contact": _needs((STORE,), (SHARE, CONTACT), (NOT_LINKED,), (NOT_LINKED,)),
    "sensitive": _needs((STORE,), (SHARE, SENSITIVE), (SENSITIVE,), (NOT_LINKED,)),
    "picture": _needs((STORE,), (SHARE, PHOTO), (PHOTO, PUBLISH), (PHOTO, PUBLISH)),
    "caption": _needs((STORE,), (SHARE, PHOTO), (PHOTO, PUBLISH), (PHOTO, PUBLISH)),
}
"""What is needed of the person whom a field speaks of, by exit; nothing: it leaves."""

TYPED_FREELY: frozenset[Leaves] = frozenset({"text", "words", "lesson", "typed", "caption", "lead"})
"""Fields in which a name may stand that no link tells of."""
