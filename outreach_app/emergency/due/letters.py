"""The letter that tells what the plan needs, in the reader's language, as plain text and as HTML."""

from flask import render_template
from flask_babel import force_locale

from outreach_app.emergency.due.queries import Told
from outreach_app.mail.letters import Letter
from outreach_app.web.text import gettext as _


def letter(told: Told, *, library: str, base_url: str) -> Letter:
    """The letter to one reader."""
    with force_locale(told.language):
        subject = _("The disaster plan needs you")
        shown = {
            "told": told, "lines": told.needs.lines, "library": library, "base_url": base_url,
            "language": told.language, "subject": subject,
        }  # fmt: skip
        text = render_template("mail/disaster_plan.txt", **shown)
        return Letter(told.email, f"{subject} · {library}", text, render_template("mail/disaster_plan.html", **shown))
