"""Changes that break what the nine laws come to in the whole: the phone's program, the wire, the server, the worker.

Each is one change to one place that a tired engineer could make, and names the test that must go red.
"""

from laws.broken import Sabotage

SIMULATION = "simulation/test_simulation.py"
NOTHING_LOST = "test_nothing_is_lost_whatever_fails_on_the_way_and_everything_that_can_fail_does"

APPLY = """  apply({ after, changes, state }: Page): Promise<boolean> {
    // Only a last page can make it the replica that screens read: until then a power cut costs a page, no more.
    const durability = state.isComplete ? "strict" : "relaxed"
    return this.connection.run(["rows", "meta"], "readwrite", durability, async (tx) => {
      const meta = tx.objectStore("meta")
      const before: ReplicaState | undefined = (await meta.get("state"))?.value
      if ((before?.cursor ?? null) !== after) return false
"""
FOLLOWS = "      if ((before?.cursor ?? null) !== after) return false\n"
CURSOR_FIRST = """    await this.connection.run(["meta"], "readwrite", "strict", (tx) =>
      tx.objectStore("meta").put({ name: "state", value: state }))
    return this.connection"""

WHOLE = (
    Sabotage(
        0,
        "the feed's numbers come from a sequence instead of the library's counter",
        "outreach_app/db.py",
        "        self.seq += 1\n        return self.seq\n",
        '        return next(globals().setdefault("_sequence", iter(range(1, 10**9))))\n',
        "laws/test_6_no_gap_in_the_feed.py",
    ),
    Sabotage(
        0,
        "a page of the feed is not read from one snapshot",
        "outreach_app/db.py",
        'isolation_level="REPEATABLE READ", postgresql_readonly=True)\n        with Session',
        'isolation_level="READ COMMITTED", postgresql_readonly=True)\n        with Session',
        "laws/test_6_no_gap_in_the_feed.py",
        only="postgresql",
    ),
    Sabotage(
        0,
        "the server answers without a commit",
        "outreach_app/db.py",
        "            handle.finish()\n            session.commit()\n",
        "            handle.finish()\n",
        SIMULATION,
        only=NOTHING_LOST,
    ),
    Sabotage(
        0,
        "a known id is a duplicate, whatever its content",
        "outreach_app/ledger/recording.py",
        "        elif element.fact.id in used:\n",
        "        elif element.fact.id in used:\n"
        "            sorted_out.known[element.hash] = element.fact.id\n"
        "            continue\n",
        "laws/test_2_twice_is_once.py",
    ),
    Sabotage(
        0,
        "quarantine is answered, but dropped",
        "outreach_app/ledger/quarantine.py",
        "    if not kept:\n        return\n",
        "    return\n",
        SIMULATION,
        only=NOTHING_LOST,
    ),
    Sabotage(
        0,
        "a phone deletes facts as it sends them",
        "static/field/sync/cycle.ts",
        "    const heard = await server.sync(identity.token, request)\n",
        '    await (store.outbox as any).connection.run(["facts"], "readwrite", "strict", (tx: any) =>\n'
        '      Promise.all(batch.map(({ device, seq }) => tx.objectStore("facts").delete([device, seq]))))\n'
        "    const heard = await server.sync(identity.token, request)\n",
        SIMULATION,
        only=NOTHING_LOST,
    ),
    Sabotage(
        0,
        "a phone deletes facts at once when they are answered",
        "static/field/store/outbox.ts",
        "  await facts.put(settled)\n",
        "  await facts.delete([device, seq])\n",
        SIMULATION,
        only=NOTHING_LOST,
    ),
    Sabotage(
        0,
        "a new epoch takes nothing back",
        "static/field/store/outbox.ts",
        "      if (heard.resend || heard.epoch !== identity.epoch) changed.push(...(await takeBackAll(tx)))\n",
        "",
        "client/contract.test.ts",
    ),
    Sabotage(
        0,
        "what `have` lacks is not sent again",
        "static/field/store/outbox.ts",
        "      changed.push(...(await takeBackMissing(tx, heard.have)))\n",
        "",
        "client/sending-trouble.test.ts",
    ),
    Sabotage(
        0,
        "the nonce of an answer is not looked at",
        "static/field/sync/server.ts",
        '      if (!isServer) return { kind: "not_the_library" }\n',
        "",
        SIMULATION,
        only=NOTHING_LOST,
    ),
    Sabotage(
        0,
        "the cursor is stored before the rows",
        "static/field/store/replica.ts",
        APPLY,
        APPLY.replace("  apply(", "  async apply(").replace("    return this.connection", CURSOR_FIRST).replace(FOLLOWS, ""),
        SIMULATION,
        only=NOTHING_LOST,
    ),
    Sabotage(
        0,
        "the digest is not looked at",
        "static/field/sync/page.ts",
        "  if (digest === null) return true\n",
        "  return true\n",
        "client/fetching.test.ts",
    ),
    Sabotage(
        0,
        "labels are shown from what was heard, not from what is stored",
        "static/field/store/store.ts",
        "    const told = await this.outbox.hear(heard)\n",
        "    const said = new Map(\n"
        "      heard.answers.map(({ fact, answer }) => [fact.hash, { ...answer, epoch: heard.epoch, replica: 0 }]))\n"
        "    const facts = this.#snapshot.facts.map((one) => {\n"
        "      const { waiting, ...fact } = one\n"
        "      return said.has(one.hash) ? { ...fact, answer: said.get(one.hash), before: null } : one\n"
        "    })\n"
        "    this.#show({ ...this.#snapshot, facts })\n"
        "    const told = await this.outbox.hear(heard)\n",
        SIMULATION,
        only=NOTHING_LOST,
    ),
    Sabotage(
        0,
        "a prepared statement sees every library",
        "outreach_app/statements.py",
        'statement = statement.where(table.c.library_id == bindparam("in_library"))',
        'statement = statement.where((table.c.library_id == bindparam("in_library")) | (table.c.library_id != ""))',
        "sync/test_another_librarys_ids.py",
        only="sqlite",
    ),
    Sabotage(
        0,
        "the worker takes over without being asked",
        "static/worker/worker.ts",
        'self.addEventListener("install", (event) => event.waitUntil(keepShell()))\n',
        'self.addEventListener("install", (event) => event.waitUntil(keepShell().then(() => self.skipWaiting())))\n',
        "browser/test_the_worker.py",
        only="test_a_new_build_waits_for_a_tap",
    ),
)
