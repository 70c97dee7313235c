"""What phones send: facts about kits in a plausible order, and the requests that carry them."""

import gzip
import http.client
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from outreach_app import clock, ids
from outreach_app.bench.installation import TIME_ZONE, Made, Phone
from outreach_app.bench.servers import HOST

BATCH = 100


def batches(
    made: Made, phone: Phone, kits: Sequence[str], many: int, chance: random.Random, *, missing_one_in: int = 0
) -> list[list[str]]:
    """So many batches of check-outs and check-ins of these kits, as one phone records them.

    One return in `missing_one_in` lacks a part; the next check-out finds it again.
    """
    texts = _facts(made, phone, kits, chance, missing_one_in)
    return [[next(texts) for _ in range(BATCH)] for _ in range(many)]


def _facts(made: Made, phone: Phone, kits: Sequence[str], chance: random.Random, missing_one_in: int) -> Iterator[str]:
    while True:
        number = made.numbers[phone.device] = made.numbers.get(phone.device, 0) + 1
        kit = chance.choice(kits)
        made.out.symmetric_difference_update({kit})
        at = clock.text(made.began + made.pace * sum(made.numbers.values()))
        counts = made.kits[kit].items()
        if kit in made.out:
            kind = "kit.checked_out"
            lines = [{"part": part, "count": count, "state": "ok"} for part, count in counts]
            payload = {"to": {"staff": phone.staff}, "due_on": at[:10], "parts": lines, "note": None}
        else:
            kind = "kit.checked_in"
            lines = [{"part": part, "count": count, "result": "present", "note": None} for part, count in counts]
            if missing_one_in and not chance.randrange(missing_one_in):
                chance.choice(lines)["result"] = "missing"
            payload = {"parts": lines, "note": None}
        yield envelope(phone, number, kind, kit, payload, at)


def envelope(phone: Phone, number: int, kind: str, subject: str, payload: Mapping[str, Any], at: str) -> str:
    """The text of a fact as a phone whose clock is nearly right records it, the moment that it happens."""
    return json.dumps(
        {
            "id": ids.new(),
            "device": phone.device,
            "seq": number,
            "kind": kind,
            "v": 1,
            "subject": subject,
            "author": phone.staff,
            "recorded_at": at,
            "occurred_at": at,
            "zone": TIME_ZONE,
            "local_date": at[:10],
            "visit": None,
            "clock": {"offset_ms": 120, "rtt_ms": 80, "age_s": 30},
            "seen": None,
            "payload": dict(payload),
        },
        separators=(",", ":"),
    )


class Busy(Exception):
    """The server asks to come again after so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Talking:
    """One phone's connection, kept open; it heeds the cursor and counts bytes and requests."""

    def __init__(self, port: int, phone: Phone) -> None:
        self.phone = phone
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self.cursor: str | None = None
        self.sent = self.received = self.requests = 0

    def prepared(self, facts: Sequence[str]) -> bytes:
        """A request but for its cursor, so that putting it together costs nothing when time is taken."""
        told = {"protocol": 1, "app_version": "bench", "sent_at": clock.text(clock.now()), "facts": facts}
        return json.dumps({**told, "devices": [self.phone.device]}, separators=(",", ":")).encode()[:-1]

    def ask(self, prepared: bytes) -> bytes:
        """Send it; gives the answer's body. Raises `Busy` where it is to come again, RuntimeError for all else but 200."""
        body = prepared + b',"cursor":' + json.dumps(self.cursor).encode() + b"}"
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Device {self.phone.token}",
            "Outreach-Nonce": "bench",
            "Accept-Encoding": "gzip",
        }
        self.connection.request("POST", "/api/v1/sync", body, headers)
        response = self.connection.getresponse()
        raw = response.read()
        if response.status in (429, 503):
            raise Busy(int(response.headers["Retry-After"]))
        if response.status != 200:
            raise RuntimeError(f"/sync answered {response.status}: {raw[:200]!r}")
        self.sent += len(body)
        self.received += len(raw)
        self.requests += 1
        answer = gzip.decompress(raw) if response.headers.get("Content-Encoding") == "gzip" else raw
        # Reading all of the JSON would cost as much as the server does; the cursor is all that is needed to go on.
        begin = answer.index(b'"cursor":"') + len(b'"cursor":"')
        self.cursor = answer[begin : answer.index(b'"', begin)].decode()
        return answer

    @staticmethod
    def has_more(answer: bytes) -> bool:
        """Whether an answer says that there are further changes."""
        # As above; no fact of ours and no row has a member of this name.
        return b'"more":true' in answer

    def catch_up(self) -> int:
        """Ask until there is no more; gives the number of changes that came."""
        rows = 0
        while True:
            answer = json.loads(self.ask(self.prepared([])))
            rows += len(answer["changes"])
            if not answer["more"]:
                return rows
