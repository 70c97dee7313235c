"""The letters about review, in the language of whoever reads them, as plain text and as HTML."""

from collections.abc import Mapping
from typing import Any

from flask import render_template
from flask_babel import force_locale

from outreach_app.accounts.models import Library
from outreach_app.judging.words import SORT
from outreach_app.ledger.telling import Names
from outreach_app.mail.letters import Letter
from outreach_app.review.post.queries import Answers, Digest
from outreach_app.web.text import gettext as _
from outreach_app.web.text import ngettext


def digest(one: Digest, *, library: Library, base_url: str) -> Letter:
    """What waits, for a coordinator."""
    with force_locale(one.reader.language):
        subject = _("What waits this week") if one.is_weekly else _("What waits today")
        return _letter(
            "digest", one.reader.email, subject, {"one": one, "lines": _lines(one)}, library, base_url, one.reader.language
        )


def _lines(one: Digest) -> list[tuple[str, str]]:
    """What waits, a line each with the page that shows it; what there is none of is left out."""
    it = one.waiting
    told = [
        (one.mine, ngettext("%(num)s of it is left to you", "%(num)s of them are left to you", one.mine), "?whose=mine"),
        (it.answered, ngettext("%(num)s was answered", "%(num)s were answered", it.answered), "?standing=answered"),
        (it.old, ngettext("%(num)s waits for over a week", "%(num)s wait for over a week", it.old), "?standing=old"),
    ]
    inbox = [(text, f"/discrepancies{asked}") for many, text, asked in told if many]
    odd = ngettext("%(num)s record does not add up", "%(num)s records do not add up", it.open)
    look = ngettext("%(num)s record is to be reviewed", "%(num)s records are to be reviewed", it.to_review)
    unread = ngettext("%(num)s thing could not be read", "%(num)s things could not be read", it.unread)
    soon = ngettext("%(num)s grant is to be handed in soon", "%(num)s grants are to be handed in soon", it.grants)
    late = ngettext("%(num)s kit is overdue", "%(num)s kits are overdue", it.overdue)
    again = ngettext("%(num)s trend is to be looked at again", "%(num)s trends are to be looked at again", it.trends)
    rest = [(it.to_review, look, "/review/queue"), (it.unread, unread, "/quarantine"), (it.overdue, late, "/kits/due")]
    rest += [(it.grants, soon, "/grants"), (it.trends, again, "/trends/watched")]
    lines = [(odd, "/discrepancies"), *inbox] if it.open else []
    lines += [(text, path) for many, text, path in rest if many]
    if it.plan:
        lines += [(f"{_('Disaster plan')}: {text}", "/emergency/plan") for text in it.plan.lines]
    return lines


def answers(one: Answers, names: Names, *, library: Library, base_url: str) -> Letter:
    """What somebody who goes out is to answer."""
    with force_locale(one.reader.language):
        many = len(one.returned) + len(one.questions)
        subject = ngettext("The library asks you something", "The library asks you %(num)s things", many)
        told = {"one": one, "names": names, "sorts": SORT}
        return _letter("answers", one.reader.email, subject, told, library, base_url, one.reader.language)


def _letter(
    name: str, to: str, subject: str, told: Mapping[str, Any], library: Library, base_url: str, language: str
) -> Letter:
    shown = {**told, "library": library.name, "base_url": base_url, "language": language, "subject": subject}
    text = render_template(f"mail/{name}.txt", **shown)
    html = render_template(f"mail/{name}.html", **shown)
    return Letter(to, f"{subject} · {library.name}", text, html)
