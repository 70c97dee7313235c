"""A record made by hand of what could not be read: a form with a field for each member of a kind, and what it comes to."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, tzinfo
from typing import Any

from marshmallow import Schema
from wtforms import DateField, DateTimeLocalField, Field, HiddenField, IntegerField, SelectField, ValidationError
from wtforms.validators import InputRequired, Optional

from outreach_app import clock, shapes
from outreach_app.administration.quarantine.words import KINDS
from outreach_app.ledger.kinds import Catalogue, Kind
from outreach_app.ledger.telling import STAFF
from outreach_app.shapes import Day, Exact, Id, Instant, Text, Truth, Whole, Word
from outreach_app.web.forms import DeskForm, Line, Lines
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MEMBER = "m_"
COLLECTION = {
    "site": "sites", "partner": "partners", "staff": STAFF, "kit": "kits", "topic": "topics", "flyer": "flyers",
    "listing": "listings",
}  # fmt: skip
SUBJECTS = {"kit": "kits", "partner": "partners", "listing": "listings"}
YES, NO = "yes", "no"
_id = Id()
Choices = Sequence[tuple[str, str]]


def kinds(catalogue: Catalogue) -> dict[str, Kind]:
    """The kinds that can be recorded by hand, by name, each in its newest version."""
    newest = sorted(catalogue.kinds, key=lambda kind: kind.v)
    return {kind.name: kind for kind in newest if kind.name in KINDS and not kind.decision}


def wanted_collections(kind: Kind) -> set[str]:
    """Of what the form offers names to choose from."""
    members = {COLLECTION[name] for name, rule in kind.payload().fields.items() if name in COLLECTION and _is_id(rule)}
    return {STAFF, *members, *([SUBJECTS[kind.fold]] if kind.fold in SUBJECTS else [])}


class _ByHand(DeskForm):
    author = SelectField(_("Who recorded it"), [Optional()])
    occurred = DateTimeLocalField(_("When it happened"), [InputRequired(_("Say when it happened."))])
    fact = HiddenField()

    def validate_occurred(self, field: Any) -> None:
        """Moments are counted from 1970 on, and a slip of the keyboard gives the year 202."""
        if field.data and field.data.year < 1971:
            raise ValidationError(gettext("Say when it happened."))

    def validate_fact(self, field: Any) -> None:
        """The hidden id is ours."""
        if not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))

    def validate_subject(self, field: Any) -> None:
        """What it is about has an id."""
        if not _id.fits(field.data):
            raise ValidationError(gettext("Choose one."))


def form_for(kind: Kind, choices: Mapping[str, Choices]) -> DeskForm:
    """An empty form for a record of this kind; `choices` are the names of each of `wanted_collections`."""
    offered: dict[str, list[tuple[str, Any]]] = {"author": [("", _("nobody in particular")), *choices.get(STAFF, ())]}
    about = choices.get(SUBJECTS.get(kind.fold or "", ""), ())
    fields: dict[str, Any] = {"subject": _one_of(_("What it is about"), about)}
    if about:
        offered["subject"] = [("", _("not known")), *about]
    for name, rule in kind.payload().fields.items():
        named = choices.get(COLLECTION.get(name, ""), ()) if _is_id(rule) else ()
        fields[MEMBER + name] = _field(name, rule, named)
        ways = _ways(rule, named)
        if ways:
            offered[MEMBER + name] = [("", _("not known")), *ways]
    form: DeskForm = type("ByHand", (_ByHand,), fields)()
    for name, several in offered.items():
        form[name].choices = several
    return form


def fill(form: DeskForm, kind: Kind, told: Mapping[str, Any], zone: tzinfo, fresh: str) -> None:
    """Put what could be read into a form; `fresh` is an id for a subject that is new by this very record."""
    form.author.data = told.get("author") or ""
    occurred = told.get("occurred_at")
    moment = shapes.instant(occurred) if isinstance(occurred, str) else None
    form.occurred.data = moment.astimezone(zone).replace(tzinfo=None) if moment else None
    subject = told.get("subject")
    form.subject.data = subject if _id.fits(subject) else ("" if kind.fold in SUBJECTS else fresh)
    payload = told.get("payload")
    for name, rule in kind.payload().fields.items():
        value = payload.get(name) if isinstance(payload, dict) else None
        form[MEMBER + name].data = _shown(rule, value, zone)


def payload_of(form: DeskForm, kind: Kind, zone: tzinfo) -> dict[str, Any] | None:
    """What the form says as the payload of its kind; None where a member does not fit, which its field then says."""
    made: dict[str, Any] = {}
    for name, rule in kind.payload().fields.items():
        field = form[MEMBER + name]
        try:
            value = _value(rule, field, zone)
        except (ValueError, RecursionError):
            field.errors = [gettext("This is not written as a record writes it. Compare it with what came.")]
            continue
        if value is not None or (rule.allow_none and rule.required):
            made[name] = value
        elif rule.required and isinstance(rule, shapes.Many):
            made[name] = []
    wrong = _wrong(kind.payload, made)
    for name, says in wrong.items():
        form[MEMBER + name].errors = [*form[MEMBER + name].errors, says]
    return None if form.errors or wrong or any(one.errors for one in form) else made


def _wrong(schema: type[Schema], made: Mapping[str, Any]) -> dict[str, str]:
    missing = gettext("This is needed.")
    odd = gettext("This is not written as a record writes it. Compare it with what came.")
    found = shapes.wrong_members(schema, dict(made))
    return {name: odd if name in made else missing for name in found}


def shape_of(rule: Any) -> str | None:
    """How a member that is no single value is written, for somebody who has to; None for the others."""
    if isinstance(rule, shapes.Many):
        inner = rule.inner
        return f"[{shape_of(inner) or _spelt(inner)}, …]"
    if isinstance(rule, shapes.Either):
        return " | ".join(_members(schema) for schema in rule.schemas)
    return _members(rule.schema) if isinstance(rule, shapes.Part) else None


def _members(schema: type[Schema]) -> str:
    told = ", ".join(f'"{name}": {shape_of(rule) or _spelt(rule)}' for name, rule in schema().fields.items())
    return f"{{{told}}}"


def _spelt(rule: Any) -> str:
    if isinstance(rule, Word):
        return " | ".join(f'"{word}"' for word in sorted(rule.words))
    return "1" if isinstance(rule, Whole) else "true" if isinstance(rule, Truth) else '"…"'


def _is_id(rule: Any) -> bool:
    return isinstance(rule, Id)


def _one_of(label: Any, named: Choices) -> Field:
    # An id that none of the names has is kept as it came: it may be of something that is no more.
    return SelectField(label, validate_choice=False) if named else Line(label)


def _ways(rule: Any, named: Choices) -> Choices:
    if isinstance(rule, Word):
        return [(word, word) for word in sorted(rule.words)]
    return [(YES, _("Yes")), (NO, _("No"))] if isinstance(rule, Truth) else named


def _field(name: str, rule: Any, named: Choices) -> Field:
    label = name.replace("_", " ").capitalize()
    if isinstance(rule, Id):
        return _one_of(label, named)
    if isinstance(rule, (Word, Truth)):
        return SelectField(label)
    if isinstance(rule, Whole):
        return IntegerField(label, [Optional()])
    if isinstance(rule, Day):
        return DateField(label, [Optional()])
    if isinstance(rule, Instant):
        return DateTimeLocalField(label, [Optional()])
    return Lines(label, description=shape_of(rule) or "", render_kw={"rows": 2 if isinstance(rule, Text) else 4})


def _shown(rule: Exact | Any, value: Any, zone: tzinfo) -> Any:
    if value is None:
        return None if isinstance(rule, (Whole, Day, Instant)) else ""
    if isinstance(rule, Truth):
        return {True: YES, False: NO}.get(value, "") if isinstance(value, bool) else ""
    if isinstance(rule, Whole):
        return value if type(value) is int else None
    if isinstance(rule, Day):
        return date.fromisoformat(value) if rule.fits(value) else None
    if isinstance(rule, Instant):
        moment = shapes.instant(value) if isinstance(value, str) else None
        return moment.astimezone(zone).replace(tzinfo=None) if moment else None
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, indent=1)


def _value(rule: Any, field: Field, zone: tzinfo) -> Any:
    told = field.data
    if told is None or told == "":
        return None
    if isinstance(rule, Truth):
        return told == YES
    if isinstance(rule, Day):
        return told.isoformat()
    if isinstance(rule, Instant):
        return clock.text(told.replace(tzinfo=zone))
    if isinstance(rule, (Whole, Text, Word, Id)) or not isinstance(told, str):
        return told
    return told if isinstance(rule, shapes.TimeOfDay) else json.loads(told)
