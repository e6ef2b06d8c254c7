"""Failures a person may meet, each with a stable code and no wording.

The sentences for every code live in :mod:`carefacilitator.messages`. Three kinds say whose move it
is: a person can fix it (:class:`Refusal`), this computer stands in the way
(:class:`MachineTrouble`), or the program is wrong (:class:`OurBug`). The command line turns them
into exit codes 1, 3 and 4.
"""

from __future__ import annotations

from typing import ClassVar

from carefacilitator.machine.refusals import Why, why


class CareError(Exception):
    """Base of every failure the program tells in words.

    ``code`` is permanent and language-free; ``values`` are what the sentences may name (never a
    person's name or a note's text, since they may reach a log).
    """

    code: ClassVar[str] = "failure"
    exit_code: ClassVar[int] = 4

    def __init__(self, **values: object) -> None:
        super().__init__(self.code, values)
        self.values: dict[str, object] = values


class Refusal(CareError):
    """A person can fix it: the input, the choice or the passphrase is not acceptable."""

    code = "refused"
    exit_code = 1


class MachineTrouble(CareError):
    """This computer stands in the way: disk full, no permission, broken file system."""

    code = "machine"
    exit_code = 3


class OurBug(CareError):
    """The program itself is wrong; the data is untouched."""

    code = "bug"
    exit_code = 4


class DiskFull(MachineTrouble):
    """No space left where ``place`` is."""

    code = "disk_full"


class NoPermission(MachineTrouble):
    """Reading or writing ``place`` is not allowed."""

    code = "no_permission"


class OpenElsewhere(NoPermission):
    """Another program holds ``place`` open and lets nobody replace it."""

    code = "open_elsewhere"


class DeviceProtected(NoPermission):
    """What ``place`` lies on is protected against writing, by its small switch for one."""

    code = "device_protected"


class DeviceGone(MachineTrouble):
    """What ``place`` lies on answers no more: a stick was pulled out, or it is failing."""

    code = "device_gone"


class DeviceFailing(DeviceGone):
    """What ``place`` lies on is there but cannot be read or written: it is wearing out."""

    code = "device_failing"


class PrinterTrouble(MachineTrouble):
    """The printer ``name`` did not take the document."""

    code = "printer_trouble"


class FileMissing(Refusal):
    """The file or folder ``name`` does not exist."""

    code = "file_missing"


class FileNameUnfit(Refusal):
    """This system cannot store a file under ``name``."""

    code = "file_name_unfit"


_MEANS: dict[Why, type[MachineTrouble]] = {
    Why.FULL: DiskFull,
    Why.OPEN_ELSEWHERE: OpenElsewhere,
    Why.GONE: DeviceGone,
    Why.PROTECTED: DeviceProtected,
    Why.FAILING: DeviceFailing,
    Why.FORBIDDEN: NoPermission,
    Why.A_FOLDER: NoPermission,
    Why.OTHER: MachineTrouble,
}


def refused_by_system(error: OSError, place: str, missing: str | None = None) -> CareError:
    """The failure that an error of the file system is, named for sentences after ``place``.

    ``missing`` is what to call that which is not there; usually ``place``.
    """
    reason = why(error)
    if reason is Why.MISSING:
        return FileMissing(name=place if missing is None else missing)
    return _MEANS[reason](place=place)
