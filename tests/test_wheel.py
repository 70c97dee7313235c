"""What is installed from the wheel, away from the checkout, is the whole product."""

import json
import subprocess
import sys
import urllib.request
import venv
from pathlib import Path

import pytest

from fixtures.absent import skip_for_want_of
from fixtures.once import MakeOnce
from fixtures.server import MakeServer, Server
from house.checkout import ROOT

PASSWORD = "orange bicycle lantern"
EMAIL = "admin@example.org"


@pytest.fixture(scope="module")
def wheel(make_once: MakeOnce) -> Path:
    """The wheel, built as `pip wheel .` builds it, with the build requirements that are installed here."""
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    folder = make_once("wheel", lambda folder: run(*pip, "--wheel-dir", folder, ROOT))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def outreach(wheel: Path, make_once: MakeOnce) -> Path:
    """The `outreach` command of a clean environment that holds the wheel and what it depends on, and nothing else."""
    return make_once("environment", lambda folder: install(wheel, folder)) / "bin" / "outreach"


def install(wheel: Path, folder: Path) -> None:
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    requirements = ROOT / "requirements" / "run.txt"
    uv = Path(sys.executable).with_name("uv")
    if uv.is_file():
        run(uv, "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", requirements)
        run(uv, "pip", "install", "--quiet", "--python", python, "--no-deps", "--no-index", wheel)
    else:
        pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet"]
        run(*pip, "--require-hashes", "-r", requirements)
        run(*pip, "--no-deps", "--no-index", wheel)


def run(*command: object) -> None:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    if done.returncode and "resolve" in done.stderr.lower() and "dns" in done.stderr.lower():
        skip_for_want_of("the package registry, to fill a clean environment")
    assert done.returncode == 0, f"{command[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}"


def post(server: Server, path: str, body: dict[str, object]) -> dict[str, object]:
    request = urllib.request.Request(
        server.url + path,
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Outreach-Nonce": "a-nonce-of-this-test"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.headers["Outreach-Nonce"] == "a-nonce-of-this-test"
        return json.load(answer)


def text_at(server: Server, path: str) -> str:
    with urllib.request.urlopen(server.url + path, timeout=10) as answer:
        return answer.read().decode()


@pytest.mark.timeout(300)
def test_an_installed_wheel_serves_and_enrols_a_phone(outreach: Path, make_server: MakeServer):
    server = make_server(outreach=outreach, workers=2)
    server.command(
        "init",
        *("--library", "Cedar County Library", "--time-zone", "America/Chicago"),
        *("--email", EMAIL, "--name", "Ada Admin", "--password-stdin"),
        stdin=f"{PASSWORD}\n",
    )

    server.start()
    enrolled = post(server, "/api/v1/enrol", {"email": EMAIL, "password": PASSWORD, "label": "Ada's phone"})
    shell = text_at(server, "/app/")
    front = text_at(server, "/")

    assert enrolled["token"]
    assert [person["name"] for person in enrolled["people"]] == ["Ada Admin"]
    assert enrolled["library"]["time_zone"] == "America/Chicago"
    assert "/static/field/main-" in shell
    assert "/static/styles/" in front
    assert str(ROOT) not in server.log.read_text()


def test_the_wheel_carries_what_was_built_and_no_source_of_it(wheel: Path):
    names = subprocess.run([sys.executable, "-m", "zipfile", "-l", wheel], capture_output=True, text=True, check=True).stdout

    assert "outreach_app/static/dist/manifest.json" in names
    assert "outreach_app/templates/base.html" in names
    assert "outreach_app/translations/es/LC_MESSAGES/messages.mo" in names
    assert "outreach_app/migrations/" in names
    assert ".tsx" not in names
    assert ".po " not in names
