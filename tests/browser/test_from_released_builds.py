"""The app of today takes over from a released one, with facts waiting on the phone and nothing of the old build left."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.conftest import Checkout
from browser.test_the_worker import look_for_an_update
from fixtures.absent import NOT_TRIED
from fixtures.browser import Phone
from fixtures.field import Served, badge, sign_in, take_out
from house.checkout import ROOT

RELEASED = [
    line.split()[0]
    for line in (Path(__file__).parent / "released-builds.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
# `make soak` takes all; the oldest and the last are what an ordinary run can afford.
TRIED = RELEASED if os.environ.get("OUTREACH_SOAK") else [RELEASED[0], RELEASED[-1]]
TOOLS = ("build", "build.mjs", "hatch_build.py", "package.json", "package-lock.json", "pyproject.toml")
SOURCES = ("static", "outreach_app/translations", *TOOLS)


def is_in_history(commit: str) -> bool:
    return subprocess.run(["git", "cat-file", "-e", f"{commit}^{{commit}}"], cwd=ROOT, capture_output=True).returncode == 0


def built_then(commit: str, folder: Path) -> Path:
    """What that commit built, by the tools of today."""
    archive = subprocess.run(["git", "archive", commit, *SOURCES], cwd=ROOT, capture_output=True, check=True).stdout
    folder.mkdir()
    subprocess.run(["tar", "-x"], cwd=folder, input=archive, check=True)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    subprocess.run([sys.executable, "hatch_build.py", "node", "build.mjs"], cwd=folder, check=True, capture_output=True)
    return folder / "static" / "dist"


@pytest.fixture
def takes_over_from(checkout: Checkout, tmp_path: Path, record_property) -> Callable[[str], None]:
    """Puts a released build on the server; where this clone's history lacks it, another build of today, and says so."""

    def put(commit: str) -> None:
        if is_in_history(commit):
            old = built_then(commit, tmp_path / "then")
            shutil.rmtree(checkout.dist)
            shutil.copytree(old, checkout.dist)
        else:
            record_property(NOT_TRIED, f"an upgrade from the app of {commit[:7]}, which this clone's history lacks")
            checkout.builds("Kits, before")

    return put


@pytest.mark.parametrize("commit", TRIED)
def test_what_waited_in_a_build_that_was_released_is_kept_and_sent_by_this_one(
    served: Served, checkout: Checkout, phone: Phone, takes_over_from: Callable[[str], None], commit: str, watch
):
    takes_over_from(commit)
    served.server.environment["PYTHONPATH"] = str(checkout.root)
    served.server.start()
    page = phone.open(served.address("kits"))
    sign_in(page, served.library.email("ann"))
    page.reload()
    expect(badge(page)).to_have_text("all kept")
    served.server.stop()
    take_out(page, "K1")
    take_out(page, "K2")
    expect(badge(page)).to_contain_text("2 waiting")
    phone.close()

    # The new build is on the server, and what the old one was made of is gone from there.
    shutil.rmtree(checkout.dist)
    shutil.copytree(ROOT / "static" / "dist", checkout.dist)
    page = phone.open()
    page.context.route("**/api/v1/sync", lambda route: route.abort())
    served.server.start()
    page.goto(served.address("kits"))
    expect(badge(page)).to_contain_text("2 waiting")
    assert look_for_an_update(page) == "installed"
    page.get_by_role("button", name="Use it now").click()
    expect(page.locator("html")).to_have_attribute("data-build", re.compile(f"{re.escape(built_now())}$"))
    expect(badge(page)).to_contain_text("2 waiting")
    assert served.library.facts() == {}

    page.context.unroute("**/api/v1/sync")
    page.reload()
    expect(badge(page)).to_have_text("all kept")
    assert sorted((fact.subject, fact.seq) for fact in served.library.facts().values()) == [("K1", 1), ("K2", 2)]
    assert served.library.quarantine() == {}


def built_now() -> str:
    """The name of this checkout's build."""
    return json.loads((ROOT / "static" / "dist" / "manifest.json").read_text(encoding="utf-8"))["build"]
