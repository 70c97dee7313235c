"""Evidence in words: what figures count, what names stand for, what is missing and what to do about it."""

from collections.abc import Callable, Mapping

from outreach_app.edge.evidence import IN_PART, NOTHING, WHOLE, Gap
from outreach_app.edge.gathering import keys
from outreach_app.edge.models import MET, NOT_YET, PARTLY
from outreach_app.web.language import date_and_year, full_date
from outreach_app.web.text import gettext, ngettext
from outreach_app.web.text import lazy_gettext as _

STANDINGS: Mapping[str, str] = {
    NOTHING: _("Nothing recorded yet"),
    IN_PART: _("Recorded in part"),
    WHOLE: _("Recorded"),
}
JUDGEMENTS: Mapping[str, str] = {NOT_YET: _("Not yet"), PARTLY: _("Partly"), MET: _("Met")}
SOURCES: Mapping[str, str] = {
    keys.STRATEGIES: _("Strategies of partnerships, goals, agreements"),
    keys.SHARING: _("What partners share with the library"),
    keys.LENDING: _("Bookings of spaces and devices"),
    keys.EQUIPMENT: _("Kits, and training in partners’ rooms"),
    keys.GRANTS: _("Grants"),
    keys.DISTRIBUTION: _("Stacks of flyers, and who takes them"),
    keys.REFERRAL: _("The referral directory"),
    keys.TRENDS: _("What people ask for, and trends watched"),
    keys.EMERGENCY: _("The disaster plan"),
}
FIGURES: Mapping[str, str] = {
    "strategies.written": _("Partnerships that have a strategy now"),
    "strategies.owned": _("Strategies that somebody sees to"),
    "strategies.worked_on": _("Strategies written or changed in these days"),
    "strategies.began": _("Partnerships that began in these days"),
    "strategies.inclusion": _("Goals for digital inclusion in these days"),
    "strategies.innovation": _("Goals for innovation in these days"),
    "strategies.agreements": _("Agreements that held in these days"),
    "sharing.workforce": _("Workforce development organisations that share with the library"),
    "sharing.government_or_social_service": _("Local government and social service organisations that share with the library"),
    "sharing.education": _("Educational organisations that share with the library"),
    "sharing.health": _("Health and wellness organisations that share with the library"),
    "sharing.expertise": _("Partners that share expertise"),
    "sharing.in_kind": _("Partners that give in kind"),
    "sharing.programming": _("Partners that share programs"),
    "sharing.workspace": _("Partners that share workspace"),
    "sharing.hours": _("Hours given to the library, about"),
    "sharing.money": _("Worth of it, about, in whole units of currency"),
    "sharing.rooms": _("Sessions held in rooms of such partners"),
    "lending.space": _("Classes that organisations held in the library’s rooms"),
    "lending.devices": _("Classes that organisations held with the library’s devices"),
    "lending.organisations": _("Organisations that held them"),
    "lending.people": _("People who came to them, as far as was counted"),
    "equipment.kits": _("Kits in use now"),
    "equipment.things": _("Things in them"),
    "equipment.unfit": _("Kits out of service now"),
    "equipment.out": _("Kits that are out now"),
    "equipment.returns": _("Times that a kit came back or went on to the next"),
    "equipment.used": _("Different kits among them"),
    "equipment.sessions": _("Sessions in partners’ rooms"),
    "equipment.people": _("People who came to them, as far as was counted"),
    "equipment.partners": _("Partners in whose rooms they were"),
    "grants.together": _("Grants in which partners take part"),
    "grants.partners": _("Partners that take part"),
    "grants.won": _("Grants among them that were won"),
    "grants.asked": _("Money asked for, in whole units of currency"),
    "grants.given": _("Money given, in whole units of currency"),
    "grants.papers": _("Papers kept with them"),
    "distribution.listed": _("Organisations on the distribution list"),
    "distribution.have": _("Organisations that have materials now"),
    "distribution.stacks": _("Stacks that lie there now"),
    "distribution.copies": _("Copies that lie there now, as far as is known"),
    "distribution.seen_to": _("Organisations that were supplied in these days"),
    "distribution.stacks_seen_to": _("Stacks laid out or restocked in these days"),
    "distribution.last": _("The last of it was on"),
    "distribution.flyers": _("Flyers that are handed out now"),
    "referral.technology": _("Technology services listed now"),
    "referral.services": _("All services listed now"),
    "referral.organisations": _("Organisations that offer them"),
    "referral.verified": _("Listings last verified in these days"),
    "referral.stale": _("Listings that are to be verified now"),
    "referral.last": _("The last one was verified on"),
    "referral.given": _("People referred on in these days"),
    "trends.watched": _("Trends watched now"),
    "trends.egovernment": _("eGovernment portals among them"),
    "trends.technology_center": _("Community technology centers among them"),
    "trends.program": _("Technology programs among them"),
    "trends.device": _("Devices among them"),
    "trends.other": _("Others among them"),
    "trends.looked_at": _("Trends looked at again in these days"),
    "trends.due": _("Trends that are to be looked at again now"),
    "trends.needs": _("Needs heard in these days"),
    "trends.topics": _("Topics of these needs"),
    "emergency.approved": _("The plan that holds was approved on"),
    "emergency.services": _("Services that it offers"),
    "emergency.places": _("Places in it"),
    "emergency.kits": _("Kits that it sends"),
    "emergency.roles": _("Roles in it"),
    "emergency.vacant": _("Roles that are vacant now"),
    "emergency.review": _("It is to be looked at again on"),
    "emergency.versions": _("Versions approved in these days"),
    "emergency.drills": _("Drills in these days"),
}
NAMES: Mapping[str, str] = {
    "strategies.partners": _("Partnerships that have a strategy"),
    "strategies.goals": _("Goals"),
    "strategies.documents": _("Agreements"),
    "sharing.workforce": _("Workforce development"),
    "sharing.government_or_social_service": _("Local government or social service"),
    "sharing.education": _("Education"),
    "sharing.health": _("Health and wellness"),
    "lending.organisations": _("Organisations that held classes in the library"),
    "equipment.partners": _("Partners in whose rooms training was given"),
    "grants.together": _("Grants in which partners take part"),
    "grants.partners": _("Partners that take part"),
    "grants.papers": _("Papers of grants"),
    "distribution.listed": _("The distribution list"),
    "referral.technology": _("Technology services"),
    "trends.watched": _("Trends watched now"),
    "emergency.versions": _("Versions of the plan"),
    "emergency.drills": _("Drills"),
}
_TAKE_DOWN, _WRITE = _("Note what it shares with the library"), _("Write the strategy")
_ADD_PARTNER = _("Add a partner")
GAPS: Mapping[str, tuple[str, str]] = {
    "partners.none": (_("No partner is kept yet: that is where strategies, sharing and lists begin."), _ADD_PARTNER),
    "strategies.none": (_("No partnership has a strategy yet."), _WRITE),
    "strategies.unwritten": (_("Partnerships without a strategy"), _WRITE),
    "strategies.due": (_("Strategies whose day to be looked at again has come"), _("Look at it again")),
    "strategies.unowned": (_("Strategies that nobody sees to"), _("Say who sees to it")),
    "goals.none": (_("No goal for digital inclusion or innovation lies in these days."), _("Add a goal")),
    "sharing.no_partner.workforce": (_("There is no workforce development organisation among the partners."), _ADD_PARTNER),
    "sharing.no_partner.government_or_social_service": (
        _("There is no local government or social service organisation among the partners."),
        _ADD_PARTNER,
    ),
    "sharing.no_partner.education": (_("There is no educational organisation among the partners."), _ADD_PARTNER),
    "sharing.no_partner.health": (_("There is no health or wellness organisation among the partners."), _ADD_PARTNER),
    "sharing.nothing.workforce": (_("Nothing is noted that a workforce development organisation shares."), _TAKE_DOWN),
    "sharing.nothing.government_or_social_service": (
        _("Nothing is noted that a local government or social service organisation shares."),
        _TAKE_DOWN,
    ),
    "sharing.nothing.education": (_("Nothing is noted that an educational organisation shares."), _TAKE_DOWN),
    "sharing.nothing.health": (_("Nothing is noted that a health or wellness organisation shares."), _TAKE_DOWN),
    "spaces.none": (_("No room and no set of devices is kept that could be lent."), _("Add a space")),
    "lending.none": (_("No class of an organisation was held in these days."), _("Book a space for one")),
    "lending.uncounted": (_("Classes of which nobody has said how many came"), _("Say how many came")),
    "lending.waiting": (_("Requests for a space that nobody has answered"), _("Answer it")),
    "kits.none": (_("No kit is kept yet."), _("Add a kit")),
    "kits.unfit": (_("Kits that are out of service"), _("What kits need")),
    "equipment.no_sessions": (_("No session in a partner’s room was logged in these days."), _("Plan a visit")),
    "grants.none": (_("No grant is kept in which a partner takes part."), _("Add a grant")),
    "grants.none_in_days": (_("No grant of these years has a partner that takes part."), _("Add a grant")),
    "emergency.none": (_("There is no disaster plan yet."), _("Begin one")),
    "emergency.not_approved": (_("Nobody has approved the disaster plan."), _("Note who approved it")),
    "emergency.no_services": (_("The disaster plan offers no service."), _("Write it in")),
    "emergency.no_places": (_("The disaster plan names no place."), _("Write it in")),
    "emergency.no_kits": (_("The disaster plan sends no kit."), _("Write it in")),
    "emergency.no_roles": (_("The disaster plan has no role."), _("Write it in")),
    "emergency.review_due": (_("The day has come on which the disaster plan is to be looked at again."), _("Look at it again")),
    "emergency.vacant": (_("Roles of the disaster plan that are vacant"), _("See which")),
    "emergency.no_drill": (_("The disaster plan was not practised in these days."), _("Note a drill")),
    "flyers.none": (_("There is no flyer yet that could be handed out."), _("Add a flyer")),
    "distribution.none": (_("No stack lies with any organisation yet."), _("Print some, and lay them out on a visit")),
    "distribution.unseen": (_("No stack was laid out or restocked in these days."), _("Stacks to restock")),
    "distribution.without": (_("Active partners that have no materials now"), _("See who has what")),
    "listings.none": (_("The referral directory is empty."), _("Add a listing")),
    "listings.no_technology": (_("No listing is about technology."), _("Add a listing")),
    "listings.stale": (_("Listings that are to be verified"), _("Verify them")),
    "trends.none": (_("No trend is on the watch list."), _("Add one")),
    "trends.due": (_("Trends that are to be looked at again"), _("Look at it again")),
    "trends.nothing_heard": (
        _("Nobody noted what people ask for in these days. Trainers do so on their phones, on a visit."),
        _("What people ask for"),
    ),
}
RESOURCES: Mapping[str, str] = {
    "expertise": _("expertise"), "in_kind": _("in kind"), "programming": _("programs"), "workspace": _("workspace"),
}  # fmt: skip


def said(value: int | str | None, of: int | None) -> str:
    """A value as people read it: a number, of how many; or a day."""
    if value is None:
        return gettext("never")
    if isinstance(value, str):
        return full_date(value)
    return f"{value:,}" if of is None else gettext("%(number)s of %(all)s", number=f"{value:,}", all=f"{of:,}")


def missing(gap: Gap) -> str:
    """What is missing, with how many of it."""
    says = str(GAPS[gap.key][0])
    return says if says.endswith(".") else gettext("%(what)s: %(count)s", what=says, count=f"{gap.many:,}")


def way(gap: Gap) -> str:
    """What its link says."""
    says = str(GAPS[gap.key][1])
    return gettext("%(what)s: %(name)s", what=says, name=gap.name) if gap.name else says


def detail(key: str, told: str) -> str:
    """What is said of a name, in words."""
    return _DETAILS.get(key, str)(told) if told else ""


def _shared(told: str) -> str:
    return ", ".join(str(RESOURCES.get(one, one)) for one in told.split(","))


def _taught(told: str) -> str:
    sessions, _comma, people = told.partition(",")
    classes = ngettext("%(num)s session", "%(num)s sessions", int(sessions))
    return f"{classes}, {ngettext('%(num)s person', '%(num)s people', int(people))}"


def _held(told: str) -> str:
    return ngettext("%(num)s class", "%(num)s classes", int(told))


def _last(told: str) -> str:
    return gettext("last supplied on %(day)s", day=date_and_year(told))


def _review(told: str) -> str:
    return gettext("to be looked at again on %(day)s", day=date_and_year(told))


def _together(told: str) -> str:
    """Who gives the money, and with whom it was asked for."""
    funder, _slash, partners = told.partition("/")
    if not funder:
        return gettext("with %(partners)s", partners=partners)
    return gettext("from %(funder)s, with %(partners)s", funder=funder, partners=partners)


def _looked_at(told: str) -> str:
    return gettext("looked at on %(day)s", day=date_and_year(told))


def _approved(told: str) -> str:
    return gettext("approved on %(day)s", day=date_and_year(told))


def _span(told: str) -> str:
    """From a day to a day, either of which may be open."""
    first, _slash, last = told.partition("/")
    if not first:
        return gettext("until %(day)s", day=date_and_year(last))
    if not last:
        return gettext("since %(day)s", day=date_and_year(first))
    return gettext("%(first)s to %(last)s", first=date_and_year(first), last=date_and_year(last))


_DETAILS: Mapping[str, Callable[[str], str]] = {
    **{f"sharing.{kind}": _shared for kind in ("workforce", "government_or_social_service", "education", "health")},
    "equipment.partners": _taught,
    "lending.organisations": _held,
    "distribution.listed": _last,
    "grants.together": _together,
    "grants.papers": str,
    "trends.watched": _looked_at,
    "emergency.versions": _approved,
    "emergency.drills": date_and_year,
    "strategies.partners": _review,
    "strategies.goals": _span,
    "strategies.documents": _span,
}
