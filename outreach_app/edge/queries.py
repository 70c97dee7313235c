"""What pages ask of the benchmark: editions, indicators, judgements and evidence, in a constant number of statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.edge.evidence import Evidence
from outreach_app.edge.gathering.asking import Asking
from outreach_app.edge.gathering.sources import gathered
from outreach_app.edge.models import EdgeEdition, EdgeIndicator, EdgeJudgement


@dataclass(frozen=True, slots=True)
class Shown:
    """An indicator with what the records show of it and what the library itself holds of it."""

    indicator: EdgeIndicator
    evidence: Evidence | None
    """None where no records tell of it."""
    judgement: EdgeJudgement | None
    same: tuple[tuple[str, bool], ...]
    """Its numbers in other editions, where they are known, and whether somebody verified them."""


def editions(session: Session) -> list[EdgeEdition]:
    """Every edition, in their order."""
    return list(session.scalars(select(EdgeEdition).order_by(EdgeEdition.position, EdgeEdition.id)))


def edition(session: Session, id_: str) -> EdgeEdition | None:
    """One edition."""
    return session.scalars(select(EdgeEdition).where(EdgeEdition.id == id_)).one_or_none()


def indicators(session: Session) -> list[EdgeIndicator]:
    """Every indicator of every edition, in the order of each; those that are asked no more too."""
    return list(session.scalars(select(EdgeIndicator).order_by(EdgeIndicator.position, EdgeIndicator.id)))


def indicator(session: Session, id_: str) -> EdgeIndicator | None:
    """One indicator."""
    return session.scalars(select(EdgeIndicator).where(EdgeIndicator.id == id_)).one_or_none()


def judgement(session: Session, indicator: str) -> EdgeJudgement | None:
    """What the library holds of one indicator."""
    return session.scalars(select(EdgeJudgement).where(EdgeJudgement.id == indicator)).one_or_none()


def judgements(session: Session) -> dict[str, EdgeJudgement]:
    """What the library holds, by indicator."""
    return {one.id: one for one in session.scalars(select(EdgeJudgement))}


def shown(asking: Asking, every: Sequence[EdgeIndicator], edition: str) -> list[Shown]:
    """The indicators of an edition that are asked now, each with its evidence."""
    asked = [one for one in every if one.edition_id == edition and one.retired_at is None]
    return told(asking, asked, every)


def told(asking: Asking, asked: Sequence[EdgeIndicator], every: Sequence[EdgeIndicator]) -> list[Shown]:
    """These indicators, each with its evidence. What is judged of one holds for those of other editions that ask the same."""
    evidence = gathered(asking, [one.shown_by for one in asked])
    held, alike = judgements(asking.session), _alike(every)
    by_id = {one.id: one for one in every}
    return [
        Shown(
            one,
            evidence.get(one.shown_by),
            next((held[id_] for id_ in (one.id, *alike.get(one.id, ())) if id_ in held), None),
            tuple((it.number, it.is_verified) for id_ in alike.get(one.id, ()) if (it := by_id[id_]).number),
        )
        for one in asked
    ]


def _alike(every: Iterable[EdgeIndicator]) -> Mapping[str, list[str]]:
    """By indicator those of other editions that ask the same, whichever of them says so."""
    found: dict[str, list[str]] = {}
    for one in every:
        if one.same_as is not None and one.retired_at is None:
            found.setdefault(one.id, []).append(one.same_as)
            found.setdefault(one.same_as, []).append(one.id)
    return found
