"""The letter that tells somebody what is due, in their language, as plain text and as HTML."""

from collections.abc import Mapping

from flask import render_template
from flask_babel import force_locale

from outreach_app.accounts.models import Library
from outreach_app.kits.due.queries import Due
from outreach_app.kits.due.rules import OVERDUE, STAGES
from outreach_app.kits.naming import place
from outreach_app.ledger.telling import Names
from outreach_app.mail.letters import Letter
from outreach_app.web.text import lazy_gettext as _
from outreach_app.web.text import ngettext

HEADINGS = {"overdue": _("Overdue"), "today": _("Due today"), "soon": _("Due soon")}


def letter(due: Due, names: Names, doors: Mapping[str, str], *, library: Library, base_url: str) -> Letter:
    """The letter to one reader; `doors` are the codes of kits whose public page a partner's contact is shown.

    What a partner answers goes to the library's own address, where it told one.
    """
    with force_locale(due.language):
        late = sum(stage == OVERDUE for stage, _kit in due.kits)
        subject = (
            ngettext("%(num)s kit is overdue", "%(num)s kits are overdue", late)
            if late
            else ngettext("%(num)s kit is due", "%(num)s kits are due", len(due.kits))
        )
        kits = [kit for _stage, kit in due.kits]
        told = {
            "due": due,
            "library": library.name,
            "reached": [one for one in (library.phone, library.mail) if one],
            "base_url": base_url,
            "language": due.language,
            "groups": [(one, HEADINGS[one], [kit for stage, kit in due.kits if stage == one]) for one in STAGES],
            "places": {kit.id: place(kit.holder, names) for kit in kits if kit.holder and "partner" in kit.holder},
            "pages": _pages(due, doors, base_url),
            "subject": subject,
        }
        name = "mail/due_partner" if due.is_partner else "mail/due"
        text = render_template(f"{name}.txt", **told)
        html = render_template(f"{name}.html", **told)
        return Letter(due.email, f"{subject} · {library.name}", text, html, (library.mail or "") if due.is_partner else "")


def _pages(due: Due, doors: Mapping[str, str], base_url: str) -> dict[str, str]:
    """What opens for each kit: a partner has no account, so for them it is the page of the code on its label."""
    if due.is_partner:
        return {kit.id: f"{base_url}/q/{doors[kit.id]}" for _stage, kit in due.kits if kit.id in doors}
    return {kit.id: f"{base_url}/kits/{kit.id}" for _stage, kit in due.kits}
