"""Who may be one is proposed with a reason, once, and never where somebody said they are two."""

from __future__ import annotations

import pytest

from carefacilitator.model.records.records import Organisation, Person, SameAs
from carefacilitator.services.same.duplicates import organisation_pairs, pairs


def person(number: int, name: str, **fields: str) -> Person:
    return Person(id=f"{number}", name=name, **fields)


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (person(1, "Ana López"), person(2, "LOPEZ Ana"), "name"),
        (person(1, "Ana López", email="a@x.org"), person(2, "Eva", email="A@x.org "), "email"),
        (
            person(1, "Ana López", phone="+52 55 1234 5678"),
            person(2, "Ana L.", phone="55-1234-5678"),
            "phone",
        ),
        (person(1, "Ana López"), person(2, "Ana María López"), "part"),
        (person(1, "Fatima Benali"), person(2, "Fatima Benalli"), "spelling"),
        (person(1, "فاطمة الزهراء"), person(2, "فاطمه الزهراء"), "name"),
    ],
)
def test_reasons(first: Person, second: Person, reason: str) -> None:
    (likely,) = pairs([first, second], [])
    assert (likely.first, likely.second, likely.reason) == (first, second, reason)
    two = SameAs(id="s", target_kind="person", first_id="1", second_id="2", same=False)
    assert pairs([first, second], [two]) == []
    one = SameAs(id="s", target_kind="person", first_id="1", second_id="2")
    assert pairs([first, second], [one]) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (person(1, "Participant 001"), person(2, "Participant 002")),
        (person(1, "Ana López", phone="55 1234 5678"), person(2, "Eva Ruiz", phone="55 1234 5678")),
        (person(1, "Ana López", email="a@x.org"), person(2, "Ana María López", email="b@x.org")),
        (person(1, "Ana Ruiz"), person(2, "Ana Ruez")),
        (person(1, "Ana"), person(2, "Ana María")),
    ],
)
def test_what_says_too_little(first: Person, second: Person) -> None:
    assert pairs([first, second], []) == []


def test_a_name_that_a_village_shares_proposes_nobody() -> None:
    people = [person(n, f"Khadija Amrani {chr(97 + n % 26) * 3}{n}") for n in range(60)]
    assert pairs(people, []) == []


def test_organisations_by_name_and_short_name() -> None:
    one = Organisation(id="1", name="Care Union", acronym="CU")
    two = Organisation(id="2", name="Union Care")
    three = Organisation(id="3", name="Carers United", acronym="CU")
    found = organisation_pairs([one, two, three], [])
    assert [(pair.second.id, pair.reason) for pair in found] == [("2", "name"), ("3", "acronym")]
