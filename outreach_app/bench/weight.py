"""How much a phone must fetch before the field app's first screen can be drawn."""

import json
from collections.abc import Iterator

from outreach_app import paths
from outreach_app.bench.figures import Figure, Missing, figure

FIRST_LOAD = ("field/main.js", "styles/field.css")
MOST_BYTES = 60_000


def measure(*, runs: int, postgres: str | None) -> Iterator[Figure | Missing]:
    """Bytes of its JavaScript and CSS after brotli; the same in every run."""
    urls = json.loads((paths.DIST / "manifest.json").read_text(encoding="utf-8"))["files"]
    sizes = [(paths.DIST / f"{urls[name].removeprefix('/static/')}.br").stat().st_size for name in FIRST_LOAD]
    for name, size in zip(FIRST_LOAD, sizes, strict=True):
        yield figure(f"field app, {name}, after brotli", "B", [size])
    limit = {"limit": float(MOST_BYTES), "limit_is": "aim"}
    yield figure("field app, JavaScript and CSS, after brotli", "B", [sum(sizes)], at_most=True, **limit)  # type: ignore[arg-type]
