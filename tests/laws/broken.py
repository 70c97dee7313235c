"""Changes that break one of the nine laws, and the file of tests that must go red."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sabotage:
    """One change, and the test that must catch it, by its place under `tests`."""

    law: int
    """0 where it is the whole that breaks."""
    what: str
    file: str
    place: str
    becomes: str
    test: str
    only: str = "not postgresql"

    @property
    def named(self) -> str:
        return f"law {self.law}: {self.what}" if self.law else f"the whole: {self.what}"


LAWS = (
    Sabotage(
        1,
        "quarantine is answered, but not kept",
        "outreach_app/ledger/quarantine.py",
        "    if not kept:\n        return\n",
        "    return\n",
        "laws/test_1_a_fact_is_never_refused.py",
    ),
    Sabotage(
        1,
        "bytes are kept as they were understood, not as they came",
        "outreach_app/ledger/quarantine.py",
        "else element.raw,",
        'else element.raw.decode("utf-8", "replace").encode(),',
        "laws/test_1_a_fact_is_never_refused.py",
    ),
    Sabotage(
        2,
        "other bytes under a used id are taken for a new fact",
        "outreach_app/ledger/recording.py",
        "elif element.fact.id in used:",
        "elif element.fact.id in ():",
        "laws/test_2_twice_is_once.py",
    ),
    Sabotage(
        2,
        "no note on the first of two under one id",
        "outreach_app/ledger/keeping.py",
        "        if TWIN not in notes:",
        "        if False:",
        "laws/test_2_twice_is_once.py",
    ),
    Sabotage(
        3,
        "a checkpoint is stepped on whatever the time of the new fact",
        "outreach_app/ledger/rules.py",
        "(folded.last is None or not facts or facts[0].place > folded.last)",
        "True",
        "laws/test_3_order_of_arrival_does_not_matter.py",
    ),
    Sabotage(
        3,
        "a device's discrepancies hang on which of two ids came first",
        "outreach_app/ledger/places.py",
        "tuple(sorted(one.id for one in here)), at))",
        "tuple(one.id for one in here)[:2], at))",
        "laws/test_3_order_of_arrival_does_not_matter.py",
    ),
    Sabotage(
        4,
        "a checkpoint loses its settlements",
        "outreach_app/ledger/rules.py",
        "{one[0]: Settlement(*one) for one in settlements},",
        "{},",
        "laws/test_4_rebuild_equals_live.py",
    ),
    Sabotage(
        4,
        "custody is written only when a kit goes out",
        "outreach_app/kits/projection.py",
        "[custody_row(kit, told[kit.subject]) for kit in kits])",
        '[custody_row(kit, told[kit.subject]) for kit in kits if kit.state["custody"] == "out" or len(kits) > 1])',
        "laws/test_4_rebuild_equals_live.py",
    ),
    Sabotage(
        4,
        "the check leaves out the places",
        "outreach_app/rebuild.py",
        "    Places,\n    KitCustody,\n",
        "    KitCustody,\n",
        "laws/test_4_rebuild_equals_live.py",
    ),
    Sabotage(
        4,
        "a rebuild does not begin a new epoch",
        "outreach_app/rebuild.py",
        "        handle.epoch = ids.new()\n",
        "",
        "laws/test_4_rebuild_equals_live.py",
    ),
    Sabotage(
        5,
        "SQLite's `synchronous` is OFF",
        "outreach_app/db.py",
        '"synchronous=FULL",',
        '"synchronous=OFF",',
        "laws/test_5_an_answer_is_a_promise.py",
    ),
    Sabotage(
        5,
        "PostgreSQL does not wait for the disk",
        "outreach_app/db.py",
        "synchronous_commit=on",
        "synchronous_commit=off",
        "laws/test_5_an_answer_is_a_promise.py",
        only="postgresql",
    ),
    Sabotage(
        5,
        "the answer is given without a commit",
        "outreach_app/db.py",
        "            handle.finish()\n            session.commit()\n",
        "            handle.finish()\n",
        "laws/test_5_an_answer_is_a_promise.py",
    ),
    Sabotage(
        6,
        "the library's lock is not taken",
        "outreach_app/db.py",
        '.where(_head.library_id == bindparam("in_library")).with_for_update(key_share=True)',
        '.where(_head.library_id == bindparam("in_library"))',
        "laws/test_6_no_gap_in_the_feed.py",
        only="reader",
    ),
    Sabotage(
        6,
        "numbers are given, but the head is not moved",
        "outreach_app/db.py",
        "        if self.seq != before:",
        "        if False:",
        "laws/test_6_no_gap_in_the_feed.py",
    ),
    Sabotage(
        7,
        "`have` leaves out the ranges above the first",
        "outreach_app/sync/exchange.py",
        '"beyond": ranges[1:] if starts else ranges}',
        '"beyond": []}',
        "laws/test_7_the_phone_can_heal_the_server.py",
    ),
    Sabotage(
        7,
        "a restored server keeps its epoch",
        "outreach_app/restoring.py",
        ".values(epoch=ids.new())",
        ".values(epoch=head.c.epoch)",
        "laws/test_7_the_phone_can_heal_the_server.py",
    ),
    Sabotage(
        7,
        "facts are not asked for again in a new epoch",
        "outreach_app/sync/cursor.py",
        "resend = cursor.epoch != epoch or cursor.seq > head",
        "resend = cursor.seq > head",
        "laws/test_7_the_phone_can_heal_the_server.py",
    ),
    Sabotage(
        8,
        "the digest forgets to take off what a row was before",
        "outreach_app/feed/rows.py",
        'int(new or "0", 16) - int(old or "0", 16)',
        'int(new or "0", 16)',
        "laws/test_8_the_server_can_heal_the_phone.py",
    ),
    Sabotage(
        8,
        "the last page has no digest",
        "outreach_app/sync/exchange.py",
        'None if more else {"count": count, "sum": total}',
        "None",
        "laws/test_8_the_server_can_heal_the_phone.py",
    ),
    Sabotage(
        9,
        "a draining phone's facts go to quarantine as a revoked one's do",
        "outreach_app/sync/exchange.py",
        "revoked=device.state == REVOKED)",
        "revoked=device.state != ACTIVE)",
        "laws/test_9_nobodys_facts_are_stranded.py",
    ),
    Sabotage(
        9,
        "a clone gets another identity each time that it asks",
        "outreach_app/accounts/devices.py",
        "    if made is not None:\n        codes.close",
        "    if False:\n        codes.close",
        "laws/test_9_nobodys_facts_are_stranded.py",
    ),
    Sabotage(
        9,
        "only the token's own device may bring its facts",
        "outreach_app/ledger/recording.py",
        "        if arrival.revoked:",
        "        if arrival.revoked or (isinstance(element, Read) and element.fact.device != arrival.device):",
        "laws/test_9_nobodys_facts_are_stranded.py",
    ),
)
