"""``bundle.json``: what a bundle is, who made it and for whom (:class:`BundleInfo`)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from carefacilitator.bundle.keys import LONGEST_NAME, Card, age_fingerprint, is_line, parse_card
from carefacilitator.bundle.refusals import BundleAltered, BundleNewerFormat, KeyInvalid
from carefacilitator.model.privacy.withheld import KeptBack, Withheld

FORMAT = (1, 1)
"""Major and minor of the format this program writes and fully knows."""

LARGEST = 16 * 1024 * 1024
"""Most bytes of ``bundle.json``."""

_MOST_LISTED = 50_000
_VERSION = re.compile(r"(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)?")
_KEY = re.compile(r"[!-~]{1,64}")
_FINGERPRINT = re.compile(r"[0-9a-f]{32}")
_BUNDLE = re.compile(r"[0-9a-f]{64}")
LONGEST_TITLE = 2_000
_LARGEST_NUMBER = 2**53
_HISTORY = {True: "whole", False: "none"}
_HISTORIES = re.compile("whole|none")

_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True)
class WorkshopLine:
    """A workshop as it is named before anything is taken in; ``start`` is a day or empty."""

    id: str
    code: str
    title: str
    start: str


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """One key that a bundle is for: its fingerprint and its place in that recipient's series."""

    key: str
    sequence: int
    previous: str | None


@dataclass(frozen=True, kw_only=True)
class BundleInfo:
    """What a bundle says of itself, checked and signed.

    ``sequence`` and ``previous`` are those of the key that opened it, ``None`` where that is the
    maker's own copy. ``maker`` is the signing device's card as the bundle carries it: whether that
    device is known is for the caller to decide. ``whole`` says that earlier values and the bin are
    in it, ``kept_back`` how much of those stayed. ``bytes`` is the length of the sealed file.
    """

    bundle: str
    format: str
    minimum_reader: str
    program: str
    made_at: str
    made_by: str
    anonymous: bool
    maker: Card
    sequence: int | None
    previous: str | None
    recipients: tuple[Addressee, ...]
    workshops: tuple[WorkshopLine, ...]
    operations: int
    records: Mapping[str, int] = field(hash=False)
    attachments: int
    withheld: tuple[Withheld, ...]
    kept_back: KeptBack
    whole: bool
    bytes: int

    @property
    def device(self) -> str:
        """The short name of the device that made the bundle."""
        return self.maker.device

    @property
    def signer(self) -> str:
        """The public signing key, in minisign's form."""
        return self.maker.minisign

    @property
    def fingerprints(self) -> list[str]:
        """The keys the bundle is sealed to, the maker's own among them."""
        keys = {one.key for one in self.recipients} | {age_fingerprint(self.maker.age)}
        return sorted(keys)


def written(info: BundleInfo) -> bytes:
    """``bundle.json`` for these facts; what is not in it follows from it."""
    maker = info.maker
    told: dict[str, Any] = {
        "format": info.format,
        "minimum_reader": info.minimum_reader,
        "program": info.program,
        "made_at": info.made_at,
        "made_by": info.made_by,
        "anonymous": info.anonymous,
        "maker": {
            "device": maker.device,
            "name": maker.name,
            "age": maker.age,
            "minisign": maker.minisign,
        },
        "recipients": [
            {"key": one.key, "sequence": one.sequence, "previous": one.previous}
            for one in info.recipients
        ],
        "workshops": [
            {"id": one.id, "code": one.code, "title": one.title, "start": one.start}
            for one in info.workshops
        ],
        "counts": {
            "operations": info.operations,
            "attachments": info.attachments,
            "records": dict(info.records),
        },
        "withheld": [
            {"kind": one.kind, "count": one.count, "reason": one.reason} for one in info.withheld
        ],
        "history": _HISTORY[info.whole],
        "kept_back": info.kept_back._asdict(),
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def check_version(data: bytes, name: str) -> dict[str, Any]:
    """The plain contents of ``bundle.json``, once its version is one this program can read.

    These two keys keep their place and meaning in every version, and are looked at before anything
    else. Raises BundleNewerFormat, BundleAltered.
    """
    try:
        told = json.loads(data)
        needed = [_version(told["format"]), _version(told["minimum_reader"])]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise BundleAltered(name=name, part="bundle.json") from None
    if needed[0][0] > FORMAT[0] or needed[1] > FORMAT:
        known = ".".join(map(str, FORMAT))
        found = ".".join(map(str, max(needed)))
        raise BundleNewerFormat(name=name, found=found, known=known)
    return dict(told)


def parsed(told: dict[str, Any], name: str, bundle: str, size: int) -> BundleInfo:
    """The facts in ``bundle.json``, each checked for type and length. Raises BundleAltered.

    ``sequence`` and ``previous`` are left ``None`` until it is known whose key opened the bundle.
    """
    try:
        counts = told["counts"]
        return BundleInfo(
            bundle=bundle,
            format=told["format"],
            minimum_reader=told["minimum_reader"],
            program=_text(told["program"], LONGEST_NAME),
            made_at=_matching(_MOMENT, told["made_at"]),
            made_by=_text(told["made_by"], LONGEST_NAME),
            anonymous=_flag(told["anonymous"]),
            maker=parse_card(json.dumps(dict(told["maker"], role="other"))),
            sequence=None,
            previous=None,
            recipients=_listed(told["recipients"], _addressee),
            workshops=_listed(told["workshops"], _workshop),
            operations=_number(counts["operations"]),
            records={_matching(_KEY, k): _number(n) for k, n in counts["records"].items()},
            attachments=_number(counts["attachments"]),
            withheld=_listed(told["withheld"], _withheld),
            kept_back=_kept_back(told),
            whole=_matching(_HISTORIES, told.get("history", _HISTORY[True])) == _HISTORY[True],
            bytes=size,
        )
    except (ValueError, TypeError, KeyError, AttributeError, KeyInvalid):
        raise BundleAltered(name=name, part="bundle.json") from None


def _version(text: Any) -> tuple[int, int]:
    match = _VERSION.fullmatch(text)
    if match is None:
        raise ValueError("version")
    return int(match[1]), int(match[2])


def _addressee(told: Any) -> Addressee:
    previous = told["previous"]
    return Addressee(
        key=_matching(_FINGERPRINT, told["key"]),
        sequence=_number(told["sequence"]),
        previous=None if previous is None else _matching(_BUNDLE, previous),
    )


def _workshop(told: Any) -> WorkshopLine:
    return WorkshopLine(
        id=_matching(_KEY, told["id"]),
        code=_text(told["code"], LONGEST_NAME),
        title=_text(told["title"], LONGEST_TITLE),
        start=_matching(_DAY, told["start"]),
    )


def _withheld(told: Any) -> Withheld:
    return Withheld(
        kind=_matching(_KEY, told["kind"]),
        count=_number(told["count"]),
        reason=_matching(_KEY, told["reason"]),
    )


def _kept_back(told: Any) -> KeptBack:
    """What stayed with the maker; a bundle of the first version kept nothing back."""
    kept = told.get("kept_back", {})
    return KeptBack(_number(kept.get("superseded", 0)), _number(kept.get("in_bin", 0)))


def _listed(told: Any, one: Callable[[Any], _T]) -> tuple[_T, ...]:
    if type(told) is not list or len(told) > _MOST_LISTED:
        raise ValueError("list")
    return tuple(one(item) for item in told)


def _matching(pattern: re.Pattern[str], told: Any) -> str:
    if pattern.fullmatch(told) is None:
        raise ValueError("text")
    return str(told)


def _text(told: Any, longest: int) -> str:
    if not is_line(told, longest):
        raise ValueError("text")
    return str(told)


def _number(told: Any) -> int:
    if type(told) is not int or not 0 <= told < _LARGEST_NUMBER:
        raise ValueError("number")
    return told


def _flag(told: Any) -> bool:
    if type(told) is not bool:
        raise ValueError("flag")
    return told
