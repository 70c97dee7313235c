"""Reading histories back: the facts of a subject, its checkpoint, and both brought up to date with new facts."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from outreach_app.ledger import rules
from outreach_app.ledger.fact import Fact, from_envelope
from outreach_app.ledger.kinds import EVERY, Catalogue
from outreach_app.ledger.models import Checkpoint, FactRow, Touch
from outreach_app.ledger.rules import Finding, Folded
from outreach_app.statements import Prepared, among, table_of

Subject: TypeAlias = tuple[str, str]
"""(fold, subject)"""


_facts, _touches, _checkpoints = table_of(FactRow).c, table_of(Touch).c, table_of(Checkpoint).c
_told = (_facts.body, _facts.via, _facts.notes)
_OF_SUBJECTS = Prepared(select(*_told).where(_facts.subject.in_(among("subjects"))))
_TOUCHING = Prepared(
    select(_touches.fold, _touches.subject, *_told)
    .join_from(table_of(Touch), table_of(FactRow), _facts.id == _touches.fact_id)
    .where(_touches.subject.in_(among("subjects")))
)
_CHECKPOINTS = Prepared(
    select(
        _checkpoints.subject,
        _checkpoints.folded,
        _checkpoints.last_effective,
        _checkpoints.last_device,
        _checkpoints.last_seq,
        _checkpoints.last_fact,
    ).where(_checkpoints.fold == bindparam("fold"), _checkpoints.subject.in_(among("subjects")))
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
    return from_envelope(json.loads(row.body), via=row.via, notes=tuple(json.loads(row.notes)))


def refold(
    session: Session, catalogue: Catalogue, new: dict[Subject, list[Fact]], annotations: dict[str, list[Fact]]
) -> list[Refolded]:
    """Every subject that new facts or annotations touch, folded with them.

    A subject whose new facts lie behind its checkpoint is stepped on from there; another one is folded from its whole
    history. Both give the same (a law's test says so).
    """
    touched = dict(new)
    for subject in annotations:
        for (fold,) in _FOLDS_OF.rows(session, subject=subject):
            touched.setdefault((fold, subject), [])
    checkpoints = checkpoints_of(session, touched)
    done: list[Refolded] = []
    whole: list[Subject] = []
    for key, facts in touched.items():
        fold, subject = key
        folded = checkpoints.get(key)
        folder = catalogue.fold[fold].folder
        if folded is None and subject not in annotations:
            # No checkpoint means no fact yet, but an answer may have come before what it answers.
            whole.append(key)
            continue
        before = rules.findings(folder, subject, folded) if folded else []
        if folded is None or subject in annotations:
            whole.append(key)
            continue
        timed = sorted((rules.with_set_time(fact, folded.settlements) for fact in facts), key=lambda one: one.place)
        if not rules.can_step(folded, timed) or not rules.step_on(folder, subject, folded, timed):
            whole.append(key)
            continue
        done.append(Refolded(key, folded, before, rules.findings(folder, subject, folded), facts))
    if whole:
        done += _from_whole_history(session, catalogue, whole, touched, annotations)
    return done


def _from_whole_history(
    session: Session,
    catalogue: Catalogue,
    subjects: list[Subject],
    new: dict[Subject, list[Fact]],
    annotations: dict[str, list[Fact]],
) -> list[Refolded]:
    stored, answers = histories(session, catalogue, subjects)
    checkpoints = checkpoints_of(session, subjects)
    done = []
    for key in subjects:
        fold, subject = key
        folder = catalogue.fold[fold].folder
        settlements = rules.settlements_of([*answers.get(subject, ()), *annotations.get(subject, ())])
        folded = rules.fold(folder, subject, [*stored.get(key, ()), *new[key]], settlements)
        old = checkpoints.get(key)
        before = rules.findings(folder, subject, old) if old else []
        by = [*new[key], *annotations.get(subject, ())]
        done.append(Refolded(key, folded, before, rules.findings(folder, subject, folded), by))
    return done


def histories(
    session: Session, catalogue: Catalogue, subjects: Iterable[Subject]
) -> tuple[dict[Subject, list[Fact]], dict[str, list[Fact]]]:
    """The stored facts of each (fold, subject), and the annotations of each subject."""
    wanted = set(subjects)
    ids = list({subject for _, subject in wanted})
    facts: dict[Subject, list[Fact]] = defaultdict(list)
    annotations: dict[str, list[Fact]] = defaultdict(list)
    for body, via, notes in _OF_SUBJECTS.rows(session, subjects=ids):
        fact = from_envelope(json.loads(body), via=via, notes=tuple(json.loads(notes)))
        fold = catalogue.own_fold(fact)
        if fold == EVERY:
            annotations[fact.subject].append(fact)
        elif fold is not None and (fold, fact.subject) in wanted:
            facts[fold, fact.subject].append(fact)
    for fold, subject, body, via, notes in _TOUCHING.rows(session, subjects=ids):
        if (fold, subject) in wanted:
            fact = from_envelope(json.loads(body), via=via, notes=tuple(json.loads(notes)))
            facts[fold, subject].append(fact)
    return facts, annotations


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


def facts_named(session: Session, ids: Iterable[str]) -> list[FactRow]:
    """The stored rows of these facts, in no particular order."""
    return list(session.scalars(select(FactRow).where(FactRow.id.in_(set(ids)))))
