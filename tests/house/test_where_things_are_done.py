"""Some things are done in one place only: the clock is read, chance is drawn, work is committed, the web is asked."""

from pathlib import Path

import pytest

from house.checkout import calls_in, files_of, imports_in

# Alembic runs the migrations, in a way of its own.
SOURCES = [file for file in files_of(".py", under="outreach_app/") if "migrations" not in file.parts]

# The edge: what a browser, a phone or a person at a terminal reaches first.
EDGE = {"views.py", "api.py", "cli.py"}
WEB = EDGE | {"app.py", "web.py", "pwa.py", "forms.py", "metrics.py", "sign_in.py"}

CLOCKS = (
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
)
CHANCE = ("uuid", "secrets", "random")
CONTEXT = ("flask.request", "flask.session", "flask.current_app", "flask.g", "flask_login.current_user")
FEATURES = {
    "partners",
    "directory",
    "kits",
    "spaces",
    "visits",
    "training_sessions",
    "flyers",
    "trends",
    "grants",
    "emergency",
}
ASKING = FEATURES | {"review", "reports", "edge", "partner_pages"}


def test_only_the_clock_reads_the_time():
    readers = [
        f"{file}:{line} {name}"
        for file in SOURCES
        if file.name != "clock.py"
        for line, name in calls_in(file)
        if name.endswith(CLOCKS)
    ]

    assert readers == []


def test_only_ids_draws_chance():
    # The demonstration library and what is measured are drawn from a seed, the same every time, so that is not chance.
    seeded = {
        "outreach_app/bench",
        "outreach_app/demo",
        "outreach_app/demo.py",
        "outreach_app/simulate",
        "outreach_app/simulate.py",
    }
    drawers = [
        f"{file}:{line} {name}"
        for file in SOURCES
        if file.name != "ids.py" and not (seeded & {str(file), str(file.parent)})
        for line, name in imports_in(file)
        if name.split(".")[0] in CHANCE
    ]

    assert drawers == []


def test_only_the_edge_commits():
    places = EDGE | {"db.py"}
    commits = [
        f"{file}:{line} {name}()"
        for file in SOURCES
        if file.name not in places and file.parent != Path("outreach_app/demo")
        for line, name in calls_in(file)
        if name.endswith(".commit")
    ]

    assert commits == []


def test_nothing_below_the_edge_asks_the_web():
    askers = [
        f"{file}:{line} {name}"
        for file in SOURCES
        if file.name not in WEB and file.parent.name != "web" and file.name not in ("enforcing.py", "schema.py", "floor.py")
        for line, name in imports_in(file)
        if name in CONTEXT
    ]

    assert askers == []


# A plan reserves kits as it is made, in one transaction.
LETS_WRITE = {"visits": "outreach_app.kits.reservations.editing"}


@pytest.mark.parametrize("feature", sorted(ASKING))
def test_a_feature_asks_another_only_through_its_queries(feature):
    asked = [
        f"{file}:{line} {name}"
        for file in files_of(".py", under=f"outreach_app/{feature}/")
        for line, name in imports_in(file)
        if name.startswith("outreach_app.")
        and (parts := [*name.split("."), "", ""])[1] in FEATURES - {feature}
        and "queries" not in parts[2:4]
        and not name.startswith(LETS_WRITE.get(feature, "-"))
    ]

    assert asked == []


def test_no_test_sleeps():
    sleepers = [
        f"{file}:{line} {name}"
        for file in files_of(".py", under="tests/")
        for line, name in calls_in(file)
        if name in {"time.sleep", "sleep"} or name.endswith(".wait_for_timeout")
    ]

    assert sleepers == []
