"""Languages and times in the reader's words: which language a page speaks, and "yesterday 16:40" in the library's zone."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton
from babel.dates import get_timezone as zone_named
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, format_timedelta, get_locale, get_timezone

from outreach_app import clock, paths
from outreach_app.web import creole
from outreach_app.web.text import gettext as _

SOURCE = "en"
NAMES = {"en": "English", "es": "Español", "fr": "Français", "ht": "Kreyòl ayisyen", "ru": "Русский", "zh": "中文"}
MESSAGES, PUBLIC = "messages", "public"
ASKED = "lang"


def known() -> list[str]:
    """The languages that the product speaks: the source's and every whole catalogue's."""
    return [SOURCE, *_with_catalogue(MESSAGES)]


def public() -> list[str]:
    """The languages that the pages behind flyers' codes speak: those, and more that only these do."""
    return [*known(), *_with_catalogue(PUBLIC)]


@cache
def _with_catalogue(domain: str) -> tuple[str, ...]:
    # They come with the program, and change with it only.
    return tuple(sorted(file.parts[-3] for file in paths.TRANSLATIONS.glob(f"*/LC_MESSAGES/{domain}.po")))


def init(app: Flask) -> None:
    """Let each page speak its reader's language and tell times in the library's zone."""
    Babel(
        app,
        # A directory for each domain.
        default_translation_directories=f"{paths.TRANSLATIONS};{paths.TRANSLATIONS}",
        default_domain=f"{MESSAGES};{PUBLIC}",
        locale_selector=chosen,
        timezone_selector=lambda: g.get("time_zone", "UTC"),
    )
    app.jinja_env.globals.update(language=code, languages=offered, language_name=name_of)
    app.jinja_env.filters.update(when=when, day=day, ago=ago, clock_time=clock_time, moment=moment)
    app.jinja_env.filters.update(month_name=month_name, weekday_name=weekday, short_date=short_date)
    app.jinja_env.filters.update(full_date=full_date, weekday_and_day=weekday_and_day, on_calendar=on_calendar)


def offered() -> list[str]:
    """The languages of the library that is asked, the first of them its own; all that are known where none is."""
    speaks = set(known())
    wanted = [one for one in g.get("languages", ()) if one in speaks] if has_request_context() else []
    return wanted or known()


def asked() -> str | None:
    """The language that the address asks for, if it is offered."""
    wanted = request.args.get(ASKED)
    return wanted if wanted in offered() else None


def chosen() -> str:
    """Asked in the address, else the person's own, else the browser's, else the library's."""
    if not has_request_context():
        return SOURCE
    own = g.get("own_language")
    if found := asked() or (own if own in offered() else None):
        return found
    return request.accept_languages.best_match(offered()) or offered()[0]


def code() -> str:
    """The language of this page."""
    locale = get_locale()
    return str(locale.language) if locale else SOURCE


def public_of(wanted: Sequence[str]) -> list[str]:
    """Of these the languages that such a page speaks; all of its own where it speaks none of these."""
    return [one for one in wanted if one in public()] or public()


def in_public(wanted: Sequence[str]) -> str:
    """The language of a page for everybody, of these: asked in the address, else the browser's, else the first."""
    spoken = public_of(wanted)
    asked = request.args.get(ASKED)
    return asked if asked in spoken else request.accept_languages.best_match(spoken) or spoken[0]


def near(language: str, among: Sequence[str]) -> str | None:
    """Of these that language, or the one that it is a kind of: "pt" for "pt-BR"."""
    return next((one for one in (language, language.partition("-")[0]) if one in among), None)


def direction(language: str) -> str:
    """Which way a language is written: "ltr" or "rtl"."""
    locale = _locale(language)
    return locale.text_direction if locale else "ltr"


def name_of(language: str) -> str:
    """A language's own name."""
    locale = _locale(language)
    return NAMES.get(language) or (locale.display_name if locale else None) or language


def called(language: str) -> str:
    """A language as the reader calls it; a name that somebody wrote, as it came."""
    try:
        reader = Locale.parse(str(get_locale() or SOURCE))
        found = reader.languages.get(language) or Locale.parse(language, sep="-").get_display_name(reader)
    except (UnknownLocaleError, ValueError):
        return language
    return f"{found[:1].upper()}{found[1:]}" if found else language


@cache
def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def when(at: datetime) -> str:
    """A moment as people say it: "today 08:30", "Monday 16:40", "Nov 3, 16:40"."""
    local, now = _local(at), _local(clock.now())
    days = (now.date() - local.date()).days
    if days == 0:
        return _("today %(time)s", time=clock_time(at))
    if days == 1:
        return _("yesterday %(time)s", time=clock_time(at))
    if 1 < days < 7:
        return _("%(weekday)s %(time)s", weekday=weekday(local.date()), time=clock_time(at))
    return _("%(date)s, %(time)s", date=_date(local.date(), now.date()), time=clock_time(at))


def day(on: date | str) -> str:
    """A date as people say it: "today", "tomorrow", "Friday", "Nov 3"."""
    one = date.fromisoformat(on) if isinstance(on, str) else on
    now = today()
    days = (one - now).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days == -1:
        return _("yesterday")
    return weekday(one) if 1 < days < 7 else _date(one, now)


def month_name(on: date) -> str:
    """The month of a day: "November 2026"."""
    return _written(on, "yMMMM", str(get_locale()))


def short_month(on: date) -> str:
    """The month of a day, short: "Nov"."""
    return _written(on, "MMM", str(get_locale()))


def short_date(on: date) -> str:
    """A date in its year: "Nov 3"."""
    return _date(on, on)


def date_and_year(on: date | str) -> str:
    """A day that is right whenever it is read, in few letters: "Nov 3, 2026"."""
    return _written(date.fromisoformat(on) if isinstance(on, str) else on, "yMMMd", str(get_locale()))


def weekday_and_day(on: date) -> str:
    """A day as a calendar's column has it: "Fri, Nov 27"."""
    return _written(on, "MMMEd", str(get_locale()))


def on_calendar(at: datetime) -> str:
    """The day of a moment on the library's calendar: "2026-11-27"."""
    return _local(at).date().isoformat()


def full_date(on: date | str) -> str:
    """A day that is right whenever it is read: "Friday, November 27, 2026"."""
    one = date.fromisoformat(on) if isinstance(on, str) else on
    return creole.full_date(one) if code() == creole.CODE else str(format_date(one, "full", locale=str(get_locale())))


def moment(at: datetime) -> str:
    """A moment in full, for those who must know it to the minute."""
    return _in_full(at, str(get_timezone()), str(get_locale()))


def clock_time(at: datetime) -> str:
    """Hour and minute in the library's zone."""
    return f"{_local(at):%H:%M}"


def ago(at: datetime) -> str:
    """How long since: "15 hours"."""
    return lasting(clock.now() - at)


def lasting(span: timedelta) -> str:
    """A length of time in its largest unit."""
    return str(format_timedelta(span, granularity="minute", threshold=1))


def zone() -> tzinfo:
    """The library's zone."""
    found: tzinfo = get_timezone()
    return found


def today() -> date:
    """The date on the library's calendar."""
    return _local(clock.now()).date()


def _local(at: datetime) -> datetime:
    return at.astimezone(get_timezone())


def weekday(one: date) -> str:
    """The name of a weekday."""
    return creole.weekday(one) if code() == creole.CODE else _weekday_name(one, str(get_locale()))


def _date(one: date, today: date) -> str:
    return _written(one, "MMMd" if one.year == today.year else "yMMMd", str(get_locale()))


# A page of fifty facts tells two hundred moments, many of them the same; each costs a tenth of a millisecond to write.
@lru_cache(maxsize=4096)
def _in_full(at: datetime, zone: str, locale: str) -> str:
    return str(format_datetime(at, "full", tzinfo=zone_named(zone), locale=locale))


@lru_cache(maxsize=4096)
def _weekday_name(one: date, locale: str) -> str:
    return str(format_date(one, "EEEE", locale=locale))


@lru_cache(maxsize=4096)
def _written(one: date, skeleton: str, locale: str) -> str:
    return str(format_skeleton(skeleton, datetime.combine(one, time(12)), locale=locale))
