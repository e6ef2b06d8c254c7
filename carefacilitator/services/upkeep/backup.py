"""The recovery sheet for the passphrase: made in memory, written once where a person says.

It is noted nowhere, no file lies beside it while it is written, and no log hears of it.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator.bundle.refusals import WriteCheckFailed
from carefacilitator.errors import FileMissing
from carefacilitator.i18n import Words
from carefacilitator.machine import files, keeping
from carefacilitator.storage import keys
from carefacilitator.storage.failures import named_failures

if TYPE_CHECKING:
    from carefacilitator.reports.pdf.result import FinishedDocument

FILE_NAME = "recovery-sheet.pdf"


def sheet(passphrase: str, language: str, day: str, paper: str = "A4") -> FinishedDocument:
    """The sheet in a language, dated (``YYYY-MM-DD``)."""
    from carefacilitator import reports

    return reports.recovery_sheet(passphrase, Words(language), day, paper)


def checked_sheet(
    folder: Path, passphrase: str, language: str, day: str, paper: str
) -> FinishedDocument:
    """The sheet for a workspace that exists, once the passphrase was seen to open it.

    Raises WrongPassphrase, PassphraseMissing.
    """
    keys.read_key(folder, passphrase)
    return sheet(passphrase, language, day, paper)


def keep(made: FinishedDocument, out: Path) -> None:
    """Write the sheet straight to its place, readable for its owner only.

    Raises DiskFull, NoPermission, FileMissing, WriteCheckFailed; nothing of it is left then.
    """
    if not out.parent.is_dir():
        raise FileMissing(name=str(out.parent))
    with named_failures(out.name, out.parent):
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            keeping.close_to_others(out, 0o600)  # it may have been there, for everybody to read
            with os.fdopen(descriptor, "wb") as file:
                file.write(made.content)
                file.flush()
                os.fsync(file.fileno())
            files.forget(out)
            if out.read_bytes() != made.content:
                raise WriteCheckFailed(place=out.name)
        except BaseException:
            with contextlib.suppress(OSError):
                out.unlink(missing_ok=True)
            raise
