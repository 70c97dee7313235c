"""What the stories of this folder are told in: the server's answers, and a phone of ours that acts in them."""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from fixtures.library import PASSWORD, Library, fact_text
from outreach_app import backup, restoring
from outreach_app.settings import Settings

CLOCK = "2026-11-24T15:00:00Z"
ZONE = "America/Chicago"
THERE = "2026-11-24T09:00:00.000-06:00"
"""The same moment, as a phone of that zone writes it."""
NONCE = "nonce-1"
OURS = "ours"
READY = {"phase": "ready", "waiting": [], "digest_differs": False}


class Story:
    """Requests and answers as they are told."""

    def __init__(self, app: Flask, library: Library) -> None:
        self.http = app.test_client(use_cookies=False)
        self.library = library
        self.settings: Settings = app.extensions["settings"]
        self.steps: list[dict[str, Any]] = []
        self.acts: list[dict[str, Any]] = []
        """What the person with our phone does; none where the story needs no more than what phones say."""
        self.ids: list[str] = []
        self.after: dict[str, Any] = {}
        self.replicas: dict[str, dict[tuple[str, str, str], str]] = {}
        """What each phone holds, by whose it is: the hash of each row."""
        self._backup: Path | None = None

    def tell(self, path: str, body: Any, token: str | None, *, by: str | None = None, **answer: Any) -> dict[str, Any]:
        headers = {"Outreach-Nonce": NONCE, **({"Authorization": f"Device {token}"} if token else {})}
        response = self.http.post(f"/api/v1{path}", json=body, headers=headers)
        assert response.headers["Outreach-Nonce"] == NONCE
        heard = {"status": response.status_code, "body": response.json, **answer}
        who = {"by": by} if by else {}
        self.steps.append({**who, "request": {"path": path, "token": token, "body": body}, "answer": heard})
        return dict(response.json)

    def sync(self, token: str, facts: list[str], cursor: str | None, **others: Any) -> dict[str, Any]:
        told = {key: others.pop(key) for key in ("lost", "by") if key in others}
        body = {"protocol": 1, "sent_at": others.pop("sent_at", CLOCK), "cursor": cursor, "facts": facts, **others}
        answer = self.tell("/sync", body, token, **told)
        if "changes" in answer and "lost" not in told:
            self._take(self.replicas.setdefault(told.get("by") or (OURS if self.acts else token), {}), answer)
        return answer

    def photo(self, token: str, raw: bytes) -> None:
        """A photo is handed in: how much of it is held, and then all of it."""
        path = f"/photos/{hashlib.sha256(raw).hexdigest()}"
        headers = {"Outreach-Nonce": NONCE, "Authorization": f"Device {token}"}
        asked = self.http.head(f"/api/v1{path}", headers=headers)
        told = {name: asked.headers[name] for name in ("Upload-Offset", "Upload-Complete")}
        request = {"path": path, "token": token, "method": "HEAD"}
        self.steps.append({"request": request, "answer": {"status": asked.status_code, "headers": told}})
        where = f"bytes 0-{len(raw) - 1}/{len(raw)}"
        put = self.http.put(f"/api/v1{path}", data=raw, headers={**headers, "Content-Range": where})
        request = {"path": path, "token": token, "method": "PUT", "range": where, "base64": base64.b64encode(raw).decode()}
        self.steps.append({"request": request, "answer": {"status": put.status_code, "body": put.json}})

    def _take(self, replica: dict[tuple[str, str, str], str], answer: dict[str, Any]) -> None:
        if answer["reset"]:
            replica.clear()
        for one in answer["changes"]:
            key = (one["audience"], one["collection"], one["id"])
            if one["row"] is None:
                replica.pop(key, None)
            else:
                replica[key] = one["hash"]
        if answer["digest"] is not None:
            total = sum(int(one, 16) for one in replica.values()) % 2**32
            assert answer["digest"] == {"count": len(replica), "sum": total}

    def back_up(self) -> None:
        """Keep a copy of the server, as `outreach backup` does."""
        self._backup = Path(self.settings.data) / "yesterday.zip"
        backup.backup(self._backup, self.settings)

    def restore(self) -> None:
        """Put the copy in the server's place, as `outreach restore --replace` does."""
        assert self._backup is not None
        restoring.restore(self._backup, self.settings, replace=True)

    def told(self) -> dict[str, Any]:
        """What is folded from the facts, but for its numbers."""
        shown = self.library.shown()
        named, _places = shown["named"]
        return {"custody": shown["custody"], "discrepancies": shown["discrepancies"], "named": named}

    def written(self, sentence: str) -> dict[str, Any]:
        """The story as its file has it."""
        acted = {"zone": ZONE, "ids": self.ids, "acts": self.acts} if self.acts else {}
        after = {"after": self.after} if self.acts else {}
        return {"name": sentence, "clock": CLOCK, **acted, "steps": self.steps, **after}


class OurPhone:
    """What the real core must do when it is told the same acts: each request is one that it makes, member by member."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.device, self.token, self.author = "", None, ""
        self.devices: list[str] = []
        self.seq = 0
        self.cursor: str | None = None
        self.seen: dict[str, Any] | None = None
        self.facts: list[str] = []
        self.waiting: list[str] = []

    def enrols(self, staff: str, *, knows_me: bool = True) -> dict[str, Any]:
        """A person signs in on this phone, which asks for news at once."""
        who = {"email": f"{staff}@example.org", "password": PASSWORD, "label": "Our phone"}
        self.story.acts.append({"enrol": who})
        answer = self.story.tell("/enrol", who, self.token if knows_me else None)
        if answer["token"]:
            self.token, self.seq = answer["token"], 0
        self.author = self.author or staff
        self.device = answer["device"]
        return answer

    def becomes(self, new_device: Mapping[str, str]) -> None:
        """What the phone records from now on is another device's."""
        self.device, self.token, self.seq = new_device["device"], new_device["token"], 0

    def records(
        self,
        kind: str,
        subject: str,
        payload: Mapping[str, Any],
        *,
        said: Mapping[str, Any] | None = None,
        visit: str | None = None,
    ) -> str:
        """The person writes one thing down; `said` is how the phone is told, where it is not a kit's."""
        self.seq += 1
        id_ = f"fact-{len(self.facts) + 1}"
        self.story.ids.append(id_)
        on = {"visit": visit} if visit else {}
        self.story.acts.append({"record": {"kind": kind, **(said or {"kit": subject, **payload}), **on}})
        text = fact_text(
            kind, subject, payload, id=id_, device=self.device, seq=self.seq, author=self.author, at=THERE,
            visit=visit, clock={"offset_ms": 0, "rtt_ms": 0, "age_s": 0}, seen=self.seen,
        )  # fmt: skip
        self.facts.append(text)
        self.waiting.append(text)
        if self.device not in self.devices:
            self.devices.append(self.device)
        return text

    def syncs(self, **answer: Any) -> dict[str, Any]:
        """By hand."""
        self.story.acts.append({"sync": True})
        return self.asks(**answer)

    def asks(self, **answer: Any) -> dict[str, Any]:
        """One request of a cycle: all that waits goes with it."""
        held = [self.device, *(one for one in self.devices if one != self.device)]
        told = self.story.sync(self.token or "", self.waiting, self.cursor, sent_at=THERE, devices=held, **answer)
        if "results" in told and "lost" not in answer:
            self.waiting = list(self.facts) if told["resend"] else []
            self.cursor = told["cursor"]
            self.seen = {"epoch": told["epoch"], "seq": told["upto"]}
        return told
