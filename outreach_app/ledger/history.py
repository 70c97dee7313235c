"""Reading histories back: the facts of a subject, its checkpoint, and both brought up to date with new facts."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from outreach_app import json_text
from outreach_app.ledger import rules
from outreach_app.ledger.fact import Fact, from_envelope
from outreach_app.ledger.kinds import EVERY, Catalogue
from outreach_app.ledger.models import Checkpoint, FactRow, Touch
from outreach_app.ledger.rules import CLOCK_OFF, Finding, Folded, Settlement
from outreach_app.statements import Prepared, among, table_of

Subject: TypeAlias = tuple[str, str]
"""(fold, subject)"""


_facts, _touches, _checkpoints = table_of(FactRow).c, table_of(Touch).c, table_of(Checkpoint).c
_told = (_facts.body, _facts.via, _facts.notes)
_OF_SUBJECTS = Prepared(select(*_told).where(among(_facts.subject, "subjects")))
_TOUCHING = Prepared(
    select(_touches.fold, _touches.subject, *_told)
    .join_from(table_of(Touch), table_of(FactRow), _facts.id == _touches.fact_id)
    .where(among(_touches.subject, "subjects"))
)
_CHECKPOINTS = Prepared(
    select(
        _checkpoints.subject,
        _checkpoints.folded,
        _checkpoints.last_effective,
        _checkpoints.last_device,
        _checkpoints.last_seq,
        _checkpoints.last_fact,
    ).where(_checkpoints.fold == bindparam("fold"), among(_checkpoints.subject, "subjects"))
)
_TOLD_OF = Prepared(select(*_told).where(among(_facts.subject, "subjects"), among(_facts.kind, "kinds")))
# Whose time a settlement may set: facts of this subject that other subjects' histories hold too.
_TOUCHED_BY = Prepared(
    select(_touches.fold, _touches.subject)
    .join_from(table_of(Touch), table_of(FactRow), _facts.id == _touches.fact_id)
    .where(_facts.subject == bindparam("subject"), _facts.notes.contains(CLOCK_OFF))
    .distinct()
)
_FOLDS_OF = Prepared(select(_checkpoints.fold).where(_checkpoints.subject == bindparam("subject")))


@dataclass(slots=True)
class Refolded:
    """One subject after new facts: what it was found to be before and is now."""

    subject: Subject
    folded: Folded
    before: list[Finding]
    findings: list[Finding]
    by: list[Fact] = field(default_factory=list)


def fact_of(row: FactRow) -> Fact:
    """The fact of a stored row, as folds see it."""
    return _from_stored(row.body, row.via, row.notes)


def _from_stored(body: str, via: str, notes: str) -> Fact:
    # Most facts have no notes.
    return from_envelope(json_text.read(body), via=via, notes=() if notes == "[]" else tuple(json.loads(notes)))


def refold(
    session: Session, catalogue: Catalogue, new: dict[Subject, list[Fact]], annotations: dict[str, list[Fact]]
) -> list[Refolded]:
    """Every subject that new facts or annotations touch, folded with them.

    A subject whose new facts lie behind its checkpoint is stepped on from there; another one is folded from its whole
    history. Both give the same (a law's test says so).
    """
    touched = dict(new)
    answered: dict[Subject, list[Fact]] = {}
    for subject, answers in annotations.items():
        for (fold,) in _FOLDS_OF.rows(session, subject=subject):
            answered[fold, subject] = answers
        for fold, other in _TOUCHED_BY.rows(session, subject=subject):
            answered.setdefault((fold, other), answers)
    for key in answered:
        touched.setdefault(key, [])
    checkpoints = checkpoints_of(session, touched)
    done: list[Refolded] = []
    whole: list[Subject] = []
    for key, facts in touched.items():
        fold, subject = key
        folded = checkpoints.get(key)
        folder = catalogue.fold[fold].folder
        # No checkpoint means no fact yet, but an answer may have come before what it answers.
        if (
            folded is None
            or not rules.is_of_today(folder, folded)
            or key in answered
            or any(_may_be_timed_elsewhere(fact, subject) for fact in facts)
        ):
            whole.append(key)
            continue
        before = rules.findings(folder, subject, folded)
        timed = sorted((rules.with_set_time(fact, folded.settlements) for fact in facts), key=lambda one: one.place)
        if not rules.can_step(folded, timed) or not rules.step_on(folder, subject, folded, timed):
            whole.append(key)
            continue
        done.append(Refolded(key, folded, before, rules.findings(folder, subject, folded), facts))
    if whole:
        done += _from_whole_history(session, catalogue, whole, touched, annotations, answered)
    return done


def _may_be_timed_elsewhere(fact: Fact, subject: str) -> bool:
    return fact.subject != subject and CLOCK_OFF in fact.notes


def _from_whole_history(
    session: Session,
    catalogue: Catalogue,
    subjects: list[Subject],
    new: dict[Subject, list[Fact]],
    annotations: dict[str, list[Fact]],
    answered: Mapping[Subject, list[Fact]],
) -> list[Refolded]:
    stored, answers = histories(session, catalogue, subjects, annotations)
    elsewhere = {fact.subject for key in subjects for fact in new[key] if _may_be_timed_elsewhere(fact, key[1])}
    # A time may have been set where the fact is at home before the fact itself came.
    times = _settlements(session, catalogue, elsewhere, annotations)
    checkpoints = checkpoints_of(session, subjects)
    done = []
    for key in subjects:
        fold, subject = key
        folder = catalogue.fold[fold].folder
        settlements = rules.settlements_of([*answers.get(subject, ()), *annotations.get(subject, ())])
        came = [rules.with_set_time(fact, times.get(fact.subject, {})) for fact in new[key]]
        folded = rules.fold(folder, subject, [*stored.get(key, ()), *came], settlements)
        old = checkpoints.get(key)
        if old is not None and not rules.is_of_today(folder, old):
            old = rules.fold(folder, subject, stored.get(key, ()), rules.settlements_of(answers.get(subject, ())))
        before = rules.findings(folder, subject, old) if old else []
        by = [*new[key], *answered.get(key, ())]
        done.append(Refolded(key, folded, before, rules.findings(folder, subject, folded), by))
    return done


def histories(
    session: Session, catalogue: Catalogue, subjects: Iterable[Subject], fresh: Mapping[str, list[Fact]] | None = None
) -> tuple[dict[Subject, list[Fact]], dict[str, list[Fact]]]:
    """The stored facts of each (fold, subject), and the stored annotations of each subject.

    A fact of another subject comes at the time that was set for it there; `fresh` are annotations not yet stored.
    """
    wanted = set(subjects)
    ids = list({subject for _, subject in wanted})
    facts: dict[Subject, list[Fact]] = defaultdict(list)
    annotations: dict[str, list[Fact]] = defaultdict(list)
    for body, via, notes in _OF_SUBJECTS.rows(session, subjects=ids):
        fact = _from_stored(body, via, notes)
        fold = catalogue.own_fold(fact)
        if fold == EVERY:
            annotations[fact.subject].append(fact)
        elif fold is not None and (fold, fact.subject) in wanted:
            facts[fold, fact.subject].append(fact)
    touching = [
        ((fold, subject), _from_stored(body, via, notes))
        for fold, subject, body, via, notes in _TOUCHING.rows(session, subjects=ids)
        if (fold, subject) in wanted
    ]
    elsewhere = {fact.subject for (_, subject), fact in touching if _may_be_timed_elsewhere(fact, subject)}
    answers = _settlements(session, catalogue, elsewhere, fresh or {})
    for key, fact in touching:
        facts[key].append(rules.with_set_time(fact, answers.get(fact.subject, {})))
    return facts, annotations


def _settlements(
    session: Session, catalogue: Catalogue, subjects: set[str], fresh: Mapping[str, list[Fact]]
) -> dict[str, dict[str, Settlement]]:
    if not subjects:
        return {}
    answers: dict[str, list[Fact]] = {subject: list(fresh.get(subject, ())) for subject in subjects}
    kinds = [kind.name for kind in catalogue.kinds if kind.annotates]
    for body, via, notes in _TOLD_OF.rows(session, subjects=list(subjects), kinds=kinds):
        fact = _from_stored(body, via, notes)
        if catalogue.own_fold(fact) == EVERY:
            answers[fact.subject].append(fact)
    return {subject: rules.settlements_of(told) for subject, told in answers.items()}


def checkpoints_of(session: Session, subjects: Iterable[Subject]) -> dict[Subject, Folded]:
    """The checkpoint of each (fold, subject) that has one."""
    by_fold: dict[str, set[str]] = defaultdict(set)
    for fold, subject in subjects:
        by_fold[fold].add(subject)
    found: dict[Subject, Folded] = {}
    for fold, ids in by_fold.items():
        for subject, text, *last in _CHECKPOINTS.rows(session, fold=fold, subjects=list(ids)):
            place = (last[0], last[1], last[2], last[3]) if last[0] is not None else None
            found[fold, subject] = Folded.from_json(text, place)
    return found


def checkpoint_row(one: Refolded) -> dict[str, object]:
    """The columns of a subject's checkpoint."""
    last = one.folded.last or (None, None, None, None)
    fold, subject = one.subject
    return {
        "fold": fold,
        "subject": subject,
        "last_effective": last[0],
        "last_device": last[1],
        "last_seq": last[2],
        "last_fact": last[3],
        "folded": one.folded.as_json(),
    }


def subjects_of(session: Session, catalogue: Catalogue) -> list[Subject]:
    """Every (fold, subject) that has a history, in order."""
    found = set()
    columns = (FactRow.kind, FactRow.v, FactRow.via, FactRow.subject)
    for kind, v, via, subject in session.execute(select(*columns).distinct()):
        fold = catalogue.fold_of(kind, v, via)
        if fold and fold != EVERY:
            found.add((fold, subject))
    found |= {(fold, subject) for fold, subject in session.execute(select(Touch.fold, Touch.subject).distinct())}
    return sorted(found)


def lengths(session: Session) -> Counter[str]:
    """How many facts name each subject, as their own or as one that they touch."""
    found: Counter[str] = Counter()
    for model in (FactRow, Touch):
        for subject, many in session.execute(select(model.subject, func.count(model.subject)).group_by(model.subject)):
            found[subject] += many
    return found


def facts_named(session: Session, ids: Iterable[str]) -> list[FactRow]:
    """The stored rows of these facts, in no particular order."""
    return list(session.scalars(select(FactRow).where(FactRow.id.in_(set(ids)))))
