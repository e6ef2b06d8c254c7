from __future__ import annotations

from carefacilitator.model.privacy import consent
from carefacilitator.services.program import Program


def test_an_anonymous_paper_does_not_know_who_leads(program: Program) -> None:
    workshop = program.workshops.create("Day").id
    program.agenda.add(workshop, "Talk", lead="Participant 001", materials="Chalk")
    (unasked,) = program.dossiers.gather(workshop, "en").blocks
    assert (unasked.lead, unasked.materials) == ("", "Chalk")
    line = program.people.walk_in(workshop, "Participant 001", "1-am")
    program.people.consent(workshop, line.person.id, {consent.LIST: "given"})
    (open_,) = program.dossiers.gather(workshop, "en").blocks
    (closed,) = program.dossiers.gather(workshop, "en", True).blocks
    assert (open_.lead, open_.materials) == ("Participant 001", "Chalk")
    assert (closed.lead, closed.materials) == ("", "Chalk")
