"""Every call into Windows itself; nothing here is called on another system.

A test hands in the libraries by replacing :func:`library`, so that all of it runs everywhere.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

_SHARE_ALL = 7
_DELETE = 0x10000
_OPEN_EXISTING = 3
_NO_HANDLE = ctypes.c_void_p(-1).value
_SHARING_VIOLATION = 32
_HIDDEN, _USUAL = 2, 0x80
_READ, _SHARE_READ = 0x80000000, 1
_NO_BUFFERING = 0x20000000
_REMOVABLE = 2
_REVISION, _RIGHTS_OF_OTHERS = 1, 4
"""SDDL_REVISION_1, DACL_SECURITY_INFORMATION."""
_NO_DIALOG = 0x0001 | 0x0002 | 0x8000
"""SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SEM_NOOPENFILEERRORBOX."""
_NO_QUESTION = 1
"""CRYPTPROTECT_UI_FORBIDDEN."""
_DOCUMENTS = 5
"""CSIDL_PERSONAL: also where a person or OneDrive moved it."""
_LONGEST_PATH = 32768


def library(name: str) -> Any:
    """A library of Windows, its last error kept for :func:`last_error`."""
    return vars(ctypes)["WinDLL"](name, use_last_error=True)


def last_error() -> int:
    """What the last call of this thread failed with."""
    return int(vars(ctypes)["get_last_error"]())


def last_error_of_c() -> int:
    """The Windows error behind the last ``errno`` of this thread.

    ``open`` goes through the C library, which folds eighteen errors into EACCES and keeps the
    original beside it.
    """
    told = ctypes.c_ulong(0)
    library("ucrtbase")._get_doserrno(ctypes.byref(told))  # noqa: SLF001 - that is its name
    return int(told.value)


def languages() -> list[int]:
    """Numbers of languages: of the person's screen, of the system below it, of her formats."""
    kernel = library("kernel32")
    asked = ("GetUserDefaultUILanguage", "GetSystemDefaultUILanguage", "GetUserDefaultLangID")
    return [int(getattr(kernel, name)()) & 0xFFFF for name in asked]


class _Zone(ctypes.Structure):
    """DYNAMIC_TIME_ZONE_INFORMATION."""

    _fields_ = [
        ("bias", ctypes.c_int32),
        ("standard_name", ctypes.c_uint16 * 32),
        ("standard_date", ctypes.c_uint16 * 8),
        ("standard_bias", ctypes.c_int32),
        ("summer_name", ctypes.c_uint16 * 32),
        ("summer_date", ctypes.c_uint16 * 8),
        ("summer_bias", ctypes.c_int32),
        ("key", ctypes.c_uint16 * 128),
        ("no_summer", ctypes.c_uint8),
    ]


def zone_key() -> str:
    """The name of this computer's time zone in Windows' own list, such as “Morocco Standard Time”.

    Not translated, whatever the language of Windows.
    """
    zone = _Zone()
    library("kernel32").GetDynamicTimeZoneInformation(ctypes.byref(zone))
    return bytes(zone.key).decode("utf-16-le").partition("\0")[0]


def country() -> str:
    """Where the person lives, as she told Windows: two letters, or nothing."""
    text = ctypes.create_unicode_buffer(16)
    library("kernel32").GetUserDefaultGeoName(text, 16)
    return text.value


def held_elsewhere(path: Path) -> bool:
    """Whether another program holds a file open so that it may not be replaced."""
    return not _opened(path, _DELETE, _SHARE_ALL, 0) and last_error() == _SHARING_VIOLATION


def drop_cache(path: Path) -> None:
    """Let what Windows remembers of a closed file go, so that reading it asks the disk.

    Opening it once without buffers does that: Windows then has to keep both views alike.
    """
    _opened(path, _READ, _SHARE_READ, _NO_BUFFERING)


def _opened(path: Path, access: int, share: int, flags: int) -> bool:
    """Whether a file could be opened like this; it is closed again."""
    kernel = library("kernel32")
    kernel.CreateFileW.restype = ctypes.c_void_p
    wanted = (ctypes.c_uint32(access), share, None, _OPEN_EXISTING, ctypes.c_uint32(flags), None)
    handle = kernel.CreateFileW(str(path), *wanted)
    if handle == _NO_HANDLE:
        return False
    kernel.CloseHandle(ctypes.c_void_p(handle))
    return True


def show(path: Path, shown: bool) -> None:
    """Let a file be shown among others or not."""
    library("kernel32").SetFileAttributesW(str(path), _USUAL if shown else _HIDDEN)


def removable_drives() -> list[tuple[Path, str]]:
    """Sticks and cards that are in, as root and the name a person gave them."""
    kernel = library("kernel32")
    there, found = int(kernel.GetLogicalDrives()), []
    for number in range(26):
        root = f"{chr(ord('A') + number)}:\\"
        if there >> number & 1 and kernel.GetDriveTypeW(root) == _REMOVABLE:
            name = ctypes.create_unicode_buffer(261)
            answers = kernel.GetVolumeInformationW(root, name, 261, None, None, None, None, 0)
            if answers:  # a reader without a card does not
                found.append((Path(root), name.value))
    return found


def documents() -> Path | None:
    """The person's folder of documents, where Windows tells one."""
    text = ctypes.create_unicode_buffer(_LONGEST_PATH)
    failed = library("shell32").SHGetFolderPathW(None, _DOCUMENTS, None, 0, text)
    return Path(text.value) if not failed and text.value else None


def no_crash_pictures(program: str) -> None:
    """Let Windows neither ask nor keep a picture of the memory when this program dies."""
    library("kernel32").SetErrorMode(_NO_DIALOG)
    library("wer").WerAddExcludedApplication(program, False)


def name_program(name: str) -> None:
    """Tell the task bar that this is a program of its own, with its own icon."""
    library("shell32").SetCurrentProcessExplicitAppUserModelID(name)


def keep_to_owner(path: Path, folder: bool) -> None:
    """Let only the owner of a file, and the system with who looks after it, open it."""
    below = "OICI" if folder else ""
    rights = "".join(f"(A;{below};FA;;;{who})" for who in ("OW", "SY", "BA"))
    made, security = ctypes.c_void_p(), library("advapi32")
    told = security.ConvertStringSecurityDescriptorToSecurityDescriptorW(
        f"D:P{rights}", _REVISION, ctypes.byref(made), None
    )
    if told:
        security.SetFileSecurityW(str(path), _RIGHTS_OF_OTHERS, made)
        library("kernel32").LocalFree(made)


class _Blob(ctypes.Structure):
    """DATA_BLOB."""

    _fields_ = [("size", ctypes.c_uint32), ("data", ctypes.c_void_p)]


def protect(secret: bytes) -> bytes | None:
    """Wrap a secret so that only this person on this computer can read it again."""
    return _through("CryptProtectData", secret)


def unprotect(wrapped: bytes) -> bytes | None:
    """Unwrap it again; None for another person or on another computer."""
    return _through("CryptUnprotectData", wrapped)


def _through(name: str, content: bytes) -> bytes | None:
    held = ctypes.create_string_buffer(content, len(content))
    given, got = _Blob(len(content), ctypes.addressof(held)), _Blob()
    call = getattr(library("crypt32"), name)
    said = call(ctypes.byref(given), None, None, None, None, _NO_QUESTION, ctypes.byref(got))
    if not said:
        return None
    try:
        return ctypes.string_at(got.data or 0, got.size)
    finally:
        library("kernel32").LocalFree(ctypes.c_void_p(got.data))
