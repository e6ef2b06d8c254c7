"""Faults planted in the program's rules, each of which the search has to catch.

Each is one way in which this program, or one like it, has let something out. Caught means: more
values stand where they may not than without the fault.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pytest

from carefacilitator.model.merge.standing import IN_BIN, SUPERSEDED
from carefacilitator.model.privacy import consent
from carefacilitator.model.privacy.consent import Permissions
from carefacilitator.services.documents import attendance_minutes, content_photos
from carefacilitator.services.documents.content_base import ContentOfWorkshop
from carefacilitator.services.exchange import disclosure, export, gathering
from carefacilitator.services.privacy.naming_rule import Naming
from tests.exits.allowed import may_be_in
from tests.exits.every_exit import Exit, every_exit
from tests.exits.golden import Searched, tokens_in
from tests.exits.made_workshop import Token

EXITS = {one.name: one for one in every_exit(("en",))}
Plant = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searched]:
    """A smaller one than the golden files have: each fault writes an exit anew."""
    made = Searched(tmp_path_factory.mktemp("planted"), every=5, plainly=True)
    yield made
    made.close()


def _leaks(searched: Searched, exit_: Exit, found: set[Token]) -> set[Token]:
    return {one for one in found if not may_be_in(one, searched.made.answers, exit_)}


def _only(*reasons: str) -> Plant:
    """Of what stands no more only this stays."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        real = gathering.not_standing

        def some(*arguments: object) -> Iterator[tuple[str, str]]:
            return (one for one in real(*arguments) if one[1] in reasons)  # type: ignore[arg-type]

        patch.setattr(gathering, "not_standing", some)

    return plant


def _rule_off(module: object, name: str) -> Plant:
    """A rule that finds nothing to hold back."""
    return lambda patch: patch.setattr(module, name, lambda *_, **__: "")


def _role_of_the_card(patch: pytest.MonkeyPatch) -> None:
    """Whatever the card says of itself is believed: here that it is of one's own group."""
    patch.setattr(export, "circle_of", lambda _recipients: consent.OWN_GROUP)


def _not_asked_is_yes(patch: pytest.MonkeyPatch) -> None:
    real = consent.may
    patch.setattr(
        consent, "may", lambda said, purpose, day: not list(said) or real(said, purpose, day)
    )


def _expired_is_yes(patch: pytest.MonkeyPatch) -> None:
    real = consent.holds
    patch.setattr(
        consent, "holds", lambda one, day: real(dataclasses.replace(one, expires_on=""), day)
    )


def _a_no_to_storing_ends_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        consent,
        "may",
        lambda said, purpose, day: any(
            one.purpose == purpose and consent.holds(one, day) for one in said
        ),
    )


def _minutes_go_by_themselves(patch: pytest.MonkeyPatch) -> None:
    class Everything:
        def __getattr__(self, _name: str) -> Callable[..., str]:
            return lambda *_: ""

    patch.setattr(attendance_minutes, "permissions", lambda *_, **__: Everything())


def _photos_on_paper_unasked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(content_photos, "_may_be_shown", lambda *_: True)


def _anonymous_papers_look_for_nobody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ContentOfWorkshop, "names_somebody", lambda *_: False)


def _typed_names_unchecked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Naming, "_is_unknown", lambda *_: False)
    patch.setattr(Permissions, "against_name", lambda *_: "")


FAULTS: dict[str, tuple[Plant, str]] = {
    "what was replaced goes": (_only(IN_BIN), "bundle to other"),
    "what was replaced goes, anonymous": (_only(IN_BIN), "bundle anonymous"),
    "the bin goes": (_only(SUPERSEDED), "bundle to other"),
    "the bin goes by the folder": (_only(SUPERSEDED), "sync folder"),
    "both go inside a paper": (_only(), "report with the workshop inside"),
    "typed names unchecked": (_typed_names_unchecked, "bundle to other"),
    "names in texts unchecked": (_rule_off(Naming, "against_operation"), "bundle to other"),
    "names in texts unchecked on paper": (_rule_off(Naming, "against"), "report en"),
    "photos unchecked": (_rule_off(Permissions, "against_photo"), "bundle to other"),
    "words unchecked": (
        _rule_off(disclosure.Disclosure, "_against_words"),
        "bundle to other",
    ),
    "the whole table unasked": (
        _rule_off(disclosure.Disclosure, "against"),
        "bundle to other",
    ),
    "the card's role believed": (_role_of_the_card, "bundle to other"),
    "not asked is a yes": (_not_asked_is_yes, "bundle to other"),
    "not asked is a yes on paper": (_not_asked_is_yes, "report en"),
    "what ran out is a yes": (_expired_is_yes, "bundle to other"),
    "a no to storing ends nothing": (_a_no_to_storing_ends_nothing, "bundle to other"),
    "one exit goes by itself": (_minutes_go_by_themselves, "minutes en"),
    "photos on paper unasked": (_photos_on_paper_unasked, "report en"),
    "anonymous papers name": (_anonymous_papers_look_for_nobody, "report en anonymous"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_search_catches(
    searched: Searched, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    plant, name = FAULTS[fault]
    exit_ = EXITS[name]
    before = _leaks(searched, exit_, searched.tokens(exit_))
    with monkeypatch.context() as patch:
        plant(patch)
        found = tokens_in(exit_.write(searched.stage), searched.made, plainly=True)
    after = _leaks(searched, exit_, found)
    assert after - before, fault
