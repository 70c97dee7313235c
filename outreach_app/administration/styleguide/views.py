"""The page of elements: what a new page may be made of, and what each of them looks like by day and by night."""

from flask import Blueprint, render_template

from outreach_app.administration.styleguide.forms import SampleForm

blueprint = Blueprint("styleguide", __name__)
PAIRS = (
    ("ink", "paper"),
    ("ink", "sheet"),
    ("ink", "well"),
    ("soft", "paper"),
    ("soft", "sheet"),
    ("accent", "paper"),
    ("on-accent", "accent"),
    ("kept", "kept-bg"),
    ("wait", "wait-bg"),
    ("need", "need-bg"),
)
"""Which colour is written on which."""
ICONS = ("circle-check", "clock", "triangle-alert", "info", "search", "plus", "menu", "chevron-left", "chevron-right")


@blueprint.get("/styleguide")
def show() -> str:
    """Every element once."""
    form = SampleForm()
    form.show_what_is_wrong()
    return render_template("styleguide/show.html", form=form, pairs=PAIRS, icons=ICONS)
