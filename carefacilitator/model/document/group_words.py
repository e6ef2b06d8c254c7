"""Words of groups of people and of parts of a workshop, as paper and screen both say them."""

from __future__ import annotations

from collections.abc import Iterable

from carefacilitator.i18n import Words
from carefacilitator.model.document.content import WorkshopContent
from carefacilitator.model.records.vocabulary import vocabulary


def group_label(words: Words, name: str, key: str) -> str:
    """A group of people (a key of the list ``name``), as the head count and the list name it."""
    match key:
        case "other":
            return words.say("Other or small groups")
        case "not_shared":
            return words.say("Not shared")
        case "not_stored":
            return words.say("Asked not to be stored")
        case "moderation":
            return words.say("Who led the talk")
        case _:
            return vocabulary().label(name, key, words.language) if key else ""


def half_day(dossier: WorkshopContent, words: Words, key: str) -> str:
    """A half-day (``1-am``): “Morning”, or “Day 2, morning” where there are several days."""
    day, _, half = key.partition("-")
    known = dossier.half_days
    if len({one.partition("-")[0] for one in known}) < 2:
        return words.say("Morning") if half == "am" else words.say("Afternoon")
    if sum(one.startswith(f"{day}-") for one in known) == 1:
        return words.say("Day {n}", n=int(day))
    if half == "am":
        return words.say("Day {n}, morning", n=int(day))
    return words.say("Day {n}, afternoon", n=int(day))


def in_order(name: str, counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Counted keys in the order of the list ``name``; what is not in it comes last."""
    order = {key: at for at, key in enumerate(vocabulary().keys(name))}
    return sorted(counts, key=lambda one: (order.get(one[0], len(order)), one[0]))
