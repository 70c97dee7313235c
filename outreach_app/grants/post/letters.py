"""The letter before deadlines and tasks, in the reader's language, as plain text and as HTML."""

from flask import render_template
from flask_babel import force_locale

from outreach_app.accounts.models import Library
from outreach_app.grants import telling
from outreach_app.grants.post.queries import Told
from outreach_app.mail.letters import Letter
from outreach_app.web.text import ngettext


def letter(told: Told, *, library: Library, base_url: str) -> Letter:
    """The letter to one reader."""
    with force_locale(told.language):
        count = len(told.about)
        subject = ngettext("%(num)s deadline of a grant comes", "%(num)s deadlines of grants come", count)
        deadlines = {one.grant.id: telling.deadline(one.grant, library.time_zone) for one in told.about}
        shown = {
            "told": told, "library": library.name, "base_url": base_url, "language": told.language, "subject": subject,
            "deadlines": deadlines,
        }  # fmt: skip
        text = render_template("mail/grants.txt", **shown)
        return Letter(told.email, f"{subject} · {library.name}", text, render_template("mail/grants.html", **shown))
