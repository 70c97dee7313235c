"""What stands in the go-pack: the same sections for the page and for the PDF. Reads only."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from outreach_app.accounts.models import Library
from outreach_app.emergency.plan import rules, words
from outreach_app.emergency.plan.shown import Shown
from outreach_app.paper import codes
from outreach_app.paper.typesetting import printable
from outreach_app.web.language import full_date, today
from outreach_app.web.text import gettext as _


@dataclass(frozen=True, slots=True)
class Told:
    """An entry on paper: its name, lines below it, steps that are numbered, and an address that its code opens."""

    name: str
    lines: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    address: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A section on paper; what it says where it has no entry is in `none`."""

    title: str
    entries: tuple[Told, ...]
    none: str


def parts(shown: Shown, scans: str) -> list[Part]:
    """Every section in the order in which it is needed; `scans` is the address that flyers' codes begin with."""
    told = {
        "services": _services(shown),
        "places": _places(shown),
        "kits": _kits(shown),
        "calls": _calls(shown),
        "roles": _roles(shown),
        "contacts": _contacts(shown),
        "links": (Told(one.name, _some(one.address, one.note), address=one.address) for one in shown.plan.links),
        "flyers": _flyers(shown, scans),
    }
    return [
        Part(str(words.SECTION[section]), tuple(entries), str(words.NONE_YET[section])) for section, entries in told.items()
    ]


def warnings(shown: Shown) -> list[str]:
    """What does not hold today, as the page of the plan says it."""
    plan = shown.plan.told
    vacant = [f"{one.role.name}: {shown.why_vacant(one.holder)} {shown.steps_in(one)}" for one in shown.vacant]
    if plan.review_on and plan.review_on <= today().isoformat():
        vacant.append(_("It was to be looked at again on %(day)s.", day=full_date(plan.review_on)))
    return vacant if shown.plan.is_approved else [_("Nobody has approved this plan."), *vacant]


def sheet(shown: Shown, library: Library, *, language: str, base_url: str) -> dict[str, Any]:
    """The whole of it for the page `plan`, in the language that is spoken."""
    here = f"{base_url}/app/plan"
    return {
        "language": language,
        "paper": "us-letter" if library.time_zone.startswith("America/") else "a4",
        "title": printable(shown.plan.told.name),
        "library": printable(library.name),
        "reached": printable(" · ".join(_some(library.phone, library.mail, library.web))),
        "approval": printable(shown.approval),
        "printed": printable(printed()),
        "warnings": [printable(one) for one in warnings(shown)],
        "about": [printable(line) for line in shown.plan.told.about.splitlines() if line.strip()],
        "code": _code(here, _("The plan on a phone of the library: %(address)s", address=_short(here))),
        "parts": [
            {
                "title": printable(part.title), "none": printable(part.none),
                "entries": [_printed(one) for one in part.entries],
            }
            for part in parts(shown, f"{base_url}/q/")
        ],
    }  # fmt: skip


def printed() -> str:
    """Of which day the paper is: what phones show may be newer."""
    return _("Printed on %(day)s. What phones show may be newer.", day=full_date(today()))


def _printed(one: Told) -> dict[str, Any]:
    return {
        "name": printable(one.name), "lines": [printable(line) for line in one.lines],
        "steps": [printable(step) for step in one.steps], "depth": one.depth,
        "code": _code(one.address, _("Code that opens %(address)s", address=_short(one.address))) if one.address else None,
    }  # fmt: skip


def _code(address: str, says: str) -> dict[str, str]:
    return {"drawing": codes.drawing(address), "says": printable(says), "address": printable(_short(address))}


def _short(address: str) -> str:
    return address.partition("://")[2].rstrip("/")


def _services(shown: Shown) -> Iterator[Told]:
    for one in shown.plan.services:
        yield Told(words.service_name(one), () if one.steps else (_("no steps yet"),), one.steps)


def _places(shown: Shown) -> Iterator[Told]:
    for one in shown.plan.places:
        site = shown.around.sites.get(one.site)
        net = shown.wifi(site.wifi) if site else None
        wifi = (
            f"{net.name}, {_('password %(password)s', password=net.password)}" if net and net.password
            else net.name if net else one.wifi
        )  # fmt: skip
        known = [
            (_("Power"), (site.power if site else one.power) or _("not known")),
            (_("Wi-Fi"), wifi or _("not known")),
            (_("Room"), site.room if site else ""),
            (_("Access"), site.access if site else ""),
            (_("Whom to ask for"), ", ".join(_some(site.contact, site.phone)) if site else ""),
            (_("Offered there"), ", ".join(shown.services_at(one))),
        ]
        address = (site.address if site else one.address) or _("no address yet")
        closed = _("closed from %(day)s", day=full_date(site.closed_on)) if site and site.closed_on else ""
        name = shown.place_name(one.id) or _("a place that the library does not know")
        yield Told(name, _some(closed, address, *(f"{what}: {said}" for what, said in known if said), one.note))


def _kits(shown: Shown) -> Iterator[Told]:
    for one in shown.plan.kits:
        kit, place = shown.around.kits.get(one.kit), shown.place_name(one.place)
        name = f"{kit.code} {kit.name}" if kit else _("a kit that the library does not know")
        yield Told(name, _some(_("Goes to %(place)s", place=place) if place else _("Stays ready"), one.note))


def _calls(shown: Shown) -> Iterator[Told]:
    for depth, one in shown.calls:
        role = next((role for role in shown.plan.roles if one.who == f"{rules.ROLE}:{role.id}"), None)
        acting = shown.standing(role).acting if role else None
        who = (shown.called(acting) if acting else _("nobody")) if role else ""
        left = _("has left") if shown.has_left(one.who) else ""
        yield Told(shown.called(one.who), _some(who, left, shown.phone(one), one.note), depth=min(depth, 4))


def _roles(shown: Shown) -> Iterator[Told]:
    for one in shown.plan.roles:
        stands = shown.standing(one)
        vacant = f"{_('vacant')}: {shown.steps_in(stands)}" if stands.is_vacant else ""
        holders = [
            _("Alternate %(number)s", number=place) + f": {shown.called(who)}" if place else shown.called(who)
            for place, who in enumerate(one.holders)
        ]
        yield Told(one.name, _some(one.duties, vacant, *holders))


def _contacts(shown: Shown) -> Iterator[Told]:
    for one in shown.plan.contacts:
        yield Told(one.name, _some(one.organization, one.person, one.phone, one.mail))


def _flyers(shown: Shown, scans: str) -> Iterator[Told]:
    for one in shown.plan.flyers:
        flyer = shown.around.flyers.get(one.flyer)
        if flyer is None:
            yield Told(_("a flyer that the library does not know"), _some(one.note))
        else:
            retired = _("retired") if flyer.is_retired else ""
            yield Told(flyer.title, _some(retired, _short(f"{scans}{flyer.code}"), one.note), address=f"{scans}{flyer.code}")


def _some(*texts: str | None) -> tuple[str, ...]:
    return tuple(one for one in texts if one)
