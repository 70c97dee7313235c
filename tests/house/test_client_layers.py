"""The phone's app rests floor on floor, as the server does; who imports whom is read from the sources.

A floor may use what lies below it, never its own neighbours or what lies above; a room that is not in the table
fails, so that every new one is given a place.
"""

import json
import re
from pathlib import Path

import pytest

from house.checkout import ROOT, files_of, text_of

FLOORS = [
    {"main", "mending"},
    {"places"},
    {"rooms"},
    {"screens"},
    {"elements"},
    {"core", "browser"},
    {"recording", "enrolling", "view-of"},
    {"sync"},
    {"view"},
    {"rules"},
    {"facts"},
    {"store"},
    {"text", "wire", "surroundings"},
]
# Rooms that stand alone, whatever lies below them: they know the shapes of the wire and little else.
ALONE = {"store": {"wire", "surroundings"}, "facts": {"wire"}, "rules": {"wire", "facts"}}
FLOOR_OF = {room: number for number, floor in enumerate(FLOORS) for room in floor}

FIELD = files_of(".ts", ".tsx", under="static/field/")
WORKER = files_of(".ts", ".tsx", under="static/worker/")
DESK = files_of(".ts", ".tsx", under="static/desk/")
IMPORT = re.compile(r"""^(?:import|export)\b[^"'`;]*?["'](\.{1,2}/[^"']+)["']|\bimport\(\s*["'](\.{1,2}/[^"']+)["']""", re.M)


def room_of(path: str) -> str:
    """The folder of `static/field/` that a file lies in, or the file's own name where it lies in none."""
    return Path(path).relative_to("static/field").parts[0].split(".")[0]


def imports_of(file: Path) -> list[str]:
    """What a file imports of ours, types too, as paths from the checkout without their ending."""
    found = []
    for value, lazy in IMPORT.findall(text_of(file)):
        target = (ROOT / file.parent / (value or lazy)).resolve().relative_to(ROOT)
        found.append(re.sub(r"\.(tsx?|json)$", "", target.as_posix()))
    return found


def test_every_room_of_the_app_has_a_floor():
    rooms = {room_of(file.as_posix()) for file in FIELD if file.name != "modules.d.ts"}

    assert rooms - FLOOR_OF.keys() == set()


def test_each_floor_of_the_app_rests_only_on_those_below_it():
    wrong = []
    for file in FIELD:
        above = room_of(file.as_posix())
        for target in imports_of(file):
            if not target.startswith("static/field/"):
                wrong.append(f"{file} -> {target}")
                continue
            below = room_of(target)
            if above != below and FLOOR_OF.get(above, 0) >= FLOOR_OF.get(below, 0):
                wrong.append(f"{file} -> {target}")

    assert wrong == []


@pytest.mark.parametrize("room", ALONE)
def test_nothing_is_called_by(room):
    called = {
        f"{file} -> {to}"
        for file in FIELD
        if room_of(file.as_posix()) == room
        for to in imports_of(file)
        if room_of(to) not in ALONE[room] | {room}
    }

    assert called == set()


def test_no_screen_imports_another():
    screens = [file for file in FIELD if room_of(file.as_posix()) == "screens"]

    assert [f"{file} -> {to}" for file in screens for to in imports_of(file) if to.startswith("static/field/screens/")] == []


def test_the_worker_reaches_only_syncing_and_what_is_below():
    allowed = {room for room, floor in FLOOR_OF.items() if floor >= FLOOR_OF["sync"]} | {"browser"}
    wrong = [
        f"{file} -> {to}"
        for file in WORKER
        for to in imports_of(file)
        if to.startswith("static/") and not to.startswith("static/worker/") and room_of(to) not in allowed
    ]

    assert wrong == []


def test_the_desk_shares_nothing_with_the_phone():
    assert [f"{file} -> {to}" for file in DESK for to in imports_of(file) if not to.startswith("static/desk/")] == []


ELEMENTS = ("static/field/elements/", "static/field/screens/", "static/field/main.tsx")


@pytest.mark.parametrize(
    ("word", "homes"),
    [
        # browser.ts hands it over; sync/server.ts alone calls what it is handed.
        (r"\bfetch\(", ("static/field/sync/server.ts", "static/field/browser.ts")),
        (r"\bindexedDB\.|from \"idb\"", ("static/field/store/",)),
        # Nothing that matters: a mark that storage was there, and matters of taste.
        (r"\blocalStorage\b|\bsessionStorage\b", ("static/field/browser.ts", "static/field/elements/remembered.ts")),
        (r"\bMath\.random\(|\brandomUUID\b|\bgetRandomValues\b", ("static/field/browser.ts",)),
        # What is shown may read the clock of the page; what is recorded is told the time.
        (r"\bDate\.now\(\)|\bnew Date\(\)", ("static/field/browser.ts", *ELEMENTS)),
    ],
    ids=["fetch", "IndexedDB", "web storage", "chance", "the clock"],
)
def test_one_place_only_touches(word, homes):
    users = [
        f"{file}:{number}"
        for file in FIELD
        if not file.as_posix().startswith(homes)
        for number, line in enumerate(text_of(file).splitlines(), 1)
        if re.search(word, line) and not line.lstrip().startswith(("*", "//", "/*"))
    ]

    assert users == []


def test_what_is_bundled_for_the_worker_holds_no_screen():
    graph_file = ROOT / ".build" / "graph.json"
    graph = json.loads(graph_file.read_text())

    reached, waiting = set(), ["static/worker/worker.ts"]
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            waiting += graph.get(module, [])

    assert {module for module in reached if "/screens/" in module or "/elements/" in module} == set()
