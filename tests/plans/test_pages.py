"""The pages of plans: the plan as its paper, the register with its filters, one's own measures, the board,
the months.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from office.roles import Role
from plans.models.division import Section, Task
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.progress.models import Note
from tests import make
from tests.plans import build


@pytest.fixture
def plan(body):
    return build.plan(body)


def test_clerk_enters_a_plan_with_a_section_a_task_and_a_measure(page, clerk, body):
    visitor = page(clerk)
    sent = visitor.get("/plans/new/").submit(
        title="Иш-чаралар планы", first_year="2026", last_year="2027", kind="risks"
    )
    plan = Plan.objects.of(body).get()
    assert (sent.status_code, plan.state, plan.years) == (302, "draft", "2026–2027")
    visitor.get(reverse("plan_sections:create", args=[plan.pk])).submit(number="1", title="Ачыктык")
    visitor.get(reverse("plan_tasks:create", args=[Section.objects.of(body).get().pk])).submit(
        number="1", text="Бекемдөө"
    )
    form = visitor.get(reverse("measures:create", args=[plan.pk]))
    form.submit(
        task=str(Task.objects.of(body).get().pk),
        text="Сайтка жарыялоо",
        term="2026-жылдын 3-кварталы",
        funding="Талап кылынбайт",
        bodies=[str(body.pk)],
        words="Мамлекеттик салык кызматы",
        joint="on",
    )
    row = Measure.objects.of(body).get()
    assert (row.printed_term, row.funding) == ("2026-жылдын 3-кварталы", "Талап кылынбайт")
    assert row.executor_words == "Достук айыл өкмөтү, Мамлекеттик салык кызматы (биргеликте)"
    assert "Сайтка жарыялоо" in visitor.get(plan.get_absolute_url()).text


def submit_new_measure(page, clerk, plan, **fields):
    return (
        page(clerk).get(reverse("measures:create", args=[plan.pk])).submit(text="Сайтка жарыялоо", **fields)
    )


def test_term_that_cannot_be_read_is_refused_and_stays_in_the_form(page, clerk, plan):
    answer = submit_new_measure(page, clerk, plan, term="кийинчерээк")
    assert answer.status_code == 422
    assert answer.form["term"] == "кийинчерээк"
    assert "так окулган жок" in answer.text


def test_term_before_the_plan_is_refused_by_the_form(page, clerk, plan):
    answer = submit_new_measure(page, clerk, plan, term="2024-жыл")
    assert (answer.status_code, "2025–2027" in answer.text) == (422, True)


def test_term_after_the_plan_asks_to_look_once_more(page, clerk, plan):
    answer = submit_new_measure(page, clerk, plan, term="2029-жыл")
    assert (answer.status_code, Measure.objects.of(plan.organisation).count()) == (422, 0)
    answer.submit(confirmed="1")
    assert Measure.objects.of(plan.organisation).get().due.year == 2029


def test_executor_of_a_foreign_body_is_refused_by_the_form(page, clerk, plan, foreign, stranger):
    assert submit_new_measure(page, clerk, plan, bodies=[str(foreign.pk)]).status_code == 422
    assert submit_new_measure(page, clerk, plan, people=[str(stranger.pk)]).status_code == 422
    assert Measure.objects.of(plan.organisation).count() == 0


def test_plan_shows_high_risks_first_and_sections_as_in_the_paper(page, clerk, plan):
    build.measure(plan, text="Жөнөкөй")
    high = build.measure(plan, text="Аукцион өткөрүү")
    build.link_risk(high, make.risk(plan.organisation, level="high"))
    found = page(clerk).get(plan.get_absolute_url())
    controlled = found.all("section", aria_labelledby="controlled")[0]
    assert "Аукцион өткөрүү" in "".join(controlled.itertext())
    assert [row[2] for row in found.rows] == ["Жөнөкөй", "Аукцион өткөрүү"]


def test_draft_says_what_stops_its_approval(page, clerk, body):
    plan = build.plan(body, state="draft")
    build.measure(plan)
    make.risk(body, level="high", situation="Жерди аукционсуз берүү")
    found = page(clerk).get(plan.get_absolute_url())
    assert "Жерди аукционсуз берүү" in found.text
    answer = page(clerk).get(reverse("plans:move", args=[plan.pk, "start"])).submit()
    assert (answer.status_code, "Жерди аукционсуз берүү" in answer.text) == (422, True)


FILTERS = {
    "state=overdue": "late",
    "state=done": "done",
    "year=2027": "later",
    "control=yes": "high",
    "place=outside": "outside",
    "q=окуу": "words",
}


@pytest.mark.parametrize("query", FILTERS)
def test_register_is_narrowed_by_its_address(query, page, clerk, plan, body):
    rows = {
        "late": build.measure(plan, "2025-жыл"),
        "done": build.measure(plan, "2025-жыл", state="done"),
        "later": build.measure(plan, "2027-жыл"),
        "high": build.measure(plan),
        "outside": build.measure(plan, task=None),
        "words": build.measure(plan, text="Окуу семинары"),
    }
    build.link_risk(rows["high"], make.risk(body, level="high"))
    found = page(clerk).get(f"/plans/measures/?{query}")
    assert [
        link for link in found.links if link.endswith("/") and link == rows[FILTERS[query]].get_absolute_url()
    ]
    assert len(found.rows) == 2  # under the heading of the plan


def test_register_is_narrowed_by_executor_and_risk(page, clerk, plan, body, cast):
    by_person, by_risk = build.measure(plan), build.measure(plan)
    build.measure(plan)
    build.name_executor(by_person, person=cast[Role.EMPLOYEE])
    risk = make.risk(body)
    build.link_risk(by_risk, risk)
    for query, row in ((f"person={cast[Role.EMPLOYEE].pk}", by_person), (f"risk={risk.pk}", by_risk)):
        found = page(clerk).get(f"/plans/measures/?{query}")
        assert (len(found.rows), row.get_absolute_url() in found.links) == (2, True)


def test_employee_has_a_page_of_what_he_executes_and_sees_no_other(page, cast, plan):
    own, other = build.measure(plan, text="Өзүмдүкү"), build.measure(plan, text="Башканыкы")
    build.name_executor(own, person=cast[Role.EMPLOYEE])
    visitor = page(cast[Role.EMPLOYEE])
    assert [row[0] for row in visitor.get("/plans/mine/").rows] == ["Өзүмдүкү"]
    assert [row[0] for row in visitor.get("/plans/measures/").rows[1:]] == ["Өзүмдүкү"]
    assert visitor.get(own.get_absolute_url()).status_code == 200
    assert visitor.get(other.get_absolute_url()).status_code == 404
    assert visitor.get(reverse("measures:tell", args=[other.pk])).status_code == 404
    assert visitor.get(plan.get_absolute_url()).status_code == 403


def test_board_has_the_overdue_first(page, clerk, plan):
    build.measure(plan, "2027-жыл", text="Кийин")
    build.measure(plan, "2025-жыл", text="Кечикти", state="under_way")
    found = page(clerk).get("/plans/measures/board/")
    assert [words.split()[-1] for words in found.words("h2")[:4]] == ["1", "0", "1", "0"]
    assert found.text.index("Кечикти") < found.text.index("Кийин")


def test_calendar_shows_the_months_of_a_year(page, clerk, plan):
    build.measure(plan, "2026-жылдын 3-кварталы", text="Сентябрь")
    build.measure(plan, "2025-2027-жылдар (жыл сайын)", text="Жыл сайын")
    found = page(clerk).get("/plans/measures/calendar/?year=2026")
    assert ("Сентябрь" in found.text, "Жыл сайын" in found.text, len(found.words("h2"))) == (True, True, 2)
    assert page(clerk).get("/plans/measures/calendar/?year=2031").words("h2") == []


LISTS = ("/plans/measures/", "/plans/measures/board/", "/plans/measures/calendar/", "/plans/mine/")


@pytest.mark.parametrize("address", [*LISTS, "plan"])
def test_lists_ask_as_many_queries_for_one_row_as_for_thirty(
    address, page, cast, plan, django_assert_num_queries, body
):
    clerk = cast[Role.CLERK]

    def fill():
        row = build.measure(plan, "2025-2027-жылдар (жыл сайын)")
        build.name_executor(row, person=clerk)
        build.name_executor(row, body=body)
        build.link_risk(row, make.risk(body, level="high"))

    fill()
    address = plan.get_absolute_url() if address == "plan" else address
    visitor = page(clerk)
    visitor.get(address)
    with CaptureQueriesContext(connection) as one:
        visitor.get(address)
    for _ in range(29):
        fill()
    with django_assert_num_queries(len(one)):
        visitor.get(address)


def test_plans_ask_as_many_queries_for_one_row_as_for_thirty(page, clerk, body, django_assert_num_queries):
    build.measure(build.plan(body), state="done")
    visitor = page(clerk)
    visitor.get("/plans/")
    with CaptureQueriesContext(connection) as one:
        found = visitor.get("/plans/")
    assert found.rows[0][4] == "100 % (1 / 1)"
    for _ in range(29):
        build.measure(build.plan(body))
    with django_assert_num_queries(len(one)):
        visitor.get("/plans/")


def test_measure_entered_by_mistake_is_deleted_one_with_proof_is_not(page, clerk, plan):
    mistake, proved = build.measure(plan), build.measure(plan)
    make.row(Note, plan.organisation, measure=proved, told_by=clerk)
    visitor = page(clerk)
    visitor.get(reverse("measures:throw_away", args=[mistake.pk])).submit()
    answer = visitor.post(reverse("measures:throw_away", args=[proved.pk]))
    assert (answer.status_code, list(Measure.objects.of(plan.organisation))) == (422, [proved])


def test_measure_against_a_risk_is_added_from_the_risk(page, clerk, plan):
    risk = make.risk(plan.organisation, level="high")
    visitor = page(clerk)
    form = visitor.get(f"/plans/measures/for-risk/?risk={risk.pk}", follow=True)
    assert form.form["risks"] == str(risk.pk)
    form.submit(text="Аукцион өткөрүү", term="2026-жыл")
    row = Measure.objects.of(plan.organisation).get()
    assert list(row.risks.all()) == [risk]
    assert row.get_absolute_url() in visitor.get(risk.get_absolute_url()).links


def test_employee_is_not_told_by_the_filter_what_there_is(page, cast, plan, body):
    risk = make.risk(body, situation="Жерди аукционсуз берүү")
    build.name_executor(build.measure(plan), person=cast[Role.EMPLOYEE])
    found = page(cast[Role.EMPLOYEE]).get("/plans/measures/")
    assert (risk.situation in found.content.decode(), found.all("select", name="risk")) == (False, [])


def test_task_is_corrected_and_an_empty_one_deleted_from_the_page_of_the_plan(page, clerk, plan):
    build.measure(plan)
    empty = build.task(plan.sections.get(), "2", "Бош милдет")
    visitor = page(clerk)
    links = visitor.get(plan.get_absolute_url()).links
    used = Task.objects.of(plan.organisation).exclude(pk=empty.pk).get()
    assert {reverse("plan_tasks:edit", args=[one.pk]) for one in (used, empty)} <= set(links)
    visitor.get(reverse("plan_tasks:throw_away", args=[empty.pk])).submit()
    refused = visitor.post(reverse("plan_tasks:throw_away", args=[used.pk]))
    assert (refused.status_code, list(Task.objects.of(plan.organisation))) == (422, [used])
