"""Wiring only: the settings, the database, the catalogue and every blueprint, in one visible list."""

from flask import Flask
from flask_migrate import Migrate

# Their tables belong to the database whoever writes them.
import outreach_app.audit.models
import outreach_app.mail.models  # noqa: F401
from outreach_app import db, paths, pwa, settings, web
from outreach_app.accounts import enforcing, sign_in
from outreach_app.accounts import views as accounts
from outreach_app.administration.changes import views as changes
from outreach_app.administration.devices import views as devices
from outreach_app.administration.library import views as library
from outreach_app.administration.own import views as own
from outreach_app.administration.quarantine import views as quarantine
from outreach_app.administration.questions import views as questions
from outreach_app.administration.staff import views as staff
from outreach_app.administration.styleguide import views as styleguide
from outreach_app.administration.topics import views as topics
from outreach_app.catalog import CATALOGUE, COLLECTIONS, RECORDS, WORDS
from outreach_app.directory import views as listings
from outreach_app.directory.giving import views as directory_giving
from outreach_app.directory.intake import views as directory_intake
from outreach_app.directory.open_api import views as hsds
from outreach_app.directory.open_api.limiting import Limit
from outreach_app.edge import views as edge
from outreach_app.edge.indicators import views as indicators
from outreach_app.edge.snapshots import views as snapshots
from outreach_app.emergency.mode import views as emergency
from outreach_app.emergency.plan import views as emergency_plan
from outreach_app.emergency.plan.drills import views as emergency_drills
from outreach_app.emergency.plan.entries import views as emergency_entries
from outreach_app.emergency.plan.papers import views as emergency_papers
from outreach_app.flyers import views as flyers
from outreach_app.flyers.counts import views as flyer_counts
from outreach_app.flyers.counts.counting import Scans
from outreach_app.flyers.envelopes import views as envelopes
from outreach_app.flyers.papers import views as flyer_papers
from outreach_app.flyers.placements import views as stacks
from outreach_app.grants import views as grants
from outreach_app.grants.calendar import views as grant_calendar
from outreach_app.grants.files import views as grant_files
from outreach_app.grants.reporting import views as grant_report
from outreach_app.grants.results import views as grant_results
from outreach_app.grants.roles import views as grant_roles
from outreach_app.grants.tasks import views as grant_tasks
from outreach_app.kits import views as kits
from outreach_app.kits.care import views as care
from outreach_app.kits.charges import views as charges
from outreach_app.kits.due import views as due
from outreach_app.kits.guide import views as guide
from outreach_app.kits.intake import views as intake
from outreach_app.kits.papers import views as papers
from outreach_app.kits.pictures import views as pictures
from outreach_app.kits.reservations import views as reservations
from outreach_app.kits.signing import views as signing
from outreach_app.kits.stocktakes import views as stocktakes
from outreach_app.partner_pages import views as partner_pages
from outreach_app.partner_pages.goals import views as goals_reached
from outreach_app.partner_pages.over_all import views as over_all
from outreach_app.partners import views as partners
from outreach_app.partners.agreements import views as partner_agreements
from outreach_app.partners.contacts import views as partner_contacts
from outreach_app.partners.goals import views as goals
from outreach_app.partners.intake import views as partner_intake
from outreach_app.partners.merging import views as partner_merging
from outreach_app.partners.page import views as partner_page
from outreach_app.partners.pictures import views as place_pictures
from outreach_app.partners.profile import views as partner_profile
from outreach_app.partners.sharing import views as partner_shares
from outreach_app.partners.strategy import views as partner_strategy
from outreach_app.photos import storage
from outreach_app.photos import views as photos
from outreach_app.rescue import views as rescue
from outreach_app.review import views as review
from outreach_app.review.many import views as approvals
from outreach_app.review.queue import views as queue
from outreach_app.review.record import views as records
from outreach_app.scans import views as scans
from outreach_app.scans.directory import views as directory
from outreach_app.scans.open_places import views as open_places
from outreach_app.scans.papers.kept import Papers
from outreach_app.settings import Settings
from outreach_app.spaces import views as spaces
from outreach_app.sync import api
from outreach_app.training_sessions import views as training_sessions
from outreach_app.training_sessions.doubles import views as doubles
from outreach_app.training_sessions.files import views as session_files
from outreach_app.trends import views as trends
from outreach_app.trends.searched.counting import Searches
from outreach_app.trends.watching import views as watched_trends
from outreach_app.visits import views as visits
from outreach_app.visits.following import views as following

BLUEPRINTS = (
    api.blueprint,
    pwa.blueprint,
    accounts.blueprint,
    review.blueprint,
    queue.blueprint,
    approvals.blueprint,
    records.blueprint,
    visits.blueprint,
    following.blueprint,
    following.calendars,
    training_sessions.blueprint,
    doubles.blueprint,
    session_files.blueprint,
    trends.blueprint,
    emergency.blueprint,
    emergency_plan.blueprint,
    emergency_entries.blueprint,
    emergency_drills.blueprint,
    emergency_papers.blueprint,
    watched_trends.blueprint,
    spaces.blueprint,
    spaces.bookings,
    flyers.blueprint,
    flyer_counts.blueprint,
    envelopes.blueprint,
    flyer_papers.blueprint,
    stacks.blueprint,
    partner_page.blueprint,
    listings.blueprint,
    kits.blueprint,
    guide.blueprint,
    pictures.blueprint,
    reservations.blueprint,
    care.blueprint,
    charges.blueprint,
    papers.blueprint,
    intake.blueprint,
    due.blueprint,
    stocktakes.blueprint,
    signing.blueprint,
    directory_intake.blueprint,
    directory_giving.blueprint,
    hsds.blueprint,
    partner_profile.blueprint,
    place_pictures.blueprint,
    partner_contacts.blueprint,
    partner_strategy.blueprint,
    partner_shares.blueprint,
    partner_agreements.blueprint,
    partner_merging.blueprint,
    partner_intake.blueprint,
    grant_calendar.blueprint,
    grant_calendar.calendars,
    grant_results.blueprint,
    grant_report.blueprint,
    grants.blueprint,
    grant_roles.blueprint,
    grant_tasks.blueprint,
    grant_files.blueprint,
    over_all.blueprint,
    goals.blueprint,
    goals_reached.blueprint,
    partner_pages.blueprint,
    edge.blueprint,
    indicators.blueprint,
    snapshots.blueprint,
    partners.blueprint,
    photos.blueprint,
    devices.blueprint,
    library.blueprint,
    topics.blueprint,
    own.blueprint,
    questions.blueprint,
    scans.blueprint,
    directory.blueprint,
    open_places.blueprint,
    staff.blueprint,
    quarantine.blueprint,
    rescue.blueprint,
    changes.blueprint,
    styleguide.blueprint,
)


def create_app(given: Settings | None = None) -> Flask:
    """The application. Raises `Refusal` "settings.invalid" where the environment is not right."""
    told = given or settings.from_environment()
    app = Flask("outreach_app", template_folder=str(paths.TEMPLATES), static_folder=None)
    app.config.update(SECRET_KEY=told.secret_key)
    app.extensions.update(
        settings=told, catalogue=CATALOGUE, collections=COLLECTIONS, words=WORDS, photos=storage.storage_of(told),
        scans=Scans(), opened_flyers={}, open_pages={}, papers=Papers(), hsds_limit=Limit(),
        searches=Searches(),
    )  # fmt: skip
    app.extensions["records"] = RECORDS
    db.attach(app, told.database_url)
    web.init(app, told)
    sign_in.init(app, told)
    enforcing.init(app)
    Migrate(app, db.db, directory=str(paths.MIGRATIONS), render_as_batch=True, compare_type=db.same_type)  # type: ignore[arg-type]
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
