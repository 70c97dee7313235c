"""The forms of the plan's entries, one for each section."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import HiddenField, IntegerField, SelectField, ValidationError
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from outreach_app.emergency.plan import rules, words
from outreach_app.emergency.plan.fields import MOST_OF_AN_ADDRESS, Several, line, lines, mail, phone
from outreach_app.emergency.plan.queries import Plan
from outreach_app.shapes import Id
from outreach_app.web.forms import DeskForm
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

_id = Id()
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Offered:
    """What an entry may name, by id."""

    staff: Mapping[str, str]
    """Those who may sign in."""
    everybody: Mapping[str, str]
    sites: Mapping[str, str]
    kits: Mapping[str, str]
    flyers: Mapping[str, str]


class EntryForm(DeskForm):
    """An entry: `id` is minted for a new one, `version` is that of an entry that there is."""

    id = HiddenField()
    version = IntegerField(widget=HiddenInput(), default=0)
    kept: tuple[str, ...] = ()

    def offer(self, offered: Offered, plan: Plan, own: str) -> None:
        """Fill in what may be chosen; `own` is the entry's id, empty for a new one."""

    def validate_id(self, field: Any) -> None:
        """The hidden id is ours."""
        if field.data and not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as the entry is kept."""
        return {name: self[name].data or "" for name in self.kept}


class RoleForm(EntryForm):
    """A role."""

    kept = ("name", "duties")
    name = line(_("Name"), _("What the role is: emergency lead, kits and technology."), missing=_("Give it a name."))
    duties = lines(_("What it does"))
    holder_1 = SelectField(words.NAMED["holder_1"], default="")
    holder_2 = SelectField(words.NAMED["holder_2"], default="", description=_("Steps in where the holder cannot, or has left."))
    holder_3 = SelectField(words.NAMED["holder_3"], default="")
    holder_4 = SelectField(words.NAMED["holder_4"], default="")

    def offer(self, offered: Offered, plan: Plan, own: str) -> None:
        """Staff, and the plan's contacts outside."""
        for one in self._holders:
            one.choices = _who(offered, plan, one.data, _("Nobody"))

    @property
    def told(self) -> dict[str, Any]:
        """What was typed; whoever is named twice counts once."""
        return {**super().told, "holders": list(dict.fromkeys(one.data for one in self._holders if one.data))}

    @property
    def _holders(self) -> list[Any]:
        return [self[f"holder_{number}"] for number in range(1, rules.MOST_HOLDERS + 1)]


class ContactForm(EntryForm):
    """A function outside the library."""

    kept = ("name", "organization", "person", "phone", "mail")
    name = line(_("Function"), _("Duty officer, shelter manager."), missing=_("Say which function it is."))
    organization = line(_("Organisation"))
    person = line(_("Whom to ask for"), _("A business contact. Nobody who is helped there."))
    phone = phone()
    mail = mail()


class CallForm(EntryForm):
    """Who is called, and by whom."""

    kept = ("who", "caller", "phone", "note")
    who = SelectField(words.NAMED["who"], [InputRequired(_("Say who is called."))])
    caller = SelectField(words.NAMED["caller"], default="")
    phone = phone(_("A number at work: every phone of the library shows it. That of a contact outside is there already."))
    note = line(_("Note"), _("By text first; leave a message."))

    def offer(self, offered: Offered, plan: Plan, own: str) -> None:
        """Roles, staff and contacts; and the calls that there are, to be called by."""
        roles = [(f"{rules.ROLE}:{one.id}", one.name) for one in plan.roles]
        self.who.choices = [*_who(offered, plan, self.who.data, _("Choose one"), before=roles)]
        above = [(one.id, words.called(one.who, plan, offered.everybody)) for one in plan.calls if one.id != own]
        self.caller.choices = [("", _("Nobody: the calls begin here")), *above]


class ServiceForm(EntryForm):
    """What is offered, step by step."""

    kept = ("service", "name")
    service = SelectField(_("What it is"))
    name = line(_("Name"), _("Only where it is to be called otherwise."))
    steps = lines(_("Steps"), _("A line each; they are numbered by themselves."), rows=8)

    def offer(self, offered: Offered, plan: Plan, own: str) -> None:
        """What may be offered."""
        self.service.choices = list(words.SERVICE.items())

    def validate_name(self, field: Any) -> None:
        """Something else needs a name."""
        if self.service.data == rules.OTHER and not field.data:
            raise ValidationError(gettext("Give it a name."))

    @property
    def told(self) -> dict[str, Any]:
        """What was typed."""
        return {**super().told, "steps": list(rules.steps_typed(self.steps.data or ""))}


class PlaceForm(EntryForm):
    """Where services are offered."""

    kept = ("site", "name", "address", "power", "wifi", "note")
    site = SelectField(
        _("Whose place"), default="",
        description=_("A partner's place tells its address, power and Wi-Fi itself: change them on the partner's page."),
    )  # fmt: skip
    name = line(_("Name"), _("With the next three only for a place of the library."))
    address = line(_("Address"))
    power = line(_("Power"))
    wifi = line(_("Wi-Fi"))
    services = Several(_("What is offered there"))
    note = lines(_("What to know"))

    def offer(self, offered: Offered, plan: Plan, own: str) -> None:
        """Partners' places, and the plan's services."""
        self.site.choices = [("", _("A place of the library, named below")), *_by_name(offered.sites)]
        self.services.choices = [(one.id, words.service_name(one)) for one in plan.services]

    def validate_name(self, field: Any) -> None:
        """A place has a name."""
        if not self.site.data and not field.data:
            raise ValidationError(gettext("Choose a partner's place, or name one of the library."))

    @property
    def told(self) -> dict[str, Any]:
        """What was typed; what a partner's place tells itself is not kept twice."""
        told = super().told
        if told["site"]:
            told.update(dict.fromkeys(("name", "address", "power", "wifi"), ""))
        return {**told, "services": list(self.services.data or [])}


class KitForm(EntryForm):
    """A kit, and where it goes."""

    kept = ("kit", "place", "note")
    kit = SelectField(_("Which kit"), [InputRequired(_("Choose a kit."))])
    place = SelectField(_("Where it goes"), default="")
    note = line(_("Note"))

    def offer(self, offered: Offered, plan: Plan, own: str) -> None:
        """The library's kits, and the plan's places."""
        self.kit.choices = [("", _("Choose one")), *_by_name(offered.kits)]
        named = [(one.id, offered.sites.get(one.site, one.site) if one.site else one.name) for one in plan.places]
        self.place.choices = [("", _("Nowhere yet: it stays ready")), *named]


class LinkForm(EntryForm):
    """A form or page."""

    kept = ("name", "address", "note")
    name = line(_("Name"), missing=_("Give it a name."))
    address = line(
        _("Web address"), _("It begins with https:// or http://."), missing=_("Say where it is."), most=MOST_OF_AN_ADDRESS
    )
    note = line(_("Note"), _("Who needs it, and what they need to have at hand."))

    def validate_address(self, field: Any) -> None:
        """A browser opens it, and runs nothing of it here."""
        if field.data and (not field.data.lower().startswith(("https://", "http://")) or " " in field.data):
            raise ValidationError(gettext("It begins with https:// or http:// and has no spaces."))


class FlyerForm(EntryForm):
    """A flyer that is ready."""

    kept = ("flyer", "note")
    flyer = SelectField(_("Which flyer"), [InputRequired(_("Choose a flyer."))])
    note = line(_("Note"))

    def offer(self, offered: Offered, plan: Plan, own: str) -> None:
        """The flyers that are handed out."""
        self.flyer.choices = [("", _("Choose one")), *_by_name(offered.flyers)]


FORMS: Mapping[str, type[EntryForm]] = {
    "roles": RoleForm,
    "contacts": ContactForm,
    "calls": CallForm,
    "services": ServiceForm,
    "places": PlaceForm,
    "kits": KitForm,
    "links": LinkForm,
    "flyers": FlyerForm,
}


def _who(offered: Offered, plan: Plan, now: str | None, none: str, *, before: Choices = ()) -> list[tuple[str, str]]:
    staff = [(f"{rules.STAFF}:{id_}", name) for id_, name in offered.staff.items()]
    outside = [(one, words.called(one, plan, {})) for one in (f"{rules.CONTACT}:{one.id}" for one in plan.contacts)]
    found = [("", none), *before, *staff, *outside]
    # Whoever has left stays chosen until somebody chooses another.
    if now and now not in {value for value, _text in found}:
        found.append((now, gettext("%(name)s (has left)", name=words.called(now, plan, offered.everybody))))
    return found


def _by_name(names: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return sorted(names.items(), key=lambda one: one[1].casefold())
