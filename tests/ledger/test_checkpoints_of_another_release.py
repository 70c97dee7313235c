"""What an earlier release folded, and kept in another shape, is folded anew from its facts when the next one comes."""

import json

import pytest
from sqlalchemy import update

from fixtures.library import Library, Phone, session
from outreach_app import rebuild
from outreach_app.db import reading, writing
from outreach_app.ledger.history import checkpoints_of
from outreach_app.ledger.models import Checkpoint
from outreach_app.visits import queries

VISIT = ("visit", "V1")


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    return library_with_a_place


@pytest.fixture
def ann(library: Library) -> Phone:
    """Who gave a session on a visit, of which the checkpoint is as a release kept it that knew less."""
    phone = library.phone("phone-a", "ann")
    library.record(
        phone.record("visit.started", "V1", {"site": "S1", "trainers": ["ann"], "note": None}),
        phone.record("training_session.logged", "T1", session(), visit="V1"),
    )
    with reading(library.id) as reader:
        folded = checkpoints_of(reader, [VISIT])[VISIT]
    state, *others = json.loads(folded.as_json())
    del state["merged"]
    with writing(library.id) as handle:
        kept = json.dumps([{**state, "of_old": True, "sessions": {}}, *others])
        handle.session.execute(update(Checkpoint).where(Checkpoint.subject == "V1").values(folded=kept))
    return phone


def test_a_fact_that_comes_after_it_is_kept_and_all_before_it_counts(library: Library, ann: Phone) -> None:
    (outcome,) = library.record(ann.record("training_session.logged", "T2", session(), visit="V1"))

    with reading(library.id) as reader:
        found = queries.found(reader, "V1")
    assert outcome.outcome == "stored"
    assert found is not None
    assert found.sessions == 2
    kept = ("checkpoints", "discrepancies", "visit_courses", "feed visits")
    assert [one for one in rebuild.check(library.id).differences if one.startswith(kept)] == []
