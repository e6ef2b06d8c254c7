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
from carefacilitator.machine import files

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
            files.hide(temporary)
            seal(pack(assembly.members()), file, keys)
            _settle(file)
        files.forget(temporary)
        info = _checked(temporary, assembly.bundle, identity)
        files.replace(temporary, out)
        files.settle_folder(out.parent)
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
    """Make sure the bytes are on the disk."""
    file.flush()
    os.fsync(file.fileno())


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
