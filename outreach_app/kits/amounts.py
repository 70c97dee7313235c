"""Amounts of money as people type them. Pure."""

from decimal import Decimal, InvalidOperation

MOST = Decimal(10_000_000)


def amount(text: str | None) -> str | None:
    """An amount with two places, out of what people type: "1,249.5" or "1.249,50"; None for nothing. Raises `ValueError`."""
    typed = (text or "").strip().lstrip("$€£").replace(" ", "")
    if not typed:
        return None
    if "," in typed and "." in typed:
        # Whichever comes last has the cents behind it.
        thousands = "," if typed.rindex(".") > typed.rindex(",") else "."
        typed = typed.replace(thousands, "")
    elif "," in typed and len(typed.rpartition(",")[2]) == 3:
        typed = typed.replace(",", "")
    if len(typed.replace(",", ".").partition(".")[2]) > 2:
        raise ValueError(text)
    try:
        found = Decimal(typed.replace(",", "."))
    except InvalidOperation:
        raise ValueError(text) from None
    if not found.is_finite() or not 0 <= found < MOST:
        raise ValueError(text)
    return f"{found:.2f}"
