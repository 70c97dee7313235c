"""The forms of flyers: what a flyer says stands side by side in each language of the library."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    FileField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    TimeField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from outreach_app.flyers import rules, words
from outreach_app.flyers.models import ADDRESS, LISTING, NOWHERE, Words
from outreach_app.photos import chosen
from outreach_app.shapes import Id
from outreach_app.web.forms import DeskForm, Line, Lines
from outreach_app.web.language import name_of
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_TITLE, MOST_OF_A_TEXT, MOST_OF_AN_ACTION, MOST_OF_A_PLACE, MOST_OF_ALT = 80, 1200, 40, 200, 200
MOST_OF_A_LISTING = 500
_id = Id()
_too_long = _("Use at most %(max)d characters.")
_DAYS = ("valid_from", "valid_until", "on")
_HOURS = ("starts", "ends")


class _Flyer(DeskForm):
    template = SelectField(_("Printed as"))
    target = RadioField(_("Where its button leads"), [InputRequired(_("Choose one."))], default=NOWHERE)
    address = Line(_("Address on the web"), render_kw={"inputmode": "url"})
    listing = Line(_("Listing of the directory"), [Length(max=MOST_OF_A_LISTING, message=_too_long)])
    valid_from = DateField(_("True from"), [Optional()])
    valid_until = DateField(_("True until"), [Optional()])
    on = DateField(_("Day of what it invites to"), [Optional()])
    starts = TimeField(_("From"), [Optional()])
    ends = TimeField(_("To"), [Optional()])
    place = Line(_("Place of it"), [Length(max=MOST_OF_A_PLACE, message=_too_long)])
    site_id = SelectField(_("Place it is about"), default="")
    picture = FileField(_("Picture"), render_kw={"accept": "image/jpeg,image/png,image/webp"})
    without_picture = BooleanField(_("Take the picture away"))
    languages: Sequence[str] = ()
    find_listings: Callable[[str], Sequence[str]] | None = None
    """Gives the ids of the listings that may be meant by what was typed."""
    listing_id: str | None = None
    had_picture = False
    """Whether the flyer has one already."""

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.template.choices = list(words.TEMPLATE.items())
        self.target.choices = list(words.TARGET.items())

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a flyer has it."""
        days = {name: one.isoformat() if (one := self[name].data) else None for name in _DAYS}
        # Hours of no day tell nothing.
        hours = {name: f"{one:%H:%M}" if (one := self[name].data) and days["on"] else None for name in _HOURS}
        texts = {language: self._says(language) for language in self.languages}
        address = (self.address.data or "") if self.target.data == ADDRESS else ""
        told = {"template": self.template.data, "target": self.target.data, "address": address, "texts": texts}
        told["listing_id"] = self.listing_id if self.target.data == LISTING else None
        return {**told, **days, **hours, "place": self.place.data or "", "site_id": self.site_id.data or None}

    def words_of(self, language: str) -> list[Any]:
        """The fields of one language."""
        return [self[f"{name}_{language}"] for name in ("title", "text", "action")]

    @property
    def has_new_picture(self) -> bool:
        """Whether a file was chosen."""
        return chosen.was_sent(self.picture.data)

    @property
    def has_picture(self) -> bool:
        """Whether the flyer will have a picture."""
        return self.has_new_picture or (self.had_picture and not self.without_picture.data)

    def alt_of(self, language: str) -> Any:
        """The field of what the picture shows, in one language."""
        return self[f"alt_{language}"]

    def validate_address(self, field: Any) -> None:
        """An address that a browser may be led to. Raises `ValidationError`."""
        if self.target.data == ADDRESS and not rules.is_web_address(field.data or ""):
            raise ValidationError(gettext("Give an address that begins with https:// or http://. Others are not opened."))

    def validate_listing(self, field: Any) -> None:
        """One listing that people can be sent to. Raises `ValidationError`."""
        if self.target.data != LISTING or self.find_listings is None:
            return
        found = self.find_listings(field.data or "")
        if not found:
            raise ValidationError(gettext("No listing that is given now is called so. Write its name as the directory has it."))
        if len(found) > 1:
            raise ValidationError(gettext("Several listings may be meant. Paste the address of the one."))
        self.listing_id = found[0]

    def validate_valid_until(self, field: Any) -> None:
        """Not before it begins to be true. Raises `ValidationError`."""
        if field.data and self.valid_from.data and field.data < self.valid_from.data:
            raise ValidationError(gettext("It ends before it begins to be true."))

    def validate(self, *args: Any, **more: Any) -> bool:
        """Whether all is right; a language with words needs a title and must say what a picture shows."""
        is_right = bool(super().validate(*args, **more))
        for language in self.languages:
            title, text, action = self.words_of(language)
            if not title.data and (text.data or action.data or language == self.languages[0]):
                title.errors = [*title.errors, gettext("Give it a title.")]
                is_right = False
            alt = self.alt_of(language)
            if title.data and self.has_picture and not alt.data:
                alt.errors = [*alt.errors, gettext("Say what it shows, for those who do not see it.")]
                is_right = False
        return is_right

    def _says(self, language: str) -> Words:
        title, text, action = (one.data or "" for one in self.words_of(language))
        says = Words(title=title, text=text, action=action)
        if self.has_picture:
            says["alt"] = self.alt_of(language).data or ""
        return says

    def lay_over(self, changes: Mapping[str, Any], names: Mapping[str, str]) -> None:
        """Days and hours are kept as texts."""
        read = {**dict.fromkeys(_DAYS, date.fromisoformat), **dict.fromkeys(_HOURS, time.fromisoformat)}
        told = {
            name: replace(one, before=_read(read[name], one.before), after=_read(read[name], one.after))
            if name in read
            else one
            for name, one in changes.items()
        }
        super().lay_over(told, names)


class _New(DeskForm):
    id = HiddenField()

    def validate_id(self, field: Any) -> None:
        """The hidden id is ours; it was minted when the page was made, so that a double click makes one."""
        if not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))


class _Change(DeskForm):
    version = IntegerField(widget=HiddenInput(), default=0)


def new_flyer_form(languages: Sequence[str], places: Mapping[str, str]) -> Any:
    """A new flyer, in these languages, the library's own first; about one of these places, if it is about one."""
    return _about(_speaking(languages, _New)(), places)


def flyer_form(languages: Sequence[str], places: Mapping[str, str], data: Mapping[str, Any] | None = None) -> Any:
    """What a flyer says, where it leads, and from when to when."""
    return _about(_speaking(languages, _Change)(data=data), places)


def _about(form: Any, places: Mapping[str, str]) -> Any:
    named = sorted(places.items(), key=lambda one: one[1].casefold())
    form.site_id.choices = [("", gettext("No place in particular")), *named]
    return form


def _speaking(languages: Sequence[str], kind: type[DeskForm]) -> type[DeskForm]:
    fields: dict[str, Any] = {}
    for language in languages:
        name = name_of(language)
        fields |= {
            f"title_{language}": Line(_("Title (%(language)s)", language=name), [_length(MOST_OF_A_TITLE)]),
            f"text_{language}": Lines(_("Text (%(language)s)", language=name), [_length(MOST_OF_A_TEXT)]),
            f"action_{language}": Line(_("Words of the button (%(language)s)", language=name), [_length(MOST_OF_AN_ACTION)]),
            f"alt_{language}": Line(_("What the picture shows (%(language)s)", language=name), [_length(MOST_OF_ALT)]),
        }
    return type("FlyerForm", (kind, _Flyer), {**fields, "languages": list(languages)})


def _length(most: int) -> Length:
    return Length(max=most, message=_too_long)


def _read(read: Any, text: Any) -> Any:
    return read(text) if text else None
