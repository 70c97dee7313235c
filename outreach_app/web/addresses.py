"""Where the page of one thing is, by the route that shows it."""

from typing import Any

from flask import current_app, url_for


def page_of(endpoint: str, id_: str) -> str:
    """The address of the page of `id_`; the route names that one thing alone, under a name of its own."""
    (name,) = next(current_app.url_map.iter_rules(endpoint)).arguments
    told: dict[str, Any] = {name: id_}
    return url_for(endpoint, **told)
