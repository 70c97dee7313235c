"""What is to be done so that the kits are as a spreadsheet says. Pure.

A kit is known by its code, a part by its tag or else by its name within the kit. What a file leaves empty stays as it is,
and what it does not name is left alone: a file can add and change, never take away.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from outreach_app.kits.columns import OF_A_PART
from outreach_app.kits.intake.sheet import Row, Sheet, Trouble
from outreach_app.web.text import lazy_gettext as _


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is there and was not retired."""

    id: str
    told: Mapping[str, Any]
    """Its columns, `OF_A_PART`."""


@dataclass(frozen=True, slots=True)
class Kit:
    """A kit that is there."""

    id: str
    code: str
    name: str
    is_retired: bool
    parts: tuple[Part, ...] = ()


@dataclass(slots=True)
class PartStep:
    """A part to be added (`id` is None) or changed."""

    line: int
    id: str | None
    name: str
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """What was, and what is to be, by what of the part."""

    @property
    def told(self) -> dict[str, Any]:
        """What is to be."""
        return {name: after for name, (_before, after) in self.changes.items()}


@dataclass(slots=True)
class KitStep:
    """A kit to be added (`id` is None), to be named anew, or whose parts are."""

    id: str | None
    code: str
    name: str
    was_called: str | None = None
    """Its name before, where it gets another one."""
    parts: list[PartStep] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """All steps, in the order of the file, the lines that nothing comes of, and how many say what is so already."""

    kits: list[KitStep]
    troubles: list[Trouble]
    same: int = 0

    @property
    def new_kits(self) -> int:
        return sum(kit.id is None for kit in self.kits)

    @property
    def renamed(self) -> int:
        return sum(kit.was_called is not None for kit in self.kits)

    @property
    def new_parts(self) -> int:
        return sum(part.id is None for kit in self.kits for part in kit.parts)

    @property
    def changed_parts(self) -> int:
        return sum(part.id is not None for kit in self.kits for part in kit.parts)

    @property
    def digest(self) -> str:
        """The same for two plans that do the same."""
        steps = [[kit.id, kit.code, kit.name, [[part.id, part.told] for part in kit.parts]] for kit in self.kits]
        return hashlib.sha256(json.dumps(steps, sort_keys=True).encode()).hexdigest()


def plan(sheet: Sheet, there: Iterable[Kit]) -> Plan:
    """The steps from what is there to what the file says."""
    return _Planning(sheet, list(there)).whole()


class _Planning:
    def __init__(self, sheet: Sheet, there: list[Kit]) -> None:
        self.sheet = sheet
        self.there = {kit.code.casefold(): kit for kit in there}
        self.tags = {
            part.told["tag"].casefold(): (kit, part) for kit in there for part in kit.parts if part.told["tag"]
        }  # fmt: skip
        self.steps: dict[str, KitStep] = {}
        self.troubles = list(sheet.troubles)
        self.named_on: dict[str, int] = {}
        self.tagged_on: dict[str, int] = {}
        self.parts_on: dict[tuple[str, str], int] = {}
        self.same = 0

    def whole(self) -> Plan:
        for row in self.sheet.rows:
            says = self._take(row)
            if says is not None:
                self.troubles.append(Trouble(row.line, says, self.sheet.text[row.line]))
        steps = [one for one in self.steps.values() if one.id is None or one.was_called is not None or one.parts]
        return Plan(steps, sorted(self.troubles, key=lambda one: one.line), self.same)

    def _take(self, row: Row) -> Any:
        """Take a line over; gives what is wrong with it, or None."""
        code = row.kit.casefold()
        kit, step = self.there.get(code), self.steps.get(code)
        if kit is not None and kit.is_retired:
            return _("%(code)s is retired. Use it again first, on its page.", code=kit.code)
        if kit is None and step is None and row.kit_name is None:
            return _("%(code)s is no kit yet, so the line must give it a name.", code=row.kit)
        before = self.named_on.get(code)
        if before is not None and row.kit_name is not None and step is not None and row.kit_name != step.name:
            return _("%(code)s is called %(name)s on line %(line)d.", code=row.kit, name=step.name, line=before)
        wrong = None if row.part is None else self._wrong_with_part(row, kit)
        if wrong is not None:
            return wrong
        is_new = step is None and kit is None
        if step is None:
            step = KitStep(kit.id, kit.code, kit.name) if kit else KitStep(None, row.kit, row.kit_name or "")
            self.steps[code] = step
        is_renamed = row.kit_name is not None and row.kit_name != step.name
        if is_renamed:
            step.was_called, step.name = step.name, row.kit_name or ""
        if row.kit_name is not None:
            self.named_on.setdefault(code, row.line)
        is_other_part = row.part is not None and self._take_part(row, code, kit, step)
        self.same += not (is_new or is_renamed or is_other_part)
        return None

    def _wrong_with_part(self, row: Row, kit: Kit | None) -> Any:
        tag = row.told.get("tag")
        if tag is not None:
            line = self.tagged_on.get(tag.casefold())
            if line is not None:
                return _("The tag %(tag)s stands on line %(line)d already.", tag=tag, line=line)
            elsewhere, part = self.tags.get(tag.casefold(), (None, None))
            if elsewhere is not None and part is not None and (kit is None or elsewhere.id != kit.id):
                return _("The tag %(tag)s is on %(part)s in %(kit)s. Move it on its page.", tag=tag, part=part.told["name"],
                         kit=elsewhere.code)  # fmt: skip
        key = self._key(row, kit)
        line = self.parts_on.get((row.kit.casefold(), key))
        if line is not None:
            return _("Line %(line)d tells of the same part. Give each a tag or a name of its own.", line=line)
        return None

    def _take_part(self, row: Row, code: str, kit: Kit | None, step: KitStep) -> bool:
        part, tag = self._found(row, kit), row.told.get("tag")
        self.parts_on[code, self._key(row, kit)] = row.line
        if tag is not None:
            self.tagged_on[tag.casefold()] = row.line
        told = {"name": row.part, **row.told}
        if part is None:
            told.setdefault("count", 1)
            was: Mapping[str, Any] = {}
        else:
            was = part.told
        changes = {name: (was.get(name), told[name]) for name in OF_A_PART if name in told and was.get(name) != told[name]}
        if changes:
            step.parts.append(PartStep(row.line, part.id if part else None, row.part or "", changes))
        return bool(changes)

    def _key(self, row: Row, kit: Kit | None) -> str:
        """What tells a part of a kit from its others: the part that is there, its tag, or its name."""
        part = self._found(row, kit)
        if part is not None:
            return f"there:{part.id}"
        tag = row.told.get("tag")
        return f"tag:{tag.casefold()}" if tag else f"name:{(row.part or '').casefold()}"

    def _found(self, row: Row, kit: Kit | None) -> Part | None:
        if kit is None:
            return None
        tag = row.told.get("tag")
        if tag and tag.casefold() in self.tags:
            return self.tags[tag.casefold()][1]
        called = [part for part in kit.parts if part.told["name"].casefold() == (row.part or "").casefold()]
        bare = [part for part in called if not part.told["tag"]]
        if tag:
            return bare[0] if len(called) == 1 and bare else None
        if bare:
            return bare[0]
        return called[0] if len(called) == 1 else None
