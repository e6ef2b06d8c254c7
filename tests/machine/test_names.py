"""A name that is proposed fits every system; one that Windows would store elsewhere is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefacilitator.machine import names


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("W4", "W4.pdf"),
        ("W4: Tierra/Agua?", "W4-Tierra-Agua.pdf"),
        ("con", "_con.pdf"),
        ("COM1.notes", "_COM1.notes.pdf"),
        ("lpt²", "_lpt².pdf"),
        ("console", "console.pdf"),
        ("..hidden. ", "hidden.pdf"),
        ("تونس", "تونس.pdf"),
        ("???", "file.pdf"),
        ("", "file.pdf"),
    ],
)
def test_a_name_is_made_fit(name: str, made: str) -> None:
    assert names.fit(name, ".pdf") == made


@given(st.text(max_size=300))
def test_every_name_that_is_made_fits(name: str) -> None:
    made = names.fit(name, ".carebundle")
    assert names.is_fit(made)
    assert len(made) <= names.LONGEST
    assert names.fit(made.removesuffix(".carebundle"), ".carebundle") == made


@pytest.mark.parametrize("name", ["a:b.pdf", "con.pdf", "nul", "a.", "a ", "a?b", ""])
def test_what_windows_would_store_elsewhere_does_not_fit(name: str) -> None:
    assert not names.is_fit(name)
