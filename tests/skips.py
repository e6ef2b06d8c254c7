"""Why a test may be skipped; with ``CI`` set every other skip is an error.

Whatever ``packaging/prepare test`` installs is no reason: where Qt, poppler, age, minisign,
Unicode's data or a development package is missing, the check would say that all is well unseen.
"""

from __future__ import annotations

import re

ALLOWED = {
    "the folder of real input files is not here.*": "they stand beside the project, not in it",
    "the encoding cannot hold this form": "a combination of letters and encodings that is none",
    "the superuser may all": "rights do not bind who runs the tests in a container",
    "no folder here that even root may not write to": "the same",
    "nothing may be mounted here, and permissions do not bind us": "the same, without mounts",
    "no file system may be mounted here": "a small disk that fills up needs the right to mount one",
    "this computer does not let a test mount a disk.*": "the same",
    "this system's zlib packs otherwise.*": "packed bytes differ, their content was compared",
    "another version of Unicode's data is installed": "its cases are run, its table differs",
    "no full device here": "only Linux has /dev/full",
    "not told here": "only Linux tells what a core dump would hold",
    "needs (signals|links|rights|terminals|pipes and links)": "other systems do this otherwise",
    "these ways are those of Unix systems": "the same",
    "rights of a file are otherwise there": "the same",
    "not a git clone": "a source archive has no list of files that are tracked",
}
"""The reason of a skip, as a regular expression for the whole of it, and why it may stand."""


def may_be_skipped(reason: str) -> bool:
    """Whether a test may be skipped for this reason."""
    said = reason.removeprefix("Skipped: ").strip()
    return any(re.fullmatch(allowed, said, re.DOTALL) for allowed in ALLOWED)
