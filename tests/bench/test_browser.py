"""What `outreach bench` measures in a real browser, on a small library."""

import json
import subprocess
import sys

from outreach_app.bench import record, scans, screens
from outreach_app.bench.figures import Missing
from outreach_app.paper.sheets import SHEETS

# In a process of its own: a browser of the tests may be open in this one, and Playwright drives from one place only.
MEASURE = """
import json
from outreach_app.bench import desk, screens
few = screens.Mirrored(sessions=4, places=5)
found = screens.measure(runs=1, postgres=None, large=desk.Size(kits=3, facts=100, parts=2), also=few, visits=1)
print(json.dumps({one.name: one.as_dict()["value"] for one in found}))
"""


def test_every_screen_of_the_field_app_is_measured(chromium_program: str) -> None:
    done = subprocess.run([sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)

    assert [name.split(", ")[-1].split(":")[0] for name in found] == list(screens.SCREENS)
    assert all(value > 0 for value in found.values())


SCANS = """
import json
from outreach_app.bench import scans
few = scans.Size(kits=3, parts=2, labels=1, visits=1, sought=("K-00001",))
print(json.dumps({one.name: one.as_dict()["value"] for one in scans.measure(runs=1, postgres=None, size=few)}))
"""


def test_labels_are_read_kits_found_and_every_sheet_decoded(chromium_program: str) -> None:
    done = subprocess.run([sys.executable, "-c", SCANS], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)

    shares = {name: value for name, value in found.items() if name.endswith("share read")}
    assert list(shares.values()) == [1.0, 1.0, 1.0]
    assert len([name for name in found if "camera to screen" in name]) == 3
    assert all(found[f"{scans.FIND_NAME}, {what}: 95th percentile"] > 0 for what in ("list", "search"))
    assert found["a sheet of 30 labels as PDF"] > 0
    assert found["sheets of every size decoded right at 150 dpi"] == len([one for one in SHEETS.values() if one.code_side])


PLAN = """
import json
from outreach_app.bench import emergency
few = emergency.Size(kits=3, places=5, entries=2, visits=1)
print(json.dumps({one.name: one.as_dict()["value"] for one in emergency.measure(runs=1, postgres=None, size=few)}))
"""


def test_the_disaster_plan_is_opened_without_a_network(chromium_program: str) -> None:
    done = subprocess.run([sys.executable, "-c", PLAN], capture_output=True, text=True, check=True)

    assert [value > 0 for value in json.loads(done.stdout).values()] == [True, True]


def test_without_a_browser_it_is_said_what_is_missing(monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    (told,) = record.measure(runs=1, postgres=None)

    assert isinstance(told, Missing)
    assert "chromium" in told.why
