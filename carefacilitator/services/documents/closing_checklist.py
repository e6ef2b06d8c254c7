"""What is worth a minute before people leave. Nothing in it blocks anybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from carefacilitator.model.document import figures
from carefacilitator.model.privacy import consent
from carefacilitator.model.records.records import Consent, Evaluation
from carefacilitator.services.documents.content import waiting_in

if TYPE_CHECKING:
    from carefacilitator.model.document.figures import FigureRecords
    from carefacilitator.services.documents.content import DocumentContents
    from carefacilitator.services.exchange.repeated_quotes import Repeats
    from carefacilitator.services.pictures.photos import Photos
    from carefacilitator.services.privacy.names_in_text import NamesInText
    from carefacilitator.services.upkeep.undo import History
    from carefacilitator.storage.workspace import Workspace


@dataclass(frozen=True)
class Item:
    """One thing to look at; what a workshop has none of is no item, neither done nor waiting.

    ``key`` is what (``attendance``, ``consent``, ``notes``, ``photos``, ``lessons``,
    ``commitments``, ``words``, ``names``, ``evaluation``, ``conflicts``), ``counts`` what to say in
    numbers, ``page`` where to go, ``record`` the first record that waits, ``text`` its words.
    """

    key: str
    done: bool
    page: str
    counts: dict[str, int] = field(default_factory=dict)
    record: str = ""
    text: str = ""


class Checklist:
    """Looks a workshop through for what is still missing."""

    def __init__(
        self,
        workspace: Workspace,
        dossiers: DocumentContents,
        history: History,
        names_in_text: NamesInText,
        photos: Photos,
        repeats: Repeats,
    ) -> None:
        self._workspace = workspace
        self._dossiers = dossiers
        self._history = history
        self._names_in_text = names_in_text
        self._photos = photos
        self._repeats = repeats

    def of(self, workshop_id: str) -> list[Item]:
        """Every item of a workshop: what waits first, each group in the order of the day."""
        told = self._dossiers.records([workshop_id])
        items = [
            self._attendance(told),
            *([self._consent(told)] if told.participations else []),
            *([self._notes(told)] if told.notes else []),
            *self._photos_unasked(workshop_id),
            *([self._lessons(told)] if told.lessons or told.notes else []),
            *([self._commitments(told)] if _anything(told) else []),
            *self._words(workshop_id),
            *self._names(workshop_id, told),
            self._evaluation(workshop_id),
            self._conflicts(workshop_id),
        ]
        return sorted(items, key=lambda item: item.done)

    @staticmethod
    def _attendance(told: FigureRecords) -> Item:
        marked = {one.participation_id for one in told.attendances}
        open_ones = [one for one in told.participations if one.id not in marked]
        counts = {
            "named": len(figures.present_participations(told.attendances)),
            "counted": sum(figures.counted_without_name(told.head_counts).values()),
            "unmarked": len(open_ones),
        }
        done = not open_ones and bool(counts["named"] or counts["counted"])
        waiting = open_ones[0].id if open_ones else ""
        return Item("attendance", done, "welcome", counts, waiting)

    def _consent(self, told: FigureRecords) -> Item:
        today = self._workspace.clock().date().isoformat()
        by_person: dict[str, list[Consent]] = {}
        for one in told.consents:
            by_person.setdefault(one.person_id, []).append(one)
        missing, not_shared = [], 0
        for listed in told.participations:
            given = by_person.get(listed.person_id, [])
            answered = {one.purpose for one in given if one.status not in ("", "not_asked")}
            if not {consent.STORE, consent.SHARE} <= answered:
                missing.append(listed.id)
            not_shared += not consent.may(given, consent.SHARE, today)
        counts = {
            "people": len(told.participations),
            "missing": len(missing),
            "not_shared": not_shared,
        }
        return Item("consent", not missing, "welcome", counts, _first(missing))

    @staticmethod
    def _notes(told: FigureRecords) -> Item:
        blocks = {one.id for one in told.blocks}
        loose = [one for one in told.notes if one.block_id not in blocks]
        carried = {note for lesson in told.lessons for note in lesson.evidence}
        counts = {
            "notes": len(told.notes),
            "without_block": len(loose),
            "with_lesson": sum(one.id in carried for one in told.notes),
        }
        text = loose[0].text if loose else ""
        return Item("notes", not loose, "facilitate", counts, _first(one.id for one in loose), text)

    def _photos_unasked(self, workshop_id: str) -> list[Item]:
        """Whether it is said who is in every photo; nothing where there are none."""
        found = [one for one in self._photos.of(workshop_id) if not one.is_sheet]
        unsaid = [one for one in found if not one.said]
        counts = {"photos": len(found), "unsaid": len(unsaid)}
        text = unsaid[0].record.caption if unsaid else ""
        waiting = _first(one.id for one in unsaid)
        item = Item("photos", not unsaid, "facilitate", counts, waiting, text)
        return [item] if found else []

    @staticmethod
    def _lessons(told: FigureRecords) -> Item:
        drafts = [one for one in told.lessons if one.status in ("", "draft")]
        counts = {"lessons": len(told.lessons), "open": len(drafts)}
        text = drafts[0].text if drafts else ""
        waiting = _first(one.id for one in drafts)
        done = bool(told.lessons) and not drafts
        return Item("lessons", done, "harvest", counts, waiting, text)

    @staticmethod
    def _commitments(told: FigureRecords) -> Item:
        unsure = [
            one
            for one in told.commitments
            if not one.due or not (one.who.strip() or one.organisation_id)
        ]
        counts = {"commitments": len(told.commitments), "incomplete": len(unsure)}
        text = unsure[0].what if unsure else ""
        waiting = _first(one.id for one in unsure)
        done = bool(told.commitments) and not unsure
        return Item("commitments", done, "harvest", counts, waiting, text)

    def _words(self, workshop_id: str) -> list[Item]:
        """What repeats words that somebody asked not to quote; nothing where nothing does."""
        found = self._repeats.of(workshop_id)
        if not found:
            return []
        first = found[0]
        page = "facilitate" if first.kind == "note" else "harvest"
        return [Item("words", False, page, {"repeats": len(found)}, first.record, first.text)]

    def _names(self, workshop_id: str, told: FigureRecords) -> list[Item]:
        """Texts that stay here for a name in them; nothing where nobody is listed or named."""
        found = self._names_in_text.of([workshop_id])
        waiting = [one for one in found if not one.kept]
        if not found and not told.participations:
            return []
        counts = {"waiting": len(waiting), "kept": len(found) - len(waiting)}
        text = waiting[0].text if waiting else ""
        return [Item("names", not waiting, "names", counts, "", text)]

    def _evaluation(self, workshop_id: str) -> Item:
        found = self._workspace.all(Evaluation, workshop_id=workshop_id)
        filled = [one for one in found if one.count > 0 or one.comment.strip()]
        return Item("evaluation", bool(filled), "evaluation", {"answers": len(filled)})

    def _conflicts(self, workshop_id: str) -> Item:
        waiting = waiting_in(self._history, self._workspace, workshop_id)
        return Item("conflicts", not waiting, "conflicts", {"waiting": waiting})


def _anything(told: FigureRecords) -> bool:
    """Whether people have said or promised anything yet."""
    return bool(told.notes or told.lessons or told.commitments)


def _first(ids: Iterable[str]) -> str:
    return next(iter(ids), "")
