"""Consent as a rule: what may leave for whom on which day."""

from __future__ import annotations

import pytest

from carefacilitator.i18n import Words
from carefacilitator.model.privacy.consent import (
    CONTACT,
    LIST,
    NOT_LINKED,
    OTHER,
    OWN_GROUP,
    PHOTO,
    PURPOSES,
    QUOTE,
    QUOTE_BY_NAME,
    SENSITIVE,
    SHARE,
    STORE,
    Counter,
    Permissions,
    holds,
    may,
    tell,
    withdrawn,
)
from carefacilitator.model.privacy.leaving import Exit
from carefacilitator.model.privacy.withheld import Withheld
from carefacilitator.model.records.records import Consent
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.model.text.folding import fold

DAY = "2022-09-22"


def given(purpose: str, **fields: str) -> Consent:
    return Consent(id=purpose, purpose=purpose, status=fields.pop("status", "given"), **fields)


def allowed(circle: Exit, *purposes: str) -> Permissions:
    return Permissions(circle, DAY, {"p": tuple(given(one) for one in purposes)})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"status": "refused"}, False),
        ({"status": "not_asked"}, False),
        ({"status": "withdrawn"}, False),
        ({"status": ""}, False),
        ({"expires_on": "2022-09-22"}, True),
        ({"expires_on": "2022-09-21"}, False),
        ({"expires_on": "next year"}, False),
        ({"withdrawn_on": "2022-09-22"}, False),
        ({"withdrawn_on": "2022-09-23"}, True),
        ({"withdrawn_on": "yesterday"}, False),
    ],
)
def test_holds_on_a_day(fields: dict[str, str], expected: bool) -> None:
    assert holds(given(SHARE, **fields), DAY) is expected


def test_of_several_workshops_one_yes_and_no_no() -> None:
    yes, no = given(SHARE), given(SHARE, status="refused")
    silent, old = given(SHARE, status="not_asked"), given(SHARE, expires_on="2020-01-01")
    assert may([yes, silent, old], SHARE, DAY)
    assert not may([yes, no], SHARE, DAY)
    assert not may([silent, old], SHARE, DAY)
    assert not may([], SHARE, DAY)
    assert not may([yes], PHOTO, DAY)


def test_withdrawn_is_more_than_refused() -> None:
    assert withdrawn([given(SHARE, status="withdrawn")], SHARE, DAY)
    assert withdrawn([given(SHARE, withdrawn_on="2022-01-01")], SHARE, DAY)
    assert not withdrawn([given(SHARE, status="refused")], SHARE, DAY)
    assert not withdrawn([given(SHARE, withdrawn_on="2023-01-01")], SHARE, DAY)


def test_purposes_are_those_of_the_vocabulary() -> None:
    assert vocabulary().keys("consent_item") == PURPOSES


def test_own_group_gets_everything_that_may_be_stored() -> None:
    permissions = allowed(OWN_GROUP, STORE)
    for leaves in ("person", "contact", "sensitive", "words", "speaker", "member", "reason"):
        assert permissions.against(leaves, "p") == ""
        assert permissions.against(leaves, "q") == STORE
    assert permissions.against_photo(["p"]) == ""
    assert permissions.against_name("lead", "Participant 001") == ""


def test_others_get_each_thing_with_its_own_yes() -> None:
    nothing = allowed(OTHER, STORE)
    assert nothing.against("person", "p") == SHARE
    shared = allowed(OTHER, STORE, SHARE)
    assert shared.against("person", "p") == ""
    assert shared.against("contact", "p") == CONTACT
    assert shared.against("sensitive", "p") == SENSITIVE
    assert shared.against("words", "p") == QUOTE
    assert shared.against("speaker", "p") == QUOTE
    assert shared.against_photo(["p"]) == PHOTO
    assert shared.against_photo([]) == ""
    every = allowed(OTHER, *PURPOSES)
    assert every.against("contact", "p") == ""
    assert every.against("sensitive", "p") == ""
    assert every.against("speaker", "p") == ""
    assert every.against_photo(["p"]) == ""
    assert every.against_photo(["p", "q"]) == SHARE


def test_a_quote_with_no_name_keeps_the_name_here() -> None:
    permissions = allowed(OTHER, STORE, SHARE, QUOTE)
    assert permissions.against("words", "p") == ""
    assert permissions.against("speaker", "p") == QUOTE_BY_NAME
    nameless = allowed(OTHER, STORE, QUOTE, QUOTE_BY_NAME)
    assert nameless.against("speaker", "p") == SHARE


def test_a_typed_name_leaves_only_where_it_is_somebodys_who_agreed() -> None:
    permissions = Permissions(OTHER, DAY, {}, frozenset({fold("Participant 001")}))
    assert permissions.against_name("lead", "participant 001") == ""
    assert permissions.against_name("lead", "Participant 002") == NOT_LINKED
    assert permissions.against_name("lead", "  ") == ""


def test_counter_counts_each_thing_once() -> None:
    counter = Counter()
    for person in ("p", "q", "p"):
        counter.add("person", SHARE, person)
    counter.add("contact", CONTACT, "p")
    assert counter.lines() == (
        Withheld(kind="contact", reason=CONTACT, count=1),
        Withheld(kind="person", reason=SHARE, count=2),
    )


def test_every_reason_has_words() -> None:
    words = Words("en")
    kinds = [
        "person",
        "contact",
        "sensitive",
        "note",
        "speaker",
        "photo",
        "lead",
        "name",
        "lesson",
        "x",
    ]
    reasons = [
        STORE,
        SHARE,
        CONTACT,
        SENSITIVE,
        QUOTE,
        PHOTO,
        LIST,
        "anonymous",
        "severe",
        NOT_LINKED,
    ]
    said = {
        tell(Withheld(kind=kind, count=2, reason=reason), words)
        for kind in kinds
        for reason in reasons
    }
    assert len(said) == len(kinds) * len(reasons)
    assert "Details of 2 people: not agreed to be shared." in said


@pytest.mark.parametrize("status", ["refused", "withdrawn"])
def test_who_refused_to_be_stored_agreed_to_nothing_else(status: str) -> None:
    before = [given(one) for one in PURPOSES if one != STORE]
    assert may(before, LIST, DAY)
    after = [*before, given(STORE, status=status)]
    assert not any(may(after, one, DAY) for one in PURPOSES)
    held = Permissions(OTHER, DAY, {"p": tuple(after)})
    assert held.against("person", "p") == SHARE
    assert held.against("words", "p") == QUOTE
    assert held.against_photo(["p"]) == SHARE
