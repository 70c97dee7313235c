"""The desk's pages of the topics that sessions are logged under."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.administration.topics.forms import NewTopicForm, TopicForm
from outreach_app.db import db, writing
from outreach_app.problems import Refusal
from outreach_app.training_sessions import editing, queries
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("topics", __name__, url_prefix="/topics")


@blueprint.get("")
def listed() -> str:
    """Every topic, those that are offered first, with how much was logged under each."""
    found = queries.topics(db.session())
    return render_template("topics/listed.html", topics=found)


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Response:
    """One more topic."""
    person, form = sign_in.person(), NewTopicForm()
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.add_topic(handle, form.id.data or "", name=form.name.data or "", by=person.id)
        flash(_("%(name)s is added. Phones offer it when they are next in touch.", name=form.name.data))

    return form_page("topics/new.html", form, write, url_for(".listed"))


@blueprint.route("/<topic>", methods=["GET", "POST"])
def change(topic: str) -> Response:
    """Another name for a topic."""
    person, found = sign_in.person(), _found(topic)
    form = TopicForm(data={"name": found.name, "version": found.version})

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.rename_topic(
                handle, topic, seen=form.version.data or 0, name=form.name.data or "", by=person.id
            )  # fmt: skip
        flash(_("Saved. Phones see it when they are next in touch."))

    return form_page("topics/change.html", form, write, url_for(".listed"), topic=found)


@blueprint.post("/<topic>/retirement")
def retire(topic: str) -> Response:
    """Offer a topic no more."""
    person, found = sign_in.person(), _found(topic)
    with writing(person.library.id) as handle:
        editing.retire_topic(handle, topic, by=person.id)
    flash(_("Phones offer %(name)s no more. What was logged under it stays.", name=found.name))
    return redirect(url_for(".listed"), 303)


@blueprint.post("/<topic>/rise", defaults={"by_places": -1}, endpoint="rise")
@blueprint.post("/<topic>/fall", defaults={"by_places": 1}, endpoint="fall")
def move(topic: str, by_places: int) -> Response:
    """Offer a topic one place sooner, or one later."""
    person = sign_in.person()
    with writing(person.library.id) as handle:
        editing.move_topic(handle, topic, by_places, by=person.id)
    return redirect(url_for(".listed", _anchor=topic), 303)


@blueprint.post("/<topic>/return")
def bring_back(topic: str) -> Response:
    """Offer a topic again."""
    person = sign_in.person()
    try:
        with writing(person.library.id) as handle:
            editing.bring_back_topic(handle, topic, by=person.id)
    except Refusal as refusal:
        if refusal.code != "topics.named":
            raise
        flash(str(refusal.message), "need")
    else:
        flash(_("On the list again. Phones see it when they are next in touch."))
    return redirect(url_for(".listed"), 303)


def _found(topic: str) -> queries.TopicListed:
    return next((one for one in queries.topics(db.session()) if one.id == topic), None) or abort(404)
