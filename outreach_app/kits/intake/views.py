"""The desk's pages where kits come in from a spreadsheet and go out as one."""

import base64
import binascii

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from outreach_app.accounts import sign_in
from outreach_app.db import db, reading
from outreach_app.kits.intake import bringing, sheet
from outreach_app.kits.intake.forms import AgreedForm, SheetForm
from outreach_app.problems import Refusal
from outreach_app.web.errors import STATUS
from outreach_app.web.form_page import come_back
from outreach_app.web.spreadsheet import csv_file
from outreach_app.web.text import gettext as _
from outreach_app.web.text import ngettext

blueprint = Blueprint("intake", __name__, url_prefix="/kits")

MOST_SHOWN = 200


@blueprint.get("/import")
def choose() -> Answer:
    """Where the file is chosen."""
    return _page(SheetForm(formdata=None))


@blueprint.post("/import")
def look() -> Answer:
    """What the file would do; nothing is done."""
    form, sent = SheetForm(), request.files.get("file")
    if not form.validate():
        return _page(form, status=422)
    try:
        if sent is None or not sent.filename:
            raise Refusal("kits.file_unread", _("Choose the file first."))
        return _looked_over(sent.read(), sent.filename)
    except Refusal as refusal:
        if refusal.code != "kits.file_unread":
            raise
        come_back(form, refusal)
        return _page(form, status=STATUS[refusal.code])


@blueprint.post("/import/agreed")
def bring_in() -> Answer:
    """Do what was looked over."""
    person, form = sign_in.person(), AgreedForm()
    try:
        raw = base64.b64decode(form.content.data or "", validate=True)
    except binascii.Error:
        raise Refusal(
            "form.invalid", _("The page's content did not arrive whole. Choose the file again; nothing was done.")
        ) from None
    if not form.validate():
        return _looked_over(raw, form.name.data or "", stale=True, status=422)
    try:
        done = bringing.bring_in(person.library.id, sheet.read(raw), agreed=form.digest.data, by=person.id)
    except Refusal as refusal:
        if refusal.code not in ("kits.plan_changed", "busy"):
            raise
        answer = _looked_over(raw, form.name.data or "", refusal=refusal, status=STATUS[refusal.code])
        if "retry_after" in refusal.details:
            answer.headers["Retry-After"] = str(refusal.details["retry_after"])
        return answer
    changed, faulty = done.changed_parts + done.renamed, len(done.troubles)
    told = {
        ngettext("%(num)s kit was added.", "%(num)s kits were added.", done.new_kits): done.new_kits,
        ngettext("%(num)s part was added.", "%(num)s parts were added.", done.new_parts): done.new_parts,
        ngettext("%(num)s was changed.", "%(num)s were changed.", changed): changed,
        ngettext("Nothing came of %(num)s line.", "Nothing came of %(num)s lines.", faulty): faulty,
    }
    said = [text for text, count in told.items() if count]
    flash(" ".join(said))
    return redirect(url_for("kits.listed"), 303)


@blueprint.get("/export.csv")
def export() -> Answer:
    """The kits in use as a file that can be brought in again."""
    return csv_file(bringing.as_rows(db.session()), "kits.csv")


def _looked_over(raw: bytes, name: str, *, stale: bool = False, refusal: Refusal | None = None, status: int = 200) -> Answer:
    read = sheet.read(raw)
    with reading(sign_in.person().library.id) as session:
        plan = bringing.planned(session, read)
    form = AgreedForm(formdata=None, content=base64.b64encode(raw).decode(), digest=plan.digest, name=name)
    shown = {"plan": plan, "unread": read.unread, "name": name, "most": MOST_SHOWN, "stale": stale, "refusal": refusal}
    return make_response(render_template("kits/import_look.html", form=form, **shown), status)


def _page(form: SheetForm, *, status: int = 200) -> Answer:
    return make_response(render_template("kits/import.html", form=form, columns=sheet.COLUMNS), status)
