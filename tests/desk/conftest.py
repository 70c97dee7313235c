"""A demonstration library, and people signed in at its desk."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from fixtures.library import QUICK
from outreach_app.accounts import passwords, people
from outreach_app.db import db, writing

PASSWORD = "a password for tests"
ROLES = ("trainer", "coordinator", "admin")


def token_in(page: str, name: str = "csrf_token") -> str:
    """The value of a hidden field of a page."""
    return re.search(rf'name="{name}"[^>]*value="([^"]+)"', page).group(1)


def sign_in(client: FlaskClient, email: str) -> FlaskClient:
    """The same client, signed in."""
    told = {"csrf_token": token_in(client.get("/sign-in").text), "email": email, "password": PASSWORD}
    assert client.post("/sign-in", data=told).status_code == 303
    return client


@pytest.fixture
def library(app: Flask) -> str:
    """A library with one staff member of each role."""
    return make_library(app, "one")


def make_library(app: Flask, name: str) -> str:
    # A password is hashed slowly on purpose; what a stored hash says of itself decides how long it takes to check it.
    with app.app_context(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", QUICK)
        made = people.make_library(name.title(), "America/Chicago", ["en", "es"])
        with writing(made) as handle:
            for role in ROLES:
                people.add_staff(handle, email=f"{role}@{name}.example", name=f"A {role}", role=role, password=PASSWORD)
        db.session.remove()
    return made


@pytest.fixture
def as_role(app: Flask, library: str) -> Callable[[str], FlaskClient]:
    """Gives a browser in which somebody of a role is signed in."""
    return lambda role: sign_in(app.test_client(), f"{role}@one.example")
