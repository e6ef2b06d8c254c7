"""``bundle.json``: the version first, then every value by type and length."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from carefacilitator.bundle.description import check_version, parsed, written
from carefacilitator.bundle.refusals import BundleAltered, BundleNewerFormat


@pytest.fixture
def told(bench: Any) -> dict[str, Any]:
    return dict(json.loads(bench.members(bench.write())["bundle.json"]))


def _check(told: object) -> None:
    data = told if isinstance(told, bytes) else json.dumps(told).encode()
    parsed(check_version(data, "a"), "a", "", 0)


def test_what_is_written_is_read_back(bench: Any) -> None:
    data = bench.members(bench.write())["bundle.json"]
    info = parsed(check_version(data, "a"), "a", "id", 5)
    assert written(info) == data
    assert (info.bundle, info.bytes, info.device) == ("id", 5, info.maker.device)


@pytest.mark.parametrize("version", ["2.0", "17.3"])
def test_a_newer_major_is_refused_whatever_else_it_says(version: str) -> None:
    with pytest.raises(BundleNewerFormat) as refused:
        _check({"format": version, "minimum_reader": "1.0", "all": "else"})
    assert refused.value.values["found"] == version
    assert refused.value.values["known"] == "1.1"


def test_a_newer_minor_is_read_unless_it_asks_for_a_newer_reader(told: dict[str, Any]) -> None:
    _check({**told, "format": "1.7", "new": {"key": 1}})
    with pytest.raises(BundleNewerFormat):
        _check({**told, "format": "1.7", "minimum_reader": "1.7"})


def _set(*path: str | int, to: Any) -> Callable[[dict[str, Any]], None]:
    def change(told: Any) -> None:
        for key in path[:-1]:
            told = told[key]
        if to is None:
            del told[path[-1]]
        else:
            told[path[-1]] = to

    return change


@pytest.mark.parametrize(
    "change",
    [
        _set("format", to="1"),
        _set("format", to="01.0"),
        _set("format", to=1.0),
        _set("format", to="1.99999"),
        _set("minimum_reader", to=None),
        _set("made_at", to="yesterday"),
        _set("made_by", to="two\nlines"),
        _set("made_by", to="x" * 201),
        _set("program", to=5),
        _set("anonymous", to=0),
        _set("maker", to="me"),
        _set("maker", "device", to="two words"),
        _set("maker", "age", to="age1"),
        _set("maker", "minisign", to="RW"),
        _set("recipients", to={}),
        _set("recipients", 0, "key", to="x"),
        _set("recipients", 0, "sequence", to=-1),
        _set("recipients", 0, "sequence", to=True),
        _set("recipients", 0, "sequence", to=2**60),
        _set("recipients", 0, "previous", to="x"),
        _set("recipients", 0, to=5),
        _set("workshops", to=[{}]),
        _set("workshops", to=[{"id": "i", "code": "", "title": "x" * 3000, "start": ""}]),
        _set("workshops", to=[{"id": "i", "code": "", "title": "", "start": "soon"}]),
        _set("counts", "operations", to="3"),
        _set("counts", "records", to=[]),
        _set("counts", "records", to={"k": -1}),
        _set("counts", to=None),
        _set("withheld", to=[{"kind": "k", "count": 1}]),
        _set("withheld", to=None),
    ],
)
def test_anything_else_is_refused(
    change: Callable[[dict[str, Any]], None], told: dict[str, Any]
) -> None:
    change(told)
    with pytest.raises(BundleAltered):
        _check(told)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"5", b"null", b"\xff", b"[" * 100_000, b'{"format":"1.0"}']
)
def test_what_is_no_description_is_refused(data: bytes) -> None:
    with pytest.raises(BundleAltered):
        _check(data)
