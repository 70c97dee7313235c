"""The desk's pages of trends: what is rising, each topic by month, one curve, and what was heard and counted in some days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, current_app, render_template, request
from werkzeug.wrappers import Response

from outreach_app import shapes
from outreach_app.accounts.queries import staff_names
from outreach_app.db import db
from outreach_app.trends import naming, queries, words
from outreach_app.trends.drawing import drawn
from outreach_app.trends.monthly import queries as monthly
from outreach_app.trends.monthly.rules import Monthly, Signal, first_of, month_of, months_back, signal_of
from outreach_app.trends.monthly.rules import months as between
from outreach_app.trends.rising.comparing import AGAINST, BEFORE, LENGTHS, USUAL_LENGTH, Spans, compared, spans
from outreach_app.trends.rising.rules import FALLING, LEAST, RISING, TOO_FEW, Verdict, verdicts
from outreach_app.trends.rules import NEED, NO_TOPIC, ONE_TO_ONE, REFERRAL, TABLE
from outreach_app.trends.said import queries as said
from outreach_app.trends.searched import queries as searched
from outreach_app.trends.searched.rules import FEW
from outreach_app.trends.watching import queries as watching
from outreach_app.trends.watching.words import CATEGORY, STAGE
from outreach_app.web.language import month_name, short_month, today
from outreach_app.web.spreadsheet import csv_file
from outreach_app.web.text import gettext as _

blueprint = Blueprint("trends", __name__, url_prefix="/trends")
SPAN = timedelta(days=90)
MONTHS_OF_A_TABLE, MONTHS_OF_A_FILE, MOST_LINES, MOST_WORDS = 12, 24, 30, 15
_day = shapes.Day()


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a curve: how much of it there was in both spans, and what is made of it."""

    signal: Signal
    name: str
    verdict: Verdict
    now: int
    before: int


@blueprint.app_template_global()
def month_of_year(month: str) -> str:
    """A month as people say it: "November 2026"."""
    return month_name(first_of(month))


@blueprint.app_template_global()
def month_in_short(month: str) -> str:
    """A month where there is little room: "Nov"."""
    return short_month(first_of(month))


@blueprint.get("")
def overview() -> str:
    """What is rising and falling, what is looked for, and what the library watches."""
    session, now = db.session(), today()
    length, against = request.args.get("months", USUAL_LENGTH, type=int), request.args.get("against", BEFORE)
    length = length if length in LENGTHS else USUAL_LENGTH
    asked = spans(now, length, against if against in AGAINST else BEFORE)
    counted = monthly.counted(session, min(asked.now.first, asked.before.first), asked.now.last)
    found = verdicts(compared(counted, asked, now))
    called = naming.topics_called(session)
    news = {one: it for one, it in found.items() if it.word in (RISING, FALLING)}
    told = [Told(one, called(one), it, *_totals(counted, one, asked)) for one, it in news.items()]
    told.sort(key=lambda one: (one.verdict.chance, one.name.casefold()))
    return render_template(
        "trends/overview.html", asked=asked, length=length, against=against, lengths=LENGTHS, words=words, called=called,
        rising=[one for one in told if one.verdict.word == RISING],
        falling=[one for one in told if one.verdict.word == FALLING],
        many=sum(it.word != TOO_FEW for it in found.values()), too_few=sum(it.word == TOO_FEW for it in found.values()),
        searched=searched.words(session, asked.now.first, asked.now.last, limit=MOST_WORDS), least=LEAST, few=FEW,
        due=watching.due(session, now), watched=watching.trends(session), signal=Signal, stages=STAGE,
        categories=CATEGORY,
    )  # fmt: skip


@blueprint.get("/months")
def months() -> str:
    """All topics by month."""
    last = month_of(today())
    counted = monthly.counted(db.session(), months_back(last, MONTHS_OF_A_TABLE - 1), last)
    called = naming.topics_called(db.session())
    tables = []
    for sort in words.SORT:
        mine = [one for one in counted.counts if one.sort == sort]
        lines = [(one, called(one), counted.count(one, counted.first, counted.last)) for one in mine]
        lines.sort(key=lambda line: (-line[2].total, line[1].casefold()))
        if lines:
            tables.append((sort, lines[:MOST_LINES], len(lines)))
    return render_template(
        "trends/months.html", tables=tables, counted=counted, words=words, months=between(counted.first, counted.last),
    )  # fmt: skip


@blueprint.get("/months.csv")
def months_file() -> Response:
    """All topics by month as a file for a spreadsheet: a line for each topic and month."""
    last = month_of(today())
    counted = monthly.counted(db.session(), months_back(last, MONTHS_OF_A_FILE - 1), last)
    return csv_file(_table(counted, naming.topics_called(db.session())), "trends.csv")


@blueprint.get("/topic")
def topic() -> str:
    """One curve: month by month, with the same numbers as a table, and what was heard in the field beside it."""
    session = db.session()
    signal, counted, called = _asked_curve()
    heard_ = said.lines(session, {signal.topic}) if signal and signal.sort == NEED else []
    names = staff_names(session, {one.author for one in heard_ if one.author})
    mine = [one for one in watching.trends(session) if signal in watching.signals_of(one)]
    alike = [one for one in counted.counts if signal and one.sort == signal.sort]
    choices = [(str(one), called(one)) for one in sorted(alike, key=lambda one: called(one).casefold())]
    return render_template(
        "trends/topic.html", signal=signal, title=naming.in_full(signal, called) if signal else _("No curve yet"), words=words,
        curve=drawn(counted, signal, month_of(today())) if signal else None, choices=choices, heard=heard_, names=names,
        watched=mine, visits=counted.visits,
    )  # fmt: skip


@blueprint.get("/topic.csv")
def topic_file() -> Response:
    """One curve as a file for a spreadsheet."""
    signal, counted, called = _asked_curve()
    mine = {signal: counted.counts.get(signal, {})} if signal else {}
    return csv_file(_table(Monthly(counted.first, counted.last, mine, counted.visits), called), "trend.csv")


@blueprint.get("/heard")
def heard() -> str:
    """How often something came up in a span of days, by topic."""
    one, other = _date("first", today() - SPAN), _date("last", today())
    first, last = min(one, other), max(one, other)
    session = db.session()
    found = queries.by_topic(session, first, last)
    names = _words().names(session, {("topics", topic) for sort in (ONE_TO_ONE, TABLE) for topic in found.get(sort, ())})

    def called(sort: str, topic: str) -> str:
        if topic == NO_TOPIC:
            return _("no topic")
        return str(words.TOPIC.get(topic, topic)) if sort in (NEED, REFERRAL) else str(names("topics", topic))

    told = [
        (
            words.SORT[sort],
            sum(found[sort].values()),
            sorted(((n, called(sort, one)) for one, n in found[sort].items()), reverse=True),
        )
        for sort in (NEED, REFERRAL, ONE_TO_ONE, TABLE)
        if sort in found
    ]
    return render_template("trends/heard.html", told=told, first=first, last=last)


def _asked_curve() -> tuple[Signal | None, Monthly, naming.Called]:
    """The curve that the address names, among its like; else what is asked for most. None where nothing was counted yet."""
    session, last = db.session(), month_of(today())
    signal = signal_of(request.args.get("of", ""))
    counted = monthly.counted(session, months_back(last, MONTHS_OF_A_FILE - 1), last, sorts={signal.sort if signal else NEED})
    if signal is None:
        sums = {one: counted.count(one, counted.first, counted.last).occasions for one in counted.counts}
        signal = max(sums, key=lambda one: (sums[one], one), default=None)
    return signal, _since_anything(counted), naming.topics_called(session)


def _since_anything(counted: Monthly) -> Monthly:
    """The same without the months before anything was counted at all, but a year of them."""
    seen = min((*counted.visits, *(month for its in counted.counts.values() for month in its)), default=counted.last)
    first = max(counted.first, min(seen, months_back(counted.last, MONTHS_OF_A_TABLE - 1)))
    return Monthly(first, counted.last, counted.counts, counted.visits)


def _totals(counted: Monthly, signal: Signal, asked: Spans) -> tuple[int, int]:
    now, before = (counted.count(signal, span.first, span.last).total for span in (asked.now, asked.before))
    return now, before


def _table(counted: Monthly, called: naming.Called) -> Iterator[Sequence[object]]:
    yield _("Counted by"), _("Topic"), _("Month"), _("How many"), _("Occasions"), _("Visits made")
    order = list(words.SORT)
    for one in sorted(counted.counts, key=lambda one: (order.index(one.sort), called(one).casefold())):
        for in_month in between(counted.first, counted.last):
            count = counted.count(one, in_month, in_month)
            visits = counted.visits.get(in_month, 0)
            yield words.SORT[one.sort], called(one), in_month, count.total, count.occasions, visits


def _date(name: str, otherwise: date) -> date:
    told = request.args.get(name, "")
    return date.fromisoformat(told) if _day.fits(told) else otherwise


def _words() -> Any:
    return current_app.extensions["words"]
