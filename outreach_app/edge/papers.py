"""The evidence pack on paper, for the page `edge`: an index, then each indicator with figures, names and what is missing."""

from typing import Any

from outreach_app.edge import words
from outreach_app.edge.snapshots.keeping import Kept, KeptFigure, Told
from outreach_app.paper.typesetting import printable
from outreach_app.web.language import full_date
from outreach_app.web.text import gettext as _


def pack(told: Told, *, library: str, span: str, kept: str, language: str, paper: str) -> dict[str, Any]:
    """What stands on it; `kept` says who kept it and when, where it is a snapshot."""
    return {
        "language": language,
        "paper": paper,
        "library": printable(library),
        "title": printable(_("Evidence for %(edition)s", edition=told.edition)),
        "span": printable(span),
        "kept": printable(kept),
        "source": printable(told.source),
        "wording_language": told.language,
        "contents": _("Contents"),
        "heads": {
            "overview": _("Overview"), "indicator": _("Indicator"), "wording": _("Wording"), "records": _("Records"),
            "judgement": _("Judgement"),
            "figure": _("Figure"), "value": _("Value"), "name": _("Name"), "details": _("Details"), "missing": _("Missing"),
            "note": _("Note"), "nothing": _("No records tell of it."), "unverified": _("Number and wording are not verified."),
        },
        "indicators": [_indicator(one, number) for number, one in enumerate(told.indicators, start=1)],
    }  # fmt: skip


def number_of(one: Kept, place: int) -> str:
    """What an indicator is called on paper: its number, or its place in the list where that is not known."""
    return one.number or _("no. %(place)s in the list", place=place)


def value(figure: KeptFigure) -> str:
    """A figure that was kept, as people read it."""
    return words.said(figure.value, figure.of)


def judged(one: Kept) -> str:
    """What the library held of it, who said so and when."""
    if not one.judgement:
        return _("Not judged")
    says, by, on = str(words.JUDGEMENTS[one.judgement]), one.judged_by, full_date(one.judged_at[:10])
    return _("%(judgement)s, by %(who)s on %(day)s", judgement=says, who=by, day=on) if by else f"{says}, {on}"


def _indicator(one: Kept, place: int) -> dict[str, Any]:
    first, *lines = one.wording.split("\n")
    return {
        "number": printable(number_of(one, place)),
        "heading": printable(one.heading),
        "wording": printable(first),
        "lines": [printable(line) for line in lines if line.strip()],
        "is_verified": one.is_verified,
        "standing": str(words.STANDINGS[one.standing]) if one.standing else "",
        "judgement": printable(judged(one)),
        "judged": str(words.JUDGEMENTS[one.judgement]) if one.judgement else _("Not judged"),
        "note": printable(one.note),
        "figures": [[printable(each.says), printable(value(each))] for each in one.figures],
        "names": [
            {
                "says": printable(each.says), "more": _more(each.many - len(each.items)),
                "items": [[printable(name), printable(detail)] for name, detail in each.items],
            }
            for each in one.names
            if each.items
        ],
        "missing": [printable(each) for each in one.missing],
    }  # fmt: skip


def _more(many: int) -> str:
    return _("and %(count)s more", count=many) if many > 0 else ""
