"""What a record says on its page, told by the feature that it comes from: `outreach_app/catalog.py` names each sort's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy.orm import Session

from outreach_app.judging.models import Record
from outreach_app.ledger.reading import Kept
from outreach_app.ledger.telling import Mention, Names

Line: TypeAlias = tuple[str, str]
"""A member and what it says."""


@dataclass(frozen=True)
class Change:
    """One member that a version made another, and the version's fact."""

    kept: Kept
    member: str
    before: str
    after: str


def nothing(names: Names) -> list[Change]:
    """No version changed anything."""
    return []


@dataclass(frozen=True)
class Content:
    """What a record says; names are known only when those of the whole page are."""

    mentions: Sequence[Mention]
    lines: Callable[[Names], list[Line]]
    differences: Callable[[Names], list[Change]] = nothing


@dataclass(frozen=True)
class Sort:
    """How records of one sort are told."""

    what: Callable[[Record, Names], str]
    """What it is, in few words: "Class: Using email"."""
    content: Callable[[Session, Record, Sequence[Kept]], Content]
    """What it says, given its facts."""
    about: str | None = None
    """The collection of what the record is about."""
    page: tuple[str, str] | None = None
    """The endpoint of its own page, and what that calls the id; of what it is about where it has none."""
