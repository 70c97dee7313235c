"""One letter, sent now: whether it went is told at once, so that nobody waits for what never left."""

import re
import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import parse_qs, unquote, urlsplit

from outreach_app import clock, ids
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

PATIENCE_SECONDS = 10
_PLAIN = r"[^\s@,;:<>()\[\]\\\"]"
_is_address = re.compile(rf"{_PLAIN}{{1,64}}@{_PLAIN}{{1,255}}").fullmatch
# After these the server certainly does not have the letter.
_REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)


@dataclass(frozen=True)
class Letter:
    """Plain text to one address, and the same as HTML where it looks better so."""

    to: str
    subject: str
    text: str
    html: str = ""
    answer_to: str = ""
    """Where an answer goes; empty for the address that it is from."""


def is_address(text: str) -> bool:
    """Whether this is one email address, and nothing besides."""
    return _is_address(text) is not None


def send(mail_url: str, letter: Letter) -> None:
    """Hand a letter to the server of `OUTREACH_MAIL_URL`. Raises `Refusal` "mail.not_sent" where it did not take it.

    Its `perhaps` is true where the line broke while the server had the letter in hand, so that it may have gone all the same.
    Who it is from stands in the address's `from`, else it is the name that signs in there.
    """
    if not is_address(letter.to):
        raise Refusal("mail.not_sent", _("There is no such email address, so nothing was sent to it."), perhaps=False)
    parts = urlsplit(mail_url)
    host, user = parts.hostname or "localhost", unquote(parts.username or "")
    sender = parse_qs(parts.query).get("from", [user if "@" in user else f"outreach@{host}"])[0]
    in_hand = taken = False
    try:
        with _connected(parts.scheme, host, parts.port) as server:
            if user:
                server.login(user, unquote(parts.password or ""))
            in_hand = True
            server.send_message(_message(letter, sender))
            taken = True
    except (OSError, smtplib.SMTPException) as error:
        # A server that took the letter and then says a wrong good-bye has it.
        if taken:
            return
        perhaps = in_hand and not isinstance(error, _REFUSALS)
        message = _("The mail server did not take the message, so it was not sent.")
        if perhaps:
            message = _("The mail server broke off, so the message may not have been sent.")
        raise Refusal("mail.not_sent", message, perhaps=perhaps) from error


def _connected(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    """A connection to the server, which must tell a certificate that is good where it speaks TLS."""
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=PATIENCE_SECONDS)
    server = smtplib.SMTP(host, port or 587, timeout=PATIENCE_SECONDS)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls()
    return server


def _message(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = letter.to
    if is_address(letter.answer_to):
        message["Reply-To"] = letter.answer_to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{ids.new()}@{sender.rpartition('@')[2]}>"
    # No machine is to answer it.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    return message
