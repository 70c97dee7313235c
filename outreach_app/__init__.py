"""Outreach for public libraries: a field app that works without network, a desk, public pages.

Importing this package loads nothing else; `create_app` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from outreach_app.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application, wired by `outreach_app.app` from the settings given or the environment."""
    from outreach_app.app import create_app as wire

    return wire(settings)
