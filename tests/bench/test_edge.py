"""What `outreach bench edge` says of the page of the Edge evidence."""

from fixtures.postgres import Cluster
from outreach_app.bench import edge
from outreach_app.bench.figures import Figure


def test_the_evidence_is_measured_with_its_queries_on_both_databases(postgres: Cluster) -> None:
    few, many = edge.Size(200, partners=10, kits=2, asked=1), edge.Size(2_000, partners=80, kits=4, asked=1)

    told = edge.measure(runs=1, postgres=postgres.url("postgres"), large=many, small=few)
    found = {one.name: one for one in told if isinstance(one, Figure)}

    for where in ("SQLite", "PostgreSQL"):
        for page in ("all five years", "one year", "the pack"):
            name = f"edge, rows of 2,000 facts in five years, {where}, {page}"
            assert found[f"{name}: 95th percentile"].value > 0
            queries = found[f"{name}: queries"]
            assert 0 < queries.value == queries.limit
