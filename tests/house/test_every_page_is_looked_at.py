"""The walk that looks at every page of the desk finds each by the server's own map."""

from pathlib import Path

from fixtures.databases import settings_for
from fixtures.desk_pages import NAMED, pages
from outreach_app.app import create_app


def test_whatever_an_address_of_the_desk_names_is_found_in_the_demonstration_library(tmp_path: Path) -> None:
    found = list(pages(create_app(settings_for(tmp_path, f"sqlite:///{tmp_path / 'none.sqlite3'}"))))

    # Add to NAMED in tests/fixtures/desk_pages.py how the demonstration library has one of it.
    assert {rule.rule for rule in found if not rule.arguments <= NAMED.keys()} == set()
    assert "/kits/<kit>" in {rule.rule for rule in found}
