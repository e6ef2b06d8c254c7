"""What is said about removing for good: what it means, who holds an earlier wording, which copies.

Said in the bin, in the history, where a text is edited and when a person is forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence

from carefacilitator.i18n import Words
from carefacilitator.services.privacy.redaction import Held, Holder
from carefacilitator.services.privacy.texts_naming import Naming
from carefacilitator.services.upkeep.copies import Copy

_MOST = 3


def means_words(words: Words) -> str:
    """What removing for good means, in one sentence."""
    return words.say(
        "The words are gone here for good, from the history and the bin too; whoever was handed"
        " them is asked by the next bundle to remove them."
    )


def holders_words(holders: Sequence[Holder], words: Words, *, whole: bool = False) -> str:
    """Who has had the earlier wording since when; of a ``whole`` entry, who has had it at all."""
    told = []
    for one in holders[:_MOST]:
        values = {"name": one.name or words.say("Somebody"), "day": words.day(one.since)}
        if whole:
            told.append(words.say("“{name}” has had it since {day}.", **values))
        else:
            told.append(words.say("“{name}” has had the earlier wording since {day}.", **values))
    rest = len(holders) - _MOST
    if rest > 0:
        told.append(words.say_n("{n} more has had it too.", "{n} more have had it too.", rest))
    return " ".join(told)


def copies_words(copies: Sequence[Copy], words: Words) -> str:
    """Which copies still hold what was removed, by place and day."""
    if not copies:
        return ""
    listed = [
        words.say("{file} of {day}", file=one.path, day=words.day(one.at[:10]))
        for one in copies[-_MOST:]
    ]
    first = words.say_n(
        "{n} copy from before still holds it:", "{n} copies from before still hold it:", len(copies)
    )
    then = words.say("It is replaced when it can be reached, and kept for 30 days at most.")
    return f"{first} {words.listed(listed)}. {then}"


def erasure_words(namings: Sequence[Naming], held: Held, words: Words) -> str:
    """What forgetting a person does, and what it does not reach."""
    told = [
        words.say(
            "Name, details and pictures of this person are erased on this computer, in every"
            " workshop. This cannot be undone. One person is counted in its place."
        ),
        words.say("Agreeing again later brings nothing back."),
        words.say("What was noted stays, without the speaker; a no to being quoted still holds."),
    ]
    if namings:
        told.append(
            words.say_n(
                "{n} text names this person; it is shown next.",
                "{n} texts name this person; they are shown next.",
                len(namings),
            )
        )
    if held.bundles:
        names = list(dict.fromkeys(one.name or words.say("Somebody") for one in held.bundles))
        told.append(
            words.say("Bundles with this person went to {names}.", names=words.listed(names))
        )
    told.append(copies_words(held.copies, words))
    return " ".join(filter(None, told))
