"""An executor tells how a measure stands and gives proof; what cannot be taken is refused without losing a
word.
"""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from office.papers.models import Order
from office.roles import Role
from plans.models.measure import Measure
from plans.progress.models import Note, Proof
from tests import make
from tests.office import samples
from tests.office.test_cleaning import has_trace
from tests.plans import build

PDF = b"%PDF-1.7 proof"
JPEG = next(samples.jpegs())


@pytest.fixture
def employee(cast):
    return cast[Role.EMPLOYEE]


@pytest.fixture
def measure(body, employee):
    row = build.measure(build.plan(body), "2026-жыл")
    build.name_executor(row, person=employee)
    return row


def url(measure):
    return reverse("measures:tell", args=[measure.pk])


def uploaded_file(content=PDF, name="акт.pdf"):
    return SimpleUploadedFile(name, content)


def test_executor_proves_a_measure(page, employee, measure):
    form = page(employee).get(url(measure))
    answer = form.submit(
        step="finish",
        text="Тартип бекитилди",
        photo=uploaded_file(JPEG, "сүрөт.jpg"),
        link="https://dostuk.example/",
    )
    assert answer.status_code == 302
    measure.refresh_from_db()
    assert (measure.state, measure.done_by, measure.done_on) == ("done", employee, timezone.localdate())
    assert [(one.kind, one.title) for one in Proof.objects.of(measure.organisation).order_by("pk")] == [
        ("photo", "сүрөт.jpg"),
        ("link", "https://dostuk.example/"),
    ]


def test_head_sees_what_was_told_and_the_file(page, employee, head, measure):
    page(employee).get(url(measure)).submit(step="begin", text="Долбоор даяр", file=uploaded_file())
    found = page(head).get(measure.get_absolute_url())
    assert "Долбоор даяр" in found.text
    file = reverse("plan_proofs:file", args=[Proof.objects.of(measure.organisation).get().pk])
    assert file in found.links
    assert page(head).get(file).content == PDF


def test_file_of_a_proof_opens_to_its_executor_and_to_no_other_employee(page, employee, measure, body):
    page(employee).get(url(measure)).submit(step="begin", file=uploaded_file())
    file = reverse("plan_proofs:file", args=[Proof.objects.of(body).get().pk])
    other = build.appoint_worker(body, post="Адис 2")
    assert [page(who).get(file).status_code for who in (employee, other)] == [200, 404]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (uploaded_file(b"%PDF-" + b"0" * (20 * 2**20)), "21"),
        (uploaded_file(b"MZ disguised"), "PDF, JPEG"),
        (uploaded_file(b""), "бош"),
    ],
    ids=["too large", "disguised", "empty"],
)
def test_file_that_cannot_be_taken_is_refused_and_the_words_stay(file, said, page, employee, measure):
    answer = page(employee).get(url(measure)).submit(step="finish", text="Тартип бекитилди", file=file)
    assert (answer.status_code, answer.form["text"]) == (422, "Тартип бекитилди")
    assert said in answer.text
    assert Note.objects.of(measure.organisation).count() == 0


@pytest.mark.parametrize("field", ["photo", "file"])
def test_picture_is_kept_without_what_the_camera_wrote_and_a_paper_as_it_came(page, employee, measure, field):
    page(employee).get(url(measure)).submit(step="begin", **{field: uploaded_file(JPEG, "сүрөт.jpeg")})
    page(employee).get(url(measure)).submit(step="begin", file=uploaded_file())
    picture, paper = (one.file for one in Proof.objects.of(measure.organisation).order_by("pk"))
    assert (picture.name, has_trace(picture.read()), has_trace(JPEG)) == ("сүрөт.jpg", False, True)
    assert paper.read() == PDF


def test_broken_picture_is_refused_and_the_words_stay(page, employee, measure):
    answer = (
        page(employee)
        .get(url(measure))
        .submit(step="begin", text="Иш жүрүп жатат", photo=uploaded_file(JPEG[:300]))
    )
    assert (answer.status_code, answer.form["text"]) == (422, "Иш жүрүп жатат")
    assert "бузулган" in answer.text


def test_paper_is_no_photo(page, employee, measure):
    answer = page(employee).get(url(measure)).submit(step="begin", photo=uploaded_file())
    assert (answer.status_code, Proof.objects.of(measure.organisation).count()) == (422, 0)


def test_second_of_two_people_closing_a_measure_is_told_who_did_and_loses_nothing(
    page, employee, clerk, measure
):
    first, second = page(employee).get(url(measure)), page(clerk).get(url(measure))
    first.submit(step="finish", text="Мен аткардым")
    answer = second.submit(step="finish", text="Мен дагы аткардым")
    assert (answer.status_code, answer.form["text"]) == (422, "Мен дагы аткардым")
    assert str(employee) in answer.text
    assert answer.submit(step="").status_code == 302
    assert [note.text for note in Note.objects.of(measure.organisation).order_by("pk")] == [
        "Мен аткардым",
        "Мен дагы аткардым",
    ]


def test_pressed_twice_is_told_once(page, employee, measure):
    form = page(employee).get(url(measure))
    assert [form.submit(step="begin", text="Башталды").status_code for _ in range(2)] == [302, 302]
    assert Note.objects.of(measure.organisation).count() == 1


def test_nothing_said_and_nothing_given_is_refused(page, employee, measure):
    assert page(employee).get(url(measure)).submit(step="finish").status_code == 422


def test_day_in_the_future_is_refused(page, employee, measure):
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = (
        page(employee).get(url(measure)).submit(step="finish", text="Эртең", done_on=tomorrow.isoformat())
    )
    assert (answer.status_code, Measure.objects.of(measure.organisation).get().state) == (422, "not_begun")


def test_member_who_executes_nothing_cannot_tell(page, cast, measure):
    assert page(cast[Role.MEMBER]).get(url(measure)).status_code == 403


def test_signed_order_is_a_proof_a_draft_is_not(page, clerk, measure, body):
    signed, draft = make.in_state(Order, "in_force", body), make.order(body)
    form = page(clerk).get(url(measure))
    assert form.submit(step="begin", order=str(draft.pk)).status_code == 422
    assert page(clerk).get(url(measure)).submit(step="begin", order=str(signed.pk)).status_code == 302
    assert Proof.objects.of(body).get().order == signed


def test_order_that_proves_is_a_link_for_those_alone_who_may_read_it(page, clerk, employee, measure, body):
    order = make.in_state(Order, "in_force", body)
    page(clerk).get(url(measure)).submit(step="begin", order=str(order.pk))
    address, proof = order.get_absolute_url(), Proof.objects.of(body).get()
    for person, status in ((clerk, 200), (employee, 403)):
        shown = page(person).get(measure.get_absolute_url())
        assert proof.title in shown.text
        assert (address in shown.links) is (status == 200)
        assert page(person).get(address).status_code == status


def test_year_of_a_yearly_measure_is_proved_by_itself(page, clerk, body):
    row = build.measure(build.plan(body), "2025-2027-жылдар (жыл сайын)")
    first = row.instalments.first()
    page(clerk).get(url(row)).submit(step="finish", instalment=str(first.pk), text="2025-жылдын отчету")
    row.refresh_from_db()
    assert [one.state for one in row.instalments.all()] == ["done", "not_begun", "not_begun"]
    assert (row.state, row.is_overdue) == ("under_way", False)
    move = reverse("measures:move", args=[row.pk, "finish"])
    answer = page(clerk).get(move).submit()
    assert (answer.status_code, "2026, 2027" in answer.text) == (422, True)


def test_clerk_shows_a_proof_on_the_open_page_and_takes_it_off(page, clerk, employee, measure):
    page(employee).get(url(measure)).submit(step="begin", text="Башталды")
    note = Note.objects.of(measure.organisation).get()
    address = reverse("plan_notes:show", args=[note.pk])
    shown = []
    for _ in range(2):
        page(clerk).get(address).submit()
        note.refresh_from_db()
        shown.append(note.public)
    assert shown == [True, False]
    assert page(employee).get(address).status_code == 403


def test_clerk_drops_a_measure_with_a_reason_and_takes_it_up_again(page, clerk, measure):
    visitor = page(clerk)
    visitor.get(reverse("measures:move", args=[measure.pk, "drop"])).submit(ground="Мыйзам өзгөрдү")
    measure.refresh_from_db()
    assert (measure.state, measure.drop_ground, measure.dropped_by) == ("dropped", "Мыйзам өзгөрдү", clerk)
    visitor.get(reverse("measures:move", args=[measure.pk, "reopen"])).submit()
    measure.refresh_from_db()
    assert (measure.state, measure.drop_ground) == ("under_way", "")
