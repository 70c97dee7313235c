"""Editing a partner's places at the desk: each change is noted in the audit, and phones are told."""

from typing import Any

from sqlalchemy import select

from outreach_app.audit import changes, meanwhile
from outreach_app.db import Writing
from outreach_app.partners import feed
from outreach_app.partners.models import Site
from outreach_app.partners.profile.editing import partner_of
from outreach_app.problems import Refusal
from outreach_app.web import wifi
from outreach_app.web.opening import as_typed
from outreach_app.web.text import lazy_gettext as _


def add_site(writing: Writing, partner: str, id_: str, *, by: str | None, **told: Any) -> None:
    """One more place of a partner; the same id again is the same place. Raises `Refusal` "not_found"."""
    partner_of(writing, partner)
    if writing.session.get(Site, (writing.library, id_)) is not None:
        return
    site = Site(library_id=writing.library, id=id_, partner_id=partner, **told)
    writing.session.add(site)
    writing.session.flush()
    changes.note(writing, feed.SITES, id_, before=None, after=_noted(site), by=by)
    feed.publish_site(writing, site)


def change_site(writing: Writing, id_: str, *, seen: int | None, by: str | None, **told: Any) -> None:
    """Another name, address or contact, or a day from which on it is closed.

    Raises `Refusal` "row.changed_meanwhile" or "not_found".
    """
    site = writing.session.scalars(select(Site).where(Site.id == id_)).one_or_none()
    if site is None:
        raise Refusal("not_found", _("There is no such place."))
    if seen is not None:
        meanwhile.refuse_if_changed(writing.session, feed.SITES, id_, seen=seen, now=site.version)
    if all(getattr(site, name) == value for name, value in told.items()):
        return
    before = _noted(site)
    for name, value in told.items():
        setattr(site, name, value)
    site.version += 1
    writing.session.flush()
    changes.note(writing, feed.SITES, id_, before=before, after=_noted(site), by=by)
    feed.publish_site(writing, site)


def _noted(site: Site) -> dict[str, Any]:
    told = {name: value for name, value in changes.columns(site).items() if name not in ("id", "opening", "wifi")}
    return {**told, **as_typed(site.opening), **wifi.as_typed(site.wifi)}
