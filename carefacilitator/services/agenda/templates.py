"""Agendas to start from: those that come with the program, and those a person saved.

The program's own are data in ``resources/templates.yaml``, in five languages. A saved one is kept
with the workspace (it never travels) and holds what was planned, never who leads a block or how it
was held.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from carefacilitator import paths
from carefacilitator.i18n import LANGUAGES
from carefacilitator.model.agenda import agenda
from carefacilitator.model.records.records import AgendaBlock, Workshop, copied_fields
from carefacilitator.services.failures import EmptyName, UnknownKey
from carefacilitator.storage.workspace import Workspace

_KEPT = "agenda_templates"
_SAVED = "own:"
_LONGEST_NAME = 100
_LARGEST_GAP = 45
"""Minutes of waiting before a fixed time from which on the pin of a template is let go."""
_PLANNED = copied_fields("agenda_block", anywhere=True)
"""What a saved template holds of a block."""


@dataclass(frozen=True)
class TemplateBlock:
    """One block of a template; ``titles`` and ``questions`` by language."""

    day: int
    minutes: int
    session_type: str
    fixed_start: str
    titles: dict[str, str]
    questions: dict[str, str]

    def block(self, language: str, others: Sequence[str]) -> AgendaBlock:
        """The block in a language, its title also in ``others``."""
        return AgendaBlock(
            id="",
            day=self.day,
            title=self.titles.get(language, ""),
            titles={one: self.titles[one] for one in others if one in self.titles},
            minutes=self.minutes,
            session_type=self.session_type,
            fixed_start=self.fixed_start,
            question=self.questions.get(language, ""),
        )


@dataclass(frozen=True)
class Template:
    """A template as it is offered: its name and purpose in one language, its blocks in another.

    ``language`` is that of the blocks. ``own`` tells that a person saved it. ``blocks`` have no ids
    and no workshop yet; ``placed`` gives them the times of the template itself.
    """

    key: str
    name: str
    about: str
    own: bool
    language: str
    starts: tuple[str, ...]
    blocks: tuple[AgendaBlock, ...]

    @property
    def days(self) -> int:
        """How many days it takes."""
        return max((block.day for block in self.blocks), default=1)

    def placed(self) -> list[agenda.Placed]:
        """The blocks with their times."""
        numbered = [
            replace(block, id=f"{index:04}", position=index)
            for index, block in enumerate(self.blocks)
        ]
        return agenda.place(Workshop(id="", day_starts=self.starts), numbered)

    @property
    def minutes(self) -> int:
        """Minutes from the first start to the last end, all days together."""
        spans: dict[int, list[int]] = {}
        for one in self.placed():
            spans.setdefault(one.block.day, []).extend((one.begins, one.ends))
        return sum(max(span) - min(span) for span in spans.values())


class Templates:
    """What a person can do with templates of agendas."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def all(self, language: str, blocks_in: str = "") -> list[Template]:
        """The program's own templates in a language, then the saved ones by name.

        ``blocks_in`` is the language of their blocks, where it is another.
        """
        spoken = blocks_in or language
        own = [_saved(told, spoken) for told in self._kept()]
        own.sort(key=lambda one: (one.name.casefold(), one.key))
        return [*_supplied(language, spoken, ()), *own]

    def for_workshop(self, workshop_id: str, language: str) -> list[Template]:
        """The templates named in ``language``, their blocks as :meth:`apply` would put them."""
        workshop = self._workspace.get(Workshop, workshop_id)
        return self.all(language, _first_language(workshop, language))

    def apply(
        self, workshop_id: str, key: str, *, replace_all: bool = False, fallback: str = "en"
    ) -> int:
        """Put a template's blocks behind what is planned, or in its place; returns how many.

        Titles are in the workshop's first language, and in its others where the template has them.
        A longer template makes the workshop longer. Fixed times that do not suit this workshop's
        start are let go. One change. Raises UnknownKey.
        """
        workshop = self._workspace.get(Workshop, workshop_id)
        template = self._find(key, workshop, fallback)
        there = [] if replace_all else self._blocks(workshop_id)
        fresh = self._fresh(workshop, template, there)
        with self._workspace.change("template_apply", len(fresh)) as change:
            if replace_all:
                for block in self._blocks(workshop_id):
                    change.delete(AgendaBlock, block.id)
            for block in fresh:
                change.put(block)
            change.set(Workshop, workshop_id, **_longer(workshop, template, bool(there)))
        return len(fresh)

    def save(self, workshop_id: str, name: str) -> str:
        """Save a workshop's agenda as a template; the same name replaces it. Returns its key.

        Raises EmptyName.
        """
        name = " ".join(name.split())[:_LONGEST_NAME]
        if not name:
            raise EmptyName()
        workshop, blocks = self._workspace.get(Workshop, workshop_id), self._blocks(workshop_id)
        key = _SAVED + name.casefold()
        told = {
            "key": key,
            "name": name,
            "starts": list(workshop.day_starts),
            "blocks": [_planned(block) for block in blocks],
        }
        kept = [one for one in self._kept() if one["key"] != key]
        self._workspace.set_meta(_KEPT, json.dumps([*kept, told], ensure_ascii=False))
        return key

    def remove(self, key: str) -> None:
        """Forget a saved template; workshops made from it stay as they are."""
        kept = [one for one in self._kept() if one["key"] != key]
        self._workspace.set_meta(_KEPT, json.dumps(kept, ensure_ascii=False))

    # -- within ----------------------------------------------------------------------------

    def _kept(self) -> list[dict[str, Any]]:
        told = self._workspace.meta(_KEPT)
        kept: list[dict[str, Any]] = json.loads(told) if told else []
        return kept

    def _blocks(self, workshop_id: str) -> list[AgendaBlock]:
        return agenda.in_order(self._workspace.all(AgendaBlock, workshop_id=workshop_id))

    def _find(self, key: str, workshop: Workshop, fallback: str) -> Template:
        language = _first_language(workshop, fallback)
        saved = [_saved(told, language) for told in self._kept() if told["key"] == key]
        others = [one for one in workshop.languages if one != language]
        found = saved or [one for one in _supplied(language, language, others) if one.key == key]
        if not found:
            raise UnknownKey(list="agenda_template", key=key)
        return found[0]

    def _fresh(
        self, workshop: Workshop, template: Template, there: Sequence[AgendaBlock]
    ) -> list[AgendaBlock]:
        """The template's blocks as records of the workshop, behind what is there."""
        position = max((block.position for block in there), default=0)
        fresh = [
            replace(
                block,
                id=self._workspace.new_id(),
                workshop_id=workshop.id,
                position=position + (index + 1) * 10,
            )
            for index, block in enumerate(template.blocks)
        ]
        begin = workshop if there else replace(workshop, **_longer(workshop, template, False))
        unsuited = {
            one.block.id
            for one in agenda.place(begin, [*there, *fresh])
            if one.block.fixed_start and (one.late or one.gap > _LARGEST_GAP)
        }
        return [replace(one, fixed_start="") if one.id in unsuited else one for one in fresh]


def _longer(workshop: Workshop, template: Template, planned: bool) -> dict[str, Any]:
    """What a template changes in the workshop itself: its last day, starts nobody has chosen."""
    import datetime as dt

    told: dict[str, Any] = {}
    if workshop.start:
        first = dt.date.fromisoformat(workshop.start)
        last = (first + dt.timedelta(days=template.days - 1)).isoformat()
        if last > (workshop.end or workshop.start):
            told["end"] = last
    if not planned and workshop.day_starts in ((), (agenda.DEFAULT_START,)):
        told["day_starts"] = template.starts
    return told


def _first_language(workshop: Workshop, fallback: str) -> str:
    return next((one for one in workshop.languages if one in LANGUAGES), fallback)


def _planned(block: AgendaBlock) -> dict[str, Any]:
    whole = asdict(block)
    return {name: whole[name] for name in _PLANNED if whole[name]}


def _saved(told: dict[str, Any], language: str) -> Template:
    blocks = tuple(
        AgendaBlock(id="", **{name: one[name] for name in _PLANNED if name in one})
        for one in told["blocks"]
    )
    return Template(told["key"], told["name"], "", True, language, tuple(told["starts"]), blocks)


def _supplied(language: str, blocks_in: str, others: Sequence[str]) -> list[Template]:
    """The program's own templates, named in one language, their blocks in another."""
    return [
        Template(
            key,
            told["names"].get(language, told["names"]["en"]),
            told["about"].get(language, told["about"]["en"]),
            False,
            blocks_in,
            tuple(told["starts"]),
            tuple(block.block(blocks_in, others) for block in told["blocks"]),
        )
        for key, told in _read(paths.resources() / "templates.yaml").items()
    ]


@functools.lru_cache(maxsize=1)
def _read(path: Path) -> dict[str, dict[str, Any]]:
    import yaml

    told: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for template in told.values():
        template["blocks"] = [
            TemplateBlock(
                one.get("day", 1),
                one["minutes"],
                one["kind"],
                one.get("at", ""),
                one.get("titles", {}),
                one.get("question", {}),
            )
            for one in template["blocks"]
        ]
    return told
