"""The desk's pages of what is asked about sessions."""

from flask import Blueprint, abort, flash, render_template, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response

from outreach_app.accounts import sign_in
from outreach_app.administration.questions.forms import QuestionsForm
from outreach_app.db import db, writing
from outreach_app.training_sessions import editing, queries
from outreach_app.training_sessions.outcomes import QUESTIONS
from outreach_app.web.form_page import form_page
from outreach_app.web.language import name_of
from outreach_app.web.text import gettext as _

blueprint = Blueprint("questions", __name__, url_prefix="/questions")


@blueprint.get("")
def listed() -> str:
    """What is asked, in each of the library's languages."""
    own, languages = queries.wordings(db.session()), sign_in.person().library.language_codes
    told = [(code, name_of(code), queries.worded(own.get(code), _asked(code))) for code in languages]
    return render_template("questions/listed.html", told=told)


@blueprint.route("/<code>", methods=["GET", "POST"])
def change(code: str) -> Response:
    """Ask in other words in one language."""
    person = sign_in.person()
    if code not in person.library.language_codes:
        abort(404)
    own = queries.wordings(db.session()).get(code)
    data = {name: getattr(own, name) for name in QUESTIONS} if own else {}
    form = QuestionsForm(data={**data, "version": own.version if own else 0})

    def write() -> None:
        told = {name: form[name].data or "" for name in QUESTIONS}
        with writing(person.library.id) as handle:
            editing.change_wording(handle, code, seen=form.version.data or 0, told=told, by=person.id)
        flash(_("Saved. It is asked so from now on, and on phones when they are next in touch."))

    shown = {"code": code, "name": name_of(code), "asked": _asked(code)}
    return form_page("questions/change.html", form, write, url_for(".listed"), **shown)


def _asked(code: str) -> dict[str, str]:
    """The questions as the product asks them in a language."""
    with force_locale(code):
        return {name: str(text) for name, text in queries.QUESTION.items()}
