"""What is asked of grants: lists, and the evidence that the library asks for money together with others."""

import io

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.grants import PDF, grant
from fixtures.library import Library
from fixtures.queries import queries_of
from outreach_app.db import reading
from outreach_app.grants import queries


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    return library_with_a_place


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def test_the_list_is_narrowed_by_word_stage_year_and_owner_and_a_partner_finds_its_grant(cleo: Desk) -> None:
    one, other = (
        grant(cleo),
        grant(cleo, name="Small tools", stage="declined", due_on="2025-05-01", owner_id="", funder="Rotary"),
    )
    cleo.send(f"/grants/{other}/partners/new", "id", partner_id="P1", part="supports", note="")

    for query, found in (
        ("q=broadband", {one}), ("q=partner+p1", {other}), ("stage=open", {one}), ("stage=declined", {other}),
        ("year=2025", {other}), ("owner=cleo", {one}), ("", {one, other}),
    ):  # fmt: skip
        page = cleo.page(f"/grants?{query}")
        assert {id_ for id_ in (one, other) if f'/grants/{id_}"' in page} == found, query
    assert "No grant fits" in cleo.page("/grants?q=nothing")


def test_the_evidence_names_partners_parts_and_papers_of_a_year(library: Library, cleo: Desk) -> None:
    id_ = grant(cleo, stage="awarded", given="20000")
    grant(cleo, name="Alone")
    cleo.send(f"/grants/{id_}/partners/new", "id", partner_id="P1", part="leads", note="")
    cleo.send(f"/grants/{id_}/papers/new", "id", name="Award letter", file=(io.BytesIO(PDF), "a.pdf"))

    with reading(library.id) as session:
        (found,) = queries.with_partners(session, year=2026)
        assert (found.name, found.given, found.is_won, found.papers) == ("Digital Equity Fund", 20000, True, ("Award letter",))
        assert [(one.name, one.part) for one in found.partners] == [("Partner P1", "leads")]
        assert queries.with_partners(session, year=2025) == []
        assert queries.with_partners(session, stages=["declined"]) == []


def test_the_list_costs_as_many_queries_for_six_as_for_two(cleo: Desk) -> None:
    for _ in range(2):
        grant(cleo)
    few = queries_of(lambda: cleo.get("/grants"))
    for _ in range(4):
        grant(cleo, funder_id="P1")

    assert queries_of(lambda: cleo.get("/grants")) == few
