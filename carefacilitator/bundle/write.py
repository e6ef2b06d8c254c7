"""Write a bundle: seal it, put it on the disk in one step, and read it back.

The plain archive is never written anywhere: its pieces go straight into the seal.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from carefacilitator import paths
from carefacilitator.bundle.assembly import Assembly, AttachedFile, BundleContents
from carefacilitator.bundle.description import BundleInfo, WorkshopLine
from carefacilitator.bundle.keys import Identity, Recipient, check_age_public
from carefacilitator.bundle.packing import pack
from carefacilitator.bundle.read import open_bundle
from carefacilitator.bundle.refusals import KeyInvalid, WriteCheckFailed
from carefacilitator.bundle.seal import seal
from carefacilitator.bundle.trouble import machine_trouble
from carefacilitator.errors import Refusal

__all__ = ["AttachedFile", "BundleContents", "WorkshopLine", "write_bundle"]

MOST_RECIPIENTS = 100


def write_bundle(
    out: Path, contents: BundleContents, recipients: Sequence[Recipient], identity: Identity
) -> BundleInfo:
    """Write, sign and seal a bundle to ``recipients``, and open it again before it takes its place.

    It is sealed to this device's own age key as well: so it can be checked, and the group keeps a
    copy it can open. Until everything is right only a temporary file stands beside ``out``; an
    earlier file there is replaced in one step. Raises KeyInvalid, BundleTooLarge, DiskFull,
    NoPermission, FileMissing (no such folder), MachineTrouble, WriteCheckFailed.
    """
    keys = _keys(recipients, identity)
    assembly = Assembly(contents, recipients, identity)
    temporary = paths.unfinished(out)
    try:
        with temporary.open("xb") as file:
            seal(pack(assembly.members()), file, keys)
            _settle(file)
        info = _checked(temporary, assembly.bundle, identity)
        os.replace(temporary, out)
        _settle_folder(out.parent)
    except OSError as error:
        raise machine_trouble(error, out) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return info


def _keys(recipients: Sequence[Recipient], identity: Identity) -> list[str]:
    """Every key to seal to, the device's own last, each once."""
    if len(recipients) > MOST_RECIPIENTS:
        raise KeyInvalid(reason="too_many")
    keys = [check_age_public(recipient.age) for recipient in recipients]
    return list(dict.fromkeys((*keys, identity.age_public)))


def _settle(file: IO[bytes]) -> None:
    """Make sure the bytes are on the disk, and that reading them back asks the disk.

    Without the second step a stick that lies about its size would pass: what is read back would
    come from memory. Systems that cannot be told (all but Linux) read what they have.
    """
    file.flush()
    os.fsync(file.fileno())
    forget = getattr(os, "posix_fadvise", None)
    if forget is not None:
        forget(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _settle_folder(folder: Path) -> None:
    """Make the new name as durable as the bytes, where the file system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _checked(path: Path, bundle: str, identity: Identity) -> BundleInfo:
    """Read the file back: every seal, hash and signature. Raises WriteCheckFailed."""
    try:
        with open_bundle(path, [identity]) as opened:
            info = opened.info
    except Refusal as error:
        raise WriteCheckFailed(place=str(path.parent)) from error
    if info.bundle != bundle:
        raise WriteCheckFailed(place=str(path.parent))
    return info
