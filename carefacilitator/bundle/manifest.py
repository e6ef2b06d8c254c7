"""The BagIt 1.0 (RFC 8493) files: what is in the bundle, with the hash of every file.

``manifest-sha256.txt`` lists the payload (everything below ``data/``),
``tagmanifest-sha256.txt`` every other file but itself and its signature. The hash of the latter is
the bundle's id.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
SIGNATURE = "tagmanifest-sha256.txt.minisig"
DECLARATION = "bagit.txt"
BAG_INFO = "bag-info.txt"
DESCRIPTION = "bundle.json"
PACKAGE = "datapackage.json"
PAYLOAD = "data/"
ATTACHMENTS = "data/attachments/"

DECLARATION_TEXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

_LINE = re.compile(r"([0-9a-f]{64})  ([!-~]+)")


def bag_info(made_at: str, program: str, payload_bytes: int, payload_files: int) -> bytes:
    """``bag-info.txt``: the day, the program and the payload's size."""
    lines = (
        f"Bag-Software-Agent: {program}",
        f"Bagging-Date: {made_at[:10]}",
        f"Payload-Oxum: {payload_bytes}.{payload_files}",
    )
    return ("\n".join(lines) + "\n").encode()


def listing(hashes: Mapping[str, str]) -> bytes:
    """A manifest of SHA-256 hashes (hex) by path, in the order of paths; for ``sha256sum -c``."""
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes)).encode()


def parse_listing(data: bytes) -> dict[str, str]:
    """Hashes by path. Raises ValueError unless the text is just what :func:`listing` writes."""
    hashes: dict[str, str] = {}
    for line in data.decode("ascii").splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError("line")
        hashes[match[2]] = match[1]
    if listing(hashes) != data:
        raise ValueError("order")
    return hashes


def bundle_id(tag_manifest: bytes) -> str:
    """The bundle's id: the SHA-256 of its tag manifest, 64 hexadecimal digits."""
    return hashlib.sha256(tag_manifest).hexdigest()


def trusted_comment(bundle: str, fingerprints: list[str]) -> str:
    """What the signature says besides the files: which bundle it is and to which keys it goes."""
    return f"carefacilitator bundle {bundle} to {' '.join(sorted(fingerprints))}"
