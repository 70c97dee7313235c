"""Merging a partner into another, and taking it back: noted in the audit, told to phones.

Nothing is moved: the row stays with `merged_into`, and whoever asks for the other finds what names this one. So facts, which
keep the ids that they named, are found, a rebuild gives what is there, and undoing it is one change.
"""

from sqlalchemy import select

from outreach_app.audit import rows
from outreach_app.db import Writing
from outreach_app.partners import feed, queries
from outreach_app.partners.models import Site
from outreach_app.partners.profile.editing import partner_of
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _


def merge(writing: Writing, id_: str, into: str, *, by: str | None) -> None:
    """Let a partner be the same as another. Raises `Refusal` "not_found" or "partners.cannot_merge"."""
    one, other = partner_of(writing, id_), partner_of(writing, into)
    if one.merged_into == into:
        return
    if id_ == into or one.merged_into is not None or other.merged_into is not None:
        raise Refusal("partners.cannot_merge", _("These two cannot be merged: look at both as they are now."))
    # What was merged into this one before goes along.
    for each in (one, *queries.merged_into(writing.session, id_)):
        rows.change(writing, feed.PARTNERS, each, {"merged_into": into}, seen=None, by=by)
        _tell_sites(writing, each.id)
    feed.publish_partner(writing, other)


def take_back(writing: Writing, id_: str, *, by: str) -> None:
    """Let it be a partner of its own again. Raises `Refusal` "not_found"."""
    one = partner_of(writing, id_)
    if one.merged_into is None:
        return
    other = partner_of(writing, one.merged_into)
    rows.change(writing, feed.PARTNERS, one, {"merged_into": None}, seen=None, by=by)
    _tell_sites(writing, id_)
    feed.publish_partner(writing, one)
    feed.publish_partner(writing, other)


def _tell_sites(writing: Writing, partner: str) -> None:
    for site in writing.session.scalars(select(Site).where(Site.partner_id == partner)):
        feed.publish_site(writing, site)
