"""The topics that a library starts with: the areas of the Northstar digital literacy assessment, by language."""

DEFAULTS: dict[str, tuple[str, str]] = {
    "basic-computer-skills": ("Basic computer skills", "Computación básica"),
    "internet-basics": ("Internet basics", "Internet básico"),
    "using-email": ("Using email", "Correo electrónico"),
    "windows": ("Windows", "Windows"),
    "mac-os": ("Mac OS", "Mac OS"),
    "word": ("Word", "Word"),
    "excel": ("Excel", "Excel"),
    "powerpoint": ("PowerPoint", "PowerPoint"),
    "google-docs": ("Google Docs", "Google Docs"),
    "social-media": ("Social media", "Redes sociales"),
    "information-literacy": ("Information literacy", "Uso de la información"),
    "career-search": ("Career search", "Búsqueda de empleo"),
    "telehealth": ("Telehealth", "Telesalud"),
    "distance-learning": ("K-12 distance learning", "Escuela a distancia"),
    "digital-footprint": ("Your digital footprint", "Su huella digital"),
}


def for_language(language: str) -> list[tuple[str, str]]:
    """(id, name) of each, in the library's main language where it is known."""
    place = 1 if language == "es" else 0
    return [(id_, names[place]) for id_, names in DEFAULTS.items()]
