"""Refusals of what a person asked for, each with its code."""

from __future__ import annotations

from carefacilitator.errors import Refusal
from carefacilitator.storage.failures import PassphraseMissing as PassphraseMissing
from carefacilitator.storage.failures import RecordUnknown as RecordUnknown
from carefacilitator.storage.failures import UndoNeedsAnswer as UndoNeedsAnswer
from carefacilitator.storage.failures import WrongPassphrase as WrongPassphrase
from carefacilitator.storage.failures import named_failures as named_failures


class WorkshopUnknown(Refusal):
    """No workshop has the id or code ``name``."""

    code = "workshop_unknown"


class EmptyName(Refusal):
    """A name is needed and there is none."""

    code = "empty_name"


class BadDate(Refusal):
    """``text`` is not a day."""

    code = "bad_date"


class BadTime(Refusal):
    """``text`` is not a time of the day."""

    code = "bad_time"


class BadNumber(Refusal):
    """A number is needed between ``low`` and ``high``."""

    code = "bad_number"


class UnknownKey(Refusal):
    """``key`` is not in the list ``list`` of the vocabulary."""

    code = "unknown_key"


class AgendaEmpty(Refusal):
    """There is no block to write."""

    code = "agenda_empty"


class AgendaWithoutDay(Refusal):
    """A calendar needs the workshop's first day."""

    code = "agenda_without_day"


class TwoSpeakers(Refusal):
    """Notes of two named people stay two notes."""

    code = "two_speakers"
