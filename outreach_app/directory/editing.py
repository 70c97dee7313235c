"""Editing the directory at the desk: a service, its organisation, a place. Each change is noted, with who made it.

A line of the record of changes tells a listing as its form has it, flat, so that people can read it and a form that somebody
else overtook can say what became of each field.
"""

from collections.abc import Mapping
from typing import Any

from outreach_app import clock
from outreach_app.audit import changes, meanwhile
from outreach_app.db import Writing
from outreach_app.directory import keeping, typed
from outreach_app.directory.assembling import Store, loaded, tree
from outreach_app.directory.linking import Key, Row
from outreach_app.directory.matching import Made, match, without_none
from outreach_app.directory.standard import LOCATION, ORGANIZATION, SERVICE
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

LISTINGS, ORGANIZATIONS, PLACES = "listings", "listing_organizations", "listing_places"
PARTNER = "outreach-partner"
"""The scheme of the identifier that says which partner of ours an organisation is."""


def add_listing(
    writing: Writing, id_: str, organization: str, told: Mapping[str, Any], *, currency: str, by: str | None
) -> None:
    """A new service of an organisation; the same id again is the same service."""
    if keeping.is_there(writing.session, (SERVICE.name, id_)):
        return
    _write_listing(writing, id_, {"id": id_, "organization_id": organization}, told, currency, by, None)


def refuse_if_overtaken(writing: Writing, id_: str, seen: int) -> None:
    """Raises `Refusal` "row.changed_meanwhile" where a form was made from an older state of a listing."""
    now = keeping.version_of(writing.session, (SERVICE.name, id_))
    meanwhile.refuse_if_changed(writing.session, LISTINGS, id_, seen=seen, now=now)


def change_listing(writing: Writing, id_: str, told: Mapping[str, Any], *, currency: str, by: str) -> None:
    """Another name, other hours, another place. Raises `Refusal` "not_found"."""
    before, body = listing(writing, id_)
    _write_listing(writing, id_, body, {**before, **told}, currency, by, before)


def verify(writing: Writing, id_: str, on: str, *, by: str, mail: str | None) -> None:
    """Somebody asked there today, and it is as it stands here. Raises `Refusal` "not_found"."""
    _set(writing, id_, {"assured_date": on, "assurer_email": mail}, by)


def set_status(writing: Writing, id_: str, status: str, *, by: str) -> None:
    """Give it no more, for a while or for good; or again. Raises `Refusal` "not_found"."""
    _set(writing, id_, {"status": status}, by)


def add_organization(writing: Writing, id_: str, told: Mapping[str, Any], *, by: str | None) -> None:
    """A new organisation; the same id again is the same organisation."""
    if not keeping.is_there(writing.session, (ORGANIZATION.name, id_)):
        _write_organization(writing, id_, {"id": id_}, told, by, None)


def change_organization(writing: Writing, id_: str, told: Mapping[str, Any], *, seen: int, by: str) -> None:
    """Another name or address of an organisation, in all its listings.

    Raises `Refusal` "row.changed_meanwhile" or "not_found".
    """
    store = _loaded(writing, (ORGANIZATION.name, id_))
    now = keeping.version_of(writing.session, (ORGANIZATION.name, id_))
    meanwhile.refuse_if_changed(writing.session, ORGANIZATIONS, id_, seen=seen, now=now)
    body = store.told[ORGANIZATION.name, id_]
    before = {**organization_typed(tree(store, (ORGANIZATION.name, id_))), "version": now}
    _write_organization(writing, id_, body, told, by, before)


def add_place(writing: Writing, id_: str, organization: str | None, told: Mapping[str, Any], *, by: str | None) -> None:
    """A new place of an organisation."""
    body = {"id": id_, "location_type": "physical", "organization_id": organization}
    _write_place(writing, id_, body, told, by, None)


def change_place(writing: Writing, id_: str, told: Mapping[str, Any], *, seen: int, by: str) -> None:
    """Another name or address of a place, for all services there.

    Raises `Refusal` "row.changed_meanwhile" or "not_found".
    """
    store, key = _loaded(writing, (LOCATION.name, id_)), (LOCATION.name, id_)
    now = keeping.version_of(writing.session, key)
    meanwhile.refuse_if_changed(writing.session, PLACES, id_, seen=seen, now=now)
    before = {**place_typed(tree(store, key)), "version": now}
    _write_place(writing, id_, store.told[key], told, by, before, store)


def listing(writing: Writing, id_: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A listing as its form has it, with its version, and the body of the service. Raises `Refusal` "not_found"."""
    store, key = _loaded(writing, (SERVICE.name, id_)), (SERVICE.name, id_)
    flat = typed.as_typed(tree(store, key))
    return {**flat, "version": keeping.version_of(writing.session, key)}, store.told[key]


def organization_typed(organization: Mapping[str, Any]) -> dict[str, Any]:
    """A nested organisation as its form has it."""
    told = {name: organization.get(member) for name, member in _ORGANIZATION.items()}
    identifiers = organization.get("organization_identifiers", ())
    partner = next((one["identifier"] for one in identifiers if one.get("identifier_type") == PARTNER), None)
    return {**told, "partner": partner}


def place_typed(place: Mapping[str, Any]) -> dict[str, Any]:
    """A nested place as its form has it."""
    address: Mapping[str, Any] = next(iter(place.get("addresses", ())), {})
    access = [one.get("description") or one.get("details") for one in place.get("accessibility", ())]
    told = {name: address.get(name) for name in typed.ADDRESS}
    return {
        "name": place.get("name"),
        **told,
        "transport": place.get("transportation"),
        "access": "\n".join(filter(None, access)),
    }


_ORGANIZATION = {"name": "name", "alternate_name": "alternate_name", "description": "description", "web": "website",
                 "mail": "email"}  # fmt: skip


def _set(writing: Writing, id_: str, fields: Mapping[str, Any], by: str) -> None:
    before, body = listing(writing, id_)
    keeping.put(writing, [Row(SERVICE.name, id_, without_none({**body, **fields}))])
    after, _body = listing(writing, id_)
    changes.note(writing, LISTINGS, id_, before=before, after=after, by=by)


def _write_listing(
    writing: Writing, id_: str, body: Mapping[str, Any], told: Mapping[str, Any], currency: str, by: str | None,
    before: Mapping[str, Any] | None,
) -> None:  # fmt: skip
    made, store = Made(), loaded(writing.session, [(SERVICE.name, id_)])
    had = {one.entity: one.bodies for one in typed.held(before, currency)} if before else {}
    for wanted in typed.held(told, currency):
        # What a package said more exactly than the form shows it is not touched by a form that did not.
        if wanted.bodies != had.get(wanted.entity):
            match(writing, store, made, (SERVICE.name, id_), wanted)
    row = Row(SERVICE.name, id_, without_none({**body, **typed.service_fields(told)}))
    if before is not None and not keeping.changes(writing.session, [row, *made.rows]).rows and not made.gone:
        return
    # Its version goes up with whatever is edited together with it.
    row.told["last_modified"] = clock.text(writing.now)
    keeping.put(writing, [row, *made.rows])
    keeping.remove(writing, made.gone)
    after, _body = listing(writing, id_)
    changes.note(writing, LISTINGS, id_, before=before, after=after, by=by)


def _write_organization(
    writing: Writing, id_: str, body: Mapping[str, Any], told: Mapping[str, Any], by: str | None,
    before: Mapping[str, Any] | None,
) -> None:  # fmt: skip
    key = (ORGANIZATION.name, id_)
    fields = {member: told.get(name) or None for name, member in _ORGANIZATION.items()}
    # The standard asks for a description, whatever it says.
    fields["description"] = fields["description"] or fields["name"]
    made, store = Made(), loaded(writing.session, [key])
    others = [one for one in store.holding(key, "organization_identifier") if store.told[one].get("identifier_type") != PARTNER]
    identifier = [{"identifier_type": PARTNER, "identifier": told["partner"]}] if told.get("partner") else []
    match(writing, store, made, key, typed.Wanted("organization_identifier", identifier), kept=others)
    _finish(writing, ORGANIZATIONS, key, Row(*key, without_none({**body, **fields})), made, before, by)


def _write_place(
    writing: Writing, id_: str, body: Mapping[str, Any], told: Mapping[str, Any], by: str | None,
    before: Mapping[str, Any] | None, store: Store | None = None,
) -> None:  # fmt: skip
    key, made, store = (LOCATION.name, id_), Made(), store or Store()
    # Of several addresses the first one is shown, and edited.
    addresses = store.holding(key, "address")
    address = {name: told.get(name) or "" for name in typed.ADDRESS if told.get(name) or name != "address_2"}
    match(writing, store, made, key, typed.Wanted("address", [{"address_type": "physical", **address}]), kept=addresses[1:])
    lines = [line for line in (told.get("access") or "").splitlines() if line.strip()]
    match(writing, store, made, key, typed.Wanted("accessibility", [{"description": line} for line in lines]))
    fields = {"name": told.get("name") or None, "transportation": told.get("transport") or None}
    _finish(writing, PLACES, key, Row(*key, without_none({**body, **fields})), made, before, by)


def _finish(
    writing: Writing, what: str, key: Key, row: Row, made: Made, before: Mapping[str, Any] | None, by: str | None
) -> None:
    """Write a head with what it holds, and note what became of it."""
    done = keeping.put(writing, [row, *made.rows])
    if not done.rows and not made.gone:
        return
    if before is not None and not any(one.entity == row.entity for one in done.rows):
        keeping.touch(writing, key)
    keeping.remove(writing, made.gone)
    as_typed = organization_typed if what == ORGANIZATIONS else place_typed
    after = as_typed(tree(_loaded(writing, key), key))
    version = keeping.version_of(writing.session, key)
    changes.note(writing, what, key[1], before=before, after={**after, "version": version}, by=by)


def _loaded(writing: Writing, key: Key) -> Store:
    store = loaded(writing.session, [key])
    if key not in store.told:
        raise Refusal("not_found", _("There is no such entry in the directory."))
    return store
