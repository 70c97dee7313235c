"""What the plan needs, in words."""

from outreach_app.emergency.plan import words
from outreach_app.emergency.plan.due.queries import Needs
from outreach_app.web.language import full_date
from outreach_app.web.text import gettext as _


def lines(needs: Needs) -> list[str]:
    """What a person is to do, a line each."""
    told = [_("Nobody has approved this plan.")] if needs.is_draft else []
    if needs.review_on:
        told.append(_("It is to be looked at again on %(day)s.", day=full_date(needs.review_on)))
    for one in needs.vacant:
        why = _("%(name)s has left.", name=_called(needs, one.holder)) if one.holder else _("nobody is named.")
        acting = (
            _("%(name)s steps in.", name=_called(needs, one.acting)) if one.acting else _("Nobody steps in: name somebody.")
        )
        told.append(f"{one.role.name}: {why} {acting}")
    return told


def _called(needs: Needs, who: str) -> str:
    return words.called(who, needs.plan, needs.people)
