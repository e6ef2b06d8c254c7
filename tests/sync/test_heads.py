"""Heads: written and read back, and hostile until checked."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefacilitator.sync.heads import HeadEntry, HeadUnfit, is_device, read, written

DEVICE = "00112233445566aa"
ENTRY = HeadEntry(
    "a" * 32 + ".carebundle", ("ffeeddccbbaa9988",), 512, "b" * 64, "c" * 32, "d" * 32
)


def test_what_is_written_is_read() -> None:
    other = HeadEntry("0" * 32 + ".carebundle", (), 0, "b" * 64, "c" * 32, "e" * 32)
    data = written(DEVICE, [ENTRY, other])
    assert read(data, DEVICE, "x") == [other, ENTRY]
    assert written(DEVICE, [other, ENTRY]) == data


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"device": "ffeeddccbbaa9988"},
        {"bundles": {}},
        {"bundles": [1]},
        {"bundles": [{}]},
    ],
)
def test_another_shape_is_refused(change: dict[str, object]) -> None:
    told = {**json.loads(written(DEVICE, [ENTRY])), **change}
    with pytest.raises(HeadUnfit):
        read(json.dumps(told).encode(), DEVICE, "x")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(HeadUnfit):
        read(data, DEVICE, "x")


@pytest.mark.parametrize("text", ["", "x", DEVICE + "0", DEVICE.upper(), "../../etc/passwd", "."])
def test_only_short_names_become_file_names(text: str) -> None:
    assert not is_device(text)
    assert is_device(DEVICE)
