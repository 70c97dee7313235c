"""A spreadsheet with a service on each line: which column is what, and each line as the standard would nest it. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from outreach_app.directory.cards import plain
from outreach_app.directory.standard import ACTIVE, STATUSES
from outreach_app.web.text import lazy_gettext as _

LEFT_OUT, KEPT = "", "kept"
MEANINGS: Mapping[str, Any] = {
    LEFT_OUT: _("left out"),
    KEPT: _("kept under its own name"),
    "id": _("number of the service there"),
    "name": _("name of the service"),
    "alternate_name": _("other name of the service"),
    "description": _("description"),
    "organization": _("organisation"),
    "status": _("status"),
    "url": _("web page"),
    "email": _("email address"),
    "phone": _("phone"),
    "topics": _("topics, with a comma or semicolon between"),
    "languages": _("languages, with a comma or semicolon between"),
    "hours": _("opening hours, in words"),
    "fees_description": _("what it costs"),
    "eligibility_description": _("for whom it is"),
    "application_process": _("how to apply"),
    "area": _("area served"),
    "document": _("what to bring"),
    "place": _("name of the place"),
    "address_1": _("street"),
    "address_2": _("second line of the address"),
    "city": _("town"),
    "state_province": _("state"),
    "postal_code": _("postcode"),
    "country": _("country"),
    "latitude": _("latitude"),
    "longitude": _("longitude"),
    "access": _("accessibility of the place"),
    "assured_date": _("verified on"),
}
"""What a column can be."""

# What other programs and people call them, small letters without accents or signs.
_CALLED = {
    "id": "id serviceid recordid resourceid programid uniqueid",
    "name": "name servicename service programname program programa servicio nombre nombredelservicio title resourcename"
    " resource",
    "alternate_name": "alternatename aka alsoknownas otronombre",
    "description": "description servicedescription details about descripcion summary",
    "organization": "organization organisation organizationname organisationname agency agencyname provider providername"
    " organizacion agencia company",
    "status": "status estado recordstatus servicestatus",
    "url": "url website web webpage link sitioweb paginaweb homepage webaddress",
    "email": "email mail emailaddress correo correoelectronico contactemail",
    "phone": "phone telephone phonenumber tel mainphone telefono phone1 contactphone",
    "topics": "topics topic category categories taxonomy tags subject subjects servicetype type categoria categorias tema"
    " temas",
    "languages": "languages language languagesspoken languagesoffered idioma idiomas",
    "hours": "hours schedule openinghours hoursofoperation horario horarios opentimes",
    "fees_description": "fees fee cost costs price feestructure costo precio tarifas",
    "eligibility_description": "eligibility whoitsfor forwhom population elegibilidad requirements target",
    "application_process": "applicationprocess intake intakeprocedure howtoapply intakeprocess apply comosolicitar",
    "area": "areaserved servicearea coverage coveragearea area zona county areasserved",
    "document": "documents documentsrequired requireddocuments whattobring documentos",
    "place": "location locationname site sitename place lugar sede venue branch",
    "address_1": "address address1 street streetaddress addressline1 direccion calle physicaladdress",
    "address_2": "address2 addressline2 suite unit",
    "city": "city town ciudad municipality",
    "state_province": "state province stateprovince estadoprovincia region",
    "postal_code": "zip zipcode postcode postalcode codigopostal",
    "country": "country pais",
    "latitude": "latitude lat latitud",
    "longitude": "longitude lng lon long longitud",
    "access": "accessibility access ada wheelchair accesibilidad",
    "assured_date": "lastverified verified verifiedon lastupdated updated lastreviewed verificado dateverified",
}
_MEANT = {called: meaning for meaning, names in _CALLED.items() for called in names.split()}
_OWN = ("alternate_name", "description", "url", "email", "fees_description", "eligibility_description", "application_process")
_ADDRESS = ("address_1", "address_2", "city", "state_province", "postal_code", "country")
_CLOSED = ("inactive", "defunct", "temporarily closed")


def guess(columns: Sequence[str]) -> list[str]:
    """What each column may be, by what it is called; each meaning once. Others are kept."""
    found: list[str] = []
    for column in columns:
        meaning = _MEANT.get(re.sub(r"[\W_]", "", plain(column)), KEPT if column.strip() else LEFT_OUT)
        found.append(KEPT if meaning not in (KEPT, LEFT_OUT) and meaning in found else meaning)
    return found


def remembered(columns: Sequence[str], said: Mapping[str, str]) -> list[str]:
    """What each column is by what was said of a source before; what is new in it is guessed."""
    guessed = guess(columns)
    return [said.get(column, guessed[number]) for number, column in enumerate(columns)]


def known_only(meanings: Sequence[str], count: int) -> list[str]:
    """What somebody said of so many columns, without what means nothing."""
    told = [one if one in MEANINGS else LEFT_OUT for one in meanings][:count]
    return told + [LEFT_OUT] * (count - len(told))


def nested(cells: Mapping[str, str], others: Mapping[str, str], source: str, derived: Callable[..., str]) -> dict[str, Any]:
    """A line as a service of the standard, with all that belongs to it; `cells` by meaning, `others` by their own names.

    Ids come of the source and of the line's own number, else of its names, so that the same line is the same service again.
    """
    name, organization = cells.get("name", ""), cells.get("organization", "") or source
    where = " ".join(cells.get(one, "") for one in _ADDRESS).strip()
    key = cells.get("id") or plain(f"{organization} / {name} / {where}")

    def id_(*parts: str) -> str:
        return derived("directory", source, *parts)

    service: dict[str, Any] = {"id": id_("service", key), "name": name, "status": _status(cells.get("status", ""))}
    service |= {one: cells[one] for one in (*_OWN, "assured_date") if cells.get(one)} | dict(others)
    organized = {"id": id_("organization", plain(organization)), "name": organization}
    service["organization"] = organized
    if cells.get("phone"):
        service["phones"] = [{"id": id_("phone", key), "number": cells["phone"], "type": "voice"}]
    if cells.get("hours"):
        service["schedules"] = [{"id": id_("schedule", key), "description": cells["hours"]}]
    if cells.get("area"):
        service["service_areas"] = [{"id": id_("area", key), "name": cells["area"]}]
    if cells.get("document"):
        service["required_documents"] = [{"id": id_("document", key), "document": cells["document"]}]
    service["languages"] = [
        {"id": id_("language", key, plain(one)), "name": one} for one in _listed(cells.get("languages", ""))
    ]
    listed = {"id": id_("taxonomy"), "name": source, "description": source}
    service["attributes"] = [
        {
            "id": id_("attribute", key, plain(one)),
            "taxonomy_term": {
                "id": id_("term", plain(one)), "name": one, "description": one, "taxonomy_detail": listed,
            },
        }
        for one in _listed(cells.get("topics", ""))
    ]  # fmt: skip
    if where or cells.get("place"):
        service["service_at_locations"] = [{"id": id_("at", key), "location": _location(cells, where, id_)}]
    return service


def _location(cells: Mapping[str, str], where: str, id_: Callable[..., str]) -> dict[str, Any]:
    key = plain(f"{cells.get('place', '')} {where}")
    location: dict[str, Any] = {"id": id_("location", key), "location_type": "physical"}
    named = {"place": "name", "latitude": "latitude", "longitude": "longitude"}
    location |= {name: cells[meaning] for meaning, name in named.items() if cells.get(meaning)}
    if where:
        told = {one: cells[one] for one in _ADDRESS if cells.get(one)}
        location["addresses"] = [{"id": id_("address", key), "address_type": "physical", **told}]
    if cells.get("access"):
        location["accessibility"] = [{"id": id_("access", key), "description": cells["access"]}]
    return location


def _status(text: str) -> str:
    said = " ".join(text.casefold().split())
    if said in STATUSES:
        return said
    return _CLOSED[0] if said in ("closed", "no", "false", "0", "cerrado", "archived", "inactivo") else ACTIVE


def _listed(text: str) -> list[str]:
    found = (" ".join(one.split()) for one in re.split(r"[;,|\n]", text))
    return list(dict.fromkeys(one for one in found if one))[:50]
