"""BagIt lists: written for ``sha256sum -c``, read back only if exactly so."""

from __future__ import annotations

import pytest

from carefacilitator.bundle.manifest import bag_info, listing, parse_listing

HASHES = {"data/b": "b" * 64, "bagit.txt": "a" * 64}


def test_a_listing_is_read_back() -> None:
    text = listing(HASHES)
    assert text == f"{'a' * 64}  bagit.txt\n{'b' * 64}  data/b\n".encode()
    assert parse_listing(text) == HASHES
    assert parse_listing(b"") == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1],
        lambda text: text + b"\n",
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text.upper(),
        lambda text: text.replace(b"  ", b" "),
        lambda text: b"".join(reversed(text.splitlines(keepends=True))),
        lambda text: text + text.splitlines(keepends=True)[-1],
        lambda text: text.replace(b"data/b", b"data/\xc3\xa9"),
        lambda text: b"\xef\xbb\xbf" + text,
    ],
)
def test_any_other_text_is_refused(change: object) -> None:
    with pytest.raises(ValueError):
        parse_listing(change(listing(HASHES)))  # type: ignore[operator]


def test_bag_info_tells_day_program_and_size() -> None:
    text = bag_info("2026-03-06T09:30:00Z", "CareFacilitator 1", 10, 2).decode()
    assert text.splitlines() == [
        "Bag-Software-Agent: CareFacilitator 1",
        "Bagging-Date: 2026-03-06",
        "Payload-Oxum: 10.2",
    ]
