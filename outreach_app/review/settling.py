"""Settling: the ways that fit a discrepancy, what each would make of its subject, and the fact that it becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.db import Writing
from outreach_app.ledger import desk, history, reading, rules
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.reading import Discrepancy
from outreach_app.ledger.recording import QUARANTINED
from outreach_app.ledger.rules import Settlement
from outreach_app.ledger.telling import Choice, Story, Told, Words
from outreach_app.problems import Refusal
from outreach_app.web.text import gettext as _

NOTED = ("noted",)
TIME_SET = "time_set"


@dataclass(frozen=True)
class Way:
    """A choice with the words for what it makes of the subject; None where nothing can be said before."""

    choice: Choice
    becomes: str | None


def ways(session: Session, catalogue: Catalogue, told: Told, story: Story) -> list[Way]:
    """Every way that fits, each with what it would make of the subject."""
    found = told.words.choices(story, told.names, resolutions(catalogue, story.discrepancy))
    previews = _previews(session, catalogue, told.words, story.discrepancy, found)
    if len(found) > 1 and len(set(previews.values())) == 1:
        # What all come to alike helps nobody to choose.
        previews = {}
    return [Way(choice, previews.get(choice.value)) for choice in found]


def resolutions(catalogue: Catalogue, one: Discrepancy) -> Sequence[str]:
    """The resolutions that fit the kind."""
    return catalogue.settlements.get(one.kind, NOTED)


def settle(
    writing: Writing,
    catalogue: Catalogue,
    discrepancy: str,
    *,
    chosen: str,
    time: datetime | None,
    note: str | None,
    fact_id: str,
    author: str,
    zone: str,
) -> None:
    """Record the settlement. Raises `Refusal` where it is gone, does not fit, or the id was used otherwise."""
    one = reading.discrepancy(writing.session, discrepancy)
    if one is None:
        raise Refusal("discrepancy.gone", _("A fact that came in meanwhile explains it: there is nothing left to settle."))
    resolution, _colon, fact = chosen.partition(":")
    fits = resolution in resolutions(catalogue, one) and (fact in one.facts if resolution == "stands" else not fact)
    if not fits or (resolution == TIME_SET) != (time is not None):
        raise Refusal("discrepancy.odd_settlement", _("That does not fit what is to be settled. Choose another."))
    payload = {
        "discrepancy": one.id,
        "resolution": resolution,
        "fact": fact or None,
        "time": clock.text(time) if time else None,
        "note": note or None,
    }
    outcome = desk.record_one(
        writing,
        catalogue,
        fact_id=fact_id,
        kind="discrepancy.settled",
        subject=one.subject,
        author=author,
        payload=payload,
        zone=zone,
    )
    if outcome.outcome == QUARANTINED:
        raise RuntimeError(f"a settlement of ours was not understood: {outcome.reason}")


def _previews(
    session: Session, catalogue: Catalogue, words: Words, one: Discrepancy, choices: Sequence[Choice]
) -> Mapping[str, str]:
    """What becomes of the subject, in words, by the value of each choice; by folding as if it were settled so."""
    fold, subject_words = catalogue.fold.get(one.fold), words.subjects.get(one.fold)
    if fold is None or subject_words is None or subject_words.state is None:
        return {}
    key = (one.fold, one.subject)
    facts, answers = history.histories(session, catalogue, [key])
    given = rules.settlements_of(answers.get(one.subject, ()))
    states: dict[str, Mapping[str, Any]] = {}
    for choice in choices:
        if choice.resolution == TIME_SET:
            continue
        supposed = {**given, one.id: Settlement(one.id, choice.resolution, choice.fact, None, "")}
        states[choice.value] = rules.fold(fold.folder, one.subject, facts.get(key, ()), supposed).state
    names = words.names(session, (mention for state in states.values() for mention in subject_words.mentions(state)))
    return {value: subject_words.state(state, names) for value, state in states.items()}
