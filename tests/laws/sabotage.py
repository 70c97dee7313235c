"""Breaks each law on purpose, one change to one place, and says whether its test goes red.

    python tests/laws/sabotage.py [words of those that are wanted]

Works in a scratch copy; takes some minutes. Fails where a test stays green, and where the place to be broken is no
longer there: then the change wants a new place, since a test that cannot fail proves nothing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 300
# A counter-example is all that is wanted, not the smallest one.
PYTEST = """
import sys, pytest
from hypothesis import Phase, settings
settings.register_profile("sabotage", phases=[Phase.explicit, Phase.generate], print_blob=False)
settings.load_profile("sabotage")
sys.exit(pytest.main(sys.argv[1:]))
"""
GREEN, RED = 0, 1


@dataclass(frozen=True)
class Sabotage:
    """One change, and the test that must catch it."""

    law: int
    what: str
    file: str
    place: str
    becomes: str
    test: str
    only: str = "not postgresql"


SABOTAGES = (
    Sabotage(
        1,
        "quarantine is answered, but not kept",
        "outreach_app/ledger/quarantine.py",
        "    if not kept:\n        return\n",
        "    return\n",
        "test_1_a_fact_is_never_refused.py",
    ),
    Sabotage(
        1,
        "bytes are kept as they were understood, not as they came",
        "outreach_app/ledger/quarantine.py",
        "else element.raw,",
        'else element.raw.decode("utf-8", "replace").encode(),',
        "test_1_a_fact_is_never_refused.py",
    ),
    Sabotage(
        2,
        "other bytes under a used id are taken for a new fact",
        "outreach_app/ledger/recording.py",
        "elif element.fact.id in used:",
        "elif element.fact.id in ():",
        "test_2_twice_is_once.py",
    ),
    Sabotage(
        2,
        "no note on the first of two under one id",
        "outreach_app/ledger/keeping.py",
        "        if TWIN not in notes:",
        "        if False:",
        "test_2_twice_is_once.py",
    ),
    Sabotage(
        3,
        "a checkpoint is stepped on whatever the time of the new fact",
        "outreach_app/ledger/rules.py",
        "(folded.last is None or not facts or facts[0].place > folded.last)",
        "True",
        "test_3_order_of_arrival_does_not_matter.py",
    ),
    Sabotage(
        3,
        "a device's discrepancies hang on which of two ids came first",
        "outreach_app/ledger/places.py",
        "tuple(sorted(one.id for one in here)), at))",
        "tuple(one.id for one in here)[:2], at))",
        "test_3_order_of_arrival_does_not_matter.py",
    ),
    Sabotage(
        4,
        "a checkpoint loses its settlements",
        "outreach_app/ledger/rules.py",
        "{one[0]: Settlement(*one) for one in settlements},",
        "{},",
        "test_4_rebuild_equals_live.py",
    ),
    Sabotage(
        4,
        "custody is written only when a kit goes out",
        "outreach_app/kits/projection.py",
        "[custody_row(kit, told[kit.subject]) for kit in kits])",
        '[custody_row(kit, told[kit.subject]) for kit in kits if kit.state["custody"] == "out" or len(kits) > 1])',
        "test_4_rebuild_equals_live.py",
    ),
    Sabotage(
        4,
        "the check leaves out the places",
        "outreach_app/rebuild.py",
        "Checkpoint, Places, KitCustody,",
        "Checkpoint, KitCustody,",
        "test_4_rebuild_equals_live.py",
    ),
    Sabotage(
        4,
        "a rebuild does not begin a new epoch",
        "outreach_app/rebuild.py",
        "        handle.epoch = ids.new()\n",
        "",
        "test_4_rebuild_equals_live.py",
    ),
    Sabotage(
        5,
        "SQLite's `synchronous` is OFF",
        "outreach_app/db.py",
        '"synchronous=FULL",',
        '"synchronous=OFF",',
        "test_5_an_answer_is_a_promise.py",
    ),
    Sabotage(
        5,
        "PostgreSQL does not wait for the disk",
        "outreach_app/db.py",
        "synchronous_commit=on",
        "synchronous_commit=off",
        "test_5_an_answer_is_a_promise.py",
        only="postgresql",
    ),
    Sabotage(
        5,
        "the answer is given without a commit",
        "outreach_app/db.py",
        "            handle.finish()\n            session.commit()\n",
        "            handle.finish()\n",
        "test_5_an_answer_is_a_promise.py",
    ),
    Sabotage(
        6,
        "the library's lock is not taken",
        "outreach_app/db.py",
        '.where(_head.library_id == bindparam("in_library")).with_for_update(key_share=True)',
        '.where(_head.library_id == bindparam("in_library"))',
        "test_6_no_gap_in_the_feed.py",
        only="reader",
    ),
    Sabotage(
        6,
        "numbers are given, but the head is not moved",
        "outreach_app/db.py",
        "        if self.seq != before:",
        "        if False:",
        "test_6_no_gap_in_the_feed.py",
    ),
    Sabotage(
        7,
        "`have` leaves out the ranges above the first",
        "outreach_app/sync/exchange.py",
        '"beyond": ranges[1:] if starts else ranges}',
        '"beyond": []}',
        "test_7_the_phone_can_heal_the_server.py",
    ),
    Sabotage(
        7,
        "a restored server keeps its epoch",
        "outreach_app/backup.py",
        ".values(epoch=ids.new())",
        ".values(epoch=head.c.epoch)",
        "test_7_the_phone_can_heal_the_server.py",
    ),
    Sabotage(
        7,
        "facts are not asked for again in a new epoch",
        "outreach_app/sync/cursor.py",
        "resend = cursor.epoch != epoch or cursor.seq > head",
        "resend = cursor.seq > head",
        "test_7_the_phone_can_heal_the_server.py",
    ),
    Sabotage(
        8,
        "the digest forgets to take off what a row was before",
        "outreach_app/feed/rows.py",
        'int(new or "0", 16) - int(old or "0", 16)',
        'int(new or "0", 16)',
        "test_8_the_server_can_heal_the_phone.py",
    ),
    Sabotage(
        8,
        "the last page has no digest",
        "outreach_app/sync/exchange.py",
        'None if more else {"count": count, "sum": total}',
        "None",
        "test_8_the_server_can_heal_the_phone.py",
    ),
    Sabotage(
        9,
        "a draining phone's facts go to quarantine as a revoked one's do",
        "outreach_app/sync/exchange.py",
        "revoked=device.state == REVOKED)",
        "revoked=device.state != ACTIVE)",
        "test_9_nobodys_facts_are_stranded.py",
    ),
    Sabotage(
        9,
        "a clone gets another identity each time that it asks",
        "outreach_app/accounts/devices.py",
        "    if made is not None:\n        codes.close",
        "    if False:\n        codes.close",
        "test_9_nobodys_facts_are_stranded.py",
    ),
    Sabotage(
        9,
        "only the token's own device may bring its facts",
        "outreach_app/ledger/recording.py",
        "        if arrival.revoked:",
        "        if arrival.revoked or (isinstance(element, Read) and element.fact.device != arrival.device):",
        "test_9_nobodys_facts_are_stranded.py",
    ),
)


def main(words: list[str]) -> int:
    """Do those whose law or words are named, or all; the number of them that were not caught."""
    wanted = [one for one in SABOTAGES if not words or any(word in f"law {one.law} {one.what}" for word in words)]
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
            missed += verdict != "caught"
            print(f"law {one.law}: {one.what}: {verdict}", flush=True)
    return missed


def copied_to(copy: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)


def done(one: Sabotage, copy: Path) -> str:
    """What became of the test while the copy was broken; the copy is whole again after it."""
    file = copy / one.file
    whole = file.read_text(encoding="utf-8")
    if whole.count(one.place) != 1:
        return f"NOT DONE, {one.file} has that place {whole.count(one.place)} times"
    file.write_text(whole.replace(one.place, one.becomes), encoding="utf-8")
    try:
        code, _ = tested(one.test, one.only, copy)
    except subprocess.TimeoutExpired:
        return "NOT KNOWN, it took too long"
    finally:
        file.write_text(whole, encoding="utf-8")
    return "caught" if code == RED else f"NOT CAUGHT, pytest ended with {code}"


def tested(test: str, only: str, copy: Path) -> tuple[int, str]:
    """How pytest ended with these tests, and what it said."""
    words = [
        f"tests/laws/{test}",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-k",
        only,
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
    ]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", PYTEST, *words]
    run = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    return run.returncode, run.stdout + run.stderr


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
