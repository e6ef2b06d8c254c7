"""Random workshops: no exit to others holds the name of somebody who did not agree."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from carefacilitator.model.privacy import consent
from carefacilitator.model.privacy.known_names import KnownNames, KnownPerson
from carefacilitator.model.text.folding import fold
from carefacilitator.services.documents.attendance_minutes import minutes_of
from carefacilitator.services.exchange.gathering import gather
from carefacilitator.services.program import Program

GIVEN = ("Awa", "Noémie", "José", "Fatoumata", "Khadija", "فاطمة", "خديجة", "Ngozi", "Marie-Claire")
FAMILY = ("Diouf", "Guion", "Nuñez", "Benali", "N'Diaye", "العلوي", "بوعزة", "Sauvé", "El-Fassi")
FRAMES = ("{} said so", "قالت {} ذلك", "as {}’s mother does", "with {}, every day", "(para {})")
ANSWERS = ("given", "refused", "withdrawn", "not_asked")
SPELL: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    fold,
    lambda name: " ".join(reversed(name.split())),
    lambda name: name.replace(" ", "\u00a0"),
    lambda name: name.replace(" ", "\n"),
    lambda name: name.replace("-", " "),
    lambda name: "\u200b".join(name),
    lambda name: name.split()[0],
)


class Made:
    """One random workshop; ``people`` are (id, name) with what each may be told of."""

    def __init__(self, program: Program, seed: int) -> None:
        self.program, self.dice = program, random.Random(seed)
        self.workshop = program.workshops.create("Day", "2022-09-22").id
        self.people: dict[str, str] = {}
        names = [
            f"{one} {other}"
            for one, other in zip(
                self.dice.sample(GIVEN, 5), self.dice.sample(FAMILY, 5), strict=True
            )
        ]
        for name in names:
            person = program.people.walk_in(self.workshop, name, "1-am").person
            self.people[person.id] = name
            answers = {one: self.dice.choice(ANSWERS) for one in (consent.SHARE, consent.LIST)}
            program.people.consent(self.workshop, person.id, {consent.STORE: "given", **answers})
        for _ in range(12):
            self._write()

    def _text(self) -> str:
        name = self.dice.choice(list(self.people.values()))
        return self.dice.choice(FRAMES).format(self.dice.choice(SPELL)(name))

    def _write(self) -> None:
        program, workshop = self.program, self.workshop
        match self.dice.randrange(7):
            case 0:
                program.notes.add(workshop, self._text())
            case 1:
                note = program.notes.add(workshop, self._text())
                program.notes.edit(note.id, text=self._text())
            case 2:
                program.notes.delete(program.notes.add(workshop, self._text()).id)
            case 3:
                program.lessons.add(workshop, self._text(), who=self._text(), sources=self._text())
            case 4:
                program.commitments.add(workshop, self._text(), who=self._text())
            case 5:
                program.agenda.add(workshop, self._text(), question=self._text(), lead=self._text())
            case _:
                program.workshops.edit(workshop, purpose=self._text(), place=self._text())

    def not_agreed(self, purpose: str) -> KnownNames:
        """Those who may not be named at an exit that asks for a purpose."""
        answers = {one: self.program.people.answers(self.workshop, one) for one in self.people}
        return KnownNames(
            KnownPerson(one, name)
            for one, name in self.people.items()
            if purpose not in answers[one] or answers[one][purpose].status != "given"
        )


def told_of(parcel: object) -> str:
    """Everything typed that a parcel holds."""
    ops = parcel.operations  # type: ignore[attr-defined]
    return "\n\n—\n\n".join(
        str(op.value) for op in ops if op.known and op.kind not in ("person", "change", "consent")
    )


@pytest.mark.parametrize("seed", range(12))
def test_nobody_is_named_who_did_not_agree(program: Program, seed: int) -> None:
    made = Made(program, seed)
    workshop = program.workshops.find(made.workshop)
    shared = made.not_agreed(consent.SHARE).among()
    sealed = told_of(program.sharing.parcel(workshop, consent.OTHER))
    assert [sealed[one.start : one.end] for one in shared.find(sealed)] == []
    listed = made.not_agreed(consent.LIST).among()
    for language in ("en", "ar"):
        dossier = program.dossiers.gather(made.workshop, language)
        paper = repr(dossier).replace("\\n", " ").replace("\\u200b", "").replace("\\xa0", " ")
        paper += minutes_of(program.dossiers, made.workshop, language).text
        assert [paper[one.start : one.end] for one in listed.find(paper)] == []
    everybody = KnownNames(KnownPerson(*one) for one in made.people.items()).among()
    anonymous = program.sharing._parcel([workshop], consent.OTHER, True)
    assert everybody.find(told_of(anonymous)) == []
    nobody = repr(program.dossiers.gather(made.workshop, "en", anonymous=True))
    assert everybody.find(nobody) == []


def test_without_the_gate_the_same_workshops_name_people(program: Program) -> None:
    """The search above would see a fault: without the rule there is plenty to find."""
    made = Made(program, 3)
    workshop = program.workshops.find(made.workshop)
    open_ = told_of(gather(program.workspace, [workshop], consent.OTHER, b"k" * 32))
    assert made.not_agreed(consent.SHARE).among().find(open_)
