"""Why a bundle or a key is refused, each with its permanent code."""

from __future__ import annotations

from carefacilitator.errors import MachineTrouble, Refusal


class NotABundle(Refusal):
    """The file ``name`` is something else, or a ``paper`` that carries no bundle, or several."""

    code = "not_a_bundle"


class BundleDamaged(Refusal):
    """The sealed file ``name`` does not decrypt: some of its bytes changed."""

    code = "bundle_damaged"


class BundleCutShort(Refusal):
    """The sealed file ``name`` ends too early: the copy was not finished."""

    code = "bundle_cut_short"


class BundleAltered(Refusal):
    """What is inside ``name`` is not what its device signed; ``part`` tells where."""

    code = "bundle_altered"


class BundleUnsafe(Refusal):
    """The archive inside ``name`` breaks ``rule``, which keeps this computer safe."""

    code = "bundle_unsafe"


class NotForUs(Refusal):
    """The file ``name`` is sealed for, or signed as addressed to, somebody else."""

    code = "not_for_us"


class BundleNewerFormat(Refusal):
    """The file ``name`` needs format ``found``; this program knows ``known``."""

    code = "bundle_newer_format"


class BundleTooLarge(Refusal):
    """What was chosen does not fit into one bundle; ``limit`` is in bytes."""

    code = "bundle_too_large"


class KeyInvalid(Refusal):
    """A text is neither a card nor a public age key; ``reason`` is a key of what is wrong."""

    code = "key_invalid"


class WriteCheckFailed(MachineTrouble):
    """The bundle read back from ``place`` is not what was written there."""

    code = "write_check_failed"
