"""One job a file: files stay short, and none is a drawer for the rest."""

from house.checkout import files, files_of, text_of

LONGEST = 400
# One step of the database is one file, as long as the step is: it is written once, never edited, and read top to bottom.
STEPS = "outreach_app/migrations/versions/"
# The types of the wire are made from the schemas, as long as those are.
MADE = "static/field/wire.ts"
CODE = (".py", ".ts", ".tsx", ".mjs", ".css", ".html")
DRAWERS = {
    "util",
    "utils",
    "utilities",
    "helper",
    "helpers",
    "common",
    "shared",
    "service",
    "services",
    "manager",
    "managers",
    "misc",
    "lib",
    "tools",
}


def test_no_file_but_a_step_of_the_database_is_longer_than_four_hundred_lines():
    long = {
        str(file): lines
        for file in files_of(*CODE)
        if not file.as_posix().startswith((STEPS, MADE)) and (lines := text_of(file).count("\n")) > LONGEST
    }

    assert long == {}


def test_no_file_or_folder_is_named_as_a_drawer():
    drawers = [str(file) for file in files() if DRAWERS & {part.split(".")[0].lower() for part in file.parts}]

    assert drawers == []


def test_every_test_file_has_a_name_that_pytest_collects():
    strays = [
        str(file)
        for file in files_of(".py", under="tests/")
        if "\ndef test_" in text_of(file) and not file.name.startswith("test_")
    ]

    assert strays == []


def test_no_two_tests_of_a_file_have_one_name():
    twice = []
    for file in files_of(".py", under="tests/"):
        names = [line.split("(")[0] for line in text_of(file).splitlines() if line.startswith("def test_")]
        twice += [f"{file}: {name}" for name in set(names) if names.count(name) > 1]

    assert twice == []
