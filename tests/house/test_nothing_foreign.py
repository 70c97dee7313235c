"""What is committed names no machine and no registry, and locks what it takes from others."""

import json
import re
import tomllib

from house.checkout import ROOT, files, text_of

HOSTS = ("registry." + "npmjs", "registry." + "yarnpkg", "pypi" + ".org", "pythonhosted" + ".org", "deb." + "debian")
PLACES = re.compile(r"(?<![\w.:/*-])/(?:work|root|tmp|home)/\w" + r"|\.libr" + r"ary/")
BINARY = {".png", ".woff2", ".ico", ".wasm", ".ttf", ".gz", ".br", ".db", ".sqlite3"}


def test_no_committed_file_names_a_registry_or_a_place_on_one_machine():
    named = []
    for file in files():
        if file.suffix in BINARY:
            continue
        for number, line in enumerate(text_of(file).splitlines(), 1):
            if any(host in line for host in HOSTS) or PLACES.search(line):
                named.append(f"{file}:{number} {line.strip()[:100]}")

    assert named == []


def test_every_python_package_is_locked_by_hash():
    unlocked = []
    for file in (ROOT / "requirements").glob("*.txt"):
        entries = re.split(r"\n(?=[a-zA-Z0-9])", file.read_text())
        unlocked += [entry.split()[0] for entry in entries if "==" in entry and "--hash=sha256:" not in entry]

    assert unlocked == []


def test_every_npm_package_is_locked_by_hash_and_by_no_address():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    unlocked = [name for name, package in packages.items() if name and "integrity" not in package]
    addressed = [name for name, package in packages.items() if "resolved" in package]

    assert (unlocked, addressed) == ([], [])


def test_what_the_wheel_is_built_with_is_what_the_checks_run_with():
    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    locked = (ROOT / "requirements" / "dev.txt").read_text()

    assert [one for one in build if f"\n{one} " not in f"\n{locked}"] == []
