"""The story of a kit that is lent with a signature and a photo."""

import base64
import hashlib

from contract.story import READY, OurPhone, Story

PICTURE = (
    "UklGRmoAAABXRUJQVlA4IF4AAABQBACdASoQABAAAoBCJbACdHMBeANsA/QC7//QA3ar9APgg/24MlCP4WIAAP64nn"
    "Yh+5mIfoha4fQPW8lYeuyOP20fz//iPYQPwL/3dVii07/xqq6C/LyCM/6f2AAA"
)


def a_kit_is_lent_with_a_photo(story: Story, _token: str) -> None:
    story.library.site()
    phone = OurPhone(story)
    phone.enrols("dee")
    phone.asks()
    raw = base64.b64decode(PICTURE)
    name = hashlib.sha256(raw).hexdigest()
    terms = {"version": 1, "language": "en", "text": "Bring it back whole."}
    signed = {"name": "Jo Park", "role": "Front desk", "terms": terms, "drawn": "M10 20L30 40"}
    told = {
        "to": {"partner": "P1", "site": "S1", "contact": None}, "due_on": "2026-12-01", "parts": [], "note": None,
        "photos": [{"sha256": name, "part": "tablet"}], "signed_off": signed,
    }  # fmt: skip
    kept = [{"sha256": name, "type": "image/webp", "base64": PICTURE}]
    phone.records("kit.checked_out", "K1", told, said={"kit": "K1", **told, "bytes": kept})
    assert phone.syncs()["photos_wanted"] == [name]
    story.photo(phone.token or "", raw)
    assert story.steps[-1]["answer"]["body"] == {"offset": len(raw), "complete": True}
    assert phone.syncs()["photos_wanted"] == []
    story.after = {**READY, "held": {"fact-1": "stored"}, "kits": {"K1": {"state": "out"}}, "photos": {name: "sent"}}
