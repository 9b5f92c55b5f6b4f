"""The pages every register has: taken once, nothing lost, nothing foreign, no question that breaks them."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from office.models.audit import Submission
from office.models.commission import Commission
from office.models.organisation import Unit
from office.papers.models import Order
from office.roles import Role
from tests import make


@pytest.fixture
def pen(clerk, sign_in):
    """The clerk's browser."""
    return sign_in(clerk)


def commission_data(**changes):
    return {
        "k": uuid4(),
        "kind": "working_group",
        "name_ky": "Жумушчу топ",
        "formed_on": "2026-03-02",
        **changes,
    }


def order_data(row=None, **changes):
    known = {"v": row.version} if row else {}
    return {"k": uuid4(), **known, "kind": "directive", "title": "Тизмек жөнүндө", "points": "Бир", **changes}


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


# --- Taken once --------------------------------------------------------------------------------------------


def test_same_form_sent_twice_leads_to_the_first_result(pen, body):
    data = commission_data()
    first, second = (pen.post("/commissions/new/", data) for _ in range(2))
    assert first.url == second.url == Commission.objects.of(body).get().get_absolute_url()


def test_same_key_with_other_content_is_a_conflict(pen, body):
    data = commission_data()
    pen.post("/commissions/new/", data)
    assert pen.post("/commissions/new/", {**data, "name_ky": "Башка"}).status_code == 409
    assert Commission.objects.of(body).count() == 1


def test_form_without_its_key_is_refused(pen, body):
    data = commission_data()
    del data["k"]
    assert pen.post("/commissions/new/", data).status_code == 400
    assert not Commission.objects.of(body).exists()


def test_refused_form_may_be_sent_again_under_its_key(pen, body):
    data = commission_data(name_ky="")
    assert pen.post("/commissions/new/", data).status_code == 422
    assert pen.post("/commissions/new/", {**data, "name_ky": "Топ"}).status_code == 302
    assert Submission.objects.count() == 1


def test_keys_of_two_people_do_not_meet(pen, head, clerk, body, sign_in, foreign, stranger):
    data = commission_data()
    pen.post("/commissions/new/", data)
    assert sign_in(stranger).post("/commissions/new/", data).status_code == 302
    assert Commission.objects.of(foreign).count() == 1


def test_correction_sent_twice_leads_to_the_first_result(pen, body):
    row = make.order(body)
    data = order_data(row)
    first, second = (pen.post(f"/orders/{row.pk}/edit/", data) for _ in range(2))
    assert first.status_code == second.status_code == 302


# --- Nothing lost ------------------------------------------------------------------------------------------


def test_stale_form_shows_both_texts_and_keeps_what_was_typed(pen, body):
    row = make.order(body)
    pen.post(f"/orders/{row.pk}/edit/", order_data(row, title="Биринчи жөнүндө"))
    answer = pen.post(f"/orders/{row.pk}/edit/", order_data(row, title="Экинчи жөнүндө"))
    row.refresh_from_db()
    assert (answer.status_code, row.title) == (409, "Биринчи жөнүндө")
    assert "Биринчи жөнүндө" in text_of(answer) and "Экинчи жөнүндө</textarea>" in answer.content.decode()


def test_stale_form_saved_again_takes_the_new_version(pen, body):
    row = make.order(body)
    pen.post(f"/orders/{row.pk}/edit/", order_data(row, title="Биринчи жөнүндө"))
    stale = pen.post(f"/orders/{row.pk}/edit/", order_data(row, title="Экинчи жөнүндө"))
    version = re.search(r'name="v" value="(\d+)"', stale.content.decode())[1]
    pen.post(f"/orders/{row.pk}/edit/", order_data(title="Экинчи жөнүндө", v=version))
    row.refresh_from_db()
    assert row.title == "Экинчи жөнүндө"


def test_stale_form_tells_who_saved_last(pen, body, clerk):
    row = make.order(body)
    pen.post(f"/orders/{row.pk}/edit/", order_data(row, title="Биринчи жөнүндө"))
    answer = pen.post(f"/orders/{row.pk}/edit/", order_data(row, title="Экинчи жөнүндө"))
    assert answer.context["stale"]["who"] == str(clerk)


def test_move_on_a_changed_record_is_refused(pen, body):
    row = make.order(body)
    pen.post(f"/orders/{row.pk}/edit/", order_data(row, title="Башка жөнүндө"))
    assert pen.post(f"/orders/{row.pk}/move/submit/", {"v": row.version}).status_code == 422
    row.refresh_from_db()
    assert row.state == Order.State.DRAFT


def test_refused_form_comes_back_filled(pen, body):
    answer = pen.post("/commissions/new/", commission_data(formed_on="2026-99-99"))
    assert answer.status_code == 422 and "Жумушчу топ" in answer.content.decode()


# --- Methods -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
@pytest.mark.parametrize("address", ["/", "/orders/", "/orders/new/"])
def test_other_methods_are_refused(method, address, pen, body):
    assert getattr(pen, method)(address).status_code == 405


@pytest.mark.parametrize("address", ["/", "/orders/", "/commissions/"])
def test_a_page_that_reads_takes_no_post(address, pen, body):
    assert pen.post(address).status_code == 405


def test_head_and_options_are_answered(pen, body):
    assert pen.head("/orders/").status_code == 200
    assert (pen.options("/orders/").status_code, pen.options("/orders/")["Allow"]) == (204, "GET, HEAD")


def test_move_by_get_changes_nothing(pen, body):
    row = make.order(body)
    assert pen.get(f"/orders/{row.pk}/move/submit/").status_code == 200
    row.refresh_from_db()
    assert row.state == Order.State.DRAFT


def test_unknown_move_is_not_found(pen, body):
    assert pen.post(f"/orders/{make.order(body).pk}/move/__class__/").status_code == 404


# --- Odd questions -----------------------------------------------------------------------------------------

ODD = [
    "page=99999999999",
    "page=-1",
    "page=٣",
    "page=999999999",
    "sort=__class__",
    "sort=--title",
    "sort=organisation__path",
    "sort=pk",
    "sort=-state",
    "sort=kind",
    "text=%00",
    "text=%ED%A0%80",
    "text=%25_%5C",
    "text=" + "ө" * 300,
    "year=99999999999999999999",
    "year=0",
    "state=%00",
    "state=draft&state=signed",
    "kind=order&year=2026&sort=-title&page=2",
]


@pytest.mark.parametrize("query", ODD)
def test_odd_question_never_breaks_a_register(query, pen, body):
    make.order(body)
    assert pen.get(f"/orders/?{query}").status_code == 200


HUGE = [2**31, 2**63 - 1, 2**63, 10**30, 10**5000]


@pytest.mark.parametrize("pk", HUGE, ids=["2^31", "2^63-1", "2^63", "10^30", "10^5000"])
@pytest.mark.parametrize(
    "address", ["/orders/{}/", "/orders/{}/edit/", "/orders/{}/print/0.pdf", "/seats/of/{}/new/"]
)
def test_row_of_an_impossible_number_is_not_found(pk, address, pen, body):
    digits = "1" + "0" * 5000 if pk == 10**5000 else pk
    assert pen.get(address.format(digits)).status_code == 404


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_annex_of_an_impossible_number_is_not_found(number, pen, body):
    assert pen.get(f"/orders/{make.order(body).pk}/preview/{number}/").status_code == 404


@pytest.mark.parametrize("value", ["а\0б", "х" * 5000])
def test_text_the_database_cannot_keep_is_an_error_of_the_form(value, pen, body):
    assert pen.post("/commissions/new/", commission_data(name_ky=value)).status_code == 422


# --- Whose rows --------------------------------------------------------------------------------------------

ADDRESSES = [
    "",
    "edit/",
    "move/submit/",
    "move/sign/",
    "print/0.pdf",
    "preview/0/",
    "scan/",
    "annexes/1/publish/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_foreign_row_is_not_found_by_get_nor_by_post(address, body, foreign, cast, sign_in):
    row = make.order(foreign)
    for role in (Role.CLERK, Role.HEAD):
        browser = sign_in(cast[role])
        for ask in (browser.get, browser.post):
            assert ask(f"/orders/{row.pk}/{address}").status_code in (403, 404, 405)
            assert (
                ask(f"/orders/{row.pk}/{address}").status_code
                == ask(f"/orders/987654321/{address}").status_code
            )


def test_foreign_parent_takes_no_row(pen, foreign):
    row = make.meeting(foreign).commission
    assert pen.post(f"/seats/of/{row.pk}/new/", {"k": uuid4()}).status_code == 404


def test_foreign_choice_is_refused(pen, body, foreign):
    answer = pen.post("/commissions/new/", commission_data(order=make.order(foreign).pk))
    assert answer.status_code == 422 and "order" in answer.context["form"].errors


def test_field_that_is_not_in_the_form_is_ignored(pen, body, foreign):
    pen.post("/commissions/new/", commission_data(organisation=foreign.pk, organisation_id=foreign.pk))
    assert Commission.objects.of(foreign).count() == 0


def test_clerk_of_one_body_who_is_an_employee_of_another_reads_only_the_first(clerk, body, foreign, sign_in):
    make.appoint(clerk, foreign, Role.EMPLOYEE)
    row = make.order(foreign)
    browser = sign_in(clerk)
    assert browser.get(f"/orders/{row.pk}/").status_code == 404
    assert [line["url"] for line in browser.get("/orders/").context["rows"]] == []


def test_new_row_belongs_to_the_body_at_hand(clerk, body, foreign, sign_in):
    make.appoint(clerk, foreign, Role.CLERK)
    browser = sign_in(clerk)
    browser.post("/body/", {"body": foreign.pk})
    browser.post("/commissions/new/", commission_data())
    assert Commission.objects.of(foreign).count() == 1


# --- Lists -------------------------------------------------------------------------------------------------


def asked(browser, address):
    """How many questions a page puts to the database. PostgreSQL is also told who asks."""
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


def test_list_asks_the_same_with_one_row_and_with_thirty(pen, body):
    make.order(body)
    pen.get("/orders/")
    one = asked(pen, "/orders/")
    for n in range(29):
        make.order(body, title=f"{n} жөнүндө")
    # PostgreSQL is told who acts; twice it is told by the tests (tests/conftest.py).
    assert one == asked(pen, "/orders/") <= (6 if connection.vendor == "sqlite" else 15)


KEPT = ["organisations", "people", "appointments", "units", "values", "acts", "calendar"]


@pytest.mark.parametrize("book", KEPT)
def test_lists_of_the_administrator_ask_the_same_with_more_rows(book, body, cast, sign_in):
    admin = sign_in(cast[Role.ADMINISTRATOR])
    Unit.objects.create(organisation=body, name_ky="Бөлүм")
    admin.get(f"/{book}/")
    one = asked(admin, f"/{book}/")
    for n in range(20):
        Unit.objects.create(organisation=body, name_ky=f"Бөлүм {n}")
        below = make.organisation(f"school-{n}", parent=body, kind="school")
        make.appoint(make.person(f"p{n}"), below, Role.EMPLOYEE)
    assert asked(admin, f"/{book}/") == one


def test_pages_count_and_a_page_beyond_the_end_is_the_last(pen, body):
    for n in range(51):
        make.order(body, title=f"{n} жөнүндө")
    first, beyond = pen.get("/orders/"), pen.get("/orders/?page=7")
    assert (first.context["count"], len(first.context["rows"]), len(beyond.context["rows"])) == (51, 50, 1)
    assert beyond.context["pages"]["previous"] == "?page=1"


def test_rows_sort_by_the_kyrgyz_alphabet(pen, body):
    for title in ("Оо жөнүндө", "Өө жөнүндө", "Пп жөнүндө"):
        make.order(body, title=title)
    rows = pen.get("/orders/?sort=title").context["rows"]
    assert [row["cells"][0].value for row in rows] == ["Оо жөнүндө", "Өө жөнүндө", "Пп жөнүндө"]


def test_filters_stay_in_the_address_and_each_chip_takes_one_away(pen, body):
    page = pen.get("/orders/?state=draft&text=тизмек&sort=title")
    urls = [chip.url for chip in page.context["chips"]]
    assert len(urls) == 2 and all("sort=title" in url for url in urls)


def test_settings_are_for_the_administrator_alone(body, cast, sign_in):
    answers = {role: sign_in(person).get(reverse("settings")).status_code for role, person in cast.items()}
    assert {role for role, status in answers.items() if status == 200} == {Role.ADMINISTRATOR}
