from __future__ import annotations

from carefacilitator.services.program import Program


def test_an_anonymous_paper_does_not_know_who_leads(program: Program) -> None:
    workshop = program.workshops.create("Day").id
    program.agenda.add(workshop, "Talk", lead="Participant 001", materials="Chalk")
    (open_,) = program.dossiers.gather(workshop, "en").blocks
    (closed,) = program.dossiers.gather(workshop, "en", True).blocks
    assert (open_.lead, open_.materials) == ("Participant 001", "Chalk")
    assert (closed.lead, closed.materials) == ("", "Chalk")
