"""The forms of the directory: a service, the organisation that gives it, a place where it is given."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import (
    BooleanField,
    DecimalField,
    EmailField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TelField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from outreach_app.directory import said, topics, typed
from outreach_app.directory.cards import COSTS, PAID, UNKNOWN
from outreach_app.directory.standard import ACTIVE
from outreach_app.mail.letters import is_address
from outreach_app.opening_hours.typed import spans_of
from outreach_app.shapes import Id
from outreach_app.web.forms import DeskForm, Line, Lines
from outreach_app.web.lines import one_line
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_LINE, MOST_OF_A_TEXT, MOST_OF_A_NUMBER = 200, 4000, 60
LANGUAGES = (
    "en", "es", "ar", "ase", "am", "my", "fa", "fr", "ht", "hi", "hmn", "ko", "ne", "pt", "ru", "so", "sw", "tl", "uk", "ur",
    "vi", "zh",
)  # fmt: skip
_id = Id()
_is_web = re.compile(r"https?://[^\s/?#]+\.[^\s]*", re.IGNORECASE).fullmatch
_too_long = _("Use at most %(max)d characters.")
_between = _("Give a number between %(min)s and %(max)s.")


def _line(label: str, *validators: Any, most: int = MOST_OF_A_LINE, **more: Any) -> Line:
    return Line(label, [*validators, Length(max=most, message=_too_long)], **more)


def _lines(label: str, rows: int = 2) -> Lines:
    return Lines(label, [Length(max=MOST_OF_A_TEXT, message=_too_long)], render_kw={"rows": rows})


def _age(label: str) -> IntegerField:
    keys = {"inputmode": "numeric", "min": 0, "max": 120}
    return IntegerField(label, [Optional(), NumberRange(0, 120, _between)], render_kw=keys)


class _Reached(DeskForm):
    web = Line(_("Web address"), [Length(max=MOST_OF_A_LINE, message=_too_long)], render_kw={"inputmode": "url"})
    mail = EmailField(_("Email address"), [Length(max=MOST_OF_A_LINE, message=_too_long)], filters=[one_line])

    def validate_web(self, field: Any) -> None:
        """An address that a browser may be led to, or nothing."""
        if field.data and not _is_web(field.data):
            raise ValidationError(gettext("Give an address that begins with https:// or http://."))

    def validate_mail(self, field: Any) -> None:
        """What is no address gets no letter."""
        if field.data and not is_address(field.data):
            raise ValidationError(gettext("This is no email address: it has a form like desk@clinic.org."))


class _Place(DeskForm):
    address_1 = _line(_("Street and number"))
    address_2 = _line(_("Further line of the address"))
    city = _line(_("Town"))
    state_province = _line(_("State or province"))
    postal_code = _line(_("Postal code"))
    country = _line(_("Country, by its two letters"), most=2)

    @property
    def address(self) -> dict[str, Any]:
        """What was typed of the address."""
        told = {name: self[name].data or "" for name in typed.ADDRESS}
        return {**told, "country": told["country"].upper()}


class OrganizationForm(_Reached):
    """An organisation; `version` is the entry's when the page was made."""

    version = IntegerField(widget=HiddenInput(), default=0)
    name = _line(_("Name"), DataRequired(_("Give it a name.")))
    alternate_name = _line(_("Also known as"))
    description = _lines(_("About the organisation"))
    partner = SelectField(_("Partner of the library"), default="")

    def __init__(self, partners: Mapping[str, str], **told: Any) -> None:
        super().__init__(**told)
        named = sorted(partners.items(), key=lambda one: one[1].casefold())
        self.partner.choices = [("", _("It is none")), *named]

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as an organisation has it."""
        names = ("name", "alternate_name", "description", "web", "mail", "partner")
        return {name: self[name].data or None for name in names}


class PlaceForm(_Place):
    """A place; `version` is the entry's when the page was made."""

    version = IntegerField(widget=HiddenInput(), default=0)
    name = _line(_("Name"))
    transport = _line(_("How to get there"))
    access = _lines(_("Access"))

    def validate_city(self, field: Any) -> None:
        """Without a town nobody finds it."""
        if not field.data:
            raise ValidationError(gettext("Give the town."))

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a place has it."""
        return {"name": self.name.data, "transport": self.transport.data, "access": self.access.data, **self.address}


def _hours(_form: Any, field: Any) -> None:
    try:
        spans_of(field.data or "")
    except ValueError as wrong:
        raise ValidationError(gettext("Give hours such as 9:00–12:00, 14:00–18:00.")) from wrong


class _Listing(_Reached, _Place):
    id = HiddenField()
    version = IntegerField(widget=HiddenInput(), default=0)
    name = _line(_("What is offered"), DataRequired(_("Give it a name.")))
    alternate_name = _line(_("Also known as"))
    description = _lines(_("What people get there"), 4)
    status = RadioField(_("How it stands"), [InputRequired(_("Choose one."))], default=ACTIVE)
    alert = _line(_("What people must know now"))
    topics = SelectMultipleField(_("Topics"))
    languages = SelectMultipleField(_("Languages spoken there"))
    cost = RadioField(_("What it costs"), [InputRequired(_("Choose one."))], default=UNKNOWN)
    amount = DecimalField(_("Amount"), [Optional(), NumberRange(0, 100_000, _between)], places=None)
    fees = _line(_("About the cost"))
    for_whom = _line(_("For whom"))
    from_age = _age(_("From age"))
    to_age = _age(_("To age"))
    area = _lines(_("Area that it serves"))
    documents = _lines(_("To bring along"))
    how_to_apply = _line(_("How to apply"))
    places = SelectMultipleField(_("Where it is given"))
    place_name = _line(_("Name of a new place"))
    verified = BooleanField(_("All of it was asked about today"))
    monthly_slots = phone_slots = 0

    def __init__(self, places: Iterable[tuple[str, str]], data: Mapping[str, Any]) -> None:
        super().__init__(data=data)
        self.status.choices = list(said.STATUS.items())
        self.cost.choices = [(one, said.COST[one]) for one in COSTS]
        self.topics.choices = [(code, name) for code, name in topics.NAMES.items()]
        spoken = dict.fromkeys([*(data.get("languages") or ()), *LANGUAGES])
        self.languages.choices = [(code, said.language_name(code)) for code in spoken]
        self.places.choices = list(places)
        for number in range(1, self.monthly_slots + 1):
            self[f"monthly_{number}"].choices = [("", _("None")), *((one, said.of_month(one)) for one in typed.MONTHLY)]

    def validate_id(self, field: Any) -> None:
        """The hidden id is ours; it was minted when the page was made, so that a double click makes one."""
        if not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))

    def validate_fees(self, field: Any) -> None:
        """What costs something says how much, or what about it."""
        if self.cost.data == PAID and not (field.data or self.amount.data):
            raise ValidationError(gettext("Give the amount, or a line about the cost."))

    def validate_to_age(self, field: Any) -> None:
        """Not before it begins."""
        if field.data is not None and self.from_age.data is not None and field.data < self.from_age.data:
            raise ValidationError(gettext("It ends before it begins."))

    def validate_city(self, field: Any) -> None:
        """A new place is given with its town."""
        if self.has_new_place and not field.data:
            raise ValidationError(gettext("Give the town."))

    @property
    def has_new_place(self) -> bool:
        """Whether a place was typed that is not there yet."""
        return any(self[name].data for name in ("place_name", "address_1", "postal_code", "city"))

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a listing has it."""
        names = [name for name in self._fields if name not in _NOT_OF_A_LISTING]
        told = {name: self[name].data for name in names}
        amount = self.amount.data if self.cost.data == PAID else None
        return {**told, "amount": None if amount is None else float(amount)}


_NOT_OF_A_LISTING = {"csrf_token", "id", "version", "verified", "place_name", *typed.ADDRESS}


def listing_form(places: Iterable[tuple[str, str]], data: Mapping[str, Any]) -> Any:
    """A service as it is, with room for another number and other hours."""
    numbers = sum(name.removeprefix("phone_").isdecimal() for name in data)
    monthly = sum(name.removeprefix("monthly_").isdecimal() for name in data)
    phones, months = max(typed.LEAST_PHONES, numbers + 1), max(typed.MONTHLY_SLOTS, monthly + 1)
    fields: dict[str, Any] = {name: Line(said.weekday(day), [_hours, Length(max=80)]) for name, day in typed.OPEN.items()}
    for number in range(1, months + 1):
        fields[f"monthly_{number}"] = SelectField(gettext("Day of the month %(number)s", number=number), default="")
        fields[f"monthly_{number}_hours"] = Line(gettext("Hours on day %(number)s", number=number), [_hours, Length(max=80)])
    for number in range(1, phones + 1):
        length = Length(max=MOST_OF_A_NUMBER, message=_too_long)
        keys, whole = {"inputmode": "numeric"}, [Optional(), NumberRange(0, 999_999)]
        fields[f"phone_{number}"] = TelField(gettext("Phone %(number)s", number=number), [length], filters=[one_line])
        extension = gettext("Extension %(number)s", number=number)
        fields[f"phone_{number}_ext"] = IntegerField(extension, whole, render_kw=keys)
        fields[f"phone_{number}_note"] = Line(gettext("What phone %(number)s is for", number=number), [length])
    kind = type("ListingForm", (_Listing,), {**fields, "monthly_slots": months, "phone_slots": phones})
    return kind(places, data)
