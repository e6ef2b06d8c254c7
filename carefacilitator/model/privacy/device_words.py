"""Eight plain words that stand for a device's public key, so that two people can compare it aloud.

The words are nouns for things, index-aligned in all languages: one person reads *river, lamp* from
an English screen, the other hears the same as *río, lámpara* on a Spanish one. Eight words are 64
bits of BLAKE2b of the key: enough against anyone who would have to find a matching key while two
people talk; the key itself is checked in full by the program.
"""

from __future__ import annotations

import functools
import hashlib

import yaml

from carefacilitator import paths

COUNT = 8
"""Words for one key, each standing for one byte."""
_PURPOSE = b"care-words"  # so that no other use of the hash can give the same digest


def device_words(public_key: bytes, language: str) -> list[str]:
    """The eight words of ``public_key`` in ``language`` (English where there is none)."""
    digest = hashlib.blake2b(public_key, digest_size=COUNT, person=_PURPOSE).digest()
    lists = _lists()
    words = lists.get(language, lists["en"])
    return [words[byte] for byte in digest]


@functools.cache
def _lists() -> dict[str, tuple[str, ...]]:
    with (paths.resources() / "device_words.yaml").open("rb") as file:
        document = yaml.load(file, Loader=yaml.CSafeLoader)
    columns = zip(*document["words"], strict=True)
    return dict(zip(document["languages"], columns, strict=True))
