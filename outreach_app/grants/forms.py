"""The forms of a grant, and of its stage."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from wtforms import DateField, RadioField, SelectField, TimeField, ValidationError
from wtforms.validators import InputRequired, Optional

from outreach_app.grants import rules
from outreach_app.grants.words import STAGE_WORDS
from outreach_app.mail.fields import mail
from outreach_app.web.fields import Minted, Several, Versioned, line, lines, number, phone, web_address
from outreach_app.web.hours import zones
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_MONEY = 10_000_000_000
_TEXTS = ("name", "web", "aim", "contact", "phone", "mail", "note")
_DAYS = ("starts_on", "ends_on")
_whole_units = _("In whole units of the library's currency.")


class _Grant(Versioned):
    name = line(_("Title of the call"), _("As the funder calls it."), missing=_("Give it a name."))
    web = web_address(_("Where the call stands"))
    funder_id = SelectField(_("Who gives the money"))
    funder = line(_("Name of the funder"), _("Where it is none of the partners: a foundation, a state agency."))
    contact = line(_("Contact of the funder"), _("A role, a desk, or a name at work. Nothing private."))
    phone = phone()
    mail = mail()
    aim = lines(_("What the money is for"))
    asked = number(_("Amount asked for"), _whole_units, most=MOST_MONEY)
    given = number(_("Amount given"), _("Once it is awarded, in whole units too."), most=MOST_MONEY)
    due_on = DateField(_("Deadline"), [Optional()])
    due_time = TimeField(
        _("Hour of the deadline"), [Optional()], description=_("On the funder's clocks. Left empty it is the end of that day.")
    )
    zone = SelectField(
        _("Time zone of the deadline"),
        [InputRequired()],
        description=_("The funder's. Where it is another than the library's, every page tells both."),
    )
    remind_days = line(_("Remind so many days before"), _("Several with commas between them: 30, 7, 1. Empty for no letter."))
    owner_id = SelectField(_("Who sees to it"), description=_("Letters before the deadline go there."))
    starts_on = DateField(_("The money is for the days from"), [Optional()])
    ends_on = DateField(_("Until"), [Optional()])
    goals = Several(_("Goals that it serves"))
    note = lines(_("Note"))

    def __init__(
        self, partners: Mapping[str, str], staff: Mapping[str, str], goals: Mapping[str, str], here: str, **told: Any
    ) -> None:
        super().__init__(**told)
        by_name = sorted(partners.items(), key=_folded)
        self.funder_id.choices = [("", gettext("None of the partners")), *by_name]
        self.owner_id.choices = [("", gettext("Nobody yet")), *sorted(staff.items(), key=_folded)]
        self.zone.choices = [(one, one) for one in sorted({*zones(), here, *([self.zone.data] if self.zone.data else [])})]
        if not goals:
            del self.goals
        else:
            self.goals.choices = list(goals.items())

    def validate_funder(self, field: Any) -> None:
        """Somebody gives the money."""
        if not field.data and not self.funder_id.data:
            raise ValidationError(gettext("Say who gives the money."))

    def validate_due_time(self, field: Any) -> None:
        """An hour of a day that there is, on clocks that show it."""
        if field.data and not self.due_on.data:
            raise ValidationError(gettext("Say on which day."))
        if self.due_on.data and self.zone.data in zones() and self._moment is None:
            raise ValidationError(gettext("Clocks there skip this hour on that day. Give another one."))

    def validate_remind_days(self, field: Any) -> None:
        """Numbers of days."""
        if rules.chosen_days(field.data or "") is None:
            most = rules.MOST_DAYS
            raise ValidationError(gettext("Give numbers of days with commas between them, each at most %(max)s.", max=most))

    def validate_ends_on(self, field: Any) -> None:
        """It does not end before it begins."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(gettext("It ends before it begins."))

    @property
    def _hour(self) -> str:
        return self.due_time.data.strftime("%H:%M") if self.due_time.data else rules.END_OF_DAY

    @property
    def _moment(self) -> datetime | None:
        on = self.due_on.data
        return rules.moment_of(on.isoformat(), self._hour, self.zone.data) if on else None

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a grant has it."""
        on = self.due_on.data
        deadline = {
            "due_on": on.isoformat() if on else None,
            "due_time": self._hour if on else "",
            "zone": self.zone.data,
            "due_at": self._moment,
        }
        texts = {name: self[name].data or "" for name in _TEXTS}
        days = {name: self[name].data.isoformat() if self[name].data else None for name in _DAYS}
        funder = {"funder_id": self.funder_id.data or None, "funder": "" if self.funder_id.data else self.funder.data}
        money = {"asked": self.asked.data, "given": self.given.data}
        chosen = ", ".join(str(one) for one in rules.chosen_days(self.remind_days.data or "") or ())
        goals = list(self.goals.data or ()) if "goals" in self else []
        rest = {"remind_days": chosen, "owner_id": self.owner_id.data or None, "goals": goals}
        return {**texts, **deadline, **days, **funder, **money, **rest}


class NewGrantForm(Minted, _Grant):
    """A new grant, at the stage that it is at by now."""

    stage = SelectField(_("Stage"), [InputRequired(_("Choose one."))])

    def __init__(self, *known: Any, **told: Any) -> None:
        super().__init__(*known, **told)
        self.stage.choices = list(STAGE_WORDS.items())


class GrantForm(_Grant):
    """Other words, money or days."""

    @staticmethod
    def typed(grant: Any) -> dict[str, Any]:
        """A grant as the fields of its form have it."""
        plain = ("name", "web", "aim", "contact", "phone", "mail", "note", "asked", "given", "zone", "remind_days", "version")
        at = time.fromisoformat(grant.due_time) if grant.due_time else None
        return {
            **{name: getattr(grant, name) for name in plain}, "funder": grant.funder, "funder_id": grant.funder_id or "",
            "owner_id": grant.owner_id or "", "due_time": at,
        }  # fmt: skip


class StageForm(Versioned):
    """Where a grant is now, and why."""

    stage = RadioField(_("Stage"), [InputRequired(_("Choose one."))])
    given = number(_("Amount given"), _whole_units, most=MOST_MONEY)
    because = lines(_("Why, or what is to be known of it"), most=500)

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.stage.choices = list(STAGE_WORDS.items())


def _folded(one: tuple[str, str]) -> str:
    return one[1].casefold()
