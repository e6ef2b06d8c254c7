"""Everything a person can do with one workspace, in one place to hand around."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from carefacilitator.services.agenda.clock import Agenda
from carefacilitator.services.findings.commitments import Commitments
from carefacilitator.services.findings.lessons import Lessons
from carefacilitator.services.findings.notes import Codes, Notes
from carefacilitator.services.people.people import People
from carefacilitator.services.same.merging import Joining
from carefacilitator.services.upkeep.undo import History
from carefacilitator.services.workshops import Workshops
from carefacilitator.storage.workspace import Changed as Changed
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.services.agenda.files import AgendaFiles
    from carefacilitator.services.agenda.sessions import Slots
    from carefacilitator.services.agenda.templates import Templates
    from carefacilitator.services.documents.certificates import Certificates
    from carefacilitator.services.documents.charts import Charts
    from carefacilitator.services.documents.closing_checklist import Checklist
    from carefacilitator.services.documents.content import DocumentContents
    from carefacilitator.services.documents.documents import Papers
    from carefacilitator.services.exchange.export import Sharing
    from carefacilitator.services.exchange.handed_over import HandedOver
    from carefacilitator.services.exchange.identity import Identities
    from carefacilitator.services.exchange.imports import Imports, Merging
    from carefacilitator.services.exchange.repeated_quotes import Repeats
    from carefacilitator.services.exchange.shares import Shares
    from carefacilitator.services.exchange.sync import Syncing
    from carefacilitator.services.facilitation.groups import Grouping
    from carefacilitator.services.facilitation.polls import Polls
    from carefacilitator.services.facilitation.projector import ProjectorChoice
    from carefacilitator.services.facilitation.speaker_list import Speaking
    from carefacilitator.services.facilitation.voice_balance import SpeakingTimes
    from carefacilitator.services.findings.earlier_lessons import LastTime
    from carefacilitator.services.findings.evaluations import Evaluations
    from carefacilitator.services.findings.note_list import NoteList
    from carefacilitator.services.findings.partners import Partners
    from carefacilitator.services.people.attendance_list import Door
    from carefacilitator.services.people.attendee_import import Attendees
    from carefacilitator.services.people.hidden_answers import HiddenAnswers
    from carefacilitator.services.people.hours import AttendanceHours
    from carefacilitator.services.people.sign_in_codes import SheetCodes
    from carefacilitator.services.pictures.branding import Branding
    from carefacilitator.services.pictures.photos import Photos
    from carefacilitator.services.privacy.names_in_text import NamesInText
    from carefacilitator.services.privacy.redaction import Redacting
    from carefacilitator.services.quick_session import QuickSessions
    from carefacilitator.services.sample import Sample
    from carefacilitator.services.upkeep.bin_and_history import BinAndHistory
    from carefacilitator.services.upkeep.search import Finding


class Program:
    """The services of one workspace.

    What the first screen needs is built at once; the rest when it is first asked for, so that the
    window is there before anything heavy is imported.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.codes = Codes(workspace)
        self.workshops = Workshops(workspace)
        self.agenda = Agenda(workspace)
        self.people = People(
            workspace, self.workshops, lambda members: self.names_in_text.forgetting(members)
        )
        self.notes = Notes(workspace, self.codes)
        self.lessons = Lessons(workspace, self.codes)
        self.commitments = Commitments(workspace, self.codes, self.workshops)
        self.history = History(workspace)
        self.joining = Joining(workspace)

    def note_list(self, workshop_id: str) -> NoteList:
        """The notes of a workshop, for a screen that reads them again and again."""
        from carefacilitator.services.findings.note_list import NoteList

        return NoteList(self.workspace, self.notes, workshop_id)

    @cached_property
    def sample(self) -> Sample:
        """The sample programme."""
        from carefacilitator.services.sample import Sample

        return Sample(self.workspace)

    @cached_property
    def attendees(self) -> Attendees:
        """Lists of people from files."""
        from carefacilitator.services.people.attendee_import import Attendees

        return Attendees(self.workspace, self.workshops, self.people, self.agenda)

    @cached_property
    def door(self) -> Door:
        """The door list, read for the screen."""
        from carefacilitator.services.people.attendance_list import Door

        return Door(self.workspace, self.people)

    @cached_property
    def finding(self) -> Finding:
        """Search over everything."""
        from carefacilitator.services.upkeep.search import Finding

        return Finding(self.workspace)

    @cached_property
    def dossiers(self) -> DocumentContents:
        """What a document may say."""
        from carefacilitator.services.documents.content import DocumentContents
        from carefacilitator.services.documents.content_base import Sources

        return DocumentContents(
            Sources(
                self.workspace,
                self.workshops,
                self.agenda,
                self.notes,
                self.lessons,
                self.commitments,
                self.evaluations,
                self.voices,
                self.photos,
                self.looks,
                self.names_in_text,
                self.history,
            )
        )

    @cached_property
    def charts(self) -> Charts:
        """Figures to look at."""
        from carefacilitator.services.documents.charts import Charts

        return Charts(self.dossiers, self.workshops)

    @cached_property
    def hours(self) -> AttendanceHours:
        """How long people were there."""
        from carefacilitator.services.people.hours import AttendanceHours

        return AttendanceHours(self.workspace, self.dossiers, self.joining, self.workshops)

    @cached_property
    def sheet_codes(self) -> SheetCodes:
        """Codes of a signed sheet."""
        from carefacilitator.services.people.sign_in_codes import SheetCodes

        return SheetCodes(self.people)

    @cached_property
    def slots(self) -> Slots:
        """The parts of a workshop in which attendance is taken."""
        from carefacilitator.services.agenda.sessions import Slots

        return Slots(self.workspace, self.agenda)

    @cached_property
    def papers(self) -> Papers:
        """Documents to hand out."""
        from carefacilitator.services.documents.documents import Papers

        return Papers(self.workspace, self.dossiers, self.joining, self.sharing, self.workshops)

    @cached_property
    def photos(self) -> Photos:
        """Photos of the workshop."""
        from carefacilitator.services.pictures.photos import Photos

        return Photos(self.workspace, self.agenda, self.workshops)

    @cached_property
    def looks(self) -> Branding:
        """Colour and logos of programmes."""
        from carefacilitator.services.pictures.branding import Branding

        return Branding(self.workspace)

    @cached_property
    def certificates(self) -> Certificates:
        """Telling genuine certificates from others."""
        from carefacilitator.services.documents.certificates import Certificates

        return Certificates(self.workspace, self.dossiers, self.people)

    @cached_property
    def identity(self) -> Identities:
        """This device's card and the cards of others."""
        from carefacilitator.services.exchange.identity import Identities

        return Identities(self.workspace)

    @cached_property
    def sharing(self) -> Sharing:
        """Sealed bundles to hand over."""
        from carefacilitator.services.exchange.export import Sharing

        return Sharing(self.workspace, self.identity, self.names_in_text, self.workshops)

    @cached_property
    def handed_over(self) -> HandedOver:
        """What became of papers and bundles."""
        from carefacilitator.services.exchange.handed_over import HandedOver

        return HandedOver(self.workspace, self.workshops)

    @cached_property
    def arrivals(self) -> Imports:
        """Bundles that arrive."""
        from carefacilitator.services.exchange.imports import Imports

        return Imports(self.workspace, self.identity, self.names_in_text)

    @cached_property
    def merging(self) -> Merging:
        """Bundles taken in with the versions a person chose."""
        from carefacilitator.services.exchange.imports import Merging

        return Merging(self.workspace, self.arrivals)

    @cached_property
    def shares(self) -> Shares:
        """Who gets which workshops at an exchange."""
        from carefacilitator.services.exchange.shares import Shares

        return Shares(self.workspace, self.identity, self.looks, self.workshops)

    @cached_property
    def syncing(self) -> Syncing:
        """Bundles through a folder or a stick."""
        from carefacilitator.services.exchange.sync import Syncing

        return Syncing(self.workspace, self.arrivals, self.identity, self.shares, self.sharing)

    @cached_property
    def checklist(self) -> Checklist:
        """What is worth a minute before people leave."""
        from carefacilitator.services.documents.closing_checklist import Checklist

        return Checklist(
            self.workspace,
            self.dossiers,
            self.history,
            self.names_in_text,
            self.photos,
            self.repeats,
        )

    @cached_property
    def evaluations(self) -> Evaluations:
        """The closing evaluation."""
        from carefacilitator.services.findings.evaluations import Evaluations

        return Evaluations(self.workspace)

    @cached_property
    def partners(self) -> Partners:
        """Further organisations of a commitment."""
        from carefacilitator.services.findings.partners import Partners

        return Partners(self.workspace, self.workshops)

    @cached_property
    def past(self) -> BinAndHistory:
        """The bin, and the history of every record."""
        from carefacilitator.services.upkeep.bin_and_history import BinAndHistory

        return BinAndHistory(self.workspace, self.identity)

    @cached_property
    def room(self) -> ProjectorChoice:
        """What the projector speaks."""
        from carefacilitator.services.facilitation.projector import ProjectorChoice

        return ProjectorChoice(self.workspace)

    @cached_property
    def last_time(self) -> LastTime:
        """What earlier workshops tell the next one."""
        from carefacilitator.services.findings.earlier_lessons import LastTime

        return LastTime(self.workspace)

    @cached_property
    def quick(self) -> QuickSessions:
        """Workshops on one page."""
        from carefacilitator.services.quick_session import QuickSessions

        return QuickSessions(
            self.workspace,
            self.agenda,
            self.commitments,
            self.lessons,
            self.people,
            self.workshops,
        )

    @cached_property
    def agenda_files(self) -> AgendaFiles:
        """Agendas from and for other programs."""
        from carefacilitator.services.agenda.files import AgendaFiles

        return AgendaFiles(self.workspace, self.agenda, self.names_in_text)

    @cached_property
    def templates(self) -> Templates:
        """Agendas to start from."""
        from carefacilitator.services.agenda.templates import Templates

        return Templates(self.workspace)

    @cached_property
    def grouping(self) -> Grouping:
        """Random groups of who is here."""
        from carefacilitator.services.facilitation.groups import Grouping

        return Grouping(self.workspace, self.people, self.agenda, self.notes)

    @cached_property
    def speaking(self) -> Speaking:
        """The list of who speaks next."""
        from carefacilitator.services.facilitation.speaker_list import Speaking

        return Speaking(self.workspace, self.notes)

    @cached_property
    def counting(self) -> Polls:
        """Raised hands and dots."""
        from carefacilitator.services.facilitation.polls import Polls

        return Polls(self.workspace, self.notes)

    @cached_property
    def voices(self) -> SpeakingTimes:
        """How long which group spoke."""
        from carefacilitator.services.facilitation.voice_balance import SpeakingTimes

        return SpeakingTimes(self.workspace)

    @cached_property
    def names_in_text(self) -> NamesInText:
        """Names of people who did not agree, in what would leave."""
        from carefacilitator.services.privacy.names_in_text import NamesInText

        return NamesInText(self.workspace, self.commitments, self.past, self.people)

    @cached_property
    def hidden_answers(self) -> HiddenAnswers:
        """Answers stored before their question was hidden."""
        from carefacilitator.services.people.hidden_answers import HiddenAnswers

        return HiddenAnswers(self.workspace)

    @cached_property
    def repeats(self) -> Repeats:
        """Words that somebody asked not to quote, said again elsewhere."""
        from carefacilitator.services.exchange.repeated_quotes import Repeats

        return Repeats(self.workspace)

    @cached_property
    def redacting(self) -> Redacting:
        """Texts removed for good, here and asked for elsewhere."""
        from carefacilitator.services.privacy.redaction import Redacting

        return Redacting(self.workspace, self.joining, self.past, self.people)

    def close(self) -> None:
        """Close the workspace."""
        self.workspace.close()
