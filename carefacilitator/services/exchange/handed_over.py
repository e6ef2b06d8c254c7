"""What became of what left: whether a bundle arrived, and whether more was written since."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from carefacilitator.errors import Refusal
from carefacilitator.i18n import OWN_NAMES, Words
from carefacilitator.model.document.kinds import DOCUMENTS
from carefacilitator.storage import peers, readings
from carefacilitator.storage.peers import Shared

if TYPE_CHECKING:
    from carefacilitator.services.workshops import Workshops
    from carefacilitator.storage.workspace import Workspace

_ARRIVED = "arrived"


class BundleNotSent(Refusal):
    """No bundle with the number ``number`` was sealed with the workshop ``name``."""

    code = "bundle_not_sent"


def arrived_at(shared: Shared) -> str:
    """The moment at which a person said that a bundle arrived; empty where nobody did."""
    return str(shared.told.get(_ARRIVED, ""))


def left_words(shared: Shared, words: Words) -> str:
    """What left, in words: a bundle and for whom, or a paper and in which languages."""
    if shared.kind == "bundle":
        to = str(shared.told.get("to") or shared.told.get("device") or "")
        return words.say("Bundle {n} for {name}", n=shared.sequence, name=to)
    told = DOCUMENTS.get(shared.kind)
    what = words.say(told.name) if told is not None else shared.kind
    spoken = (str(shared.told.get(key, "")) for key in ("language", "second"))
    languages = " + ".join(OWN_NAMES[one] for one in spoken if one in OWN_NAMES)
    return words.listed((what, languages, "" if shared.name else words.say("printed")))


def arrival_words(shared: Shared, words: Words, zone: dt.tzinfo | None = None) -> str:
    """Whether a bundle arrived, as far as anybody said; nothing of a paper."""
    if shared.kind != "bundle":
        return ""
    at = arrived_at(shared)
    if not at:
        return words.say("not known whether it arrived")
    day = dt.datetime.fromisoformat(at).astimezone(zone).date()
    return words.say("arrived, as told on {day}", day=words.day(day, "medium"))


def since_words(last: Shared, words: Words, zone: dt.tzinfo | None = None) -> str:
    """That more was written since something left."""
    when = words.moment(last.at, zone)
    return words.say("What was written after {when} has not been shared.", when=when)


def upto(workspace: Workspace) -> dict[str, int]:
    """How far this computer had written when something left, to be kept with it."""
    return {"upto": readings.last_written(workspace)}


class HandedOver:
    """Tells, and is told, what became of papers and bundles.

    A bundle goes by stick or mail, so that it arrived is known only once somebody says so.
    """

    def __init__(self, workspace: Workspace, workshops: Workshops) -> None:
        self._workspace = workspace
        self._workshops = workshops

    def note_arrived(self, shared: Shared, arrived: bool = True) -> None:
        """Keep that a bundle arrived, or that this is not known after all."""
        at = self._workspace.now() if arrived else ""
        peers.keep_told(self._workspace, shared, {**shared.told, _ARRIVED: at})

    def bundle(self, workshop: str, number: int) -> list[Shared]:
        """The bundles of this number with a workshop (id or code), one for each who got one.

        Raises WorkshopUnknown and BundleNotSent.
        """
        found = self._workshops.find(workshop)
        sent = peers.shared(self._workspace, found.id)
        bundles = [one for one in sent if one.kind == "bundle" and one.sequence == number]
        if not bundles:
            raise BundleNotSent(number=number, name=found.code or found.title)
        return bundles

    def outdated(self, workshop: str) -> Shared | None:
        """The newest bundle or paper that tells of a workshop (id), where more was written since.

        None where nothing was, and where nothing of what was said has left: an agenda or a
        sign-in sheet is handed out before.
        """
        sent = peers.shared(self._workspace, workshop)
        last = next((one for one in sent if _tells(one) and "upto" in one.told), None)
        if last is None:
            return None
        written = readings.written_since(self._workspace, int(last.told["upto"]))
        here = written & readings.records_of(self._workspace, [workshop]) if written else set()
        return last if here else None


def _tells(shared: Shared) -> bool:
    return shared.kind == "bundle" or (shared.kind in DOCUMENTS and DOCUMENTS[shared.kind].carries)
