"""What partners of the demonstration library sign under, and what one of them signed."""

from typing import Any

from outreach_app.db import Writing
from outreach_app.kits.signing import editing

TEXTS = {
    "en": (
        "We look after the kit and keep it together.\n"
        "We let people use it on our premises, with somebody of ours nearby.\n"
        "We bring it back by the day agreed, or tell the library.\n"
        "We tell the library at once if something is lost or damaged. Wear and tear is on the library."
    ),
    "es": (
        "Cuidamos el kit y lo mantenemos completo.\n"
        "Dejamos que se use en nuestro local, con alguien de nuestro equipo cerca.\n"
        "Lo devolvemos el día acordado, o avisamos a la biblioteca.\n"
        "Avisamos enseguida si algo se pierde o se daña. El desgaste corre por cuenta de la biblioteca."
    ),
}
# A quick hand: an initial, a loop, a line.
HAND = (
    "M70 150L76 96L92 48L112 40L124 62L118 98L96 116L80 112M150 132L168 92L188 84L196 104L186 130L168 138L160 120L188 96L214 92"
    "L222 112L240 132L268 98L286 92L290 120L312 130L346 88M120 170L250 160L420 150"
)


def add(writing: Writing, by: str) -> None:
    """Write the terms."""
    editing.write(writing, TEXTS, seen=0, by=by)


def signed(name: str, role: str) -> dict[str, Any]:
    """A partner's signature under them."""
    terms = {"version": 1, "language": "en", "text": TEXTS["en"]}
    return {"signed_off": {"name": name, "role": role, "terms": terms, "drawn": HAND}}
