"""The first page of the server."""

from flask import Blueprint, render_template

blueprint = Blueprint("review", __name__)


@blueprint.get("/")
def home() -> str:
    """The public front page: what this is, and the way into the field app."""
    return render_template("front.html")
