"""Builders of plans."""

from datetime import date
from types import SimpleNamespace

from office.roles import Role
from plans.models.division import Section, Task
from plans.models.executor import Executor, LinkedRisk
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.terms import parse_term
from tests import make


def plan(body, state="running", **fields):
    """A plan of 2025–2027 with one section and one task."""
    row = make.in_state(
        Plan,
        state,
        body,
        **{
            "title": "Достук айыл өкмөтүнүн иш-чаралар планы",
            "first_year": 2025,
            "last_year": 2027,
            **fields,
        },
    )
    if state != "closed":
        part = section(row)
        task(part)
    return row


def paper_order_fields(day=date(2026, 1, 12)):
    """What the move «start» is given for a plan approved on paper before it came into the portal."""
    scan = SimpleNamespace(name="буйрук.pdf", read=lambda: b"%PDF-1.7 scan of the order")
    return {"approval": "Айыл өкмөтүнүн буйругу", "number": "3-Б", "date": day, "scan": scan}


def section(plan, number="1", title="Айыл өкмөтүнүн ишинин ачык-айкындуулугу"):
    return Section.objects.create(
        organisation=plan.organisation, plan=plan, number=number, title=title, position=plan.sections.count()
    )


def task(section, number="1", text="Айкындуулук принциптерин бекемдөө"):
    return Task.objects.create(
        organisation=section.organisation,
        section=section,
        number=number,
        text=text,
        position=section.tasks.count(),
    )


def measure(plan, term="2026-жыл", state="not_begun", **fields):
    """A measure under the first task of the plan, unless another is given."""
    needs = make.needed_values().get((Measure, state), lambda body: {})(plan.organisation)
    row = Measure(
        organisation=plan.organisation,
        plan=plan,
        state=state,
        **{
            "task": Task.objects.of(plan.organisation).filter(section__plan=plan).first(),
            "text": "Ички контролдун тартибин түзүү",
            "funding": "Талап кылынбайт",
            **needs,
            **fields,
        },
    )
    row.set_term(parse_term(term) if term else None)
    row.assign_position()
    row.index()
    row.save()
    row.sync_instalments()
    return row


def name_executor(measure, **what):
    if "person" in what:
        what.setdefault("words", "Адис")
    return Executor.objects.create(organisation=measure.organisation, measure=measure, **what)


def link_risk(measure, risk):
    return LinkedRisk.objects.create(organisation=measure.organisation, measure=measure, risk=risk)


def appoint_worker(body, username="worker", role=Role.EMPLOYEE, post="Башкы адис"):
    """A person of the body beside the cast."""
    who = make.person(username)
    make.appoint(who, body, role, post=post)
    return who
