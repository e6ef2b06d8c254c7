"""What did not leave, told in counts: what consent keeps here, and what nobody sees any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """What stays out and why; ``kind`` and ``reason`` are keys (``model/privacy/consent.py``)."""

    kind: str
    count: int
    reason: str


class KeptBack(NamedTuple):
    """What stays because nobody sees it any more: earlier values, and records in the bin."""

    superseded: int = 0
    in_bin: int = 0


NOTHING_KEPT_BACK = KeptBack()
