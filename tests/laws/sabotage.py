"""Breaks each law, and the whole, on purpose: one change to one place; says whether its test goes red.

    make sabotage ARGS="words of those that are wanted"

Works in a scratch copy; takes half an hour. Fails where a test stays green, and where the place to be broken is no
longer there: then the change wants a new place, since a test that cannot fail proves nothing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from laws.broken import LAWS, Sabotage
from laws.whole import WHOLE

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 900
# A counter-example is all that is wanted, not the smallest one.
PYTEST = """
import sys, pytest
from hypothesis import Phase, settings
settings.register_profile("sabotage", phases=[Phase.explicit, Phase.generate], print_blob=False)
settings.load_profile("sabotage")
sys.exit(pytest.main(sys.argv[1:]))
"""
GREEN, RED = 0, 1
MOST_SAID = 200


def main(words: list[str]) -> int:
    """Do those whose law or words are named, or all; the number of them that were not caught."""
    wanted = [one for one in (*LAWS, *WHOLE) if not words or any(word in one.named for word in words)]
    missed = 0
    with tempfile.TemporaryDirectory(prefix="sabotage-") as folder:
        copy = Path(folder) / "checkout"
        copied_to(copy)
        for test, only in dict.fromkeys((one.test, one.only) for one in wanted):
            code, said = tested(test, only, copy)
            if code != GREEN:
                print(f"{test} is not green as it is:\n{said}")
                return 1
        for one in wanted:
            verdict = done(one, copy)
            missed += not verdict.startswith("caught")
            print(f"{one.named}: {verdict}", flush=True)
    return missed


def copied_to(copy: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)
    # Only lent: nothing here may install packages, which would begin by deleting what the link leads to.
    (copy / "node_modules").symlink_to(ROOT / "node_modules")


def done(one: Sabotage, copy: Path) -> str:
    """What became of the test while the copy was broken; the copy is whole again after it."""
    file = copy / one.file
    whole = file.read_text(encoding="utf-8")
    if whole.count(one.place) != 1:
        return f"NOT DONE, {one.file} has that place {whole.count(one.place)} times"
    file.write_text(whole.replace(one.place, one.becomes), encoding="utf-8")
    try:
        code, said = tested(one.test, one.only, copy)
    except subprocess.CalledProcessError:
        return "NOT DONE, it cannot be built"
    except subprocess.TimeoutExpired:
        return "NOT KNOWN, it took too long"
    finally:
        file.write_text(whole, encoding="utf-8")
    # What it said tells a test that saw it from a change that does not even load.
    why = next((line.strip() for line in said.splitlines() if line.startswith(("E  ", "  AssertionError"))), None)
    return f"caught: {why[:MOST_SAID]}" if code == RED and why else f"NOT CAUGHT, the tests ended with {code}"


def tested(test: str, only: str, copy: Path) -> tuple[int, str]:
    """How the runner ended with these tests, and what it said."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    if test.endswith(".ts"):
        program = ["hatch_build.py", "node", "build/client-tests.mjs", Path(test).name]
    else:
        if not test.startswith("laws/"):
            built = [sys.executable, "hatch_build.py", "front", "catalogues"]
            subprocess.run(built, cwd=copy, env=environment, capture_output=True, check=True)
        chosen = ["-k", only, "-W", "ignore::pytest.PytestAssertRewriteWarning"]
        program = ["-c", PYTEST, f"tests/{test}", "-x", "-q", "-p", "no:cacheprovider", *chosen]
    command = [sys.executable, *program]
    run = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    return run.returncode, run.stdout + run.stderr


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
