"""Words for every failure: what happened, what is safe, what to do next.

Errors carry a code and values but no wording; this table is the only place that speaks for them, so
that screen, command line and paper say the same in every language. A code may have particular
sentences for one of its values: ``code/secret`` (its value ``reason`` or ``what`` is this one) or
``code+place`` (its value ``place`` is known).
"""
# long: one table for every failure there is.

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass

from carefacilitator.errors import CareError
from carefacilitator.i18n import N_, Words


@dataclass(frozen=True, slots=True)
class Message:
    """Three short sentences about one failure."""

    what: str
    safe: str
    next: str

    @property
    def text(self) -> str:
        """The three sentences as one line."""
        return " ".join((self.what, self.safe, self.next))


def sentences(error: BaseException, words: Words) -> Message:
    """Say what an error means, in the language of ``words``.

    An error without sentences of its own speaks through its kind; what is no :class:`CareError` is
    told as our bug. A value that the error should have named and did not is shown as “…”.
    """
    templates, values = templates_of(error), getattr(error, "values", {})
    what, safe, next_ = (_say(words, template, values) for template in templates)
    return Message(what, safe, next_)


def templates_of(error: BaseException) -> tuple[str, str, str]:
    """The three English sentences of an error, placeholders unfilled."""
    if not isinstance(error, CareError):
        return TABLE["bug"]
    codes = [kind.code for kind in type(error).__mro__ if issubclass(kind, CareError)]
    for code in codes:
        particular = [f"{code}/{error.values[name]}" for name in _TELLING if name in error.values]
        particular += [f"{code}+{name}" for name, value in error.values.items() if value]
        for key in (*particular, code):
            if key in TABLE:
                return TABLE[key]
    return TABLE["bug"]


def placeholders(text: str) -> frozenset[str]:
    """The names that ``text`` wants to be filled with."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def _say(words: Words, template: str, values: Mapping[str, object]) -> str:
    return words.say(template, **{name: values.get(name, "…") for name in placeholders(template)})


_TELLING = ("reason", "what")
"""Values that may choose particular sentences."""

_NOTHING_CHANGED = N_("Nothing was changed.")
_ALL_THERE = N_("Nothing was changed; everything is still there.")
_NOT_IMPORTED = N_("Nothing was imported; your workshops are as they were.")
_NOBODY_ADDED = N_("Nobody was added or changed.")
_SAVED_IS_SAFE = N_("Everything saved before is safe.")
_NOT_WRITTEN = N_("Nothing was written; your workshops are as they were.")
_NOT_OPENED = N_("It was not opened any further, and nothing was changed.")
_SAVE_AS_XLSX = N_("Open it in your spreadsheet program and save it as an Excel workbook (.xlsx).")
_CARD_AGAIN = N_("Ask the recipient to send their card again, and copy the whole of it.")
_NEWEST = N_("Install the newest version of CareFacilitator, then try again.")

_NOT_A_TABLE = (
    N_("“{name}” is not a table that this program can read."),
    _NOBODY_ADDED,
    N_("Save the list as CSV or as an Excel workbook (.xlsx) and try again."),
)
_NO_NAMES = (
    N_("No column of “{name}” looks like the names of people."),
    _NOBODY_ADDED,
    N_("Write “Name” above that column in the first row, or choose the column by hand."),
)
_ENCODING = (
    N_("The letters in “{name}” cannot be read."),
    _NOBODY_ADDED,
    N_("Open it in your spreadsheet program and save it as “CSV UTF-8” or as .xlsx."),
)
_TOO_MANY_ROWS = (
    N_("“{name}” has more than {limit} rows."),
    _NOBODY_ADDED,
    N_("Split it into several files, one for each workshop."),
)
_TOO_MANY_COLUMNS = (
    N_("“{name}” has more than {limit} columns."),
    _NOBODY_ADDED,
    N_("Keep only the columns that you need and try again."),
)
_BUG = (
    N_("The program made a mistake."),
    _SAVED_IS_SAFE,
    N_(
        "Open the program again; if it happens once more, send the file carefacilitator.log to"
        " whoever supports you. It holds no names and no notes."
    ),
)

TABLE: dict[str, tuple[str, str, str]] = {
    # kinds of failure, for a code that has no sentences of its own
    "failure": _BUG,
    "bug": _BUG,
    "refused": (
        N_("This could not be done."),
        _NOTHING_CHANGED,
        N_("Check what was entered and try again."),
    ),
    "machine": (
        N_("This computer could not do what was asked."),
        _SAVED_IS_SAFE,
        N_("Try again; if it happens once more, restart the computer."),
    ),
    # this computer
    "disk_full": (
        N_("The disk is full."),
        N_("Everything saved before is safe; the last step was not kept."),
        N_("Free some space, then try again."),
    ),
    "disk_full+place": (
        N_("There is no space left in “{place}”."),
        N_("Everything saved before is safe; the last step was not kept."),
        N_("Free some space there or choose another place, then try again."),
    ),
    "device_gone": (
        N_("“{place}” does not answer any more: a stick was pulled out, or a disk is failing."),
        _SAVED_IS_SAFE,
        N_("Put the stick in again and try once more; if it happens again, use another one."),
    ),
    "no_permission": (
        N_("This computer does not allow reading or writing there."),
        _SAVED_IS_SAFE,
        N_("Choose another place, or ask for permission to use this one."),
    ),
    "no_permission+place": (
        N_("This computer does not allow reading or writing in “{place}”."),
        _SAVED_IS_SAFE,
        N_("Choose another place, or ask for permission to use this one."),
    ),
    "open_elsewhere": (
        N_("“{place}” is open in another program."),
        _SAVED_IS_SAFE,
        N_("Close it there and try again, or choose another name."),
    ),
    "device_protected": (
        N_("Nothing can be written to “{place}”: the stick or card is locked."),
        _SAVED_IS_SAFE,
        N_("Move the small switch on its side and try again, or use another one."),
    ),
    "device_failing": (
        N_("“{place}” can no longer be read or written as it should: the stick or disk is dying."),
        _SAVED_IS_SAFE,
        N_("Use another one, and copy what you still need from this one soon."),
    ),
    "read_only_folder": (
        N_("This folder can be read, but nothing can be written to it."),
        _NOTHING_CHANGED,
        N_("Choose another folder, or ask for permission to write there."),
    ),
    "stick_missing": (
        N_("The stick or folder is not there any more."),
        N_("Everything on this computer is safe."),
        N_("Put the stick in again, wait a moment and try again."),
    ),
    "file_name_unfit": (
        N_("This computer cannot keep a file under the name “{name}”."),
        _NOTHING_CHANGED,
        N_("Choose a name without : ? * < > | and other than “con”, “nul” or “com1”."),
    ),
    "file_missing": (
        N_("“{name}” is not there."),
        _NOTHING_CHANGED,
        N_("Check the name and the place, and whether the stick is still in."),
    ),
    # the workspace
    "wrong_passphrase": (
        N_("This is not the right passphrase."),
        _ALL_THERE,
        N_("Try again; look at capital letters and at the language of the keyboard."),
    ),
    "key_of_another": (
        N_("This workspace opens only in the account and on the computer where it was made."),
        _NOTHING_CHANGED,
        N_("Open it there, or bring back a copy with the passphrase of the copies."),
    ),
    "passphrase_missing": (
        N_("This workspace is closed with a passphrase, and none was given."),
        _ALL_THERE,
        N_("Enter the passphrase, or name the file that holds it."),
    ),
    "passphrase_short": (
        N_("This passphrase has fewer than {least} letters and would soon be found by trying."),
        _NOTHING_CHANGED,
        N_("Choose a longer one; four words or more are best."),
    ),
    "workspace_newer": (
        N_("This workspace was written by a newer version of the program."),
        _ALL_THERE,
        _NEWEST,
    ),
    "workspace_in_use": (
        N_("The program is already open on this workspace."),
        _NOTHING_CHANGED,
        N_("Go to the window that is open, or close it and try again."),
    ),
    "workspace_busy": (
        N_("Another program is holding the file of the workspace."),
        _SAVED_IS_SAFE,
        N_("Close programs that copy or check files, then try again."),
    ),
    "workspace_damaged": (
        N_("The file of the workspace cannot be read as it was written."),
        N_("Nothing more is written to it."),
        N_("Bring back your last backup, and keep the damaged folder for whoever supports you."),
    ),
    "workspace_damaged/copying": (
        N_("Part of the workspace cannot be read, so no whole copy could be made."),
        N_("The workspace is as it was, and so is every copy made earlier."),
        N_("Write over none of those copies, and ask whoever supports you to look at it."),
    ),
    "workspace_missing": (
        N_("There is no workspace in this folder."),
        _NOTHING_CHANGED,
        N_("Choose another folder, or start a new workspace."),
    ),
    "workspace_not_empty": (
        N_("This workspace already holds workshops."),
        _NOTHING_CHANGED,
        N_("Choose an empty workspace for this."),
    ),
    "backup_damaged": (
        N_("This file is not a backup, or it is damaged."),
        _ALL_THERE,
        N_("Choose another backup."),
    ),
    "copy_needs_passphrase": (
        N_("A copy for another place needs a passphrase, and there is none yet."),
        N_("No copy was made; everything is still there."),
        N_("Give the copies one of {least} letters or more (“--passphrase-file FILE”)."),
    ),
    "copy_key_missing": (
        N_("This copy has no passphrase; it opens only with the key of its own workspace."),
        _NOTHING_CHANGED,
        N_("Put the “workspace.key” of that workspace beside the copy, then try again."),
    ),
    "copy_not_read_back": (
        N_("What was written in “{place}” is not what is read there now."),
        N_("It does not count as a copy; your workshops are as they were."),
        N_("Choose another stick or folder and make the copy again."),
    ),
    "settings_damaged": (
        N_("Your settings could not be read."),
        N_("Your workshops are safe; the old settings were kept as “{name}”."),
        N_("Choose language, text size and theme again."),
    ),
    # bundles
    "not_a_bundle": (
        N_("“{name}” is not a bundle of this program."),
        _NOT_IMPORTED,
        N_("Choose a file that ends in .carebundle, or ask the sender for it again."),
    ),
    "not_a_bundle+paper": (
        N_("The PDF “{name}” does not carry the data it was made from."),
        _NOT_IMPORTED,
        N_("Ask the sender for the bundle, or for the PDF saved again with its data inside."),
    ),
    "bundle_damaged": (
        N_("“{name}” is damaged: part of it changed on the way."),
        _NOT_IMPORTED,
        N_("Ask the sender to copy it again, best onto another stick."),
    ),
    "bundle_cut_short": (
        N_("“{name}” is not whole: copying it stopped too early."),
        _NOT_IMPORTED,
        N_("Copy the file again and wait until copying has finished."),
    ),
    "bundle_altered": (
        N_("What is inside this bundle is not what its sender signed."),
        _NOT_IMPORTED,
        N_("Do not trust this file; tell the sender and ask for a new one."),
    ),
    "bundle_altered+name": (
        N_("What is inside “{name}” is not what its sender signed."),
        _NOT_IMPORTED,
        N_("Do not trust this file; tell the sender and ask for a new one."),
    ),
    "bundle_unsafe": (
        N_("“{name}” is built in a way that could harm this computer."),
        _NOT_OPENED,
        N_("Do not use this file; ask the sender to make it again with this program."),
    ),
    "signer_unknown": (
        N_("This bundle comes from a device that this computer has never met."),
        _NOT_IMPORTED,
        N_("Call the sender and compare the words of the device; if they are the same, accept it."),
    ),
    "signer_changed": (
        N_("This bundle carries a known name, but another device signed it."),
        _NOT_IMPORTED,
        N_("Ask the sender in person whether they have a new computer before you accept it."),
    ),
    "not_for_us": (
        N_("“{name}” was made for somebody else; this computer cannot open it."),
        _NOT_IMPORTED,
        N_("Give the sender your card and ask for a bundle made for you."),
    ),
    "bundle_newer_format": (
        N_("“{name}” was made by a newer version of this program."),
        _NOT_IMPORTED,
        _NEWEST,
    ),
    "bundle_too_large": (
        N_("What was chosen is too much for one bundle."),
        _NOT_WRITTEN,
        N_("Choose fewer workshops and make several bundles."),
    ),
    "bundle_parts_missing": (
        N_("This bundle is in {count} parts, and {missing} is not beside “{name}”."),
        N_("Nothing was imported; your workshops are as they were."),
        N_("Copy all parts into one folder and try again."),
    ),
    "part_size_unfit": (
        N_("Parts of {size} MB are too small, or would be too many."),
        N_("No part was kept."),
        N_("Choose a larger size, such as 5."),
    ),
    "remote_unknown": (
        N_("The program cannot exchange through “{name}”."),
        N_("Nothing was changed."),
        N_("Choose a folder or a stick."),
    ),
    "sync_head_unfit": (
        N_("“{name}” in the shared folder is not as it should be."),
        N_("It was passed over; everything else went on."),
        N_("Let its device exchange again; if it stays so, tell its owner."),
    ),
    "import_superseded": (
        N_("A later import already covers this one."),
        N_("Nothing was changed, and nothing is missing."),
        N_("Go on with the later import; to take it back, undo that one."),
    ),
    "erasures_need_answer": (
        N_("This bundle asks to forget people for good. People concerned: {count}."),
        _NOT_IMPORTED,
        N_("Look at whom it names, then say whether they are to be forgotten."),
    ),
    "redaction_needs_answer": (
        N_("What is removed for good does not come back. Entries concerned: {count}."),
        _NOTHING_CHANGED,
        N_("If that is meant, say so with --sure."),
    ),
    "redaction_unfit": (
        N_("This cannot be removed for good by itself: {field}."),
        _NOTHING_CHANGED,
        N_("Choose one of its texts, or remove the whole entry."),
    ),
    "erasures_refused": (
        N_("This bundle asks to forget people of workshops that are not its sender's."),
        _NOT_IMPORTED,
        N_("Ask the sender why; the workshop's own group or the secretariat can do it."),
    ),
    "write_check_failed": (
        N_("The file was written, but reading it back gave something else."),
        N_("Your workshops are safe; do not give this file to anyone."),
        N_("Try again, best on another stick or in another folder."),
    ),
    "key_invalid": (
        N_("This is neither a card nor a public key."),
        _NOTHING_CHANGED,
        _CARD_AGAIN,
    ),
    "key_invalid/secret_given": (
        N_("This is a secret key; it must never leave its owner."),
        N_("It was not kept here."),
        N_("Ask the recipient for their card instead, and tell them that their key was seen."),
    ),
    "key_invalid/secret": (
        N_("The secret keys of this device cannot be read."),
        _NOTHING_CHANGED,
        N_("Bring back your last backup."),
    ),
    "nothing_chosen": (
        N_("No workshop was chosen."),
        _NOT_WRITTEN,
        N_("Choose at least one workshop and try again."),
    ),
    "bundle_not_sent": (
        N_("No bundle {number} was sealed with {name}."),
        _NOTHING_CHANGED,
        N_("Look up the numbers by: carefacilitator shared {name}."),
    ),
    "nothing_chosen/recipient": (
        N_("Nobody was chosen who could open the bundle."),
        _NOT_WRITTEN,
        N_("Choose somebody to give it to and try again."),
    ),
    "workshop_severe": (
        N_("“{code}” is marked as severe and may only go to your own group."),
        _NOT_WRITTEN,
        N_("Leave this workshop out, or choose somebody of your own group."),
    ),
    "recipient_unknown": (
        N_("There is no such recipient yet."),
        _NOTHING_CHANGED,
        N_("Add the recipient's card, or choose somebody else."),
    ),
    "recipient_ambiguous": (
        N_("Several known devices are called “{name}”."),
        _NOTHING_CHANGED,
        N_("Name the device by its short name of letters and digits instead."),
    ),
    # other people's tables
    "table_refused": _NOT_A_TABLE,
    "not_a_table": _NOT_A_TABLE,
    "table_unknown_kind": _NOT_A_TABLE,
    "no_name_column": _NO_NAMES,
    "attendees_no_name_column": _NO_NAMES,
    "wrong_encoding": _ENCODING,
    "table_encoding": _ENCODING,
    "table_too_long": _TOO_MANY_ROWS,
    "table_too_many_rows": _TOO_MANY_ROWS,
    "table_too_wide": _TOO_MANY_COLUMNS,
    "table_too_many_columns": _TOO_MANY_COLUMNS,
    "table_empty": (
        N_("“{name}” is empty."),
        _NOBODY_ADDED,
        N_("Check that this is the right file and that it was saved."),
    ),
    "table_old_excel": (
        N_("“{name}” is a workbook in an old or special form of Excel."),
        _NOBODY_ADDED,
        _SAVE_AS_XLSX,
    ),
    "table_other_office": (
        N_("“{name}” is a workbook of another office program."),
        _NOBODY_ADDED,
        _SAVE_AS_XLSX,
    ),
    "table_protected": (
        N_("“{name}” is closed with a password."),
        _NOBODY_ADDED,
        N_("Open it in your spreadsheet program, take the password off, and save it again."),
    ),
    "table_damaged": (
        N_("“{name}” is damaged or not whole."),
        _NOBODY_ADDED,
        N_("Copy the file again, or ask the sender for it again."),
    ),
    "table_unsafe": (
        N_("“{name}” is built in a way that could harm this computer."),
        _NOT_OPENED,
        N_("Do not use this file; ask for the list in another form."),
    ),
    "table_unclosed_quote": (
        N_("In row {row} of “{name}” a quotation mark is opened and never closed."),
        _NOBODY_ADDED,
        N_("Correct that row and try again."),
    ),
    "table_too_large": (
        N_("“{name}” is larger than {megabytes} MB."),
        _NOBODY_ADDED,
        N_("Keep only the list itself and try again."),
    ),
    "table_cell_too_long": (
        N_("In “{name}”, row {row}, column {column}, a text has more than {limit} letters."),
        _NOBODY_ADDED,
        N_("Shorten it and try again."),
    ),
    "calendar_unreadable": (
        N_("“{name}” is not a calendar, or it is cut short."),
        N_("Nothing was added to the agenda."),
        N_("Save it again in your calendar program as an .ics file and try with that."),
    ),
    "calendar_too_large": (
        N_("“{name}” holds more than {limit} events."),
        N_("Nothing was added to the agenda."),
        N_("Save only the days of the workshop in your calendar program and try again."),
    ),
    "schedule_unreadable": (
        N_("“{name}” is not the schedule of a conference."),
        N_("Nothing was added to the agenda."),
        N_("A table (CSV or XLSX) or a calendar (.ics) can be taken as well."),
    ),
    "two_speakers": (
        N_("These notes are the words of two people."),
        N_("Both notes are as they were."),
        N_("Keep them as two, so that what each person agreed to holds for her words."),
    ),
    "agenda_without_day": (
        N_("A calendar needs to know on which day the workshop begins."),
        N_("Your agenda is as it was."),
        N_("Press F2, write the first day and save the calendar again."),
    ),
    "agenda_empty": (
        N_("There is no block in this agenda yet."),
        N_("No file was written."),
        N_("Add a block or start from a template, then save the file again."),
    ),
    "agenda_no_columns": (
        N_("“{name}” has no column of titles, or none of lengths or times."),
        N_("Nothing was added to the agenda."),
        N_("Write a heading above each column, such as “Title” and “Minutes”, and try again."),
    ),
    "attendees_mapping_mismatch": (
        N_("The columns were chosen for another file than “{name}”."),
        _NOBODY_ADDED,
        N_("Choose the columns again for this file."),
    ),
    "attendee_row_not_there": (
        N_("Nobody stands in row {row}, so nobody can be left out there."),
        _NOBODY_ADDED,
        N_("Look at the numbers of the rows in a dry run and try again."),
    ),
    # records and what is typed
    "workshop_unknown": (
        N_("There is no such workshop here."),
        _NOTHING_CHANGED,
        N_("Look for its code or id in the list of workshops."),
    ),
    "finding_unknown": (
        N_("No text of this workshop waits for that any more."),
        _NOTHING_CHANGED,
        N_("Look through the names in texts again to see what waits now."),
    ),
    "record_unknown": (
        N_("This entry is not here any more."),
        _NOTHING_CHANGED,
        N_("Open the page again to see what is there now."),
    ),
    "nothing_to_undo": (
        N_("There is nothing left to undo."),
        _NOTHING_CHANGED,
        N_("Earlier versions of an entry are in its history."),
    ),
    "nothing_to_undo+change": (
        N_("There is no change “{change}” here that could be undone."),
        _NOTHING_CHANGED,
        N_("Earlier versions of an entry are in its history."),
    ),
    "nothing_to_redo": (
        N_("There is nothing left to bring back."),
        _NOTHING_CHANGED,
        N_("Earlier versions of an entry are in its history."),
    ),
    "undo_needs_answer": (
        N_("Later work on this computer rests on this import. Entries concerned: {count}."),
        N_("Nothing has been undone yet."),
        N_("Look at these entries, then say whether the import should still be undone."),
    ),
    "text_too_long": (
        N_("This text has more than {limit} letters."),
        N_("What was saved before is unchanged."),
        N_("Shorten it, or divide it into several notes."),
    ),
    "empty_name": (
        N_("The name is empty."),
        _NOTHING_CHANGED,
        N_("Type a name and try again."),
    ),
    "bad_date": (
        N_("This is not a date."),
        _NOTHING_CHANGED,
        N_("Write year, month and day, such as 2024-06-25."),
    ),
    "bad_time": (
        N_("This is not a time."),
        _NOTHING_CHANGED,
        N_("Write hours and minutes, such as 14:30."),
    ),
    "bad_number": (
        N_("This is not a number that fits here."),
        _NOTHING_CHANGED,
        N_("Write it in digits, such as 12."),
    ),
    "unknown_key": (
        N_("“{key}” is not one of the choices."),
        _NOTHING_CHANGED,
        N_("Choose one from the list."),
    ),
    "photo_unreadable": (
        N_("This picture cannot be read."),
        _NOTHING_CHANGED,
        N_("Save it as JPEG or PNG and add it again."),
    ),
    "photo_too_large": (
        N_("This picture is larger than the program can take in."),
        _NOTHING_CHANGED,
        N_("Take the photo again with a smaller size, or save it smaller and add it again."),
    ),
    "photo_moves": (
        N_("This picture moves; only still pictures can be kept."),
        _NOTHING_CHANGED,
        N_("Save one frame of it as JPEG or PNG and add that."),
    ),
    "photo_heic": (
        N_("This picture is in the HEIC format of some telephones, which cannot be read here."),
        _NOTHING_CHANGED,
        N_(
            "Set the camera to “most compatible” (JPEG), or share the photo from the telephone as"
            " JPEG, and add it again."
        ),
    ),
    "photo_has_no_place": (
        N_("The block or note to which the photo should belong is not there any more."),
        _NOTHING_CHANGED,
        N_("Choose a block of the agenda and add the photo again."),
    ),
    "photo_not_here": (
        N_("The picture itself is not on this computer."),
        _NOTHING_CHANGED,
        N_("Ask whoever sent it to share it with you again."),
    ),
    "logo_unseen": (
        N_("On white paper nothing of this picture would be seen."),
        _NOTHING_CHANGED,
        N_("Ask for the logo in its version for light paper and add that."),
    ),
    "logo_unknown": (
        N_("There is no logo “{name}” here."),
        _NOTHING_CHANGED,
        N_("Look for it among the logos of its programme."),
    ),
    "too_many_logos": (
        N_("There are {most} logos already, and more do not fit the head of a page."),
        _NOTHING_CHANGED,
        N_("Remove one first, or put two into one picture."),
    ),
    "programme_unknown": (
        N_("There is no programme “{name}” here."),
        _NOTHING_CHANGED,
        N_("Look for its name among the programmes, or make it first."),
    ),
    "colour_unknown": (
        N_("“{name}” is not a colour."),
        _NOTHING_CHANGED,
        N_("Write it with six digits, such as #1D5B4F, or choose one of those that are offered."),
    ),
    "language_unknown": (
        N_("The program does not speak this language."),
        _NOTHING_CHANGED,
        N_("Choose English, Spanish, French, Portuguese or Arabic."),
    ),
    "paper_unknown": (
        N_("The program does not know this paper size."),
        _NOTHING_CHANGED,
        N_("Choose A4 or Letter."),
    ),
    "kind_not_built": (
        N_("The program cannot make this kind of document yet."),
        _NOT_WRITTEN,
        N_("Choose the summary or the report."),
    ),
    "document_unknown": (
        N_("There is no such document or paper size."),
        _NOT_WRITTEN,
        N_("Choose the summary or the report, on A4 or Letter."),
    ),
    "cannot_carry": (
        N_("This document cannot carry data inside."),
        _NOT_WRITTEN,
        N_("Choose the summary, a report or the compendium, or hand over a bundle beside it."),
    ),
    "nothing_selected": (
        N_("None of these workshops has a lesson that fits what you chose."),
        _NOT_WRITTEN,
        N_("Choose more workshops or kinds of lessons, or take drafts, too."),
    ),
    "one_workshop_only": (
        N_("This document is about one workshop, and several were named."),
        _NOT_WRITTEN,
        N_("Name one workshop, or make the document once for each."),
    ),
    "printer_trouble": (
        N_("The printer did not take the document."),
        N_("Your workshops are as they were."),
        N_("See whether it is on and has paper, then print again, or save the PDF."),
    ),
    "needs_names": (
        N_("This document is made of names, so there is no copy without names."),
        _NOT_WRITTEN,
        N_("Choose “Where agreed”: only people who agreed are named."),
    ),
    "nobody_present": (
        N_("Nobody is marked present who agreed to be stored."),
        _NOT_WRITTEN,
        N_("Mark who was there at the door, then make the certificates again."),
    ),
    "second_language": (
        N_("Only the summary can stand in two languages, and they must differ."),
        _NOT_WRITTEN,
        N_("Choose the summary, and another language beside the first."),
    ),
    "certificate_mistyped": (
        N_("This is not the code of a certificate, or a sign in it is wrong."),
        N_("Nothing was changed."),
        N_("Read the twelve signs from the paper again and type them once more."),
    ),
    "certificate_unknown": (
        N_("No workshop on this computer gave out this code."),
        N_("Nothing was changed."),
        N_("If the workshop has not arrived here yet, take in its bundle and check again."),
    ),
    "bad_usage": (
        N_("The command was not understood."),
        _NOTHING_CHANGED,
        N_("Add --help to the command to see how it is used."),
    ),
}
"""Code → what happened, what is safe, what to do next."""
