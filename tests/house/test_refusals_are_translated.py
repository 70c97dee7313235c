"""What a refusal says is read by people, so it comes in their language."""

import ast

from house.checkout import files_of, text_of

# What is read at a terminal or in a log, where there is no reader's language, and what only programs read.
NOT_FOR_PAGES = (
    "outreach_app/backup.py", "outreach_app/bench/", "outreach_app/commands/", "outreach_app/installation.py",
    "outreach_app/photos/arriving.py", "outreach_app/restoring.py",
    "outreach_app/schema.py", "outreach_app/serving.py", "outreach_app/settings.py",
    "outreach_app/sync/", "outreach_app/web/health.py",
)  # fmt: skip
# The API's answers, which the phone's app puts in its own words; and those that errors.py knows by their codes.
BY_CODE = {"busy", "database.away", "device.unknown", "enrol.refused", "photo.no_picture", "photos.away"}


def texts_in_refusals(source):
    """(line, code) of each refusal in a module whose message is a text in one language only."""
    tree = ast.parse(source)
    plain = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.JoinedStr)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal"):
            continue
        code, message = node.args[:2]
        is_plain = isinstance(message, ast.Constant | ast.JoinedStr) or (isinstance(message, ast.Name) and message.id in plain)
        named = code.value if isinstance(code, ast.Constant) else ast.unparse(code)
        if is_plain and named not in BY_CODE:
            yield node.lineno, named


def test_refusals_that_people_read_go_through_gettext():
    found = [
        f"{file}:{line} {code}"
        for file in files_of(".py", under="outreach_app/")
        if not file.as_posix().startswith(NOT_FOR_PAGES)
        for line, code in texts_in_refusals(text_of(file))
    ]

    assert found == []


def test_a_plain_text_is_found():
    source = """
message = "No."
raise Refusal("not_found", message)
raise Refusal("link.gone", f"{x}")
Refusal("busy", "No.")
Refusal(c, "No.")
"""

    assert list(texts_in_refusals(source)) == [(3, "not_found"), (4, "link.gone"), (6, "c")]
