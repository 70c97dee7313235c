"""The desk's page where the directory goes out as a package."""

from tempfile import SpooledTemporaryFile

from flask import Blueprint, render_template, send_file
from werkzeug.wrappers import Response as Answer

from outreach_app.accounts import sign_in
from outreach_app.accounts.models import Library
from outreach_app.db import reading
from outreach_app.directory.giving import documents, tables
from outreach_app.directory.intake.reading import FORMS, JSON
from outreach_app.problems import Refusal
from outreach_app.web.text import gettext as _

blueprint = Blueprint("directory_giving", __name__, url_prefix="/listings/export")

_IN_MEMORY = 4 * 1024 * 1024


@blueprint.get("")
def choose() -> str:
    """In which form."""
    return render_template("directory/export.html")


@blueprint.get("/<form>.zip")
def export(form: str) -> Answer:
    """The package. It is written whole before the first byte is sent: a fault in the middle is an error, never half a file."""
    if form not in FORMS:
        raise Refusal("not_found", _("There is no such form."))
    library = sign_in.person().library.id
    file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (the answer reads it, and closes it)
    with reading(library) as session:
        if form == JSON:
            documents.write(session, file)  # type: ignore[arg-type]
        else:
            tables.write(session, file, session.get_one(Library, library).name)  # type: ignore[arg-type]
    file.seek(0)
    return send_file(file, mimetype="application/zip", as_attachment=True, download_name=f"directory-{form}.zip")
