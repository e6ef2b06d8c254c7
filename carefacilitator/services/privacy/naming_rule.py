"""The rule for names in texts: what stays here because it names somebody who did not agree.

One rule for every exit. A bundle to others asks for ``share_secretariat``, what may be passed on
(papers, minutes, calendars, figures, projector, clipboard) for ``list_in_report``; an anonymous
copy names nobody, whatever was agreed. One's own group gets everything. Not asked means no. What
nobody decided about stays here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from carefacilitator.model.merge.operations import Operation
from carefacilitator.model.privacy import consent
from carefacilitator.model.privacy.everyday_names import EVERYDAY
from carefacilitator.model.privacy.known_names import Found, NamesNear, mask
from carefacilitator.model.privacy.name_words import SKIPPED, WORD, forms_of
from carefacilitator.model.privacy.typed_names import may_be_a_person
from carefacilitator.model.records.free_texts import TYPED_NAMES, free_texts
from carefacilitator.model.text.folding import fold
from carefacilitator.storage.removal import named
from carefacilitator.storage.removal.named import Decision, digest_of

Choice = Literal["not_her", "keep", "agreed", "organisation"]
"""What can be decided about a name in a text: this is not she; the text stays here; somebody on no
list agreed; it is the name of an organisation or a group. That a person on the list agrees after
all is her consent, and written down as that."""

STAYS = frozenset({"keep", named.FORGOTTEN})
"""Decisions by which a text stays here, whoever agrees and whether or not she is still known."""


@dataclass(frozen=True)
class Named:
    """Why a text stays here: who is found where (without those it may name), or a typed name.

    ``kept_for`` are the people (ids) for whom somebody chose to leave the text here; whoever was
    forgotten has none.
    """

    reason: str
    found: tuple[Found, ...] = ()
    typed: bool = False
    kept_for: tuple[str, ...] = ()


class Naming:
    """The rule at one exit; ``agrees`` says of a person (id) whether her name may stand there.

    ``reaches`` says whether her number or address may; ``organisations`` are the folded names known
    to be no person's.
    """

    def __init__(
        self,
        names: NamesNear,
        agrees: Callable[[str], bool],
        reaches: Callable[[str], bool],
        decisions: Iterable[Decision],
        organisations: Collection[str] = (),
    ) -> None:
        self._names, self._agrees, self._reaches = names, agrees, reaches
        self._organisations = organisations
        self._decided: dict[tuple[str, str, str], str] = {
            (one.record, one.digest, one.person): one.decision for one in decisions
        }
        self._kept: dict[tuple[str, str], list[str]] = {}
        for (record, digest, person), how in self._decided.items():
            if how in STAYS:
                self._kept.setdefault((record, digest), []).append(person)
        self._looked: dict[str, tuple[Found, ...]] = {}

    # -- asking ----------------------------------------------------------------------------

    def against_operation(self, op: Operation) -> str:
        """Why the value of an operation stays here, or an empty text."""
        base = op.field.partition("/")[0]
        if not op.known or base not in free_texts(op.kind):
            return ""
        told = op.value if isinstance(op.value, list) else [op.value]
        texts = (text for text in told if isinstance(text, str) and text)
        reasons = (self.against(op.kind, op.record, base, text) for text in texts)
        return next((reason for reason in reasons if reason), "")

    def is_typed_or_kept(self, op: Operation) -> bool:
        """Whether a value is a typed name of nobody known, or a text that a person left here."""
        base = op.field.partition("/")[0]
        if not op.known or base not in free_texts(op.kind):
            return False
        told = op.value if isinstance(op.value, list) else [op.value]
        texts = (text for text in told if isinstance(text, str) and text)
        found = (self.named(op.kind, op.record, base, text) for text in texts)
        return any(one is not None and (one.typed or one.reason == consent.KEPT) for one in found)

    def against(self, kind: str, record: str, field: str, text: str) -> str:
        """Why a text of a field stays here, or an empty text."""
        named = self.named(kind, record, field, text)
        return named.reason if named is not None else ""

    def named(self, kind: str, record: str, field: str, text: str) -> Named | None:
        """Whom a text names who did not agree, or None where it may leave."""
        found, is_typed = self.found(record, text), (kind, field) in TYPED_NAMES
        kept = self._kept_for(record, text)
        if kept:
            own = tuple(one for one in kept if one)
            typed = is_typed and not found and not own
            return Named(consent.KEPT, found, typed=typed, kept_for=own)
        if found:
            return Named(consent.NAMED, found)
        if is_typed and self._is_unknown(kind, record, text):
            return Named(consent.NOT_LINKED, typed=True)
        return None

    def found(self, record: str, text: str) -> tuple[Found, ...]:
        """The places in a text of a record that name somebody who did not agree."""
        looked = self._looked.get(text)
        if looked is None:
            looked = self._looked[text] = tuple(self._names.find(text))
        if not looked:
            return ()
        told = (self._without(record, text, one) for one in looked)
        return tuple(one for one in told if one.people)

    def masked(self, record: str, text: str) -> str:
        """The text with ``[…]`` for everybody who did not agree.

        An everyday word in small letters is left as it is: whoever is in the room reads on.
        """
        hits = [one for one in self.found(record, text) if one.sure or not _is_plain(one, text)]
        return mask(text, hits)

    # -- within ----------------------------------------------------------------------------

    def _without(self, record: str, text: str, one: Found) -> Found:
        """A place without the people who agreed, are the record, or are not meant."""
        agrees = self._reaches if one.contact else self._agrees
        people = tuple(
            person
            for person in one.people
            if person != record
            and not agrees(person)
            and self._decision(record, text, person) != "not_her"
        )
        return one._replace(people=people)

    def _decision(self, record: str, text: str, person: str) -> str:
        if not self._decided:
            return ""
        return self._decided.get((record, digest_of(record, text), person), "")

    def _kept_for(self, record: str, text: str) -> list[str]:
        """For whom somebody left this text here (``""``: a typed name, or somebody forgotten)."""
        return self._kept.get((record, digest_of(record, text)), []) if self._kept else []

    def _is_unknown(self, kind: str, record: str, text: str) -> bool:
        """Whether a typed name is that of nobody who agreed and of nothing known."""
        if not text.strip() or self._decision(record, text, "") in ("agreed", "organisation"):
            return False
        if fold(text) in self._organisations:
            return False
        if kind == "organisation" and not may_be_a_person(text):
            return False
        return not self._only_names(text)

    def _only_names(self, text: str) -> bool:
        """Whether a text is made of names of people (who agreed) and small words."""
        found = self._looked.get(text, ())
        if not found:
            return False
        return all(
            word in SKIPPED or word in _BETWEEN for word in WORD.findall(fold(_rest(text, found)))
        )


_BETWEEN = frozenset({"and", "et", "و", "with", "con", "com", "avec", "مع"})


def _rest(text: str, found: Iterable[Found]) -> str:
    return mask(text, found).replace("[…]", " ")


def _is_plain(found: Found, text: str) -> bool:
    """Whether a name stands there as the everyday word that it is, too."""
    told = text[found.start : found.end]
    words = WORD.findall(fold(told))
    return told.islower() and all(EVERYDAY.intersection(forms_of(word)) for word in words)
