"""What the ledger must be told about features: kinds of facts, and the folds that their subjects have.

The table itself is `outreach_app/catalog.py`; the ledger only reads it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from marshmallow import Schema
from sqlalchemy.orm import Session

from outreach_app.db import Writing
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Finding, Settlement

EVERY = "*"
DECISION_FOLD = "decision"


class Folder(Protocol):
    """How one sort of subject is folded. Pure: states are JSON values, equal histories give equal states."""

    def start(self) -> dict[str, Any]:
        """The state before anything happened."""

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        """Let one fact happen; `state` is changed in place. Facts come in the order of `Fact.place`."""

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        """What does not add up in this state."""


@dataclass(frozen=True)
class Projected:
    """One subject as the fold left it, for the projection to write."""

    subject: str
    state: Mapping[str, Any]
    discrepancies: tuple["Named", ...]


@dataclass(frozen=True)
class Named:
    """A discrepancy as a subject's rows tell of it."""

    id: str
    kind: str
    state: str
    facts: tuple[str, ...]
    at: int


@dataclass(frozen=True)
class Fold:
    """A sort of subject: how it is folded, which ids are known of it, and where its state is shown."""

    name: str
    folder: Folder
    known: Callable[[Session, set[str]], set[str]]
    project: Callable[[Writing, list[Projected]], None]


class NoState:
    """The fold of facts that have no effect of their own; it yields what their receipts say."""

    def start(self) -> dict[str, Any]:
        return {}

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        return None

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        return ()

    @staticmethod
    def known(session: Session, subjects: set[str]) -> set[str]:
        return subjects

    @staticmethod
    def project(writing: Writing, subjects: list[Projected]) -> None:
        return None


@dataclass(frozen=True)
class Kind:
    """A kind of fact in one version."""

    name: str
    v: int
    fold: str | None
    payload: type[Schema]
    free_text: tuple[str, ...] = ()
    """Paths of members that folds never read and a redaction nulls: "note", "parts.*.note"."""
    decision: bool = False
    """True where it takes effect only when it comes from the desk."""
    annotates: bool = False
    """True where it changes how other facts of the subject are folded, whatever its own time."""
    untold: bool = False
    """True where no list shows the fact by itself: who looks at when it came could tell whose it is."""
    touches: Callable[[Fact], Iterable[tuple[str, str]]] | None = None
    """(fold, subject) of the other subjects that the fact concerns."""


@dataclass(frozen=True)
class Catalogue:
    """Every kind and every fold, and who may be an author."""

    kinds: tuple[Kind, ...]
    folds: tuple[Fold, ...]
    authors: Callable[[Session], Mapping[str, bool]]
    """Ids of all staff members, each with whether they are active."""
    built_in_devices: Callable[[Session], Mapping[str, str]]
    """Device id by name: desk, import, public."""
    circumstances: tuple[Callable[[Session, Sequence[Fact]], Mapping[str, Sequence[str]]], ...] = ()
    """Each gives notes by fact of what its feature's reference rows say as it arrives; folds read them in receipts."""
    settlements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Resolutions that fit a kind of discrepancy, where they are more than "noted"."""

    @cached_property
    def kind(self) -> Mapping[tuple[str, int], Kind]:
        return {(kind.name, kind.v): kind for kind in self.kinds}

    @cached_property
    def untold(self) -> frozenset[str]:
        """The names of kinds whose facts no list shows."""
        return frozenset(kind.name for kind in self.kinds if kind.untold)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(kind.name for kind in self.kinds)

    def fold_of(self, kind: str, v: int, via: str) -> str | None:
        """The fold under which a fact belongs to its own subject's history; "*" where it annotates every fold's."""
        known = self.kind.get((kind, v))
        if known is None:
            return None
        if known.decision and via != "desk":
            return DECISION_FOLD
        return EVERY if known.annotates else known.fold

    def own_fold(self, fact: Fact) -> str | None:
        """`fold_of` for a fact."""
        return self.fold_of(fact.kind, fact.v, fact.via)

    @cached_property
    def fold(self) -> Mapping[str, Fold]:
        return {fold.name: fold for fold in self.folds}
