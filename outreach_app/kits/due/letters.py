"""The letter that tells somebody what is due, in their language, as plain text and as HTML."""

from flask import render_template
from flask_babel import force_locale

from outreach_app.kits.due.queries import Due
from outreach_app.kits.due.rules import OVERDUE, STAGES
from outreach_app.kits.naming import place
from outreach_app.ledger.telling import Names
from outreach_app.mail.letters import Letter
from outreach_app.web.text import lazy_gettext as _
from outreach_app.web.text import ngettext

HEADINGS = {"overdue": _("Overdue"), "today": _("Due today"), "soon": _("Due soon")}


def letter(due: Due, names: Names, *, library: str, base_url: str) -> Letter:
    """The letter to one person."""
    with force_locale(due.language):
        late = sum(stage == OVERDUE for stage, _kit in due.kits)
        subject = (
            ngettext("%(num)s kit is overdue", "%(num)s kits are overdue", late)
            if late
            else ngettext("%(num)s kit is due", "%(num)s kits are due", len(due.kits))
        )
        told = {
            "due": due,
            "library": library,
            "base_url": base_url,
            "groups": [(HEADINGS[one], [kit for stage, kit in due.kits if stage == one]) for one in STAGES],
            "places": {kit.id: place(kit.holder, names) for _stage, kit in due.kits if kit.holder and "partner" in kit.holder},
            "subject": subject,
        }
        text = render_template("mail/due.txt", **told)
        return Letter(
            due.email, f"{subject} · {library}", text, render_template("mail/due.html", language=due.language, **told)
        )
