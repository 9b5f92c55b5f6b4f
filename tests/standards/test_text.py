"""The versions of the standard and their points."""

import io
from datetime import date

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from office.actions import publish_annex
from office.registers.workflow import Refused
from office.roles import Role
from standards.text.import_models import TextImport
from standards.text.models import Point, Standard
from tests.standards import build


@pytest.fixture
def officer(cast):
    return cast[Role.OFFICER]


def test_new_version_replaces_the_one_before(body, officer):
    first = build.bring_into_force(body, officer)
    second = build.bring_into_force(body, officer, number=2, day=date(2026, 3, 2))
    first.refresh_from_db()
    assert (first.state, second.state, second.in_force_from) == ("replaced", "in_force", date(2026, 3, 2))


def test_text_is_not_brought_into_force_without_its_act_or_a_point(body, officer):
    with pytest.raises(Refused):
        build.bring_into_force(body, officer, act="")
    with pytest.raises(Refused):
        build.bring_into_force(body, officer, number=2, points=())


def test_text_of_an_adopted_version_is_frozen(body, officer):
    point = build.bring_into_force(body, officer).points.get(code="14.4")
    with pytest.raises(IntegrityError), transaction.atomic():
        Point.objects.of(body).filter(pk=point.pk).update(text="Уруксат")
    assert Standard.objects.of(body).get().points.get(code="14.4").text == point.text


def test_page_shows_every_point_under_its_address(body, officer, cast, page):
    standard = build.bring_into_force(body, officer)
    answer = page(cast[Role.EMPLOYEE]).get(standard.get_absolute_url())
    shown = [element.get("id") for element in answer.all("p", "section", id=True)]
    assert shown == ["I", "1", "p3", "II", "14", "14.4"]
    assert standard.points.get(code="14.4").get_absolute_url() == f"/standards/{standard.pk}/#14.4"


def test_new_point_stands_after_the_chosen_one(body, clerk, page):
    standard = build.standard(body)
    url = reverse("points:create", args=[standard.pk])
    after = standard.points.get(code="1")
    answer = page(clerk).get(url).submit(kind="point", code="2", text="Жаңы пункт", after=after.pk)
    assert answer.status_code == 302
    assert [point.anchor for point in standard.points.in_order()] == ["I", "1", "2", "p4", "II", "14", "14.4"]


def approve(standard, clerk, head, number="131"):
    """Through the order to its registration, as its people would."""
    order = standard.move("order", by=clerk).order
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    order.move("register", by=clerk, number=number, date=timezone.localdate())
    standard.refresh_from_db()
    return standard


def test_order_carries_the_text_as_its_annex_and_names_the_officer(body, clerk, cast):
    standard = build.seed(body, act="").move("order", by=clerk)
    order = standard.order
    assert order.title == (
        "Достук айыл өкмөтүнүн кызматкерлеринин коррупцияга каршы жүрүм-турум стандарттарын бекитүү жөнүндө"
    )
    points = list(order.points.values_list("text", flat=True))
    assert len(points) == 2
    assert points[0].endswith("стандарттары тиркемеге ылайык бекитилсин.")
    assert "ыйгарым укуктуу Н. Асановага милдеттендирилсин" in points[1]
    rows = [row for group in standard.annex.data["table"]["groups"] for row in group["rows"]]
    assert [row["text"] for row in rows] == [
        point.text for point in standard.points.in_order() if point.kind != "chapter"
    ]


def test_version_holds_only_once_its_order_does(body, clerk, head, officer):
    standard = build.standard(body, act="").move("order", by=clerk)
    with pytest.raises(Refused):
        standard.move("enforce", by=officer, day=timezone.localdate())
    standard.refresh_from_db()
    standard.move("detach", by=clerk)
    approve(standard, clerk, head).move("enforce", by=officer, day=timezone.localdate())
    assert (standard.state, standard.approved_by) == ("in_force", f"№ 131 · {timezone.localdate():%d.%m.%Y}")


def test_papers_are_the_frozen_bytes_and_word_of_the_same_text(body, clerk, head, officer, page):
    standard = approve(build.standard(body, act=""), clerk, head)
    standard.move("enforce", by=officer, day=timezone.localdate())
    visitor = page(officer)
    stored = visitor.get(reverse("standards:paper", args=[standard.pk, "pdf"])).content
    assert stored == bytes(standard.annex.paper.pdf)
    word = visitor.get(reverse("standards:paper", args=[standard.pk, "docx"])).content
    lines = [line.text for line in docx.Document(io.BytesIO(word)).paragraphs]
    assert lines[3:10] == [
        standard.title,
        "I. Жалпы жоболор",
        "1. Стандарт мыйзамга ылайык иштелип чыккан.",
        "Ошону менен бирге жүрүм-турум этика кодексине ылайык келет.",
        "II. Тыюулар",
        "14. Кызматкерге коюлган тыюулар:",
        "14.4. Мыйзамдарда каралбаган сый акыларды жана белектерди алууга;",
    ]
    assert visitor.get(reverse("standards:preview", args=[standard.pk])).status_code == 200
    assert visitor.get(reverse("standards:paper", args=[standard.pk, "xlsx"])).status_code == 404


def test_published_text_is_read_by_everyone_point_by_point(body, clerk, head, page):
    standard = approve(build.standard(body, act=""), clerk, head)
    publication = publish_annex(standard.annex, by=clerk)
    rows = page().get(publication.public_url).rows
    assert ["14.4", "Мыйзамдарда каралбаган сый акыларды жана белектерди алууга;"] in rows


def test_changes_are_told_point_by_point(body, officer, page):
    build.bring_into_force(body, officer)
    second = build.standard(body, 2, points=())
    second.write(
        Point(kind=kind, code=code, text=text.replace("мыйзамга", "мыйзамдарга"))
        for kind, code, text in (*build.TEXT[:-1], ("subpoint", "14.5", "Жаңы тыюу салынды;"))
    )
    answer = page(officer).get(reverse("standards:changes", args=[second.pk]))
    assert answer.rows == [
        ["1", "Стандарт мыйзамга ылайык иштелип чыккан.", "Стандарт мыйзамдарга ылайык иштелип чыккан."],
        ["14.5", "", "Жаңы тыюу салынды;"],
        ["14.4", "Мыйзамдарда каралбаган сый акыларды жана белектерди алууга;", ""],
    ]


@pytest.mark.parametrize(
    ("words", "found"), [("белек", ["14.4"]), ("журум-турум", ["p3"]), ("14.4", ["14.4"]), ("жок сөз", [])]
)
def test_search_forgives_and_leaves_what_holds_the_words(words, found, body, officer, page):
    standard = build.bring_into_force(body, officer)
    answer = page(officer).get(standard.get_absolute_url(), {"q": words})
    assert [element.get("id") for element in answer.all("p", id=True)] == found


def test_new_version_begins_with_the_text_in_force(body, officer, page):
    first = build.bring_into_force(body, officer)
    answer = page(officer).get(reverse("standards:create"))
    assert answer.submit().status_code == 302
    second = Standard.objects.of(body).get(number=2)
    assert [point.text for point in second.points.in_order()] == [
        point.text for point in first.points.in_order()
    ]


def test_import_shows_what_was_understood_and_enters_at_the_last_step(body, clerk, page):
    standard = build.standard(body)
    url = reverse("text_imports:create", args=[standard.pk])
    form = page(clerk).get(url).form
    sent = page(clerk).post(url, form | {"file": SimpleUploadedFile("standard.txt", build.SEED.read_bytes())})
    record = TextImport.objects.of(body).get()
    assert (sent.status_code, standard.points.count()) == (302, 6)
    shown = page(clerk).get(record.get_absolute_url())
    assert [counted[1] for counted in shown.context["counts"]] == [12, 29, 59, 6]
    assert "электрондук колтамганын мөөрү" in shown.text
    page(clerk).get(reverse("text_imports:move", args=[record.pk, "accept"])).submit()
    assert standard.points.count() == 106
    again = record.refresh_from_db() or record
    assert again.state == "accepted"


def test_text_is_not_imported_into_a_version_in_force(body, officer, page):
    standard = build.bring_into_force(body, officer)
    url = reverse("text_imports:create", args=[standard.pk])
    data = page(officer).get(url).form | {"file": SimpleUploadedFile("a.txt", "1. Сөз.".encode())}
    assert (page(officer).post(url, data).status_code, TextImport.objects.of(body).count()) == (422, 0)


def test_register_asks_as_many_queries_for_thirty_versions_as_for_one(body, officer, page):
    build.standard(body)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            page(officer).get(reverse("standards:register"))
        return len(queries)

    asked()
    few = asked()
    for number in range(2, 31):
        build.standard(body, number, points=())
    assert asked() == few


def test_text_of_the_standard_and_of_a_hundred_points_take_the_same_queries(body, officer, page):
    short, long = build.standard(body), build.seed(body, 2)

    def asked(standard):
        with CaptureQueriesContext(connection) as queries:
            page(officer).get(standard.get_absolute_url())
        return len(queries)

    asked(short)
    # A second version has an earlier one to compare with.
    assert asked(long) - asked(short) <= 1


def test_point_is_taken_out_of_a_draft_and_never_of_a_version_in_force(body, clerk, officer, page):
    draft, in_force = build.standard(body), build.bring_into_force(body, officer, number=2)
    for standard, status, left in ((draft, 302, 5), (in_force, 422, 6)):
        url = reverse("points:throw_away", args=[standard.points.get(code="14.4").pk])
        assert (page(clerk).get(url).submit().status_code, standard.points.count()) == (status, left)
