"""What `outreach bench directory` says, over a small neighbour."""

from outreach_app.bench import directory
from outreach_app.bench.figures import Figure, Missing


def test_it_tells_how_fast_a_package_comes_in_and_how_heavy_it_is() -> None:
    told = list(directory.measure(runs=1, postgres=None, services=12))

    figures = {one.name: one.value for one in told if isinstance(one, Figure)}
    missing = [one.name for one in told if isinstance(one, Missing)]
    assert figures["directory, SQLite, brought in"] > 0
    assert 0 < figures["directory on a phone, 12 listings: gzipped"] < figures["directory on a phone, 12 listings: rows"]
    assert figures["directory, memory: brought in, at most"] > 20
    assert "directory, PostgreSQL, brought in" in figures or "directory, PostgreSQL" in missing
