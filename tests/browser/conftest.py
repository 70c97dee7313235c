"""The field app from a checkout of its own, so that a test may build it anew, and spoil what was built."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from fixtures.field import Served
from fixtures.pictures import KeepPicture
from house.checkout import ROOT

# Another engine takes half a minute to start, and again after it was killed: `make soak` tries it.
collect_ignore = [] if os.environ.get("OUTREACH_SOAK") else ["test_in_firefox.py"]
COPIED = ("build", "outreach_app", "static", "templates", ".build")
FILES = ("build.mjs", "hatch_build.py", "package.json", "package-lock.json", "pyproject.toml")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What a browser keeps does not hang on the kind of database."""
    return sqlite_url


class Checkout:
    """A copy of this checkout with its build, to be changed and built again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in COPIED:
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in FILES:
            shutil.copyfile(ROOT / name, root / name)
        (root / "node_modules").symlink_to(ROOT / "node_modules")
        self.dist = root / "static" / "dist"

    def builds(self, kits_are_called: str) -> str:
        """Build a version whose first screen has this heading; gives the name of the build."""
        source = self.root / "static" / "field" / "screens" / "kits.tsx"
        original = (ROOT / "static" / "field" / "screens" / "kits.tsx").read_text(encoding="utf-8")
        changed = original.replace('<Frame title={t("Kits")}', f'<Frame title="{kits_are_called}"')
        assert changed != original
        source.write_text(changed, encoding="utf-8")
        subprocess.run([sys.executable, "hatch_build.py", "node", "build.mjs"], cwd=self.root, check=True, capture_output=True)
        return kits_are_called

    def script(self) -> Path:
        """The built part of the app that the screens of kits are in."""
        (found,) = (self.dist / "field").glob("kits-*.js")
        return found


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A copy of this checkout."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    return Checkout(folder)


@pytest.fixture
def built(served: Served, checkout: Checkout) -> Served:
    """A library whose server runs from that checkout, already started."""
    served.server.environment["PYTHONPATH"] = str(checkout.root)
    served.server.start()
    return served


@pytest.fixture
def running(served: Served) -> Served:
    """A library whose server is already started."""
    served.server.start()
    return served


@pytest.fixture
def looks_well(accessibility_faults: Callable[[Page], list[str]], keep_picture: KeepPicture) -> Callable[[Page, str], None]:
    """Looks at a screen as it stands on a narrow phone, by day and by night: a picture of it, and nothing for axe to find."""

    def look(page: Page, name: str) -> None:
        page.set_viewport_size({"width": 360, "height": 740})
        for scheme in ("dark", "light"):
            # Colours that are still on their way to the other scheme stand out too little.
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            keep_picture(page, f"phone-{name}-{scheme}")
            # All of it in sight: what the sticky bars hide half of at this scroll is not small for that.
            page.set_viewport_size({"width": 360, "height": max(740, page.evaluate("document.documentElement.scrollHeight"))})
            assert accessibility_faults(page) == []
            page.set_viewport_size({"width": 360, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    return look
