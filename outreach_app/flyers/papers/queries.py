"""What pages ask of printed stacks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.flyers.papers.models import PrintedStack

MOST_RUNS = 50


@dataclass(frozen=True, slots=True)
class Run:
    """A print run as a list shows it."""

    id: str
    language: str
    template: str
    stacks: int
    copies: int
    printed_at: datetime


def run(session: Session, id_: str) -> list[PrintedStack]:
    """The stacks of a run, in order."""
    query = select(PrintedStack).where(PrintedStack.run_id == id_).order_by(PrintedStack.position)
    return list(session.scalars(query))


def runs(session: Session, flyer: str) -> list[Run]:
    """The print runs of a flyer, the latest first."""
    of_a_run = (PrintedStack.run_id, PrintedStack.language, PrintedStack.template, PrintedStack.copies, PrintedStack.printed_at)
    query = select(*of_a_run, func.count(PrintedStack.code)).where(PrintedStack.flyer_id == flyer).group_by(*of_a_run)
    found = session.execute(query.order_by(PrintedStack.printed_at.desc(), PrintedStack.run_id).limit(MOST_RUNS))
    return [Run(id_, language, template, stacks, copies, at) for id_, language, template, copies, at, stacks in found]


def is_printed(session: Session, code: str) -> bool:
    """Whether a stack was printed under this code."""
    return session.scalar(select(PrintedStack.code).where(PrintedStack.code == code)) is not None
