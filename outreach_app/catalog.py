"""The table of contents: every kind of fact with its fold, every fold with its projection, every collection of the feed."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.accounts import devices, people
from outreach_app.accounts import feed as account_feed
from outreach_app.accounts import queries as account_queries
from outreach_app.accounts.models import Library, StaffMember
from outreach_app.directory import feed as directory_feed
from outreach_app.directory import listings
from outreach_app.directory import queries as directory_queries
from outreach_app.directory.suggestions import rules as suggestion_rules
from outreach_app.directory.suggestions import words as suggestion_words
from outreach_app.directory.suggestions.facts import SUGGESTED, ListingChangeSuggested
from outreach_app.emergency.mode import facts as emergency_facts
from outreach_app.emergency.mode import feed as emergency_feed
from outreach_app.emergency.mode import projection as emergency_projection
from outreach_app.emergency.mode import rules as emergency_rules
from outreach_app.emergency.mode import words as emergency_words
from outreach_app.emergency.plan import feed as plan_feed
from outreach_app.feed import rows
from outreach_app.flyers import feed as flyer_feed
from outreach_app.flyers.placements import facts as placement_facts
from outreach_app.flyers.placements import feed as placement_feed
from outreach_app.flyers.placements import projection as placement_projection
from outreach_app.flyers.placements import rules as placement_rules
from outreach_app.flyers.placements import words as placement_words
from outreach_app.inquiries import facts as inquiry_facts
from outreach_app.inquiries import feed as inquiry_feed
from outreach_app.inquiries import projection as inquiry_projection
from outreach_app.inquiries import rules as inquiry_rules
from outreach_app.inquiries import words as inquiry_words
from outreach_app.judging import facts as judging_facts
from outreach_app.judging import feed as judging_feed
from outreach_app.judging import projection as judging_projection
from outreach_app.judging import rules as judging_rules
from outreach_app.judging import words as judging_words
from outreach_app.judging.hand_ins import HAND_INS
from outreach_app.kits import facts as kit_facts
from outreach_app.kits import feed as kit_feed
from outreach_app.kits import projection as kit_projection
from outreach_app.kits import rules as kit_rules
from outreach_app.kits import words as kit_words
from outreach_app.kits.care import facts as care_facts
from outreach_app.kits.guide import feed as guide_feed
from outreach_app.kits.handover import facts as handover_facts
from outreach_app.kits.reported import facts as reported_facts
from outreach_app.kits.reservations import feed as reservation_feed
from outreach_app.kits.reservations import promised
from outreach_app.kits.signing import queries as terms
from outreach_app.ledger import words as ledger_words
from outreach_app.ledger.decisions import DiscrepancyReopened, DiscrepancySettled, FactRedacted
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.kinds import DECISION_FOLD, Catalogue, Fold, Kind, NoState
from outreach_app.ledger.telling import DEVICES, STAFF, Known, Words
from outreach_app.partners import facts as partner_facts
from outreach_app.partners import feed as partner_feed
from outreach_app.partners import projection as partner_projection
from outreach_app.partners import queries as partner_queries
from outreach_app.partners import rules as partner_rules
from outreach_app.partners import words as partner_words
from outreach_app.partners.page.facts import ASKED, PartnerAsked
from outreach_app.photos import projection as photo_projection
from outreach_app.photos import rules as photo_rules
from outreach_app.spaces import feed as space_feed
from outreach_app.training_sessions import days as session_days
from outreach_app.training_sessions import facts as session_facts
from outreach_app.training_sessions import feed as session_feed
from outreach_app.training_sessions import judged as session_judged
from outreach_app.training_sessions import outcomes as session_outcomes
from outreach_app.training_sessions import projection as session_projection
from outreach_app.training_sessions import rules as session_rules
from outreach_app.training_sessions import words as session_words
from outreach_app.trends import facts as trend_facts
from outreach_app.trends import projection as trend_projection
from outreach_app.trends import rules as trend_rules
from outreach_app.trends import words as trend_words
from outreach_app.visits import at_sites as visits_at_sites
from outreach_app.visits import facts as visit_facts
from outreach_app.visits import feed as visit_feed
from outreach_app.visits import judged as visit_judged
from outreach_app.visits import projection as visit_projection
from outreach_app.visits import rules as visit_rules
from outreach_app.visits import words as visit_words
from outreach_app.web.text import lazy_gettext

SESSION = "training_session"
STACK = placement_rules.PLACEMENT
SIGNED = ("signed_off.name", "signed_off.role", "signed_off.drawn")


def _visit_and_photos(fact: Fact) -> Iterable[tuple[str, str]]:
    return [*visit_rules.touched(fact), *photo_rules.touched(fact)]


def _hand_in(fact: Fact) -> Iterable[tuple[str, str]]:
    return [*visit_rules.touched(fact), *judging_rules.touched(fact)]


def _hand_in_and_photos(fact: Fact) -> Iterable[tuple[str, str]]:
    return [*_hand_in(fact), *photo_rules.touched(fact)]


def _stack_and_photos(fact: Fact) -> Iterable[tuple[str, str]]:
    return [*placement_rules.touched(fact), *photo_rules.touched(fact)]


KINDS = (
    Kind(
        "kit.checked_out",
        1,
        "kit",
        kit_facts.KitCheckedOut,
        free_text=("note", "to.contact", *SIGNED),
        touches=_visit_and_photos,
    ),
    Kind("kit.checked_in", 1, "kit", kit_facts.KitCheckedIn, free_text=("note", "parts.*.note"), touches=_hand_in_and_photos),
    Kind(
        "kit.handed_over",
        1,
        "kit",
        handover_facts.KitHandedOver,
        free_text=("note", "to.contact", *SIGNED),
        touches=_hand_in,
    ),
    Kind("kit.extended", 1, "kit", kit_facts.KitExtended, free_text=("note",), touches=visit_rules.touched),
    Kind("kit.serviced", 1, "kit", care_facts.KitServiced, free_text=("note",)),
    Kind("kit.condition_noted", 1, "kit", care_facts.KitConditionNoted, free_text=("note",)),
    Kind("kit.restocked", 1, "kit", care_facts.KitRestocked, free_text=("note",)),
    Kind("kit.counted", 1, "kit", kit_facts.KitCounted, free_text=("note", "codes.*.code"), touches=visit_rules.touched),
    Kind(
        "kit.problem_reported",
        1,
        "kit",
        reported_facts.KitProblemReported,
        free_text=("words", "where"),
        touches=_visit_and_photos,
    ),
    Kind("visit.started", 1, "visit", visit_facts.VisitStarted, free_text=("note",)),
    Kind("visit.finished", 1, "visit", visit_facts.VisitFinished, free_text=("note",)),
    Kind(
        "training_session.logged", 1, SESSION, session_facts.SessionLogged, free_text=("notes",), touches=session_days.touched
    ),
    Kind(
        "training_session.amended",
        1,
        SESSION,
        session_facts.SessionAmended,
        free_text=("reason", "changes.notes"),
        touches=session_days.touched,
    ),
    Kind(
        "training_session.withdrawn",
        1,
        SESSION,
        session_facts.SessionWithdrawn,
        free_text=("reason",),
        touches=session_days.touched,
    ),
    # What the desk writes to the trainers is folded, since phones are told of it; so it is not free text.
    Kind("training_session.approved", 1, SESSION, session_facts.SessionDecided, decision=True),
    Kind("training_session.returned", 1, SESSION, session_facts.SessionReturned, decision=True),
    Kind("training_session.rejected", 1, SESSION, session_facts.SessionDecided, decision=True),
    Kind("training_session.reopened", 1, SESSION, session_facts.SessionReopened, decision=True),
    Kind("training_session.commented", 1, SESSION, session_facts.SessionCommented, decision=True),
    Kind("training_session.merged", 1, SESSION, session_facts.SessionMerged, decision=True, touches=session_days.touched),
    Kind("training_session.unmerged", 1, SESSION, session_facts.SessionUnmerged, decision=True, touches=session_days.touched),
    Kind("flyer.placed", 1, STACK, placement_facts.FlyerPlaced, free_text=("note",), touches=_stack_and_photos),
    Kind("flyer.restocked", 1, STACK, placement_facts.FlyerRestocked, free_text=("note",), touches=_stack_and_photos),
    Kind("flyer.removed", 1, STACK, placement_facts.FlyerRemoved, free_text=("note",), touches=placement_rules.touched),
    Kind("flyer.handed_out", 1, placement_rules.HANDOUTS, placement_facts.FlyerHandedOut, touches=placement_rules.touched),
    Kind("outcome.answered", 1, "outcome", session_facts.OutcomeAnswered, free_text=("words",), untold=True),
    Kind("need.heard", 1, "heard", trend_facts.NeedHeard, free_text=("words",), touches=trend_rules.touched),
    Kind("referral.given", 1, "heard", trend_facts.ReferralGiven, touches=trend_rules.touched),
    Kind("help.tallied", 1, "heard", trend_facts.HelpTallied, touches=trend_rules.touched),
    Kind(
        "partner.contacted",
        1,
        "partner",
        partner_facts.PartnerContacted,
        free_text=("note", "next_step"),
        touches=partner_rules.touched,
    ),
    Kind(ASKED, 1, "partner", PartnerAsked, free_text=("words", "contact")),
    Kind(SUGGESTED, 1, suggestion_rules.LISTING, ListingChangeSuggested, free_text=("words",)),
    Kind("partner.step_done", 1, "partner", partner_facts.StepDecided, decision=True),
    Kind("partner.step_reopened", 1, "partner", partner_facts.StepDecided, decision=True),
    *(
        Kind(f"{sort}.{word}", 1, sort, payload, decision=True)
        for sort in (judging_rules.VISIT, judging_rules.HAND_IN)
        for word, payload in judging_facts.DECISIONS.items()
    ),
    Kind(judging_facts.AMENDED, 1, judging_rules.HAND_IN, judging_facts.HandInAmended, free_text=("words",)),
    Kind("discrepancy.settled", 1, None, DiscrepancySettled, free_text=("note",), decision=True, annotates=True),
    Kind("discrepancy.reopened", 1, None, DiscrepancyReopened, free_text=("note",), decision=True, annotates=True),
    # What the desk asks is folded, since phones are told of it; so it is not free text.
    Kind(inquiry_facts.ASSIGNED, 1, inquiry_rules.INQUIRY, inquiry_facts.DiscrepancyAssigned, decision=True),
    Kind(inquiry_facts.ASKED, 1, inquiry_rules.INQUIRY, inquiry_facts.DiscrepancyAsked, decision=True),
    Kind(inquiry_facts.UNASKED, 1, inquiry_rules.INQUIRY, inquiry_facts.DiscrepancyUnasked, decision=True),
    Kind(inquiry_facts.ANSWERED, 1, inquiry_rules.INQUIRY, inquiry_facts.DiscrepancyAnswered, free_text=("words",)),
    # What is said to everybody is folded, since everybody is told it; so it is not free text.
    Kind(emergency_facts.DECLARED, 1, emergency_rules.TIMELINE, emergency_facts.EmergencyDeclared),
    Kind(emergency_facts.UPDATED, 1, emergency_rules.TIMELINE, emergency_facts.EmergencyUpdated),
    Kind(emergency_facts.ENDED, 1, emergency_rules.TIMELINE, emergency_facts.EmergencyEnded, free_text=("note",)),
    Kind(emergency_facts.PLACE_TOLD, 1, emergency_rules.PLACES, emergency_facts.PlaceTold),
    Kind(emergency_facts.CHECKED_IN, 1, emergency_rules.DAY, emergency_facts.CheckedIn),
    Kind(emergency_facts.HELPED, 1, emergency_rules.DAY, emergency_facts.PeopleHelped),
    Kind(emergency_facts.HANDED_OUT, 1, emergency_rules.DAY, emergency_facts.HandedOut),
    Kind("fact.redacted", 1, None, FactRedacted, decision=True),
)

FOLDS = (
    Fold("kit", kit_rules.KitFolder(), kit_projection.known, kit_projection.project),
    Fold("visit", visit_rules.VisitFolder(), visit_projection.known, visit_projection.project),
    Fold(SESSION, session_rules.SessionFolder(), session_projection.known, session_projection.project),
    Fold(session_days.TRAINER_DAY, session_days.DayFolder(session_days.TRAINER_DAY), NoState.known, NoState.project),
    Fold(session_days.SITE_DAY, session_days.DayFolder(session_days.SITE_DAY), NoState.known, NoState.project),
    Fold("outcome", session_outcomes.OutcomeFolder(), NoState.known, session_projection.project_outcomes),
    Fold("heard", trend_rules.HeardFolder(), NoState.known, trend_projection.project),
    Fold(STACK, placement_rules.PlacementFolder(), NoState.known, placement_projection.project),
    Fold(placement_rules.CODE, placement_rules.CodeFolder(), NoState.known, placement_projection.project_codes),
    Fold(placement_rules.HANDOUTS, placement_rules.HandoutsFolder(), NoState.known, placement_projection.project_handouts),
    Fold("partner", partner_rules.PartnerFolder(), partner_projection.known, partner_projection.project),
    Fold(suggestion_rules.LISTING, suggestion_rules.SuggestionsFolder(), directory_queries.known, NoState.project),
    Fold(judging_rules.HAND_IN, judging_rules.HandInFolder(), NoState.known, judging_projection.project),
    Fold(inquiry_rules.INQUIRY, inquiry_rules.InquiryFolder(), NoState.known, inquiry_projection.project),
    Fold(
        emergency_rules.TIMELINE,
        emergency_rules.TimelineFolder(),
        emergency_projection.known,
        emergency_projection.project_timeline,
    ),
    Fold(emergency_rules.PLACES, emergency_rules.PlacesFolder(), NoState.known, emergency_projection.project_places),
    Fold(emergency_rules.DAY, emergency_rules.DayFolder(), NoState.known, emergency_projection.project_days),
    Fold(photo_rules.PHOTO, photo_rules.PhotoFolder(), NoState.known, photo_projection.project),
    Fold(DECISION_FOLD, NoState(), NoState.known, NoState.project),
)


def _library(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    library = session.get_one(Library, session.info["library"])
    yield library.id, people.library_row(library), (rows.EVERYONE,)


def _people(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for member in session.scalars(select(StaffMember)):
        yield member.id, people.person_row(member), (rows.EVERYONE,)


COLLECTIONS = (
    rows.Collection("library", account_feed.LibraryRow, _library),
    rows.Collection("people", account_feed.StaffRow, _people),
    rows.Collection("partners", partner_feed.PartnerRow, partner_feed.all_partners),
    rows.Collection("sites", partner_feed.SiteRow, partner_feed.all_sites),
    rows.Collection(terms.TERMS, terms.TermsRow, terms.all_terms),
    rows.Collection("kits", kit_feed.KitRow, kit_feed.all_kits),
    rows.Collection(guide_feed.GUIDES, guide_feed.GuideRow, guide_feed.all_guides),
    rows.Collection(
        reservation_feed.RESERVATIONS, reservation_feed.ReservationRow, reservation_feed.all_reservations, by_time=True
    ),
    rows.Collection("visits", visit_feed.VisitRow, visit_feed.all_visits, by_time=True),
    rows.Collection("site_visits", visits_at_sites.SiteVisitsRow, visits_at_sites.all_sites),
    rows.Collection("training_sessions", session_feed.SessionRow, session_feed.all_sessions, by_time=True),
    rows.Collection("topics", session_feed.TopicRow, session_feed.all_topics),
    rows.Collection("spaces", space_feed.SpaceRow, space_feed.all_spaces),
    rows.Collection(flyer_feed.FLYERS, flyer_feed.FlyerRow, flyer_feed.all_flyers),
    rows.Collection(placement_feed.PLACEMENTS, placement_feed.PlacementRow, placement_feed.all_placements, by_time=True),
    rows.Collection(directory_feed.LISTINGS, directory_feed.ListingRow, listings.all_listings),
    rows.Collection(inquiry_feed.INQUIRIES, inquiry_feed.InquiryRow, inquiry_feed.all_questions),
    rows.Collection(plan_feed.PLANS, plan_feed.EmergencyPlanRow, plan_feed.all_plans),
    rows.Collection(judging_feed.RETURNED, judging_feed.HandInRow, judging_feed.all_hand_ins, by_time=True),
    rows.Collection("pulse_wordings", session_feed.WordingRow, session_feed.all_wordings),
    *emergency_feed.COLLECTIONS,
)

CATALOGUE = Catalogue(
    kinds=KINDS,
    folds=FOLDS,
    authors=people.author_states,
    built_in_devices=devices.built_in,
    circumstances=(
        session_projection.circumstances,
        placement_projection.circumstances,
        promised.circumstances,
        emergency_projection.circumstances,
    ),
    settlements={
        **kit_rules.SETTLEMENTS,
        **visit_rules.SETTLEMENTS,
        **emergency_rules.SETTLEMENTS,
        **dict.fromkeys(("session.two_places", "session.told_by_two"), ("both", "noted")),
        "fact.clock_off": ("time_set", "noted"),
    },
)

WORDS = Words.together(
    ledger_words.WORDS,
    Words(
        known={
            STAFF: Known(account_queries.staff_names, lazy_gettext("somebody whom the library does not know")),
            DEVICES: Known(account_queries.device_labels, lazy_gettext("a phone that the library does not know")),
            "partners": Known(partner_queries.partner_names, lazy_gettext("a partner that the library does not know")),
            "listings": Known(
                directory_queries.listing_names, lazy_gettext("a listing that the directory does not have any more")
            ),
            "sites": Known(partner_queries.site_names, lazy_gettext("a place that the library does not know")),
        }
    ),
    judging_words.WORDS,
    partner_words.WORDS,
    suggestion_words.WORDS,
    kit_words.WORDS,
    visit_words.WORDS,
    session_words.WORDS,
    trend_words.WORDS,
    placement_words.WORDS,
    inquiry_words.WORDS,
    emergency_words.WORDS,
)

# What coordinators judge, by its sort.
RECORDS = {
    judging_rules.SESSION: session_judged.JUDGED,
    judging_rules.VISIT: visit_judged.JUDGED,
    judging_rules.HAND_IN: HAND_INS,
}
