"""Words that somebody asked not to quote, at everybody who is not of the workshop's own group.

The rule, asked by every screen and by the search: a note's words are *withdrawn* on this computer
where both hold.

- The workshop is others': who wrote that operation of its record which came here first is neither
  this device nor of one's own group. So it stays withdrawn on a second computer of the secretariat
  which has it from the first. What was made here stays readable, and so does the sample that was
  filled here; of a sample that came in a bundle its sender counts as the maker.
- Whoever spoke says no: to being quoted or to being stored, under any of her records, or her yes
  has run out; or the note bears the mark of such a no (``not_quoted``, ``not_stored``).

A reader seldom knows who spoke: names go along only where she agreed to be quoted by name. So on
the computer where a yes is taken back each of her notes gets that mark (:meth:`Quotes.follow`), and
loses it when she agrees again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from carefacilitator.i18n import N_
from carefacilitator.model.merge.merge import heads_of
from carefacilitator.model.privacy import consent
from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import Consent, Note, SameAs
from carefacilitator.storage import oplog, readings
from carefacilitator.storage.change import Change
from carefacilitator.storage.peers import find_peer
from carefacilitator.storage.workspace import Workspace

WITHDRAWN = N_("Withdrawn: asked not to be quoted")
_ENDS = (consent.QUOTE, consent.STORE)
_NO = ("refused", "withdrawn")


class Quotes:
    """Knows which notes' words must not be shown here."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def is_others(self, workshop_id: str) -> bool:
        """Whether a workshop is of somebody who is not of one's own group."""
        from carefacilitator.services.sample import DEVICE as SAMPLE

        made = readings.maker_of(self._workspace, workshop_id)
        if made is None or not made[0]:
            return False
        maker = made[2] if made[1] == SAMPLE else made[1]
        if maker in (self._workspace.device, SAMPLE):
            return False
        peer = find_peer(self._workspace, maker)
        return peer is None or peer.role != consent.OWN_GROUP

    def withdrawn(self, notes: Iterable[Note]) -> frozenset[str]:
        """Those of these notes (ids) whose words are withdrawn here."""
        by_workshop: dict[str, list[Note]] = {}
        for note in notes:
            by_workshop.setdefault(note.workshop_id, []).append(note)
        found: set[str] = set()
        for workshop, some in by_workshop.items():
            if self.is_others(workshop):
                found |= self._refused(workshop, some)
        return frozenset(found)

    def shown(self, notes: Sequence[Note]) -> list[Note]:
        """The same notes, without their words where those are withdrawn."""
        gone = self.withdrawn(notes)
        return [replace(one, text="") if one.id in gone else one for one in notes]

    def _refused(self, workshop: str, notes: Sequence[Note]) -> set[str]:
        day = self._workspace.clock().date().isoformat()
        joined = Joined(self._workspace.all(SameAs, target_kind="person"))
        no = {
            joined.of(one.person_id)
            for one in self._workspace.all(Consent, workshop_id=workshop)
            if one.purpose in _ENDS and _is_no(one, day)
        }
        return {
            note.id
            for note in notes
            if note.not_quoted or note.not_stored or _speaks(note, joined) in no
        }

    # -- the mark that travels -------------------------------------------------------------

    def follow(
        self,
        change: Change,
        about: tuple[str, Sequence[str]],
        before: Mapping[str, Consent],
        answers: Mapping[str, str],
    ) -> None:
        """Mark a person's notes where she takes back a yes to their words, within that change.

        ``about`` is the workshop and her records; ``before`` what she answered until now.
        """
        status = {key: one.status for key, one in before.items()}
        if any(status.get(one) == "given" and answers.get(one) in _NO for one in _ENDS):
            for note in self._spoken(about):
                change.set(Note, note.id, not_quoted=True)
            return
        now = {**status, **answers}
        agreed = now.get(consent.QUOTE) == "given" and now.get(consent.STORE) not in _NO
        if agreed and any(answers.get(one) == "given" for one in _ENDS):
            self._unmark(change, about)

    def _unmark(self, change: Change, about: tuple[str, Sequence[str]]) -> None:
        """Take away the marks that answers of hers left, and no others."""
        marked = [note for note in self._spoken(about) if note.not_quoted]
        if not marked:
            return
        connection, (workshop, people) = self._workspace.database.connection, about
        hers = [
            one.id
            for person in people
            for one in self._workspace.all(Consent, workshop_id=workshop, person_id=person)
        ]
        said = oplog.of_records(connection, sorted(hers)).values()
        changes = {op.change for fields in said for ops in fields.values() for op in ops}
        for note in marked:
            marks = heads_of(oplog.of_record(connection, note.id, "note").get("not_quoted", ()))
            if all(op.change in changes for op in marks if op.value is True):
                change.set(Note, note.id, not_quoted=False)

    def _spoken(self, about: tuple[str, Sequence[str]]) -> list[Note]:
        workshop, people = about
        return [
            note
            for person in people
            for in_bin in (False, True)
            for note in self._workspace.all(
                Note, in_bin=in_bin, workshop_id=workshop, speaker_person_id=person
            )
        ]


def _is_no(answer: Consent, day: str) -> bool:
    ran_out = answer.status == "given" and not consent.holds(answer, day)
    return consent.refused(answer, day) or (ran_out and answer.purpose == consent.QUOTE)


def _speaks(note: Note, joined: Joined) -> str:
    return joined.of(note.speaker_person_id) if note.speaker_person_id else ""
