"""The commitment being written: who will do what, by when, and how it stands."""

from __future__ import annotations

from functools import partial
from typing import Any

from carefacilitator.model.records.records import Commitment, Organisation
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.program import Program
from carefacilitator.ui.harvest.evidence import Evidence
from carefacilitator.ui.harvest.notes_form import NotesForm
from carefacilitator.ui.harvest.organisation_field import OrganisationField, PartnerRows, WhoseName
from carefacilitator.ui.harvest.progress import Progress
from carefacilitator.ui.harvest.record_form import LargeText
from carefacilitator.ui.page import Page
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.controls import Area, Button, CheckBox, Choice, DayField, Label
from carefacilitator.ui.widgets.layout import hbox
from carefacilitator.ui.widgets.record_choices import CodeChips, KindChips

_WORDS = ""
"""A commitment has one text, in whatever language it was said."""


class CommitmentForm(NotesForm[Commitment]):
    """One commitment. It exists on disk from its first words on."""

    kind, word = Commitment, "commitment"

    def __init__(self, page: Page, program: Program, commitment_id: str, *, fresh: bool) -> None:
        super().__init__(page, program, program.commitments, commitment_id, fresh=fresh)
        self._commitment: Commitment | None = None
        self._draft: dict[str, Any] = {}
        self._draft_codes: tuple[str, ...] = ()
        say = self.say
        self.title.setText(say("New commitment") if fresh else say("Commitment"))
        self._code = Label(self.kit, step="small", tone="ash")
        self.head.addWidget(self._code)
        self.head.addStretch(1)
        placeholder = say("What will be done? Write it, or choose notes and press M.")
        self.words = LargeText(page, say("What will be done"), placeholder, self._store, self._end)
        self.words.left.connect(self.look_who_holds)
        self.words.use(_WORDS)
        self.words.typed.connect(self._show_acts)
        self.body.addWidget(self.words)
        self._build_who()
        self._build_choices()
        self._build_rest()
        self._build_foot()
        self._show_state()
        self.refresh()

    # building -----------------------------------------------------------------------------

    def _build_who(self) -> None:
        say = self.say
        row = hbox(gap=16)
        self.who = OrganisationField(self.page, say("Who"), say("An organization or a person"))
        self._who_watch = self.page.tools.saving.watch(
            self.who.edit, self._store_who, self._settle_who
        )
        self.who.taken.connect(self._on_who)
        self.due = DayField(self.kit, say("By when"))
        self.due.changed.connect(partial(self._on_choice, "due"))
        row.addWidget(self.who, 3)
        row.addWidget(self.due, 2)
        self.body.addLayout(row)
        self.whose = WhoseName(self.kit, self.page.say)
        self.whose.settled.connect(self._on_organisation)
        self.body.addWidget(self.whose)
        self.partners = PartnerRows(self.page, self._program, self.record_id)
        self.body.addWidget(self.partners)

    def _build_choices(self) -> None:
        say, lists, language = self.say, vocabulary(), self.kit.words.language
        kinds = [(*told, "") for told in lists.options("commitment_type", language)]
        self.kinds = KindChips(self.kit, say("Kind"), kinds, len(kinds))
        self.kinds.changed.connect(partial(self._on_choice, "type"))
        self.add_label(say("Kind"))
        self.body.addWidget(self.kinds)
        self.codes = CodeChips(self.kit)
        self.codes.changed.connect(self._on_codes)
        self.add_label(self.codes.title)
        self.body.addWidget(self.codes)
        levels = lists.options("level", language, short=True)
        self.level = Choice(self.kit, say("Level"), [("", say("Not chosen")), *levels], "")
        self.level.changed.connect(partial(self._on_choice, "level"))
        ties = lists.options("commitment_partnership", language)
        none = ("", say("Not chosen"))
        self.partnership = Choice(self.kit, say("Partnership"), [none, *ties], "")
        self.partnership.changed.connect(partial(self._on_choice, "partnership"))
        self.collective = CheckBox(self.kit, say("Made by several together"))
        self.collective.clicked.connect(self._on_collective)
        row = hbox((self.level, 1), (self.partnership, 1), gap=16)
        self.body.addLayout(row)
        self.body.addWidget(self.collective)

    def _build_rest(self) -> None:
        say = self.say
        self.support = Area(self.kit, say("Support needed"), lines=1)
        self._support_watch = self.page.tools.saving.watch(
            self.support.edit,
            partial(self._store_field, "support_needed"),
            partial(self._end_visit, "support_needed"),
        )
        self.body.addWidget(self.support)
        self.progress = Progress(self.page, self._program, self.record_id)
        self.body.addWidget(self.progress)
        self.evidence = Evidence(self.page)
        self.evidence.changed.connect(self._on_evidence)
        self.body.addWidget(self.evidence)
        self.body.addStretch(1)

    def _build_foot(self) -> None:
        say = self.say
        self.keep_button = Button(
            self.kit, say("Keep it"), icon="check", key="Ctrl+Enter", kind="main"
        )
        self.keep_button.clicked.connect(self.keep)
        self.foot.addWidget(self.keep_button)
        self.foot.addStretch(1)
        self.bin = self.bin_button(say("Move this commitment to the bin"))
        self.foot.addWidget(self.bin)

    # showing ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the commitment again."""
        workspace = self._program.workspace
        found = workspace.find(Commitment, self.record_id)
        gone = self._commitment is not None and found is None
        self._commitment = found
        if gone and not self.words.dirty():
            self.removed.emit()
            return
        names = [one.name for one in self._program.workshops.organisations()]
        people = self._program.people.names(self._workshop)
        self.who.set_names([*people, *names])
        if found is not None:
            self._show(found, names)
            self.whose.show_name("" if self.who.edit.hasFocus() else found.who, people)
        self._show_state()

    def _show(self, found: Commitment, names: list[str]) -> None:
        workspace = self._program.workspace
        self.words.load({_WORDS: found.what})
        organisation = workspace.find(Organisation, found.organisation_id)
        if not self.who.edit.hasFocus():
            self._who_watch.load(found.who or (organisation.name if organisation else ""))
        if not self.due.edit.hasFocus():
            self.due.set_day(found.due)
        self.partners.show_partners(self._program.partners.of(found.id), names)
        self.kinds.choose(found.type)
        self.codes.choose(self._program.codes.of(found.id, "five_r"))
        self.level.set_value(found.level)
        self.partnership.set_value(found.partnership)
        self.collective.setChecked(found.collective)
        self._support_watch.load(found.support_needed)
        self.progress.show_commitment(found, self._program.commitments.updates(found.id))
        self.evidence.show_notes(self._program.notes.some(found.evidence))
        self.versions.show_waiting(self._program, found.id)
        self._code.setText(found.code)

    def _show_state(self) -> None:
        exists = self._commitment is not None
        for part in (self.partners, self.support):
            part.setEnabled(exists)
        if not exists:
            self.progress.show_commitment(None, ())
        self.progress.setVisible(exists)
        self.partners.setVisible(exists)
        self._show_acts()

    def _show_acts(self) -> None:
        empty = not self.words.any_text()
        self.keep_button.block(self.say("Write what will be done first.") if empty else None)
        self.bin.setVisible(self._commitment is not None)

    def show_chosen(self, note_ids: list[str]) -> None:
        """Offer notes that are chosen but not here."""
        self.evidence.show_chosen(note_ids if self._commitment is not None else [])

    # saving (on the worker) ---------------------------------------------------------------

    def _store(self, _language: str, text: str) -> None:
        if self._stored() is not None:
            self._store_field("what", text)
        elif text.strip():
            fields = dict(self._draft)
            self._program.commitments.add(
                self._workshop, text, codes=self._draft_codes, id=self.record_id, **fields
            )

    def _end(self, _language: str) -> None:
        self._end_visit("what")

    def _store_who(self, text: str) -> None:
        """Keep a name while it is typed; whose it is is found when it is whole."""
        if self._stored() is None:
            self._draft["who"] = text
            return
        fields = {"who": text} if text.strip() else {"who": "", "organisation": ""}
        self._program.commitments.edit(self.record_id, visit=self._visit("who"), **fields)

    def _settle_who(self) -> None:
        if self._stored() is not None:
            self._program.commitments.settle(self.record_id, self._visit("who"))
        self._end_visit("who")

    def _edit(self, **fields: Any) -> None:
        self._draft.update(fields)
        super()._edit(**fields)

    # choices ------------------------------------------------------------------------------

    def _on_choice(self, name: str, value: str) -> None:
        self._edit(**{name: value})

    def _on_collective(self, on: bool) -> None:
        self._edit(collective=on)

    def _on_evidence(self, notes: list[str]) -> None:
        self._edit(evidence=tuple(notes))

    def _on_who(self, name: str) -> None:
        self.page.tools.saving.typed(self._who_watch.entry, name)
        self._who_watch.save_now()

    def _on_organisation(self) -> None:
        self._write(partial(self._program.commitments.make_organisation, self.record_id))

    def _on_codes(self, codes: list[str]) -> None:
        self._draft_codes = tuple(codes)
        self._write(partial(self._program.commitments.code, self.record_id, tuple(codes)))

    # acts ---------------------------------------------------------------------------------

    def own_acts(self) -> list[Act]:
        """Further organisations, and how it stands."""
        say = self.say
        return [
            self.act("partner", "F4", say("another organization"), self.partners.open),
            self.act("report", "F5", say("report how it stands"), self.progress.focus),
            self.act("agree", "Ctrl+Enter", say("keep it"), self.agree),
            self.act("keep", "Ctrl+S", say("keep it"), self.keep, line=False),
        ]

    def agree(self) -> None:
        """The main act keeps it."""
        self.keep()
