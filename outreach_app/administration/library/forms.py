"""The form of the library's own settings."""

import re
from typing import Any

from babel.dates import get_month_names
from flask_babel import get_locale
from wtforms import (
    BooleanField,
    EmailField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    TelField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from outreach_app.administration.library.changing import REACHED
from outreach_app.web import language, money, wifi
from outreach_app.web.forms import Line, Lines
from outreach_app.web.hours import zones
from outreach_app.web.lines import one_line
from outreach_app.web.opening import NAMES, OTHERWISE, OpeningFields
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _
from outreach_app.web.wifi import WifiFields

LONGEST_LOAN_DAYS = 365
MOST_DAYS_OF_REMINDING = 30
MOST_DAYS_UNVERIFIED = 730
MOST_DAYS_UNTIL_COLD = 1000
MOST_OF_A_LINE, MOST_OF_HOURS = 200, 400
_is_web = re.compile(r"https?://[^\s/?#]+\.[^\s]*", re.IGNORECASE).fullmatch
_is_mail = re.compile(r"[^@\s?&%]+@[^@\s?&%]+\.[^@\s?&%]+").fullmatch
_too_long = _("Use at most %(max)d characters.")


class Several(SelectMultipleField):
    """Some of a few: check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class LibraryForm(OpeningFields, WifiFields):
    """What a library says of itself."""

    version = IntegerField(widget=HiddenInput(), default=0)
    name = Line(
        _("Name of the library"),
        [DataRequired(_("Give it a name.")), Length(max=200, message=_("Use at most %(max)d characters."))],
    )
    time_zone = SelectField(_("Time zone"), [InputRequired()])
    languages = Several(_("Languages"), [InputRequired(_("Choose at least one."))])
    main_language = SelectField(_("Main language"), [InputRequired()])
    fiscal_year_starts = SelectField(_("The fiscal year begins in"), [InputRequired()], coerce=int)
    currency = SelectField(_("Currency"), [InputRequired()])
    loan_days = IntegerField(
        _("Days that a kit is lent for"),
        [Optional(), NumberRange(1, LONGEST_LOAN_DAYS, _("Give a number between %(min)s and %(max)s."))],
        render_kw={"inputmode": "numeric", "min": 1, "max": LONGEST_LOAN_DAYS},
    )
    remind_ahead_days = IntegerField(
        _("Remind so many days before a kit is due"),
        [InputRequired(), NumberRange(0, MOST_DAYS_OF_REMINDING, _("Give a number between %(min)s and %(max)s."))],
        render_kw={"inputmode": "numeric", "min": 0, "max": MOST_DAYS_OF_REMINDING},
    )
    remind_every_days = IntegerField(
        _("Remind again every so many days"),
        [InputRequired(), NumberRange(1, MOST_DAYS_OF_REMINDING, _("Give a number between %(min)s and %(max)s."))],
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_DAYS_OF_REMINDING},
    )
    verify_days = IntegerField(
        _("Ask about a listing again after so many days"),
        [InputRequired(), NumberRange(30, MOST_DAYS_UNVERIFIED, _("Give a number between %(min)s and %(max)s."))],
        render_kw={"inputmode": "numeric", "min": 30, "max": MOST_DAYS_UNVERIFIED},
    )
    cold_days = IntegerField(
        _("A partnership goes cold after so many days"),
        [InputRequired(), NumberRange(7, MOST_DAYS_UNTIL_COLD, _("Give a number between %(min)s and %(max)s."))],
        render_kw={"inputmode": "numeric", "min": 7, "max": MOST_DAYS_UNTIL_COLD},
    )
    remind_partners = BooleanField(_("Write to partners too"))
    phone = TelField(_("Phone"), [Length(max=40, message=_too_long)], filters=[one_line])
    mail = EmailField(_("Email address"), [Length(max=MOST_OF_A_LINE, message=_too_long)], filters=[one_line])
    address = Lines(_("Postal address"), [Length(max=MOST_OF_HOURS, message=_too_long)], render_kw={"rows": 3})
    web = Line(_("Web address"), [Length(max=MOST_OF_A_LINE, message=_too_long)], render_kw={"inputmode": "url"})
    hours = Lines(_("What to know of when it is open"), [Length(max=MOST_OF_HOURS, message=_too_long)], render_kw={"rows": 3})

    def __init__(self, told: dict[str, Any]) -> None:
        super().__init__(data=told)
        # What the library has stays choosable, whether the product knows it or not.
        codes = sorted({*language.public(), *told["languages"]})
        named = [(code, language.name_of(code)) for code in codes]
        self.languages.choices, self.main_language.choices = named, named
        self.time_zone.choices = [(zone, zone) for zone in sorted({*zones(), told["time_zone"]})]
        months = get_month_names("wide", "stand-alone", get_locale())
        self.currency.choices = money.currencies(told["currency"])
        self.fiscal_year_starts.choices = [(number, months[number]) for number in range(1, 13)]

    def validate_main_language(self, field: Any) -> None:
        """The main language is one of the library's."""
        if field.data not in (self.languages.data or ()):
            raise ValidationError(gettext("Choose it above too."))

    def validate_mail(self, field: Any) -> None:
        """An address that a mail can go to, or nothing."""
        if field.data and not _is_mail(field.data):
            raise ValidationError(gettext("Give an address such as desk@library.org."))

    def validate_web(self, field: Any) -> None:
        """An address that a browser may be led to, or nothing."""
        if field.data and not _is_web(field.data):
            raise ValidationError(gettext("Give an address that begins with https:// or http://."))

    @property
    def wanted(self) -> dict[str, Any]:
        """What was typed, by the names that the library has for it."""
        apart = {"version", "csrf_token", *NAMES.values(), OTHERWISE, *wifi.NAMES}
        told = {name: one.data for name, one in self._fields.items() if name not in apart}
        reached = {name: told[name] or None for name in REACHED}
        return {**told, **reached, "languages": sorted(told["languages"]), "opening": self.opening, "wifi": self.wifi}
