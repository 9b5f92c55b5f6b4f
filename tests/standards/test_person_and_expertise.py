"""The reference of a person (18.4), declarations that are missing (LAW rule 55), the expertise of drafts
(18.1).
"""

import io
import uuid
from datetime import timedelta

import pypdf
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from office.models.person import Appointment
from office.registers.workflow import Refused
from office.roles import Act, Role, may
from standards.expertise.contexts import conclusion_context
from standards.expertise.models import DraftAct, Factor, FoundFactor
from standards.notices.declaration_pages import without_declaration
from standards.notices.models.declaration import Declaration
from standards.references.contexts import reference_data
from standards.references.models import Reading, Reference
from tests import make
from tests.standards import build_desk as build


@pytest.fixture
def employee(cast):
    return cast[Role.EMPLOYEE]


@pytest.fixture
def officer(cast):
    return cast[Role.OFFICER]


def pages_of(pdf):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


# --- Declarations ------------------------------------------------------------------------------------------


def test_employee_without_a_declaration_after_hiring_is_listed(body, cast, employee):
    names = {person.username for person in without_declaration(body)}
    assert names == {"clerk", "head", "officer", "employee"}
    build.give_notice(build.declaration(body, employee))
    assert employee not in set(without_declaration(body))


def test_declaration_sent_back_or_of_an_earlier_service_does_not_count(body, officer, employee):
    old = build.give_notice(build.declaration(body, employee, filed_on=make.LONG_AGO - timedelta(days=30)))
    assert employee in set(without_declaration(body))
    row = build.give_notice(build.declaration(body, employee))
    row.move("decide", by=officer, measure="incomplete", decision="Кайра берилсин", day=timezone.localdate())
    assert (old.state, employee in set(without_declaration(body))) == ("given", True)


def test_missing_declarations_are_one_query_however_many(body, cast, django_assert_num_queries):
    for n in range(30):
        make.appoint(make.person(f"adis-{n}"), body, Role.EMPLOYEE)
    with django_assert_num_queries(1):
        assert len(without_declaration(body)) == 34


def test_officer_reads_who_is_missing_and_nobody_else(page, cast):
    url = reverse("declarations:missing")
    found = {role: page(person).get(url).status_code for role, person in cast.items()}
    assert [role for role, status in found.items() if status == 200] == [Role.OFFICER]


def test_officer_enters_a_paper_declaration_for_its_filer(body, page, officer, employee):
    sent = {
        "k": uuid.uuid4(),
        "filer": employee.pk,
        "reason": "hiring",
        "filed_on": timezone.localdate(),
        "give": "1",
    }
    page(officer).post(reverse("declarations:create"), sent)
    row = Declaration.objects.of(body).get()
    assert (row.filer, row.way, row.is_turn_of(officer)) == (employee, "paper", True)
    assert page(employee).get(row.get_absolute_url()).status_code == 200


def test_commission_decides_after_the_filing(body, officer, employee):
    row = build.give_notice(build.declaration(body, employee))
    before = {"measure": "clean", "decision": "№ 3 протокол", "day": row.filed_on - timedelta(days=1)}
    with pytest.raises(Refused):
        row.move("decide", by=officer, **before)


# --- An officer from outside -------------------------------------------------------------------------------


def test_officer_from_outside_reads_and_changes_nothing(body, page, employee, officer):
    officer.appointments.update(ends=make.LONG_AGO)
    outsider = make.appoint(make.person("prosecutor"), body, Role.OFFICER).person
    Appointment.objects.of(body).filter(person=outsider).update(reads_only=True)
    assert {act for act in Act if may(outsider, act, body)} == {Act.READ, Act.WATCH}
    row = build.past_its_term(build.give_notice(build.conflict(body, employee)))
    assert page(outsider).get(row.get_absolute_url()).status_code == 200
    assert page(outsider).get(reverse("gifts:create")).status_code == 403
    gift = build.give_notice(build.gift(body, employee))
    assert gift.addressee == "head"  # nobody else could decide


def test_only_an_officer_comes_from_outside(body, employee):
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.of(body).filter(person=employee).update(reads_only=True)


# --- The reference of a person -----------------------------------------------------------------------------


def ask(page, who, about, **fields):
    sent = {"k": uuid.uuid4(), "person": about.pk, "occasion": "promotion", "note": "Башкы адис", **fields}
    return page(who).post(reverse("references:create"), sent)


def test_reference_is_one_page_and_each_reading_of_it_is_recorded(body, page, employee, head):
    build.give_notice(build.declaration(body, employee))
    build.give_notice(build.conflict(body, employee))
    ask(page, head, employee)
    row = Reference.objects.of(body).get()
    assert Reading.objects.of(body).count() == 0
    answer = page(head).post(reverse("references:open", args=[row.pk]))
    (words,) = pages_of(answer.content)  # standards/print/reference.html
    assert f"№ 1/{timezone.localdate().year}" in words.replace("\xa0", " ")
    assert employee.name in words
    assert [(one.reference, one.read_by) for one in Reading.objects.of(body)] == [(row, head)]
    assert str(head) in page(head).get(row.get_absolute_url()).text


def test_reference_says_nothing_of_what_goes_past_the_head_or_behind_the_wall(body, employee, head):
    build.give_notice(build.conflict(body, employee, about_head=True))
    build.give_report(build.draft_report(body, employee), employee)
    build.give_notice(build.gift(body, employee))
    data = reference_data(body, employee, occasion="award", note="", by=head, on=timezone.localdate())
    lines_by_heading = {section["heading"]: section["lines"] for section in data["sections"]}
    assert lines_by_heading["Кызыкчылыктардын кагылышуусу"] == ["Билдирүү жок"]
    assert "Тендер" not in str(data) and "саат" not in str(data)


def test_reference_is_the_head_s_and_never_about_the_head(body, page, cast, head, employee):
    found = {
        role: ask(page, person, employee).status_code for role, person in cast.items() if person != employee
    }
    assert [role for role, status in found.items() if status == 302] == [Role.HEAD]
    assert ask(page, head, head).status_code == 422
    with pytest.raises(IntegrityError), transaction.atomic():
        make.row(Reference, body, person=head, asked_by=head, occasion="award")


# --- Expertise ---------------------------------------------------------------------------------------------


@pytest.fixture
def draft(body, page, officer, employee):
    sent = {
        "k": uuid.uuid4(),
        "title": "Жер тилкелерин берүүнүн тартиби жөнүндө",
        "kind": "токтом",
        "source": "Жер бөлүмү",
        "drafter": employee.pk,
        "received_on": timezone.localdate(),
    }
    page(officer).post(reverse("expertises:create"), sent)
    return DraftAct.objects.of(body).get()


def find(draft, page, officer):
    sent = {
        "k": uuid.uuid4(),
        "factor": Factor.objects.get(code="no-terms").pk,
        "place": "7-пункт",
        "reason": "Мөөнөт көрсөтүлгөн эмес",
        "proposal": "«10 жумуш күнүнүн ичинде» деп толуктоо",
    }
    return page(officer).post(reverse("found_factors:create", args=[draft.pk]), sent)


def test_draft_is_examined_concluded_and_answered(body, page, officer, employee, draft):
    assert draft.sign == f"1/{timezone.localdate().year}"
    assert find(draft, page, officer).status_code == 302
    address = draft.get_absolute_url()
    page(officer).post(f"{address}move/conclude/", {"v": 1, "conclusion": "Оңдолгондон кийин кабыл алынсын"})
    assert page(employee).get(address).status_code == 200
    empty = {"v": 2, "answer": "nothing", "answer_words": "Жок"}
    assert page(employee).post(f"{address}move/answer/", empty).status_code == 422
    sent = {"v": 2, "answer": "taken", "answer_words": "7-пункт толукталды"}
    assert page(employee).post(f"{address}move/answer/", sent).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.answered_by) == ("answered", employee)


def test_conclusion_waits_on_my_day_of_the_drafter(page, officer, employee, draft):
    address = draft.get_absolute_url()
    assert address not in page(employee).get(reverse("home")).links
    draft.move("conclude", by=officer, conclusion="Факторлор жок")
    assert address in page(employee).get(reverse("home")).links


def test_conclusion_prints_its_factors_and_the_answer(page, officer, employee, draft):
    find(draft, page, officer)
    draft.move("conclude", by=officer, conclusion="Оңдолгондон кийин кабыл алынсын")
    draft.move("answer", by=employee, answer="partly", answer_words="7-пункт толукталды")
    context = conclusion_context(draft)  # standards/conclusion
    assert [row["place"] for group in context["table"]["groups"] for row in group["rows"]] == ["7-пункт"]
    pdf, word = (
        page(officer).get(reverse("expertises:paper", args=[draft.pk, kind])) for kind in ("pdf", "docx")
    )
    words = " ".join(pages_of(pdf.content))
    for said in ("КОРУТУНДУСУ", "7-пункт", "Оңдолгондон кийин", "Жарым-жартылай", "толукталды"):
        assert said in words
    assert word.content.startswith(b"PK")


def test_employee_who_did_not_draft_it_sees_no_expertise(body, page, draft):
    other = make.appoint(make.person("other"), body, Role.EMPLOYEE).person
    assert page(other).get(draft.get_absolute_url()).status_code == 404


def test_nothing_is_found_in_a_concluded_draft(body, page, officer, draft):
    draft.move("conclude", by=officer, conclusion="Факторлор жок")
    assert find(draft, page, officer).status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        make.row(FoundFactor, body, draft=draft)
