"""The page of one discrepancy as a whole: its sides, what to do first, the ways to settle it, what was done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.inquiries import queries as inquiries
from outreach_app.inquiries.facts import ANSWERED
from outreach_app.inquiries.models import InquiryQuestion
from outreach_app.ledger import reading
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.models import JournalLine
from outreach_app.ledger.reading import Discrepancy, Kept
from outreach_app.ledger.telling import RESOLUTIONS, STAFF, Story, Told, Words
from outreach_app.problems import Refusal
from outreach_app.review.inbox import settling, suggesting
from outreach_app.review.inbox.queries import OLD_AFTER
from outreach_app.review.inbox.settling import Way
from outreach_app.review.inbox.suggesting import Case, Suggestion
from outreach_app.web.language import lasting
from outreach_app.web.text import gettext as _

SOON = timedelta(minutes=10)
"""What arrives within it came at once, for a person."""


@dataclass(frozen=True, slots=True)
class Age:
    """Since when something waits for a person, and whether that is long."""

    since: datetime
    is_old: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done about it, or that became of it by itself: `line` of the journal or a `fact`."""

    at: datetime
    line: JournalLine | None
    fact: Kept | None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the records, and what its phone knew: when it had heard last, and whether it knew of the others."""

    one: Kept
    heard: datetime | None
    heard_nothing: bool
    knew: bool | None
    later: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page shows."""

    told: Told
    story: Story
    sides: list[Side]
    ways: list[Way]
    suggestion: Suggestion
    settled: Kept | None
    settled_as: str | None
    """How it was settled, in the words of the choice that was made."""
    steps: list[Step]
    assigned_to: str | None
    questions: list[InquiryQuestion]
    age: Age


def story(session: Session, catalogue: Catalogue, words: Words, id_: str) -> Told:
    """What a discrepancy tells. Raises `Refusal` where it is not there."""
    one = reading.discrepancy(session, id_)
    if one is None:
        if reading.journal(session, id_):
            raise Refusal("discrepancy.gone", _("A fact that came in later explains it: there is nothing left to settle."))
        raise Refusal("not_found", _("There is no such thing to settle."))
    return words.page(session, catalogue, [], [one])


def age(of: Story) -> Age:
    """Since when it waits, and whether that is long."""
    return Age(of.since, of.discrepancy.is_open and clock.now() - of.since > OLD_AFTER)


def page(session: Session, catalogue: Catalogue, words: Words, one: Discrepancy, journal: Sequence[JournalLine]) -> Page:
    """The page of one discrepancy."""
    done = reading.history(session, one.id)
    decided = reading.kept(session, [line.fact_id for line in journal if line.fact_id and line.change in _BY_A_PERSON])
    # Folded first, so that what the previews name is looked up with all else: a holder costs no query of its own.
    previews = settling.previews(session, catalogue, words, one)
    standing = inquiries.inquiries(session, [one.id]).get(one.id)
    questions = inquiries.open_questions(session, one.id) if standing and standing.asked_at else []
    beside = [*previews.mentions, *((STAFF, asked.asked_of) for asked in questions)]
    if standing and standing.assigned_to:
        beside.append((STAFF, standing.assigned_to))
    told = words.page(session, catalogue, [*decided.values(), *done], [one], beside)
    mine = told.stories[0]
    ways = settling.ways(catalogue, told, mine, previews)
    answer = next((fact.fact for fact in done if fact.fact.kind == ANSWERED), None)
    case = Case(
        one,
        mine.facts,
        clock.now(),
        said=answer.payload["answer"] if answer else None,
        said_of=next((it.fact.id for it in mine.facts if answer and it.fact.author == answer.author), None),
        is_asked=bool(questions),
        ways=frozenset(way.choice.value for way in ways),
    )
    return Page(
        told=told,
        story=mine,
        sides=_sides(session, mine),
        ways=ways,
        suggestion=suggesting.suggest(case),
        settled=(settled := decided.get(one.settled_by or "")),
        settled_as=_chosen(settled, ways) if settled else None,
        steps=_steps(journal, decided, done),
        assigned_to=standing.assigned_to if standing else None,
        questions=questions,
        age=age(mine),
    )


def _chosen(settled: Kept, ways: Sequence[Way]) -> str:
    payload = settled.fact.payload
    made = (payload["resolution"], payload.get("fact"))
    fitting = (way.choice.label for way in ways if (way.choice.resolution, way.choice.fact) == made)
    return str(next(fitting, RESOLUTIONS[payload["resolution"]]))


_BY_A_PERSON = ("settled", "opened_again")


def _steps(journal: Sequence[JournalLine], decided: dict[str, Kept], done: Sequence[Kept]) -> list[Step]:
    steps = [Step(line.at, line, decided.get(line.fact_id or "")) for line in journal]
    steps += [Step(one.received_at, None, one) for one in done]
    return sorted(steps, key=lambda step: step.at)


def _sides(session: Session, of: Story) -> list[Side]:
    """Each fact with when its phone had last heard from the library, and whether it knew of the others."""
    sides = []
    heard = reading.heard_last(session, of.facts)
    for one in of.facts:
        # What a phone recorded itself it had no need to hear of.
        knew = [one.had_heard_of(other) for other in of.facts if other.fact.device != one.fact.device]
        later = one.received_at - one.happened_at
        sides.append(
            Side(
                one,
                heard.get(one.fact.id),
                heard_nothing=one.fact.via == "device" and one.seen is None,
                knew=None if None in knew or not knew else all(knew),
                later=lasting(later) if later >= SOON else None,
            )
        )
    return sides
