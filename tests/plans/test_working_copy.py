"""While an edition of an approved plan is worked on, everybody sees the version in force; the registration of
its order puts the copy in force, and what was said before is still known.
"""

import ast
import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from office import clock
from office.registers.workflow import Refused
from plans.editions.models import PlanEdition
from plans.editions.working_copy import changed_words
from plans.models.division import Section, Task
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.progress import actions, feeds, reminders
from plans.progress.past import measures_as_of
from plans.public.models import PlanPage
from plans.reports import papers
from plans.reports.models import PlanReport
from tests import make
from tests.page import ROOT
from tests.plans import build
from tests.plans.test_plan_editions import (
    approve_plan_edition,
    begin_plan_edition,
    order_plan_edition,
    sign_plan_edition,
)

LATE, MOVED, REWORDED, ADDED = "Кечиккен чара", "2027-жылдын 4-кварталы", "Башкача айтылган", "Жаңы чара"


@pytest.fixture
def plan(body, clerk, head, page):
    """In force since today: an overdue measure under a high risk, one to be dropped, one outside it."""
    plan = build.plan(body, "draft", kind="other")
    for text, term in ((LATE, "2025-жыл"), ("Экинчи чара", "2027-жыл"), ("Жылдык чара", YEARLY)):
        row = build.measure(plan, term, text=text, result="Ачык сайт")
        build.name_executor(row, words="айыл өкмөтү")
    approve_plan_edition(begin_plan_edition(page(clerk), plan), clerk, head, "159")
    plan.move("start", by=clerk)
    actions.replace_people(plan.measures.get(text=LATE), [clerk])
    return plan


YEARLY = "2025-2027-жылдар (жыл сайын)"


@pytest.fixture
def edition(page, clerk, plan):
    return begin_plan_edition(page(clerk), plan, ground="functions")


def drift(page, clerk, edition):
    """Everything an edition may change, from the screen."""
    copy = edition.copy
    late, second = (copy.measures.get(text=text) for text in (LATE, "Экинчи чара"))
    page(clerk).get(f"/plans/measures/{late.pk}/edit/").submit(
        term=MOVED, result="Башка натыйжа", words="кимдир бирөө"
    )
    page(clerk).get(f"/plans/measures/{second.pk}/move/drop/").submit(ground="Ыйгарым укук өттү")
    page(clerk).get(f"/plans/{copy.pk}/edit/").submit(title=REWORDED)
    section = copy.sections.get()
    page(clerk).get(reverse("plan_sections:edit", args=[section.pk])).submit(title=REWORDED)
    page(clerk).get(reverse("plan_sections:create", args=[copy.pk])).submit(number="2", title="Жаңы бөлүм")
    new = copy.sections.get(number="2")
    page(clerk).get(reverse("plan_tasks:create", args=[new.pk])).submit(number="1", text="Жаңы милдет")
    page(clerk).get(reverse("measures:create", args=[copy.pk])).submit(
        text=ADDED, term="2026-жыл", task=new.tasks.get().pk, words="айыл өкмөтү", funding="Бюджет"
    )


def seen(page, clerk, plan):
    """What every reader shows of a plan."""
    body, today = plan.organisation, clock.today()
    open_page = PlanPage.objects.of(body).filter(plan=plan).first() or PlanPage.objects.create(
        organisation=body, plan=plan, opened_by=clerk
    )
    pages = (
        open_page.url,
        *(reverse("open:measure", args=[open_page.token, row.pk]) for row in plan.measures.in_order()),
        "/plans/measures/",
        "/plans/measures/?state=overdue",
        "/plans/measures/?year=2027",
        "/plans/measures/board/",
        "/plans/measures/calendar/?year=2027",
        reverse("mine:register"),
        "/plans/",
    )
    return {
        **{url: page(clerk).get(url).text for url in pages},
        "my day": [line.text + line.term for line in reminders.measure_my_day_lines(clerk, body)],
        "calendar": [one for one in feeds.calendar_bytes(clerk, body).splitlines() if b"STAMP" not in one],
        "figures": [(row.badge, row.printed_term, row.executor_words) for row in plan.measures.in_order()],
        "report": papers.report_data(PlanReport(organisation=body, plan=plan, year=today.year)),
        "overdue": [row.text for row in Measure.objects.of(body).without_copies().due_before(today)],
    }


def test_nothing_of_an_edition_is_seen_until_its_order_is_registered(page, clerk, head, plan):
    before = seen(page, clerk, plan)
    edition = begin_plan_edition(page(clerk), plan, ground="functions")
    drift(page, clerk, edition)
    assert seen(page, clerk, plan) == before
    order = order_plan_edition(edition, clerk).order
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    assert seen(page, clerk, plan) == before
    order.move("register", by=clerk, number="201", date=clock.today())
    after = seen(page, clerk, plan)
    assert after["overdue"] != before["overdue"]
    same = [
        name for name in ("figures", "report", "/plans/", "my day", "calendar") if after[name] == before[name]
    ]
    assert same == []


@pytest.mark.parametrize("word", ["Экинчи", "Достук"])
def test_the_search_finds_what_is_in_force_and_no_copy(page, clerk, plan, edition, word):
    drift(page, clerk, edition)
    found = [link for link in page(clerk).get(f"/search/?q={word}").links if link.startswith("/plans/")]
    copies = [row.get_absolute_url() for row in edition.copy.measures.all()]
    assert found
    assert set(found) & {edition.copy.get_absolute_url(), *copies} == set()


def test_the_registered_order_puts_the_copy_in_force(page, clerk, head, plan, edition):
    keys = {row.text: row.pk for row in plan.measures.all()}
    drift(page, clerk, edition)
    new = edition.copy.measures.get(text=ADDED)
    approve_plan_edition(edition, clerk, head, "201")
    plan.refresh_from_db()
    rows = {row.text: row for row in plan.measures.all()}
    late = rows[LATE]
    assert (late.pk, late.printed_term, late.result) == (keys[LATE], MOVED, "Башка натыйжа")
    assert sorted(filter(None, late.executors.values_list("words", flat=True))) == [
        "Жооптуу катчы",
        "кимдир бирөө",
    ]
    assert (rows["Экинчи чара"].state, rows["Экинчи чара"].drop_ground) == ("dropped", "Ыйгарым укук өттү")
    assert (rows[ADDED].pk, rows[ADDED].task.text) == (new.pk, "Жаңы милдет")
    assert plan.title == REWORDED
    assert [one.title for one in plan.sections.all()] == [REWORDED, "Жаңы бөлүм"]
    assert not Plan.objects.of(plan.organisation).exclude(edition=None).exists()
    assert plan.is_fixed
    with pytest.raises(IntegrityError, match="an_approved_measure_changes"), transaction.atomic():
        Measure.unscoped.filter(pk=late.pk).update(result="Дагы башка")


def test_what_was_said_before_is_read_as_of_its_day(page, clerk, head, plan, edition, monkeypatch):
    drift(page, clerk, edition)
    day = clock.today()
    then = papers.report_data(PlanReport(organisation=plan.organisation, plan=plan, year=day.year))
    later = date(day.year + 1, 3, 1)
    monkeypatch.setattr(clock, "today", lambda: later)
    approve_plan_edition(edition, clerk, head, "201")
    plan.refresh_from_db()
    past = measures_as_of(plan, day.year, day)
    assert [(row.text, row.printed_term, row.executor_words, row.state) for row in past.rows][:2] == [
        (LATE, "2025-жыл", "айыл өкмөтү", "not_begun"),
        ("Жылдык чара", YEARLY, "айыл өкмөтү", "not_begun"),
    ]
    assert past.title != plan.title
    assert [one.title for one in past.sections] != [one.title for one in plan.sections.all()]
    now = papers.report_data(PlanReport(organisation=plan.organisation, plan=plan, year=day.year))
    assert now["more"][1] == then["more"][1]


def test_the_copy_says_what_it_is(page, clerk, plan, edition):
    drift(page, clerk, edition)
    late = edition.copy.measures.get(text=LATE)
    words = "2-редакциянын көчүрмөсү, ал азырынча күчүнө кире элек"
    for url in (edition.copy.get_absolute_url(), late.get_absolute_url()):
        assert words in page(clerk).get(url).text
    shown = page(clerk).get(late.get_absolute_url())
    assert "2025-жыл" in shown.text and MOVED in shown.text
    assert ("Ачык сайт", "Башка натыйжа") in [pair[1:] for pair in changed_words(late)]
    original = page(clerk).get(plan.get_absolute_url())
    assert words not in original.text
    assert edition.copy.get_absolute_url() in original.links


def test_the_copy_is_never_carried_out(page, clerk, edition):
    copy = edition.copy
    with pytest.raises(Refused):
        copy.move("start", by=clerk, **build.paper_order_fields())
    with pytest.raises(Refused):
        copy.measures.first().move("begin", by=clerk)
    with pytest.raises(Refused):
        actions.delete_plan_part(copy.measures.first(), by=clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.unscoped.filter(pk=copy.pk).update(paper_number="", state="closed")


def test_a_considered_copy_is_no_longer_worked_on(page, clerk, edition):
    measure = edition.copy.measures.first()
    edition.move("consider", by=clerk, question=make.decided_question(edition.organisation, clerk))
    with pytest.raises(IntegrityError, match="an_approved_measure_changes"), transaction.atomic():
        Measure.unscoped.filter(pk=measure.pk).update(result="Башка")
    edition.move("reopen", by=clerk)
    Measure.unscoped.filter(pk=measure.pk).update(result="Башка")


def test_a_cancelled_order_leaves_the_plan_as_it_was(page, clerk, head, plan, edition):
    drift(page, clerk, edition)
    before = [(row.text, row.printed_term) for row in plan.measures.in_order()]
    order = order_plan_edition(edition, clerk).order
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    order.move("cancel", by=head, ground="Ката")
    plan.refresh_from_db()
    assert [(row.text, row.printed_term) for row in plan.measures.in_order()] == before
    assert plan.approved_edition.number == 1
    assert begin_plan_edition(page(clerk), plan, ground="yearly").copy.measures.count() == len(before)


def test_a_measure_of_another_plan_does_not_move_into_an_approved_one(body, plan):
    draft = build.plan(body, "draft")
    row = build.measure(draft, "2026-жыл")
    task = Task.objects.of(body).get(section__plan=plan)
    with pytest.raises(IntegrityError, match="an_approved_measure_changes"), transaction.atomic():
        Measure.unscoped.filter(pk=row.pk).update(plan=plan, task=task)
    with pytest.raises(IntegrityError, match="a_section_of_an_approved_plan"), transaction.atomic():
        Section.unscoped.filter(plan=draft).update(plan=plan)


# --- Readers -----------------------------------------------------------------------------------------------

# What keeps the copies out: running plans are none, a key is of a row that was found already.
NARROWED = (
    "without_copies()",
    "running()",
    "of_running_plans",
    "running_rows(",
    "State.RUNNING",
    "pk=",
    "visible_to(request.user, Act.PROVE)",
)
READERS = re.compile(r"\b(?:Plan|Measure)\.objects\b")


def readers_of_copies(source: str) -> list[str]:
    """The functions that look up plans or measures without keeping the copies of editions out."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    texts = [(one.name, ast.get_source_segment(source, one) or "") for one in functions]
    return [
        name
        for name, text in texts
        if READERS.search(text) and "objects.create" not in text and not any(one in text for one in NARROWED)
    ]


def test_whoever_looks_up_plans_or_measures_keeps_the_copies_out():
    rooms = [
        path for path in (ROOT / "plans").rglob("*.py") if path.parent.name not in ("models", "editions")
    ]
    assert [(path.name, name) for path in rooms for name in readers_of_copies(path.read_text("utf-8"))] == []


def test_a_reader_of_copies_is_found():
    assert readers_of_copies("def rows(body):\n    return Measure.objects.of(body).open()\n") == ["rows"]


def test_a_measure_reported_meanwhile_leaves_by_the_edition(page, clerk, head, plan, edition):
    row = plan.measures.get(text="Экинчи чара")
    build.link_risk(row, make.risk(plan.organisation, level="high"))
    edition.copy.measures.get(text="Экинчи чара").move("drop", by=clerk, ground="Ыйгарым укук өттү")
    edition = PlanEdition.objects.of(plan.organisation).get(pk=edition.pk)
    link_covering_measure(edition, plan)
    order = sign_plan_edition(edition, clerk, head)
    link = "https://dostuk.example/"
    proof = actions.ProofInput("link", link, link=link)
    actions.report_progress(row, by=clerk, text="бүттү", proofs=[proof], step="finish", done_on=clock.today())
    row.refresh_from_db()
    assert row.state == "reported"
    order.move("register", by=clerk, number="201", date=clock.today())
    row.refresh_from_db()
    assert (row.state, row.done_on, row.drop_ground) == ("dropped", None, "Ыйгарым укук өттү")
    assert [step["state"] for step in row.steps[-2:]] == ["reported", "dropped"]


def link_covering_measure(edition, plan):
    """Another measure of the copy answers for the risks of the plan: the order asks for that."""
    late = edition.copy.measures.get(text=LATE)
    for risk in plan.measures.get(text="Экинчи чара").risks.all():
        build.link_risk(late, risk)


def test_a_plan_is_not_closed_while_the_order_of_an_edition_is_on_its_way(clerk, head, plan, edition):
    order = sign_plan_edition(edition, clerk, head)
    with pytest.raises(Refused, match="2-редакция"):
        plan.move("close", by=clerk)
    order.move("register", by=clerk, number="201", date=clock.today())
    plan.refresh_from_db()
    assert plan.move("close", by=clerk).state == "closed"


def test_a_closed_plan_gets_no_order_of_an_edition(clerk, plan, edition):
    plan.move("close", by=clerk)
    edition = PlanEdition.objects.of(plan.organisation).get(pk=edition.pk)
    with pytest.raises(Refused, match="План жабылган"):
        order_plan_edition(edition, clerk)


def test_no_edition_begins_while_the_order_of_another_is_on_its_way(page, clerk, head, plan, edition):
    order = order_plan_edition(edition, clerk).order
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    address = reverse("plan_editions:create", args=[plan.pk])
    shown = page(clerk).get(address).submit(ground="functions")
    assert plan.editions.count() == 2
    assert "2-редакциясы жолдо" in shown.text
    assert edition.get_absolute_url() in shown.content.decode()
    order.move("register", by=clerk, number="201", date=clock.today())
    page(clerk).get(address).submit(ground="functions")
    assert plan.editions.count() == 3


def test_what_an_edition_took_out_only_an_edition_brings_back(page, clerk, head, plan, edition):
    kept = plan.measures.get(text=LATE)
    edition.copy.measures.get(text="Экинчи чара").move("drop", by=clerk, ground="Ыйгарым укук өттү")
    approve_plan_edition(PlanEdition.objects.of(plan.organisation).get(pk=edition.pk), clerk, head, "201")
    gone = Measure.unscoped.get(plan=plan, text="Экинчи чара")
    assert "reopen" not in [move.name for move in gone.moves_for(clerk)]
    with pytest.raises(Refused, match="редакция гана"):
        gone.move("reopen", by=clerk)
    assert Measure.unscoped.get(pk=gone.pk).state == "dropped"
    actions.report_progress(kept, by=clerk, text="Бүттү", step="finish", done_on=clock.today())
    assert "reopen" in [move.name for move in kept.moves_for(clerk)]
    assert kept.move("reopen", by=clerk).state == "under_way"
