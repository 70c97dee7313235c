"""The fast check of a shape and marshmallow's own are one truth."""

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marshmallow import Schema

from outreach_app import clock, shapes
from outreach_app.catalog import COLLECTIONS, KINDS
from outreach_app.ledger.fact import FactEnvelope
from outreach_app.photos.facts import Sha256
from outreach_app.shapes import (
    Day,
    Either,
    Exact,
    Id,
    Instant,
    Many,
    Number,
    Object,
    Pair,
    Part,
    Text,
    TimeOfDay,
    Truth,
    Whole,
    Word,
    Zone,
)
from outreach_app.sync import envelope

SCHEMAS: list[type[Schema]] = list(
    dict.fromkeys(
        [
            FactEnvelope,
            *(kind.payload for kind in KINDS),
            *(collection.shape for collection in COLLECTIONS),
            envelope.SyncRequest,
            envelope.SyncAnswer,
            envelope.EnrolRequest,
            envelope.EnrolAnswer,
            envelope.Problem,
        ]
    )
)
# Nested shapes take long to draw, whatever the machine is doing besides.
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
STORABLE = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
ODD: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(["", "ok", "2026-11-24", "2026-13-01", "2026-11-24T10:00:00Z", "2026-11-24T10:00:00", "\x00", "a b"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def fitting(field: Exact) -> st.SearchStrategy[Any]:
    """Values that are mostly right for a field."""
    right: st.SearchStrategy[Any]
    match field:
        case Part():
            right = object_of(field.schema)
        case Either():
            right = st.one_of([object_of(schema) for schema in field.schemas])
        case Pair():
            right = st.lists(fitting(field.inner), min_size=2, max_size=2)
        case Many():
            right = st.lists(fitting(field.inner), max_size=2)
        case Word():
            right = st.sampled_from(sorted(field.words))
        case Number():
            right = st.floats(field.least, field.most)
        case Whole():
            right = st.integers(field.least, min(field.most, field.least + 1000))
        case Truth():
            right = st.booleans()
        case Id():
            right = st.text("abcXYZ019_-", min_size=1, max_size=8)
        case Instant():
            right = st.integers(0, 4 * 10**9).map(lambda count: clock.text(clock.from_micros(count * 10**6)))
        case Day():
            right = st.dates().map(lambda day: day.isoformat())
        case TimeOfDay():
            right = st.times().map(lambda time: f"{time:%H:%M}")
        case Zone():
            right = st.sampled_from(["America/Chicago", "UTC"])
        case Sha256():
            right = st.text("0123456789abcdef", min_size=64, max_size=64)
        case Object():
            right = st.dictionaries(st.text(max_size=4), st.integers(), max_size=2)
        case Text():
            right = st.text(STORABLE, min_size=field.least, max_size=min(field.most, field.least + 8))
        case _:
            raise TypeError(type(field))
    return right | st.none() if field.allow_none else right


@cache
def object_of(schema: type[Schema]) -> st.SearchStrategy[dict[str, Any]]:
    members = {name: fitting(field) for name, field in schema().fields.items() if isinstance(field, Exact)}
    needed = {name: value for name, value in members.items() if schema().fields[name].required}
    return st.fixed_dictionaries(needed, optional={name: one for name, one in members.items() if name not in needed})


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.__name__)
@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(data=st.data())
def test_what_fits_is_what_marshmallow_takes(schema: type[Schema], data: st.DataObject) -> None:
    value = data.draw(object_of(schema))
    spoilt = data.draw(st.sampled_from([None, *schema().fields]))
    if spoilt is not None:
        if data.draw(st.booleans()):
            value.pop(spoilt, None)
        else:
            value[spoilt] = data.draw(ODD)
    assert shapes.fits(schema)(value) == (shapes.wrong_members(schema, value) == {})


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.__name__)
@settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
@given(data=st.data())
def test_what_is_right_fits_and_is_kept_with_members_that_nobody_knows(schema: type[Schema], data: st.DataObject) -> None:
    value = {**data.draw(object_of(schema)), "of_a_later_version": 1}
    assert shapes.fits(schema)(value)
    assert schema().load(value)["of_a_later_version"] == 1
    json.dumps(value)
