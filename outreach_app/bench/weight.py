"""How much a phone must fetch before the field app's first screen can be drawn."""

import json
import re
from collections.abc import Iterator

from outreach_app import paths
from outreach_app.bench.figures import Figure, Missing, figure

SCRIPT, STYLE, SPANISH = "field/main.js", "styles/field.css", re.compile(r"field/es-\w+\.js")
MOST_BYTES = 60_000
WHOLE = "field app, JavaScript and CSS, after brotli"


def measure(*, runs: int, postgres: str | None) -> Iterator[Figure | Missing]:
    """Bytes after brotli, the same in every run, of all that must be there before a person can sign in and see today's page."""
    manifest = json.loads((paths.DIST / "manifest.json").read_text(encoding="utf-8"))
    urls = manifest["files"]

    def weight(*names: str) -> int:
        return sum((paths.DIST / f"{urls[name].removeprefix('/static/')}.br").stat().st_size for name in names)

    script, style = weight(SCRIPT, *manifest["needs"].get(SCRIPT, ())), weight(STYLE)
    spanish = weight(*filter(SPANISH.fullmatch, urls))
    parts = weight(*(name for name in urls if name.startswith("field/") and name.endswith(".js"))) - script - spanish
    yield figure("field app, JavaScript of the first load, after brotli", "B", [script])
    yield figure(f"field app, {STYLE}, after brotli", "B", [style])
    yield figure(WHOLE, "B", [script + style], limit=MOST_BYTES, limit_is="aim", at_most=True)
    yield figure(f"{WHOLE}, in Spanish", "B", [script + style + spanish], limit=MOST_BYTES, limit_is="aim", at_most=True)
    yield figure("field app, JavaScript that comes when it is wanted, after brotli", "B", [parts])
