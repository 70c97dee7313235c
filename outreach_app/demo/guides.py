"""How the demonstration library is reached, and how some of its kits are used."""

from collections.abc import Mapping

from outreach_app.accounts.models import Library
from outreach_app.db import Writing
from outreach_app.demo.contents import KitMade
from outreach_app.kits.guide import editing
from outreach_app.opening_hours import rules
from outreach_app.opening_hours.rules import DAYS, Hours, Otherwise, Weekly
from outreach_app.web import wifi
from outreach_app.web.wifi import Wifi

REACHED = {
    "phone": "+1 319 555 0142",
    "mail": "outreach@cedarcounty.example.org",
    "address": "12 Mill Street\nTipton, IA 52772",
    "web": "https://cedarcounty.example.org",
    "wifi": wifi.written(Wifi("Cedar County Library", "read-something-good")),
    "hours": "Returns at any time, in the box beside the door.",
}
WEEK = (*(Weekly(day, "09:00", "18:00") for day in DAYS[:5]), Weekly("SA", "10:00", "14:00"))
GUIDES: Mapping[str, Mapping[str, str]] = {
    "K-01": {
        "en": (
            "For first steps with a tablet. No account is needed.\n\n1. Press the button on the edge until the screen lights up.\n"
            "2. Swipe up. There is no code to type.\n3. Tap “Library Wi-Fi”, or use the hotspot of kit K-03.\n\n"
            "When you are done:\n- Close what is open.\n- Wipe the screens with the cloth.\n"
            "- Put each tablet on its own cable in the case.\n\n"
            "The case charges all eight in about four hours."
        ),
        "es": (
            "Para los primeros pasos con una tableta. No hace falta ninguna cuenta.\n\n"
            "1. Pulse el botón del borde hasta que se encienda la pantalla.\n2. Deslice hacia arriba. No hay ningún código.\n"
            "3. Toque «Library Wi-Fi» o use el punto de acceso del kit K-03.\n\nAl terminar:\n- Cierre lo que esté abierto.\n"
            "- Limpie las pantallas con el paño.\n- Conecte cada tableta a su cable en el estuche.\n\n"
            "El estuche carga las ocho en unas cuatro horas."
        ),
    },
    "K-03": {
        "en": (
            "1. Hold the button for three seconds. A green light means that it is ready.\n"
            "2. On your device choose the name on the sticker. The password is below it.\n\n"
            "- Up to ten devices at a time.\n- Each lasts about six hours; plug it in for longer.\n- Films use up a day’s data fast."
        ),
        "es": (
            "1. Mantenga pulsado el botón tres segundos. La luz verde indica que está listo.\n"
            "2. En su dispositivo elija el nombre de la etiqueta. La contraseña está debajo.\n\n- Hasta diez dispositivos a la vez.\n"
            "- Dura unas seis horas; enchúfelo para más tiempo.\n- Las películas gastan pronto los datos del día."
        ),
    },
    "K-04": {"en": "Each laptop opens by itself: choose “Guest”. What is saved on it is gone when it is switched off."},
}


def add(writing: Writing, kits: Mapping[str, KitMade], by: str) -> None:
    """Say how the library is reached, and write the guides."""
    library = writing.session.get_one(Library, writing.library)
    year = writing.now.year
    library.opening = rules.written(
        Hours(
            WEEK,
            (
                Otherwise(f"{year}-11-26", f"{year}-11-26", None, None),
                Otherwise(f"{year}-12-24", f"{year}-12-26", None, None),
                Otherwise(f"{year}-12-31", f"{year}-12-31", "09:00", "12:00"),
            ),
        )
    )
    for name, text in REACHED.items():
        setattr(library, name, text)
    for code, texts in GUIDES.items():
        editing.write(writing, kits[code].id, texts, seen=0, by=by)
