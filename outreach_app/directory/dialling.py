"""What is dialled for a telephone number as it was given, in whatever spelling."""

HERE = "US"
"""The country of numbers that name none."""


def dial(number: str, extension: int | None = None, country: str = HERE) -> str:
    """The address behind a link that calls, by RFC 3966; empty where no number can be made out."""
    # Only who writes a listing needs it: it takes as long to import as half of all else.
    import phonenumbers

    region = country.upper() if country.upper() in phonenumbers.SUPPORTED_REGIONS else HERE
    try:
        told = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(told):
        # 211 and the like: dialled as they stand.
        digits = "".join(one for one in number if one.isdigit())
        return f"tel:{digits}" if 3 <= len(digits) <= 6 else ""
    if extension is not None:
        told.extension = str(extension)
    # The standard's own form has hyphens between; telephones do without.
    return phonenumbers.format_number(told, phonenumbers.PhoneNumberFormat.RFC3966).replace("-", "")
