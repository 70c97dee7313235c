"""What phones mirror of the plan: the version that holds, whole, in one row. What it names phones know by its id already."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.db import Writing
from outreach_app.emergency.mode.facts import SERVICES
from outreach_app.emergency.plan import queries
from outreach_app.emergency.plan.models import EmergencyPlan
from outreach_app.emergency.plan.queries import Plan
from outreach_app.feed import rows
from outreach_app.shapes import Day, Id, Many, Part, Shape, Text, Whole, Word

PLANS = "emergency_plan"


class PlanRole(Shape):
    """What somebody is responsible for: "staff:<id>" or "contact:<id>", who is first named first."""

    id = Id()
    name = Text()
    duties = Text()
    holders = Many(Text())


class PlanContact(Shape):
    """A function outside the library, with a business contact; what is not known is empty."""

    id = Id()
    name = Text()
    organization = Text()
    person = Text()
    phone = Text()
    mail = Text()


class PlanCall(Shape):
    """Who is called ("role:<id>", "staff:<id>", "contact:<id>"), and by whose call; that is empty where the tree begins."""

    id = Id()
    who = Text()
    caller = Text()
    phone = Text()
    note = Text()


class PlanService(Shape):
    """What is offered, and how, step by step; without a name it is called by what it is."""

    id = Id()
    service = Word(*SERVICES, called="EmergencyService")
    name = Text()
    steps = Many(Text())


class PlanPlace(Shape):
    """Where services are offered: a site that tells of itself, or a place of the library; `services` are ids."""

    id = Id()
    site = Text()
    name = Text()
    address = Text()
    power = Text()
    wifi = Text()
    services = Many(Id())
    note = Text()


class PlanKit(Shape):
    """A kit that goes to a place of the plan, by its id; that is empty where it stays ready."""

    id = Id()
    kit = Id()
    place = Text()
    note = Text()


class PlanLink(Shape):
    """A form or page that people need."""

    id = Id()
    name = Text()
    address = Text()
    note = Text()


class PlanFlyer(Shape):
    """A flyer that is ready for it."""

    id = Id()
    flyer = Id()
    note = Text()


class PlanApproval(Shape):
    """Who approved it, and when: a staff member, or a body in words."""

    on = Day()
    staff = Id(null=True)
    by = Text()


class EmergencyPlanRow(Shape):
    """The plan that holds; one without an approval is a draft that nobody approved."""

    id = Id()
    number = Whole(least=1)
    name = Text()
    about = Text()
    approved = Part(PlanApproval, null=True)
    review_on = Day(null=True)
    roles = Many(Part(PlanRole))
    contacts = Many(Part(PlanContact))
    calls = Many(Part(PlanCall))
    services = Many(Part(PlanService))
    places = Many(Part(PlanPlace))
    kits = Many(Part(PlanKit))
    links = Many(Part(PlanLink))
    flyers = Many(Part(PlanFlyer))


def plan_row(plan: Plan) -> str:
    """A version as phones see it."""
    told = plan.told
    approved: dict[str, Any] | None = None
    if told.approved_on:
        approved = {"on": told.approved_on, "staff": told.approver_id, "by": told.approved_by}
    row = {
        "id": told.id, "number": told.number, "name": told.name, "about": told.about,
        "approved": approved, "review_on": told.review_on,
    }  # fmt: skip
    return rows.as_text({**row, **{name: [asdict(one) for one in some] for name, some in plan.sections.items()}})


def publish(writing: Writing) -> None:
    """Tell all phones of the version that holds now, and take every other from them."""
    now = queries.current(writing.session)
    for id_ in writing.session.scalars(select(EmergencyPlan.id)):
        rows.publish(writing, PLANS, id_, plan_row(now) if now and id_ == now.id else None)


def withdraw(writing: Writing, id_: str) -> None:
    """Take a version from all phones that is no more."""
    rows.publish(writing, PLANS, id_, None)


def all_plans(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection: one, or none."""
    now = queries.current(session)
    if now is not None:
        yield now.id, plan_row(now), (rows.EVERYONE,)
