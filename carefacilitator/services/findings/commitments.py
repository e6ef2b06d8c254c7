"""Commitments: who will do what, by when, how far it is, and whether it is on track."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from carefacilitator.model.records import ids
from carefacilitator.model.records.records import (
    Commitment,
    CommitmentUpdate,
    Note,
    Organisation,
    Workshop,
)
from carefacilitator.model.text.folding import fold
from carefacilitator.services.failures import EmptyName
from carefacilitator.services.findings.notes import Codes
from carefacilitator.services.privacy.quotes import Quotes
from carefacilitator.services.same.merging import Joining
from carefacilitator.services.workshops import Workshops, checked_day, new_organisation
from carefacilitator.storage import listing
from carefacilitator.storage.change import Change
from carefacilitator.storage.workspace import Workspace

OPEN = frozenset({"planning", "in_progress", "on_hold", "not_reported", ""})
"""Statuses of a commitment that still waits to be done."""

_STEP = 10


@dataclass(frozen=True)
class CommitmentView:
    """A commitment with the name to show for who made it, and where it was made."""

    commitment: Commitment
    who: str
    codes: tuple[str, ...]
    workshop_code: str


class Soonest(NamedTuple):
    """The commitments due first, and how many there are in all."""

    views: list[CommitmentView]
    all: int


class Commitments:
    """What a person can do with commitments."""

    def __init__(self, workspace: Workspace, codes: Codes, workshops: Workshops) -> None:
        self._workspace = workspace
        self._codes = codes
        self._workshops = workshops

    def of(self, workshop_id: str) -> list[CommitmentView]:
        """The commitments made in a workshop."""
        found = self._workspace.all(Commitment, workshop_id=workshop_id)
        return self._views(sorted(found, key=lambda one: (one.position, one.id)))

    def soonest_open(self, most: int, workshop_id: str = "") -> Soonest:
        """What earlier workshops left open: the ``most`` due soonest, and how many in all.

        With a workshop: of the same programme, by organisations that take part in it (or help
        somebody else's), or made at the same place; never its own.
        """
        found = self._open(workshop_id)
        return Soonest(self._views(self._by_ids(found[:most])), len(found))

    def _open(self, workshop_id: str) -> list[str]:
        if not workshop_id:
            return listing.commitments(self._workspace, OPEN)
        workshop = self._workspace.get(Workshop, workshop_id)
        one_is = Joining(self._workspace).joined("organisation")
        roles = self._workshops.roles(workshop_id)
        near = {member for one in roles for member in one_is.members(one.organisation.id)}
        here = _places(workshop)
        same_place = _at(self._workspace, here) if here else set()
        return listing.commitments_near(
            self._workspace, OPEN, workshop_id, workshop.programme_id, near, same_place
        )

    def _by_ids(self, ids_: Sequence[str]) -> list[Commitment]:
        found = self._workspace.some(Commitment, ids_)
        return [found[one] for one in ids_ if one in found]

    def _views(self, found: list[Commitment]) -> list[CommitmentView]:
        names = self._workspace.some(Organisation, [one.organisation_id for one in found])
        places = self._workspace.some(Workshop, [one.workshop_id for one in found])
        codes = self._codes.of_targets([one.id for one in found], "five_r")
        views = []
        for one in found:
            organisation = names.get(one.organisation_id)
            shown = organisation.name if organisation else ""
            workshop = places.get(one.workshop_id)
            place = workshop.code if workshop else ""
            views.append(CommitmentView(one, one.who or shown, codes.get(one.id, ()), place))
        return views

    def add(
        self,
        workshop_id: str,
        what: str,
        who: str = "",
        due: str = "",
        codes: tuple[str, ...] = (),
        **fields: Any,
    ) -> Commitment:
        """Write down a commitment; ``who`` is whom a person typed (see :meth:`settle`).

        Raises EmptyName, BadDate.
        """
        if not what.strip():
            raise EmptyName()
        workshop = self._workspace.find(Workshop, workshop_id)
        typed, organisation = self._whom(who)
        with self._workspace.change("commitment_add", 1) as change:
            commitment = Commitment(
                id=fields.pop("id", "") or self._workspace.new_id(),
                workshop_id=workshop_id,
                programme_id=workshop.programme_id if workshop else "",
                organisation_id=organisation,
                who=typed,
                what=what,
                due=checked_day(due),
                position=listing.last_position(self._workspace, Commitment, workshop_id) + _STEP,
                **fields,
            )
            change.put(commitment)
            target = (workshop_id, "commitment", commitment.id)
            self._codes.put(change, target, "five_r", codes)
        return commitment

    def from_notes(self, workshop_id: str, note_ids: list[str], **fields: Any) -> Commitment:
        """Make a commitment of notes; keeps the link to them."""
        found = [self._workspace.get(Note, one) for one in note_ids]
        notes = Quotes(self._workspace).shown(found)
        what = fields.pop("what", "") or "\n".join(note.text for note in notes if note.text)
        return self.add(workshop_id, what, evidence=tuple(note_ids), **fields)

    def edit(self, commitment_id: str, visit: str = "", **fields: Any) -> None:
        """Change fields of a commitment; ``organisation`` is a name. Raises BadDate."""
        for name in ("due", "start"):
            if name in fields:
                fields[name] = checked_day(fields[name])
        with self._workspace.change("commitment_edit", visit=visit) as change:
            if "organisation" in fields:
                name = fields.pop("organisation")
                fields["organisation_id"] = self._organisation(change, name)
            change.set(Commitment, commitment_id, **fields)

    def settle(self, commitment_id: str, visit: str = "") -> None:
        """Link what was typed as *Who* to the organisation of that name, where there is one.

        Another name stays as it was typed: it may be a person's, and nobody knows whether she
        agreed. Whoever says that it is an organisation makes one of it (``organisation``).
        """
        commitment = self._workspace.find(Commitment, commitment_id)
        if commitment is None or not commitment.who:
            return
        typed, organisation = self._whom(commitment.who)
        if (typed, organisation) != (commitment.who, commitment.organisation_id):
            self.edit(commitment_id, visit, organisation=organisation, who=typed)

    def make_organisation(self, commitment_id: str) -> None:
        """Say that what was typed as *Who* is an organisation or a group."""
        who = self._workspace.get(Commitment, commitment_id).who
        self.edit(commitment_id, organisation=who, who="")

    def _whom(self, who: str) -> tuple[str, str]:
        """What stays typed, and the organisation (id) it is where one has that name."""
        if ids.is_id(who):
            return "", who
        found = self._workshops.find_organisation(who)
        return (who, "") if found is None else ("", found.id)

    def _organisation(self, change: Change, name: str) -> str:
        if not name.strip():
            return ""
        if ids.is_id(name):
            return name
        found = self._workshops.find_organisation(name)
        if found is None:
            found = new_organisation(self._workspace, name)
            change.put(found)
        return found.id

    def code(self, commitment_id: str, codes: tuple[str, ...]) -> None:
        """Make ``codes`` the 5R codes of a commitment."""
        commitment = self._workspace.get(Commitment, commitment_id)
        target = (commitment.workshop_id, "commitment", commitment_id)
        with self._workspace.change("commitment_code") as change:
            self._codes.put(change, target, "five_r", codes)

    def report(
        self, commitment_id: str, status: str, track: str, text: str = "", day: str = ""
    ) -> CommitmentUpdate:
        """Write down how a commitment stands; its own status and track follow."""
        commitment = self._workspace.get(Commitment, commitment_id)
        update = CommitmentUpdate(
            id=self._workspace.new_id(),
            workshop_id=commitment.workshop_id,
            commitment_id=commitment_id,
            reported_on=checked_day(day) or self._workspace.clock().date().isoformat(),
            status=status,
            track=track,
            text=text,
        )
        with self._workspace.change("commitment_report", 1) as change:
            change.put(update)
            change.set(Commitment, commitment_id, status=status, track=track)
        return update

    def updates(self, commitment_id: str) -> list[CommitmentUpdate]:
        """What was reported on a commitment, newest first."""
        found = self._workspace.all(CommitmentUpdate, commitment_id=commitment_id)
        return sorted(found, key=lambda one: (one.reported_on, one.id), reverse=True)

    def delete(self, commitment_id: str) -> None:
        """Move a commitment to the bin."""
        with self._workspace.change("commitment_delete", 1) as change:
            change.delete(Commitment, commitment_id)


def _places(workshop: Workshop) -> set[str]:
    """The names of a workshop's place, as they are compared."""
    return _folded(workshop.place, *workshop.places.values())


def _at(workspace: Workspace, places: set[str]) -> set[str]:
    """The workshops held at one of these places."""
    return {one for one, names in listing.places(workspace) if places & _folded(*names)}


def _folded(*names: str) -> set[str]:
    return {name for name in map(fold, names) if name}
