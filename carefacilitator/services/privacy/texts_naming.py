"""Texts that name a person, for whoever forgets her: every spelling that is looked for at an exit.

Rather too much is found than too little: a person looks at each text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from carefacilitator.model.privacy.known_names import KnownNames, mask
from carefacilitator.model.records.free_texts import texts_of
from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import KINDS, Record, SameAs, kind_of
from carefacilitator.storage.removal import named
from carefacilitator.storage.workspace import Workspace


@dataclass(frozen=True)
class Naming:
    """A text that names somebody; ``masked`` is the same without her.

    ``field`` may name a language version (``texts/es``); ``whole`` tells that her name or her
    number stands there for sure, no everyday word.
    """

    kind: str
    record: str
    field: str
    text: str
    masked: str
    whole: bool


def texts_naming(workspace: Workspace, person: str) -> list[Naming]:
    """Every text of everything in use or in the bin that names a person, surest first.

    Parts of her name count as those of somebody on the list; all records said to be her are looked
    for.
    """
    members = set(Joined(workspace.all(SameAs, target_kind="person")).members(person))
    names = known_names(workspace, members).among()
    found = []
    for record in _records(workspace):
        if record.id in members:
            continue
        kind = kind_of(record)
        for field, text in texts_of(record):
            hits = names.find(text)
            if hits:
                sure = any(one.sure for one in hits)
                found.append(Naming(kind, record.id, field, text, mask(text, hits), sure))
    return sorted(found, key=lambda one: not one.whole)


def known_names(workspace: Workspace, people: Collection[str] | None = None) -> KnownNames:
    """The names of everybody known here, or of these people, those they had before too."""
    names = KnownNames(list(named.known_people(workspace, people)))
    names.also(named.earlier_names(workspace, people))
    return names


def _records(workspace: Workspace) -> Iterator[Record]:
    for kind in KINDS.values():
        for in_bin in (False, True):
            yield from workspace.all(kind, in_bin=in_bin)
