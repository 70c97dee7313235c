"""A form's page, the same for every form of the desk: shown; written and gone on from; or come back, with what was typed."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import current_app, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from outreach_app.problems import Refusal
from outreach_app.web.errors import STATUS, message_of
from outreach_app.web.forms import DeskForm

_NOT_FOR_FORMS = {"not_found", "not_allowed"}


def form_page(template: str, form: DeskForm, write: Callable[[], object], then: str, **shown: Any) -> Response:
    """Show the form; on POST, where it is right, `write` and go on to `then`.

    Whatever stands in the way (a field, a token that is no good any more, a `Refusal` of `write`) brings the form back
    with what was typed. `shown` is what else the template needs.
    """
    status, headers = 200, {}
    if request.method == "POST":
        status = 422
        if form.validate():
            try:
                write()
                return redirect(then, 303)
            except Refusal as refusal:
                if refusal.code in _NOT_FOR_FORMS:
                    raise
                status = STATUS.get(refusal.code, 409)
                if "retry_after" in refusal.details:
                    headers["Retry-After"] = str(refusal.details["retry_after"])
                come_back(form, refusal)
    return make_response(render_template(template, form=form, **shown), status, headers)


def come_back(form: DeskForm, refusal: Refusal) -> None:
    """Let a form say why nothing was written: at a field, as a whole, or beside what somebody else wrote meanwhile."""
    if refusal.code == "row.changed_meanwhile":
        changes: Mapping[str, Any] = refusal.details["changes"]
        names: Callable[[Iterable[str]], Mapping[str, str]] = current_app.extensions["staff_names"]
        form.lay_over(changes, names({one.by for one in changes.values() if one.by}))
        form.version.data, form.version.raw_data = refusal.details["version"], None
    elif not form.take(refusal):
        form.form_errors.append(message_of(refusal))
