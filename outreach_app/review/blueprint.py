"""Where the pages of review hang."""

from flask import Blueprint

blueprint = Blueprint("review", __name__)
