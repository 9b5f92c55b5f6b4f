"""Reports behind the wall (000 p.21–26): who reads them, and that nothing anywhere names who wrote them."""

import uuid

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from office.models import Change, Exclusion, Letter, Person, Submission, Wall
from office.roles import Role
from office.workflow import Refused
from standards.models import Conflict, Protection, Report
from tests.standards import build_desk as build


@pytest.fixture
def employee(cast):
    return cast[Role.EMPLOYEE]


@pytest.fixture
def officer(cast):
    return cast[Role.OFFICER]


def form(**fields):
    return {
        "k": uuid.uuid4(),
        "kind": "fact",
        "what": "Тендердин жеңүүчүсү алдын ала аныкталган",
        "happened_on": timezone.localdate(),
        "accused": "Бөлүм башчысы",
        **fields,
    }


def readers(row, people):
    return {role for role, person in people.items() if Report.objects.visible_to(person).filter(pk=row.pk)}


def test_report_goes_to_the_officer_and_its_author_alone(body, cast, employee):
    draft = build.report(body, employee)
    assert readers(draft, cast) == {Role.EMPLOYEE}
    assert readers(build.given_report(draft, employee), cast) == {Role.EMPLOYEE, Role.OFFICER}


def test_report_on_the_officer_goes_to_the_head(body, cast, employee, officer):
    row = build.given_report(build.report(body, employee, about=officer), employee)
    assert readers(row, cast) == {Role.EMPLOYEE, Role.HEAD}


def test_officer_s_own_report_goes_to_the_head(body, cast, officer):
    row = build.given_report(build.report(body, officer), officer)
    assert (row.addressee, row.is_turn_of(officer), row.is_turn_of(cast[Role.HEAD])) == ("head", False, True)


@pytest.mark.parametrize("role", [Role.HEAD, Role.CLERK, Role.MEMBER])
def test_whoever_is_reported_meets_neither_the_report_nor_its_wall(role, body, cast, employee, page):
    accused = cast[role]
    before = page(accused).get(reverse("reports:register")).words("p", class_="count")
    row = build.given_report(build.report(body, employee, about=accused), employee)
    assert readers(row, cast) == {Role.EMPLOYEE, Role.OFFICER}
    assert page(accused).get(reverse("reports:register")).words("p", class_="count") == before
    assert page(accused).get(row.get_absolute_url()).status_code == 404
    assert not Wall.objects.visible_to(accused).filter(pk=row.wall_id).exists()


def referring_to(person):
    """{model: how many rows point at the person} over every table of the portal, the memory too."""
    found = {"Change": Change.objects.filter(person_id=person.pk).count()}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is Person:
                rows = getattr(model, "unscoped", model._default_manager)
                found[f"{model.__name__}.{field.name}"] = rows.filter(**{field.name: person}).count()
    return found


def test_nothing_in_the_database_names_who_reported(body, employee, officer, page):
    Person.objects.filter(pk=officer.pk).update(email="officer@example.kg")
    visitor = page(employee)
    before = referring_to(employee)
    made = visitor.post(reverse("reports:create"), form())
    edited = form(v=1, what="Тендер: үч фирма, бир дарек")
    visitor.post(f"{made.headers['Location']}edit/", edited)
    visitor.post(f"{made.headers['Location']}move/give/", {"v": 2, "warned": "on"})
    row = Report.objects.of(body).get()
    assert (row.state, row.what) == ("given", "Тендер: үч фирма, бир дарек")
    assert referring_to(employee) == before
    assert Letter.objects.of(body).get().person == officer
    assert not Submission.objects.filter(form__startswith="reports").exists()


def test_control_a_conflict_names_its_author(body, employee):
    before = referring_to(employee)
    build.given(build.conflict(body, employee))
    assert referring_to(employee)["Conflict.author"] == before["Conflict.author"] + 1


def test_form_sent_twice_makes_one_draft(body, employee, page):
    sent = form()
    first, again = (page(employee).post(reverse("reports:create"), sent) for _ in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    assert Report.objects.of(body).count() == 1


def test_form_without_its_key_is_refused(employee, page):
    assert page(employee).post(reverse("reports:create"), form(k="")).status_code == 400


def test_stale_form_comes_back_with_both_texts(body, employee, page):
    row = build.report(body, employee)
    answer = page(employee).post(reverse("reports:edit", args=[row.pk]), form(v=7, what="Башка текст"))
    assert (answer.status_code, "Башка текст" in answer.text) == (409, True)


def test_warning_of_point_26_stands_before_the_giving(body, employee, page):
    assert "26" in page(employee).get(reverse("reports:create")).words("p", class_="note note-warning")[0]
    refused = page(employee).post(reverse("reports:create"), form(give="1"))
    assert (refused.status_code, Report.objects.of(body).count()) == (422, 0)
    page(employee).post(reverse("reports:create"), form(give="1", warned="on"))
    assert Report.objects.of(body).get().state == "given"
    with pytest.raises(Refused):
        build.report(body, employee).move("give", by=employee, warned=False)


def test_register_and_record_show_the_mask_and_no_name(body, employee, officer, page):
    row = build.given_report(build.report(body, employee), employee)
    for address in (reverse("reports:register"), row.get_absolute_url()):
        text = page(officer).get(address).text
        assert (row.wall.mask in text, employee.name in text) == (True, False)


def test_report_is_kept_as_it_was_given(body, employee):
    row = build.given_report(build.report(body, employee), employee)
    for change in ({"what": "Башка"}, {"mark": "0" * 64}, {"addressee": "head"}, {"kind": "push"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.of(body).filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.of(body).filter(pk=row.pk).delete()


def test_outsider_s_wall_is_no_way_to_decide(body, cast, employee):
    row = build.given_report(build.report(body, employee), employee)
    assert [role for role, person in cast.items() if row.moves_for(person)] == [Role.OFFICER]


def test_measure_of_protection_is_entered_by_whose_turn_it_is(body, cast, employee, officer, head, page):
    row = build.given_report(build.report(body, employee, wants_protection=True), employee)
    address = reverse("protections:create", args=[row.pk])
    sent = {"k": uuid.uuid4(), "text": "Кызматтан бошотууга жол берилбейт", "taken_on": timezone.localdate()}
    assert page(head).post(address, sent).status_code == 404
    assert page(officer).post(address, sent).status_code == 302
    assert Protection.objects.of(body).get().taken_by == officer
    assert "Кызматтан бошотууга" in page(employee).get(row.get_absolute_url()).text


def test_decision_reaches_the_author_without_a_letter(body, employee, officer, page):
    Person.objects.filter(pk=employee.pk).update(email="employee@example.kg")
    row = build.given_report(build.report(body, employee), employee)
    row.move("decide", by=officer, measure="sent", decision="Прокуратурага жөнөтүлдү")
    assert "Прокуратурага жөнөтүлдү" in page(employee).get(row.get_absolute_url()).text
    assert not Letter.objects.of(body).filter(person=employee).exists()


def test_exclusion_stands_under_whoever_receives_it(body, employee, head, officer):
    build.given_report(build.report(body, employee, about=head), employee)
    row = Exclusion.objects.of(body).get()
    assert (row.person, row.by) == (head, officer)


# --- Two reports of one author (SAFETY A2) --------------------------------------------------------------------------------------


def bound_by(model, first, second, other):
    """The columns whose value two rows of one author share and a third of another author does not."""
    columns = [field.attname for field in model._meta.concrete_fields]
    return {name for name in columns if getattr(first, name) == getattr(second, name) != getattr(other, name)}


@pytest.fixture
def three(body, employee, clerk):
    return [build.given_report(build.report(body, author), author) for author in (employee, clerk, employee)]


def test_no_column_binds_two_reports_of_one_author(three, body):
    first, other, second = (Report.objects.of(body).get(pk=row.pk) for row in three)
    assert bound_by(Report, first, second, other) == set()
    assert bound_by(Wall, first.wall, second.wall, other.wall) == set()


def test_control_a_column_that_binds_two_rows_of_one_author_is_found(body, employee, clerk):
    first, other, second = (build.given(build.conflict(body, who)) for who in (employee, clerk, employee))
    assert bound_by(Conflict, first, second, other) == {"author_id"}


def test_author_knows_each_of_their_reports_and_nobody_else_s(three, body, employee, clerk, cast):
    mine = Report.objects.of(body)
    found = {
        who: {row.pk for row in mine.filter(mine.own(who))} for who in (employee, clerk, cast[Role.HEAD])
    }
    first, other, second = (row.pk for row in three)
    assert list(found.values()) == [{first, second}, {other}, set()]
    assert [row.is_of(employee) for row in three] == [True, False, True]


def test_database_takes_no_mark_twice_and_none_without_salt(body, employee):
    first, second = build.report(body, employee), build.report(body, employee)
    for change in ({"mark": first.mark}, {"salt": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.of(body).filter(pk=second.pk).update(**change)
