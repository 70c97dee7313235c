"""Letters about what is due, what waits and what is asked, once a day."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

import click

from outreach_app import clock
from outreach_app.accounts.models import Library
from outreach_app.catalog import WORDS
from outreach_app.commands import remind_of_agreements as of_agreements
from outreach_app.commands import remind_of_grants as of_grants
from outreach_app.commands import remind_of_plan as of_plan
from outreach_app.commands import remind_of_trends as of_trends
from outreach_app.commands.context import in_app, library_meant, of_library, settings
from outreach_app.db import reading, writing
from outreach_app.kits import queries as kits
from outreach_app.kits.due import editing, letters, queries
from outreach_app.kits.due.queries import Due, Unfinished
from outreach_app.kits.naming import holder_mentions
from outreach_app.mail.letters import Letter, send
from outreach_app.mail.models import BegunLetter
from outreach_app.problems import Refusal
from outreach_app.review.post import sending
from outreach_app.review.post.sending import Owed


@dataclass(frozen=True)
class Post:
    """The letters of a day, and those of other days of which nobody knows whether they went."""

    day: date
    letters: list[tuple[Due, Letter]]
    unknown: list[Unfinished]
    review: list[Owed]
    """Those about what waits, what is asked, grants and the disaster plan."""
    unknown_review: list[BegunLetter]


@dataclass
class Outcome:
    """What became of the letters."""

    sent: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    """(reader, why)."""


@click.command()
@click.option("--dry-run", is_flag=True, help="Only tell whom a letter would go to, and what of.")
@of_library
@in_app
def remind(dry_run: bool, library_name: str | None) -> None:
    """Write about kits that are due, agreements that end, grants, trends, the disaster plan, and what waits; to partners too.

    Run it every morning; a second time it sends nothing.
    """
    library, mail_url = library_meant(library_name), settings().mail_url
    post = written(library, settings().base_url)
    ends = of_agreements.written(library, settings().base_url)
    watched = of_trends.written(library, settings().base_url)
    for one in post.unknown:
        about = f"The letter to {one.reader} of {one.day} about {', '.join(one.kits)}"
        click.echo(f"{about} was begun and may not have gone; it is not sent again.", err=True)
    for begun in post.unknown_review:
        about = f"A letter to {begun.reader} ({begun.sort})"
        click.echo(f"{about} was begun and may not have gone; it is not sent again.", err=True)
    if dry_run:
        for line in _told(post):
            click.echo(line)
        for told, letter in ends:
            click.echo(f"To {letter.to}: {letter.subject}")
            for each in told.agreements:
                click.echo(f"  {each.partner_name}, {each.name}: until {each.ends_on}")
        for due, letter in watched:
            click.echo(f"To {letter.to}: {letter.subject}")
            for trend in due.trends:
                click.echo(f"  {trend.name}: since {trend.review_on}")
        many = len(post.letters) + len(post.review) + len(ends) + len(watched)
        click.echo(f"Letters that would go, as of {post.day.isoformat()}: {many}.")
        return
    if not mail_url:
        raise Refusal("mail.not_sent", "There is no mail server to send by: set OUTREACH_MAIL_URL.")
    outcome = deliver(library, post, mail_url)
    about_review = sending.deliver(library, post.review, mail_url)
    of_ends = of_agreements.deliver(library, ends, mail_url)
    of_watched = of_trends.deliver(library, watched, mail_url)
    rest = (about_review, of_ends, of_watched)
    sent, failed = sum(one[0] for one in rest), [each for one in rest for each in one[1]]
    for reader, why in (*outcome.failed, *failed):
        click.echo(f"The letter to {reader} did not go: {why}", err=True)
    click.echo(f"Letters that went, as of {post.day.isoformat()}: {outcome.sent + sent}.")
    if outcome.failed or failed:
        sys.exit(1)


def written(library: str, base_url: str) -> Post:
    """The letters that are owed today, on the library's calendar."""
    with reading(library) as session:
        home = session.get_one(Library, library)
        day = clock.now().astimezone(ZoneInfo(home.time_zone)).date()
        owed = queries.owed(session, library, day)
        names = WORDS.names(session, [one for due in owed for _stage, kit in due.kits for one in holder_mentions(kit.holder)])
        doors = kits.doors(session, {kit.id for due in owed if due.is_partner for _stage, kit in due.kits})
        some = [(due, letters.letter(due, names, doors, library=home, base_url=base_url)) for due in owed]
        review = [
            *sending.owed(session, home, WORDS, base_url),
            *of_grants.owed(session, home, base_url),
            *of_plan.owed(session, home, base_url),
        ]
        return Post(day, some, queries.unfinished(session), review, sending.unfinished(session))


def deliver(library: str, post: Post, mail_url: str) -> Outcome:
    """Send them, each begun on disk before it goes: whatever is cut off, none goes twice."""
    outcome = Outcome()
    with writing(library) as handle:
        editing.forget_old(handle, post.day)
    for due, letter in post.letters:
        with writing(library) as handle:
            is_first = editing.begin(handle, due, post.day)
        if not is_first:
            continue
        try:
            send(mail_url, letter)
        except Refusal as refusal:
            outcome.failed.append((due.reader, str(refusal.message)))
            if not refusal.details["perhaps"]:
                with writing(library) as handle:
                    editing.not_taken(handle, due, post.day)
            continue
        with writing(library) as handle:
            editing.taken(handle, due, post.day)
        outcome.sent += 1
    return outcome


def _told(post: Post) -> Iterator[str]:
    for due, letter in post.letters:
        yield f"To {letter.to}: {letter.subject}"
        yield from (f"  {kit.code}, due {kit.due_on}: {stage}" for stage, kit in due.kits)
    for one in post.review:
        yield f"To {one.letter.to}: {one.letter.subject}"
