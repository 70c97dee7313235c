"""The summary of an emergency on paper and as a table."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from outreach_app.accounts.models import Library
from outreach_app.emergency.mode import words
from outreach_app.emergency.mode.summary import Counted, Summary
from outreach_app.paper import typesetting
from outreach_app.paper.typesetting import printable
from outreach_app.web import language
from outreach_app.web.language import clock_time, full_date, weekday_and_day
from outreach_app.web.text import gettext as _


def as_pdf(told: Summary, library: Library) -> bytes:
    """The after-action report as a tagged PDF."""
    return typesetting.pdf("report", _printable(_told(told, library)))


def as_rows(told: Summary) -> Iterator[list[object]]:
    """Everything that can be counted, a line each, the head first."""
    yield [_("What"), _("Which"), _("Where"), _("Day"), _("How many"), _("Who")]
    for sort, counted in ((_("Helped"), told.helped), (_("Handed out"), told.handed_out)):
        for what, where, count in counted.rows:
            yield [sort, what, where, "", count, ""]
        for on, count in counted.days:
            yield [_("%(what)s on a day", what=sort), "", "", on, count, ""]
    for at, kit, where, by in told.kits:
        yield [_("Kit sent"), kit, where, _cell(at), 1, by or ""]
    for one in told.staff:
        yield [
            _("Checked in"),
            words.STATE[one.state],
            one.place or "",
            _cell(one.last),
            1,
            one.name,
        ]
    for line in told.timeline:
        yield [_("Timeline"), line.what, "", _cell(line.at), "", line.by or ""]


def _cell(at: datetime) -> str:
    return at.astimezone(language.zone()).strftime("%Y-%m-%d %H:%M")


def sections(told: Summary) -> list[dict[str, Any]]:
    """The report as tables and texts, the same on the page and on paper."""
    lessons = told.lessons
    texts = [
        (_("What went well"), lessons.went_well if lessons else ""),
        (_("What to do better next time"), lessons.to_improve if lessons else ""),
        (_("Who does what until when"), lessons.to_do if lessons else ""),
    ]
    return [
        _table(
            _("Timeline"), [_("When"), _("What happened"), _("Who")],
            [[stamp(one.at), "\n".join([one.what, *one.lines]), one.by or ""] for one in told.timeline],
            _("Nothing was recorded."),
        ),
        *_counted(_("People helped"), _("Service"), told.helped, _("Nobody was counted.")),
        *_counted(_("Handed out"), _("What"), told.handed_out, _("Nothing was counted.")),
        _table(
            _("Kits that went out"), [_("When"), _("Kit"), _("Where"), _("Who")],
            [[stamp(at), kit, where, by or ""] for at, kit, where, by in told.kits],
            _("No kit went to a partner’s place."),
        ),
        _table(
            _("Staff who checked in"), [_("Name"), _("First"), _("Last"), _("How they were"), _("Asked for help")],
            [
                [one.name, stamp(one.first), stamp(one.last), str(words.STATE[one.state]), _("yes") if one.asked_help else ""]
                for one in told.staff
            ],
            _("Nobody checked in."),
        ),
        *({"title": title, "text": text or _("Still to be written."), "lines": 0 if text else 6} for title, text in texts),
    ]  # fmt: skip


def _counted(title: str, what: str, told: Counted, none: str) -> list[dict[str, Any]]:
    rows = [[one, where, str(count)] for one, where, count in told.rows]
    found = [_table(f"{title}: {told.all}", [what, _("Where"), _("How many")], rows, none)]
    if told.days:
        by_day = [[weekday_and_day(date.fromisoformat(on)), str(count)] for on, count in told.days]
        found.append(_table(_("%(what)s by day", what=title), [_("Day"), _("How many")], by_day, none))
    return found


def _table(title: str, columns: list[str], rows: list[list[str]], none: str) -> dict[str, Any]:
    return {"title": title, "columns": columns, "rows": rows, "none": none}


def _told(told: Summary, library: Library) -> dict[str, Any]:
    one = told.emergency
    return {
        "language": language.code(),
        "paper": "us-letter" if library.time_zone.startswith("America/") else "a4",
        "library": library.name,
        "title": _("After-action report: %(name)s", name=one.name),
        "says": span(told),
        "figures": figures(told),
        "sections": sections(told),
    }


def span(told: Summary) -> str:
    """From when to when, in a sentence."""
    one = told.emergency
    if one.ended_at is None:
        return _("Since %(when)s; it still runs.", when=_in_full(one.began_at))
    return _("From %(begin)s to %(end)s.", begin=_in_full(one.began_at), end=_in_full(one.ended_at))


def stamp(at: datetime) -> str:
    """A moment as a report has it, true whenever it is read: the day and the hour on the library's clock."""
    return f"{weekday_and_day(at.astimezone(language.zone()).date())}, {clock_time(at)}"


def _in_full(at: datetime) -> str:
    return _("%(day)s, %(time)s", day=full_date(at.astimezone(language.zone()).date()), time=clock_time(at))


def figures(told: Summary) -> list[tuple[str, str]]:
    """The first things that are asked for."""
    return [
        (_("People helped"), str(told.helped.all)),
        (_("Handed out"), str(told.handed_out.all)),
        (_("Kits that went out"), str(told.kits_sent)),
        (_("Staff who checked in"), str(len(told.staff))),
    ]


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return "\n".join(printable(line) for line in value.split("\n"))
    if isinstance(value, dict):
        return {name: _printable(one) for name, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list | tuple) else value
