"""Settling: the ways that fit a discrepancy, what each would make of its subject, and the fact that it becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.db import Writing
from outreach_app.ledger import desk, history, reading, rules
from outreach_app.ledger.decisions import OF_A_FACT
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.reading import Discrepancy
from outreach_app.ledger.recording import QUARANTINED
from outreach_app.ledger.rules import Settlement
from outreach_app.ledger.telling import Choice, Mention, Names, Story, SubjectWords, Told, Words
from outreach_app.problems import Refusal
from outreach_app.web.text import gettext as _

NOTED = ("noted",)
TIME_SET = "time_set"


@dataclass(frozen=True)
class Way:
    """A choice with the words for what it makes of the subject; None where nothing can be said before."""

    choice: Choice
    becomes: str | None


@dataclass(frozen=True)
class Previews:
    """What settling makes of the subject: its state by the resolution and the fact that it names, if any."""

    words: SubjectWords | None
    states: Mapping[tuple[str, str | None], Mapping[str, Any]]

    @property
    def mentions(self) -> list[Mention]:
        """Whatever the states name."""
        words = self.words
        return [mention for state in self.states.values() for mention in words.mentions(state)] if words else []

    def told(self, choice: Choice, names: Names) -> str | None:
        """What becomes of the subject, in words; None where nothing can be said before."""
        state = self.states.get((choice.resolution, choice.fact))
        return None if state is None or not self.words or not self.words.state else self.words.state(state, names)


def ways(catalogue: Catalogue, told: Told, story: Story, previews: Previews) -> list[Way]:
    """Every way that fits, each with what it would make of the subject."""
    found = told.words.choices(story, told.names, resolutions(catalogue, story.discrepancy))
    becomes = {choice.value: previews.told(choice, told.names) for choice in found}
    if len(found) > 1 and len(set(becomes.values())) == 1:
        # What all come to alike helps nobody to choose.
        becomes = {}
    return [Way(choice, becomes.get(choice.value)) for choice in found]


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
    fits = resolution in resolutions(catalogue, one) and (fact in one.facts if resolution in OF_A_FACT else not fact)
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


def previews(session: Session, catalogue: Catalogue, words: Words, one: Discrepancy) -> Previews:
    """What each way to settle would make of the subject, by folding as if it were settled so."""
    fold, subject_words = catalogue.fold.get(one.fold), words.subjects.get(one.fold)
    if fold is None or subject_words is None or subject_words.state is None:
        return Previews(None, {})
    key = (one.fold, one.subject)
    facts, answers = history.histories(session, catalogue, [key])
    given = rules.settlements_of(answers.get(one.subject, ()))
    states = {}
    for resolution in resolutions(catalogue, one):
        if resolution == TIME_SET:
            continue
        for fact in one.facts if resolution in OF_A_FACT else (None,):
            supposed = {**given, one.id: Settlement(one.id, resolution, fact, None, "")}
            states[resolution, fact] = rules.fold(fold.folder, one.subject, facts.get(key, ()), supposed).state
    return Previews(subject_words, states)
