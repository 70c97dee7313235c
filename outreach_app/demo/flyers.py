"""What the demonstration library hands out and lays out: eight flyers, in English and Spanish."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from outreach_app import ids
from outreach_app.db import Writing
from outreach_app.demo.drawings import hotspot_at_home
from outreach_app.directory import queries as listings
from outreach_app.flyers import editing, queries
from outreach_app.flyers.models import ADDRESS, HOME, LISTING, NOWHERE, Words
from outreach_app.flyers.papers import editing as papers
from outreach_app.photos.storage import Storage


@dataclass(frozen=True)
class FlyerMade:
    """A flyer as those who lay it out know it."""

    id: str
    code: str
    valid_from: str | None
    valid_until: str | None


def _words(en: Sequence[str], es: Sequence[str]) -> dict[str, Words]:
    return {language: Words(title=one[0], text=one[1], action=one[2]) for language, one in (("en", en), ("es", es))}


FLYERS: tuple[tuple[str, str, str, dict[str, Words]], ...] = (
    (
        "handout", NOWHERE, "",
        _words(
            ("Help with your phone or computer", "Bring it along and ask. We sit down with you, at your pace, for nothing.\nNo card, no appointment.", ""),
            ("Ayuda con su teléfono o computadora", "Tráigalo y pregunte. Nos sentamos con usted, a su ritmo, sin costo.\nSin tarjeta y sin cita.", ""),
        ),
    ),
    (
        "half_sheet", HOME, "",
        _words(
            ("Borrow the internet", "Take a hotspot home for three weeks. It works wherever a mobile phone works.", "See how to borrow one"),
            ("Llévese internet a casa", "Un punto de acceso por tres semanas. Funciona donde funciona un celular.", "Vea cómo pedirlo"),
        ),
    ),
    (
        "poster", NOWHERE, "",
        _words(
            ("The library comes to you", "Tablets, laptops and a trainer, once a month at this place. Ask at the desk when.", ""),
            ("La biblioteca viene a usted", "Tabletas, computadoras y una capacitadora, una vez al mes en este lugar. Pregunte cuándo.", ""),
        ),
    ),
    (
        "business_card", HOME, "",
        _words(
            ("Cedar County Library", "Books, computers, Wi-Fi, people who help. Free for everybody.", "Visit the library"),
            ("Biblioteca del Condado de Cedar", "Libros, computadoras, wifi y gente que ayuda. Gratis para todos.", "Visite la biblioteca"),
        ),
    ),
    (
        "table_tent", ADDRESS, "https://www.digitallearn.org/",
        _words(
            ("Learn at home, step by step", "Short lessons on email, passwords and staying safe, to watch as often as you like.", "Open the lessons"),
            ("Aprenda en casa, paso a paso", "Lecciones cortas sobre correo, contraseñas y seguridad, para ver cuantas veces quiera.", "Abra las lecciones"),
        ),
    ),
    (
        "handout", ADDRESS, "https://www.lifelinesupport.org/",
        _words(
            ("Pay less for internet", "Many households have a right to a lower bill. We help you fill in the form.", "See who can apply"),
            ("Pague menos por internet", "Muchos hogares tienen derecho a una factura más baja. Le ayudamos con el formulario.", "Vea quién puede pedirlo"),
        ),
    ),
    (
        "half_sheet", NOWHERE, "",
        _words(
            ("Technology open house", "Try a 3D printer, borrow a robot, ask anything. Children welcome, snacks too.", ""),
            ("Puertas abiertas de tecnología", "Pruebe una impresora 3D, tome prestado un robot, pregunte lo que quiera. Niños bienvenidos.", ""),
        ),
    ),
    (
        "poster", NOWHERE, "",
        _words(
            ("Summer of coding", "Twelve afternoons for people of eleven and older. Laptops are there.", ""),
            ("Verano de programación", "Doce tardes para personas de once años en adelante. Hay computadoras.", ""),
        ),
    ),
)  # fmt: skip


# The first says the same in further languages, which the pages behind codes speak and the desk does not.
IN_MORE_LANGUAGES = {
    "ar": ("مساعدة في استخدام هاتفك أو حاسوبك", "أحضره معك واسأل. نجلس معك ونساعدك على مهلك، مجانًا.\nبلا بطاقة وبلا موعد."),
    "fr": ("De l’aide pour votre téléphone ou votre ordinateur", "Apportez-le et posez vos questions. Nous prenons le temps qu’il vous faut, gratuitement.\nSans carte ni rendez-vous."),
    "ht": ("Èd pou telefòn ou oswa òdinatè ou", "Pote l vini epi poze kesyon. Nou chita avèk ou, nan ritm pa ou, gratis.\nSan kat, san randevou."),
    "ru": ("Помощь с телефоном или компьютером", "Приносите и спрашивайте. Мы посидим с вами столько, сколько нужно, бесплатно.\nБез карты и без записи."),
    "vi": ("Giúp bạn dùng điện thoại hoặc máy tính", "Hãy mang theo và hỏi. Chúng tôi ngồi cùng bạn, theo nhịp của bạn, miễn phí.\nKhông cần thẻ, không cần hẹn."),
    "zh": ("手机和电脑使用帮助", "带上您的设备来咨询。我们会按您的节奏耐心讲解，完全免费。\n无需借书证，无需预约。"),
}  # fmt: skip
PICTURED = 1
TO_A_LISTING = 5
SHOWS = {
    "en": "A house at night with lit windows; waves of a wireless network rise from its roof.",
    "es": "Una casa de noche con ventanas iluminadas; de su techo salen las ondas de una red inalámbrica.",
}


def add(writing: Writing, today: date, *, about: str) -> list[FlyerMade]:
    """Put the flyers; one is about a place, one invites to a day ahead, and the last is over."""
    made = []
    for number, (template, target, address, texts) in enumerate(FLYERS):
        if number == 0:
            more = {language: Words(title=one[0], text=one[1], action="") for language, one in IN_MORE_LANGUAGES.items()}
            texts = {**texts, **more}
        id_ = ids.new()
        told: dict[str, Any] = {"valid_from": None, "valid_until": None, "on": None, "starts": None, "ends": None, "place": ""}
        if number == 2:
            told["site_id"] = about
        if number == 6:
            on = today + timedelta(days=23)
            told |= {"valid_until": on.isoformat(), "on": on.isoformat(), "starts": "14:00", "ends": "17:00"}
            told["place"] = "Central library, ground floor"
        if number == 7:
            told |= {
                "valid_from": (today - timedelta(days=200)).isoformat(),
                "valid_until": (today - timedelta(days=60)).isoformat(),
            }
        editing.add_flyer(writing, id_, template=template, target=target, address=address, texts=texts, by=None, **told)
        flyer = queries.flyer(writing.session, id_)
        assert flyer is not None
        papers.add_run(
            writing, ids.new(), id_, language="es" if number % 2 else "en", template=template, stacks=2, copies=25, by=None
        )  # fmt: skip
        made.append(FlyerMade(id_, flyer.code, flyer.valid_from, flyer.valid_until))
    return made


def point_to_a_listing(writing: Writing, made: Sequence[FlyerMade], by: str) -> None:
    """Let one of them lead to a listing of the directory."""
    flyer = editing.flyer_of(writing, made[TO_A_LISTING].id)
    (listing,) = listings.meant(writing.session, "Low-cost home internet")
    told = {"target": LISTING, "address": "", "listing_id": listing}
    editing.change_flyer(writing, flyer.id, seen=flyer.version, by=by, texts=flyer.words, **told)


def add_picture(writing: Writing, storage: Storage, made: Sequence[FlyerMade], by: str) -> None:
    """Give one of them a picture."""
    picture, id_ = hotspot_at_home(), made[PICTURED].id
    storage.put(queries.picture_name(writing.library, picture.content), picture.raw)
    flyer = editing.flyer_of(writing, id_)
    texts = {language: Words(**says, alt=SHOWS[language]) for language, says in flyer.words.items()}
    editing.change_flyer(writing, id_, seen=flyer.version, by=by, texts=texts, **editing.pictured(picture))
