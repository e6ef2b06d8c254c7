"""Further organisations of a commitment, each with what it brings."""

from __future__ import annotations

from dataclasses import dataclass

from carefacilitator.model.records import ids
from carefacilitator.model.records.records import Commitment, CommitmentPartner, Organisation
from carefacilitator.services.failures import EmptyName
from carefacilitator.services.workshops import Workshops, new_organisation
from carefacilitator.storage.workspace import Workspace


@dataclass(frozen=True)
class PartnerView:
    """A partner with the name of its organisation."""

    partner: CommitmentPartner
    name: str


class Partners:
    """What a person can do with the partners of a commitment."""

    def __init__(self, workspace: Workspace, workshops: Workshops) -> None:
        self._workspace = workspace
        self._workshops = workshops

    def of(self, commitment_id: str) -> list[PartnerView]:
        """The partners of a commitment, in the order of their names."""
        found = self._workspace.all(CommitmentPartner, commitment_id=commitment_id)
        known = self._workspace.some(Organisation, [one.organisation_id for one in found])
        views = [
            PartnerView(one, known[one.organisation_id].name)
            for one in found
            if one.organisation_id in known
        ]
        return sorted(views, key=lambda one: (one.name.casefold(), one.partner.id))

    def add(self, commitment_id: str, organisation: str) -> str:
        """Let an organisation (by name; a new name makes a new one) join; returns the partner's id.

        Raises EmptyName.
        """
        if not organisation.strip():
            raise EmptyName()
        commitment = self._workspace.get(Commitment, commitment_id)
        found = self._workshops.find_organisation(organisation)
        with self._workspace.change("commitment_edit") as change:
            if found is None:
                found = new_organisation(self._workspace, organisation)
                change.put(found)
            identity = ids.derived_id("commitment_partner", commitment_id, found.id)
            change.restore(CommitmentPartner, identity)
            change.set(
                CommitmentPartner,
                identity,
                workshop_id=commitment.workshop_id,
                commitment_id=commitment_id,
                organisation_id=found.id,
            )
        return identity

    def contribute(self, partner_id: str, text: str, visit: str = "") -> None:
        """Write down what a partner brings; ``visit`` names one stay in the field."""
        with self._workspace.change("commitment_edit", visit=visit) as change:
            change.set(CommitmentPartner, partner_id, contribution=text)

    def remove(self, partner_id: str) -> None:
        """Let a partner go; it is found in the bin."""
        with self._workspace.change("commitment_edit") as change:
            change.delete(CommitmentPartner, partner_id)
