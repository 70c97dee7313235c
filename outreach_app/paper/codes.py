"""QR codes as drawings for paper: level Q, since paper is creased, stained and printed badly."""

from qrcode.constants import ERROR_CORRECT_Q

from outreach_app.web import qr


def drawing(text: str) -> str:
    """An SVG of the code, black on white."""
    side, path = qr.drawn(text, ERROR_CORRECT_Q)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000" d="{path}"/></svg>'
    )
