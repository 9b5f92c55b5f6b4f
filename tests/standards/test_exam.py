"""The short test of the standard: tries, results, and who may see them (629-Б p.6)."""

import csv
import io
from datetime import timedelta

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from office.models.audit import Change
from office.models.commission import Commission, Seat
from office.registers.workflow import Refused
from office.roles import Role
from standards.exam import actions
from standards.exam.models import ExamQuestion, ExamTry
from standards.exam.results import BEFORE, result_groups
from standards.officer_report.models import OfficerReport
from tests import make
from tests.standards import build


@pytest.fixture
def standard(body, cast):
    return build.bring_into_force(body, cast[Role.OFFICER])


@pytest.fixture
def employee(cast):
    return cast[Role.EMPLOYEE]


@pytest.fixture
def questions(body):
    return [build.question(body, n) for n in range(12)]


def take(standard, person, page, right=True):
    """A try whose every answer is right or wrong."""
    url = reverse("standards:exam", args=[standard.pk])
    answer = page(person).get(url)
    chosen = {
        one.name: one.right if right else (one.right + 1) % len(one.options)
        for one in answer.context["asked"]
    }
    return answer.submit(**{name: str(place) for name, place in chosen.items()})


def test_try_asks_ten_questions_and_counts_what_is_right(standard, questions, employee, page):
    assert take(standard, employee, page).status_code == 302
    assert take(standard, employee, page, right=False).status_code == 302
    tries = ExamTry.objects.of(standard.organisation).order_by("number")
    assert [(row.by, row.number, row.right, row.total) for row in tries] == [
        (employee, 1, 10, 10),
        (employee, 2, 0, 10),
    ]


def test_same_try_asks_the_same_and_the_next_another_order(standard, questions, employee):
    def names(number):
        return [one.name for one in actions.draw_questions(standard, employee, number)]

    assert names(1) == names(1)
    assert names(1) != names(2)
    assert all(
        one.options[one.right] == one.question.right_ky
        for one in actions.draw_questions(standard, employee, 1)
    )


def test_page_does_not_tell_which_answer_is_right(standard, questions, employee):
    places = {
        one.right for number in range(1, 4) for one in actions.draw_questions(standard, employee, number)
    }
    assert places == {0, 1, 2}


def test_fourth_try_is_refused(standard, questions, employee, page):
    for _n in range(actions.TRIES):
        take(standard, employee, page)
    asked = actions.draw_questions(standard, employee, 4)
    with pytest.raises(Refused):
        actions.submit_try(standard, by=employee, asked=asked, chosen={one.name: 0 for one in asked})
    shown = page(employee).get(reverse("standards:exam", args=[standard.pk]))
    assert shown.all("input", type="radio") == []


def test_question_changed_meanwhile_is_looked_at_once_more(standard, questions, employee, page):
    answer = page(employee).get(reverse("standards:exam", args=[standard.pk]))
    ExamQuestion.objects.of(standard.organisation).update(version=2)
    chosen = {one.name: "0" for one in answer.context["asked"]}
    assert (answer.submit(**chosen).status_code, ExamTry.objects.of(standard.organisation).count()) == (
        422,
        0,
    )


def test_unanswered_question_is_refused(standard, questions, employee, page):
    assert page(employee).get(reverse("standards:exam", args=[standard.pk])).submit().status_code == 422


def test_test_is_read_in_russian_where_it_is_given_in_russian(body, standard, employee):
    build.question(body, 1, text_ru="Что запрещено?", right_ru="Подарки", wrong_ru="Работа\nОтпуск")
    from tests.page import Visitor

    answer = Visitor(employee, language="ru").get(reverse("standards:exam", args=[standard.pk]))
    assert answer.context["asked"][0].question.text == "Что запрещено?"


def test_results_are_for_head_officer_and_the_evaluation_commission_alone(
    body, standard, questions, cast, page
):
    take(standard, cast[Role.EMPLOYEE], page)
    row = ExamTry.objects.of(body).get()
    seen = {
        role for role, person in cast.items() if page(person).get(row.get_absolute_url()).status_code == 200
    }
    assert seen == {Role.HEAD, Role.OFFICER, Role.EMPLOYEE}
    group = Commission.objects.create(organisation=body, kind="evaluation", name_ky="Баалоо комиссиясы")
    seat = Seat.objects.create(organisation=body, commission=group, person=cast[Role.MEMBER], post="Мүчө")
    assert page(cast[Role.MEMBER]).get(row.get_absolute_url()).status_code == 200
    assert len(page(cast[Role.MEMBER]).get(reverse("exam_tries:register")).rows) == 1
    Seat.objects.of(body).filter(pk=seat.pk).update(left_on=make.LONG_AGO)
    assert page(cast[Role.MEMBER]).get(row.get_absolute_url()).status_code == 404
    assert len(page(cast[Role.CLERK]).get(reverse("exam_tries:register")).rows) == 0


def test_seat_in_another_commission_or_at_another_body_opens_no_result(
    body, foreign, standard, questions, cast, page
):
    take(standard, cast[Role.EMPLOYEE], page)
    row = ExamTry.objects.of(body).get()
    for place, kind in ((body, "working_group"), (foreign, "evaluation")):
        group = Commission.objects.create(organisation=place, kind=kind, name_ky="Топ")
        Seat.objects.create(organisation=place, commission=group, person=cast[Role.MEMBER], post="Мүчө")
    assert page(cast[Role.MEMBER]).get(row.get_absolute_url()).status_code == 404


def test_memory_keeps_no_result(standard, questions, employee, page):
    take(standard, employee, page)
    row = ExamTry.objects.of(standard.organisation).get()
    kept = Change.objects.of_record(row).get().new
    assert {"answers", "right", "total"} & set(kept) == set()


def test_question_needs_two_wrong_answers_and_a_whole_translation(body, clerk, page):
    url = reverse("exam_questions:create")
    values = {
        "point": "14.4",
        "text_ky": "Эмнеге тыюу салынган?",
        "right_ky": "Белек",
        "wrong_ky": "Иш\nЭмгек",
    }
    for changes in ({"wrong_ky": "Иш"}, {"wrong_ky": "Иш\nБелек"}, {"text_ru": "Что?"}):
        assert page(clerk).get(url).submit(**(values | changes)).status_code == 422
    assert page(clerk).get(url).submit(**values).status_code == 302
    assert ExamQuestion.objects.of(body).get().options == ["Белек", "Иш", "Эмгек"]


@pytest.mark.parametrize("model", [ExamQuestion, ExamTry, OfficerReport])
def test_lists_ask_as_many_queries_for_thirty_rows_as_for_one(model, body, cast, page):
    space = {ExamQuestion: "exam_questions", ExamTry: "exam_tries", OfficerReport: "officer_reports"}[model]

    def asked():
        with CaptureQueriesContext(connection) as queries:
            page(cast[Role.OFFICER]).get(reverse(f"{space}:register"))
        return len(queries)

    make.row(model, body)
    asked()
    few = asked()
    for _n in range(29):
        make.row(model, body)
    assert asked() == few


def test_question_asked_for_the_same_try_survives_a_press_twice(standard, questions, employee, page):
    """The second press of one form is the next try: it asks other questions, so it
    is refused, not counted.
    """
    url = reverse("standards:exam", args=[standard.pk])
    answer = page(employee).get(url)
    sent = answer.form | {one.name: "0" for one in answer.context["asked"]}
    assert [page(employee).post(url, sent).status_code for _press in range(2)] == [302, 422]
    assert ExamTry.objects.of(standard.organisation).count() == 1


def test_test_begins_with_ten_questions_taken_once(body, clerk, page):
    visitor = page(clerk)
    assert visitor.get(reverse("exam_questions:register")).submit().status_code == 302
    assert ExamQuestion.objects.of(body).count() == 10
    assert visitor.post(reverse("exam_questions:take")).status_code == 302
    assert ExamQuestion.objects.of(body).count() == 10
    codes = {code for _kind, code, _text in build.TEXT} | {part.code for part in build.understood().parts}
    assert {question.point for question in ExamQuestion.objects.of(body)} <= codes
    assert all(
        len(question.wrong_ky.splitlines()) == len(question.wrong_ru.splitlines()) == 2
        for question in ExamQuestion.objects.of(body)
    )


# --- The list for the evaluation commission (standards/print/exam_results.html) ----------------------------


def as_csv(person, page, **query):
    answer = page(person).get(reverse("exam_tries:export", args=["csv"]), query)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def of_people(lines):
    """{name: (tries, best result, percent)} of the printed list."""
    return {line[1]: tuple(line[3:6]) for line in lines if len(line) > 5 and line[0].isdigit()}


def test_list_shows_the_best_try_of_everybody_and_who_has_none(body, standard, questions, cast, page):
    employee, unit = cast[Role.EMPLOYEE], build.unit(body, "Каржы бөлүмү")
    employee.appointments.update(unit=unit)
    take(standard, employee, page, right=False)
    take(standard, employee, page)
    lines = as_csv(cast[Role.HEAD], page)
    found = of_people(lines)
    assert found[str(employee)] == ("2", "10 / 10", "100 %")
    assert sorted(found.values())[0] == ("0", "тест тапшыра элек", "")
    of_unit = as_csv(cast[Role.HEAD], page, unit=unit.pk)
    assert [line[0] for line in of_unit if line and line[0] in ("Каржы бөлүмү", "Түзүмдүк бөлүмсүз")] == [
        "Каржы бөлүмү"
    ]
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert of_people(as_csv(cast[Role.HEAD], page, since=tomorrow.isoformat()))[str(employee)][0] == "0"


def test_list_is_printed_for_those_alone_who_may_judge(body, foreign, standard, questions, cast, page):
    take(standard, cast[Role.EMPLOYEE], page)
    address = reverse("exam_tries:export", args=["pdf"])
    codes = {role: page(person).get(address).status_code for role, person in cast.items()}
    assert {role for role, code in codes.items() if code == 200} == {Role.HEAD, Role.OFFICER}
    paper = page(cast[Role.OFFICER]).get(address).content
    assert "ТЕСТТИН" in " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(paper)).pages)
    for kind in ("docx", "xlsx"):
        answer = page(cast[Role.OFFICER]).get(reverse("exam_tries:export", args=[kind]))
        assert answer.content.startswith(b"PK")


def test_who_has_left_stays_in_the_list_apart(body, standard, questions, cast, page):
    employee = cast[Role.EMPLOYEE]
    take(standard, employee, page)
    employee.appointments.update(ends=make.LONG_AGO)
    groups = dict(result_groups(standard, ExamTry.objects.of(body)))
    assert [one["name"] for one in groups[BEFORE]] == [str(employee)]
