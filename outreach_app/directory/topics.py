"""The library's own topics: a short list that nobody has to buy, in the words of whoever reads it.

The first of them are what phones count when people ask (`need.heard`) or are sent on (`referral.given`).
"""

from collections.abc import Collection, Mapping

from flask_babel import force_locale

from outreach_app.db import Writing
from outreach_app.directory import keeping
from outreach_app.directory.cards import OWN_TAXONOMY, term_of
from outreach_app.directory.linking import Row
from outreach_app.directory.standard import TAXONOMY, TERM
from outreach_app.web.text import lazy_gettext as _

NAMES: Mapping[str, str] = {
    "connectivity": _("Internet at home"),
    "device": _("A device"),
    "digital_skills": _("Digital skills"),
    "tech_support": _("Help with a device"),
    "content": _("Something to read or use"),
    "other": _("Something else"),
    "job_search": _("Job search"),
    "telehealth": _("Health portals and video visits"),
    "online_forms": _("Benefits and forms online"),
    "taxes": _("Tax help"),
    "online_safety": _("Safety online"),
    "assistive_technology": _("Assistive technology"),
    "online_learning": _("Learning online"),
}
MEANS: Mapping[str, str] = {
    "connectivity": _("Low-cost internet, hotspots and places with free Wi-Fi."),
    "device": _("Computers, tablets and phones, to keep, to buy at low cost or to borrow."),
    "digital_skills": _("Classes and practice with computers, phones and the internet."),
    "tech_support": _("Somebody who looks at a device that does not do what it should."),
    "content": _("Books, films, courses and other things to use online."),
    "other": _("Whatever fits no other topic."),
    "job_search": _("Looking for work, writing a resume, applying online."),
    "telehealth": _("Signing in to a health portal, seeing a doctor by video."),
    "online_forms": _("Applying for benefits, housing, school or papers online."),
    "taxes": _("Preparing and filing taxes, mostly free."),
    "online_safety": _("Passwords, scams, privacy."),
    "assistive_technology": _("Devices and programs for people who see, hear, move or read otherwise."),
    "online_learning": _("Finishing school, learning English, college courses."),
}


def called(topic: str) -> str:
    """A topic of a listing's card in the reader's language: its name where it is ours, else as it came."""
    return str(NAMES.get(topic, topic))


def seed(writing: Writing, language: str, among: Collection[str] = tuple(NAMES)) -> None:
    """Put those of our topics that the library has not yet, named in its main language."""
    with force_locale(language):
        told = {"id": OWN_TAXONOMY, "name": str(_("Digital help")), "description": str(_("The topics of this library."))}
        rows = [Row(TAXONOMY.name, OWN_TAXONOMY, told)]
        for position, (code, name) in enumerate(NAMES.items()):
            if code in among:
                term = {"id": term_of(code), "code": code, "name": str(name), "description": str(MEANS[code])}
                rows.append(Row(TERM.name, term_of(code), {**term, "taxonomy_id": OWN_TAXONOMY}, position))
    missing = [one for one in rows if not keeping.is_there(writing.session, (one.entity, one.id))]
    keeping.put(writing, missing)
