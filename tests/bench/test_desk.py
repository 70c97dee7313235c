"""What `outreach bench desk` says of the desk's pages."""

from fixtures.postgres import Cluster
from outreach_app.bench import desk
from outreach_app.bench.figures import Figure


def test_every_page_of_the_desk_is_measured_with_its_queries_on_both_databases(postgres: Cluster) -> None:
    size = desk.Size(kits=3, facts=100, parts=2, asked=1)

    found = {
        one.name: one for one in desk.measure(runs=1, postgres=postgres.url("postgres"), large=size, small=size)
        if isinstance(one, Figure)
    }  # fmt: skip

    for where in ("SQLite", "PostgreSQL"):
        for page in ("/", "/kits", "/kits/<kit>", "/discrepancies", "/inbox"):
            assert found[f"desk, {where}, {page}: 95th percentile"].value > 0
            queries = found[f"desk, {where}, {page}: queries"]
            assert 0 < queries.value == queries.limit
