"""The desk of an employee: six doors, drafts of one's own, notices that only those
read whom the point names.
"""

import re
import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from office.models.audit import Change
from office.models.letter import Letter
from office.models.person import Person
from office.papers.models import Order
from office.registers.workflow import Refused
from office.roles import Role
from standards.notices import contexts
from standards.notices.models.conflict import Conflict
from tests import make
from tests.standards import build_desk as build
from tests.test_house import registers

TOLD = {
    "conflicts": build.conflict,
    "relatives": build.relative,
    "gifts": build.gift,
    "declarations": build.declaration,
}
every_register = pytest.mark.parametrize("space", TOLD)


@pytest.fixture
def employee(cast):
    return cast[Role.EMPLOYEE]


@pytest.fixture
def officer(cast):
    return cast[Role.OFFICER]


@pytest.fixture
def colleague(body):
    return make.appoint(make.person("colleague"), body, Role.EMPLOYEE).person


def readers(row, people):
    return {role for role, person in people.items() if type(row).objects.visible_to(person).filter(pk=row.pk)}


def test_desk_opens_its_doors_to_an_employee_and_to_no_inspector(page, cast):
    employee = page(cast[Role.EMPLOYEE]).get(reverse("desk:page"))
    assert len([link for link in employee.links if "/new/" in link]) == 6
    inspector = page(cast[Role.INSPECTOR]).get(reverse("desk:page"))
    assert [link for link in inspector.links if "/new/" in link] == []


def test_conflict_is_kept_as_a_draft_and_given_from_the_form(page, body, employee, head):
    visitor = page(employee)
    draft = {"k": uuid.uuid4(), "interest": "Бир тууганымдын дүкөнү", "duty": ""}
    visitor.post(reverse("conflicts:create"), draft)
    row = Conflict.objects.of(body).get()
    assert (row.state, row.author, row.number) == ("draft", employee, None)
    edit = reverse("conflicts:edit", args=[row.pk])
    refused = visitor.post(edit, draft | {"k": uuid.uuid4(), "v": row.version, "give": "1"})
    assert refused.status_code == 422
    assert "Бир тууганымдын дүкөнү" in refused.text
    whole = draft | {"k": uuid.uuid4(), "v": row.version, "give": "1", "duty": "Комиссия"}
    assert visitor.post(edit, whole).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.sign, row.addressee) == ("given", f"1/{timezone.localdate().year}", "head")
    assert page(head).get(row.get_absolute_url()).status_code == 200


@every_register
def test_draft_is_seen_by_its_author_alone(space, body, cast, employee, colleague):
    row = TOLD[space](body, employee)
    assert readers(row, {**cast, "colleague": colleague}) == {Role.EMPLOYEE}


@pytest.mark.parametrize(
    "space, reader",
    [
        ("conflicts", Role.HEAD),
        ("relatives", Role.HEAD),
        ("gifts", Role.OFFICER),
        ("declarations", Role.OFFICER),
    ],
)
def test_given_notice_is_read_by_its_author_and_whom_the_point_names(
    space, reader, body, cast, employee, colleague
):
    row = build.give_notice(TOLD[space](body, employee))
    assert readers(row, {**cast, "colleague": colleague}) == {Role.EMPLOYEE, reader}


@pytest.mark.parametrize("space", ["conflicts", "relatives"])
def test_silence_of_the_head_past_the_term_is_seen_by_the_officer(space, body, cast, employee, head):
    row = build.give_notice(TOLD[space](body, employee))
    assert readers(row, cast) == {Role.EMPLOYEE, Role.HEAD}
    build.past_its_term(row)
    assert readers(row, cast) == {Role.EMPLOYEE, Role.HEAD, Role.OFFICER}
    row.move("decide", by=head, measure="recuse", decision="Комиссияга катышпайт")
    assert readers(row, cast) == {Role.EMPLOYEE, Role.HEAD, Role.OFFICER}  # it came after the term


@pytest.mark.parametrize("space", ["conflicts", "relatives"])
def test_notice_about_the_head_goes_past_the_head(space, page, body, cast, employee, head, officer):
    build.give_notice(TOLD[space](body, employee))
    before = page(head).get(reverse(f"{space}:register"))
    row = build.give_notice(TOLD[space](body, employee, about_head=True))
    assert (row.addressee, row.excluded) == ("officer", head)
    assert readers(row, cast) == {Role.EMPLOYEE, Role.OFFICER}
    after = page(head).get(reverse(f"{space}:register"))
    assert after.words("p", class_="count") == before.words("p", class_="count")
    gone = [page(head).get(f"{row.get_absolute_url()}{more}") for more in ("", "move/decide/")]
    assert [answer.status_code for answer in gone] == [404, 404]
    row.move("decide", by=officer, measure="upward", decision="Райондук администрацияга берилди")
    assert row.decided_by == officer


def test_numbers_the_head_sees_have_no_gap_where_something_went_past_the_head(body, cast, employee):
    rows = [
        build.give_notice(build.conflict(body, employee, about_head=past)) for past in (False, True, False)
    ]
    year = timezone.localdate().year
    assert [row.sign for row in rows] == [f"1/{year}", f"1-Ы/{year}", f"2/{year}"]


def test_excluded_person_meets_nothing_whatever_other_role_they_hold(body, cast, employee, head):
    make.appoint(head, body, Role.OFFICER)
    row = build.give_notice(build.conflict(body, employee, about_head=True))
    assert readers(row, {"head": Person.objects.get(pk=head.pk)}) == set()


def test_head_and_officer_never_decide_on_their_own(body, cast, head, officer):
    of_head, of_officer = (
        build.give_notice(build.conflict(body, head)),
        build.give_notice(build.gift(body, officer)),
    )
    assert (of_head.addressee, of_officer.addressee) == ("officer", "head")
    with pytest.raises(Refused):
        of_head.move("decide", by=head, measure="refused", decision="Жок")
    assert [of_head.moves_for(person) for person in (head, officer)][0] == []


def test_notice_that_touches_everyone_who_could_decide_is_not_taken(body, cast, officer):
    cast[Role.HEAD].appointments.update(ends=make.LONG_AGO)
    with pytest.raises(Refused):
        build.give_notice(build.gift(body, officer))


def test_only_the_author_gives(body, employee, colleague):
    row = build.conflict(body, employee)
    with pytest.raises(Refused):
        row.move("give", by=colleague)
    assert row.moves_for(colleague) == []


@every_register
def test_numbers_of_a_register_have_no_gap_where_a_giving_fails(space, body, employee, cast):
    first = build.give_notice(TOLD[space](body, employee))
    broken = TOLD[space](body, employee)
    type(broken).objects.of(body).filter(pk=broken.pk).update(
        **{broken.NEEDED[0]: None if space == "declarations" else ""}
    )
    with pytest.raises(Refused):
        build.give_notice(broken)
    second = build.give_notice(TOLD[space](body, employee))
    assert (first.number, second.number) == (1, 2)


def test_decision_is_read_by_the_employee_and_proved_by_a_paper(page, body, employee, head):
    row = build.give_notice(build.conflict(body, employee))
    address = row.get_absolute_url()
    visitor = page(head)
    form = {"v": row.version, "measure": "substitute", "decision": "Комиссияга Бакыт Орозбеков катышат"}
    assert visitor.post(f"{address}move/decide/", form).status_code == 302
    assert "Бакыт Орозбеков" in page(employee).get(address).text
    assert page(employee).get(f"{address}move/prove/").status_code == 403
    visitor.post(f"{address}move/prove/", {"v": row.version + 1, "proof": "№ 45 буйрук, 12.03.2026"})
    row.refresh_from_db()
    assert (row.state, row.proved_by, row.proof) == ("done", head, "№ 45 буйрук, 12.03.2026")


SCAN = b"%PDF-1.4 scan"


def proved(visitor, row, **fields):
    """The answer to the form of the proof."""
    return visitor.post(f"{row.get_absolute_url()}move/prove/", {"v": row.version, **fields})


@pytest.fixture
def decided(body, employee, head):
    row = build.give_notice(build.conflict(body, employee))
    return row.move("decide", by=head, measure="recuse", decision="Катышпайт")


@pytest.fixture
def order(body):
    row = make.order(body)
    signed = {"signed_at": timezone.now(), "signed_by": make.row(Person, body)}
    registered = {"number": "45-Б", "date": date(2026, 3, 12)}
    Order.unscoped.filter(pk=row.pk).update(**{"state": "in_force"}, **signed, **registered)
    row.refresh_from_db()
    return row


def test_proof_carries_an_order_and_a_file_for_those_who_read_the_row(page, body, cast, decided, order):
    file = SimpleUploadedFile("45-Б.pdf", SCAN)
    assert proved(page(cast[Role.HEAD]), decided, order=order.pk, file=file).status_code == 302
    decided.refresh_from_db()
    assert (decided.proof, decided.proof_order) == ("№ 45-Б буйрук, 12.03.2026", order)
    shown = page(cast[Role.HEAD]).get(decided.get_absolute_url())
    address = reverse("conflicts:proof", args=[decided.pk])
    assert {address, order.get_absolute_url()} <= set(shown.links)
    codes = {role: page(person).get(address).status_code for role, person in cast.items()}
    assert {role for role, code in codes.items() if code == 200} == {Role.HEAD, Role.EMPLOYEE}
    assert page(cast[Role.EMPLOYEE]).get(address).content == SCAN
    open_way = reverse("files:record", args=[decided.proof_file_id])
    assert {page(person).get(open_way).status_code for person in cast.values()} <= {403, 404}


def test_proof_is_printed_and_remembered(body, head, decided, order):
    decided.move("prove", by=head, proof="Акт № 3", order=order, file=SimpleUploadedFile("a.pdf", SCAN))
    cells = contexts.conflict_cells(decided)
    assert cells["proof"].splitlines()[0] == "Акт № 3; № 45-Б буйрук, 12.03.2026; файл тиркелген"
    change = Change.objects.of_record(decided).first()
    assert change.new["proof_order_id"] == order.pk


def test_orders_of_others_drafts_and_files_of_other_types_are_no_proof(page, head, decided, foreign, body):
    draft, other = make.order(body), make.order(foreign)
    refused = [
        {"order": draft.pk},
        {"order": other.pk},
        {"proof": ""},
        {"proof": "Акт", "file": SimpleUploadedFile("a.pdf", b"MZ")},
        {"proof": "Акт", "file": SimpleUploadedFile("a.pdf", b"")},
    ]
    assert [proved(page(head), decided, **fields).status_code for fields in refused] == [422] * 5
    with pytest.raises(Refused):
        decided.move("prove", by=head, order=draft)
    decided.refresh_from_db()
    assert (decided.state, decided.proof_order, decided.proof_file) == ("decided", None, None)


def test_risk_is_linked_by_the_decision(page, body, employee, head):
    row, risk = build.give_notice(build.conflict(body, employee)), make.risk(body)
    form = {"v": row.version, "measure": "recuse", "decision": "Катышпайт", "risk": risk.pk}
    page(head).post(f"{row.get_absolute_url()}move/decide/", form)
    assert risk.get_absolute_url() in page(head).get(row.get_absolute_url()).links


def test_author_throws_a_draft_away_and_nothing_given(page, body, employee, colleague):
    draft, notice = build.conflict(body, employee), build.give_notice(build.conflict(body, employee))
    drop = reverse("conflicts:drop", args=[draft.pk])
    assert page(colleague).post(drop).status_code == 404
    assert page(employee).get(drop).status_code == 200
    assert page(employee).post(drop).status_code == 302
    assert page(employee).post(reverse("conflicts:drop", args=[notice.pk])).status_code == 403
    assert list(Conflict.objects.of(body)) == [notice]


def test_letters_say_that_something_waits_and_nothing_else(body, employee, head):
    Person.objects.filter(pk=head.pk).update(email="head@example.kg")
    build.give_notice(build.conflict(body, employee))
    letter = Letter.objects.of(body).get()
    assert (letter.person, letter.path) == (head, reverse("desk:page"))
    assert employee.surname not in letter.subject + letter.text


def test_moves_of_a_stranger_are_not_taken(body, employee, stranger):
    with pytest.raises(PermissionDenied):
        build.give_notice(build.conflict(body, employee)).move(
            "decide", by=stranger, measure="recuse", decision="Жок"
        )


@every_register
def test_register_asks_the_same_with_one_row_and_thirty(space, page, body, cast, employee):
    def asked():
        visitor = page(cast[Role.OFFICER if space in ("gifts", "declarations") else Role.HEAD])
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get(reverse(f"{space}:register")).status_code == 200
        return len(queries)

    build.give_notice(TOLD[space](body, employee))
    asked()
    one = asked()
    for _ in range(29):
        build.give_notice(TOLD[space](body, employee))
    assert asked() == one


def test_every_register_of_the_desk_is_a_book():
    assert set(TOLD) <= {register.space for register in registers()}


def test_register_is_narrowed_to_what_is_past_its_term(page, body, employee, head):
    late, _fresh = (build.give_notice(build.conflict(body, employee)) for _ in range(2))
    build.past_its_term(late)
    found = page(head).get(f"{reverse('conflicts:register')}?term=over")
    rows = [link for link in found.links if re.fullmatch(r"/standards/conflicts/\d+/", link)]
    assert rows == [late.get_absolute_url()]


def test_desk_and_my_day_ask_the_same_with_one_notice_and_ten(page, body, employee, head):
    def asked(person, address):
        with CaptureQueriesContext(connection) as queries:
            assert page(person).get(address).status_code == 200
        return len(queries)

    places = [(employee, reverse("desk:page")), (head, reverse("desk:page")), (head, reverse("home"))]
    # A register without a row is not asked on «My day»: both have one.
    build.give_notice(build.conflict(body, employee))
    build.give_notice(build.relative(body, employee))
    [asked(*place) for place in places]
    one = [asked(*place) for place in places]
    for _ in range(9):
        build.give_notice(build.conflict(body, employee))
        build.give_notice(build.relative(body, employee))
    assert [asked(*place) for place in places] == one
