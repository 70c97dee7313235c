"""The letter that tells of agreements that end, in the reader's language, as plain text and as HTML."""

from flask import render_template
from flask_babel import force_locale

from outreach_app.mail.letters import Letter
from outreach_app.partners.agreements.queries import Told
from outreach_app.web.text import ngettext


def letter(told: Told, *, library: str, base_url: str) -> Letter:
    """The letter to one reader."""
    with force_locale(told.language):
        count = len(told.agreements)
        subject = ngettext("%(num)s agreement with a partner ends", "%(num)s agreements with partners end", count)
        shown = {"told": told, "library": library, "base_url": base_url, "language": told.language, "subject": subject}
        text = render_template("mail/agreements.txt", **shown)
        return Letter(told.email, f"{subject} · {library}", text, render_template("mail/agreements.html", **shown))
