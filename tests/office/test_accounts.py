"""Who comes in, in which language, at which body; and what is sent back when too much comes."""

import pytest
from django.urls import reverse

from config.views import group_by_urgency
from office.models.law import LegalValue
from office.papers.models import Order
from office.registers.links import MyDayLine
from office.roles import Role
from tests import make

INSIDE = ["/", "/orders/", "/settings/", "/files/1/", "/meetings/1/minutes.pdf"]


@pytest.mark.parametrize("address", INSIDE)
def test_nobody_comes_in_without_signing_in(address, client, db):
    answer = client.get(address)
    assert answer.status_code == 302 and answer.url.startswith(reverse("account_login"))


def test_person_signs_in_with_name_and_password(client, clerk, settings):
    data = {"login": "clerk", "password": "demo-2026"}
    assert client.post(reverse("account_login"), data).url == "/"
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "data", [{"login": "clerk", "password": "no"}, {"login": "nobody", "password": "demo-2026"}]
)
def test_wrong_name_and_wrong_password_are_answered_alike(data, client, clerk):
    answer = client.post(reverse("account_login"), data)
    assert answer.status_code == 200 and answer.context["form"].non_field_errors()


def test_person_who_may_not_sign_in_does_not(client, clerk):
    clerk.is_active = False
    clerk.save()
    client.post(reverse("account_login"), {"login": "clerk", "password": "demo-2026"})
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_its_day(role, cast, sign_in):
    answer = sign_in(cast[role]).get("/")
    assert answer.status_code == 200


def test_person_without_an_appointment_sees_an_empty_day(db, sign_in):
    answer = sign_in(make.person("newcomer")).get("/")
    assert answer.status_code == 200 and answer.context["groups"] == []


def test_day_tells_each_what_waits_for_them(body, cast, sign_in):
    draft, sent = make.order(body), make.order(body, title="Экинчи жөнүндө")
    sent.move("submit", by=cast[Role.CLERK])
    waits = {role: [line.url for line in lines(sign_in(cast[role]))] for role in Role}
    assert waits[Role.CLERK] == [draft.get_absolute_url()]
    assert waits[Role.HEAD] == [sent.get_absolute_url()]
    assert waits[Role.EMPLOYEE] == []


def test_day_of_the_administrator_names_what_nobody_has_confirmed(keeper, sign_in):
    LegalValue.objects.update(confirmed=True)
    lines_shown = lines(sign_in(keeper))
    assert [line.url for line in lines_shown] == ["/calendar/?confirmed=False", "/acts/?confirmed=False"]


def lines(visitor):
    return [line for group in visitor.get("/").context["groups"] for line in group["lines"]]


def test_day_is_told_by_urgency():
    lines_shown = [
        MyDayLine("а", "/", urgency="later"),
        MyDayLine("б", "/", urgency="overdue"),
        MyDayLine("в", "/"),
        MyDayLine("г", "/", urgency="soon"),
    ]
    assert [
        (group["urgency"], [line.text for line in group["lines"]]) for group in group_by_urgency(lines_shown)
    ] == [
        ("overdue", ["б"]),
        ("soon", ["г"]),
        ("", ["а", "в"]),
    ]


def test_day_never_tells_of_a_foreign_body(foreign, body, cast, sign_in):
    make.order(foreign)
    assert sign_in(cast[Role.CLERK]).get("/").context["groups"] == []


@pytest.mark.parametrize("chosen", ["x", "", "999999999999999999999", "-1"])
def test_body_that_is_not_mine_is_not_chosen(chosen, clerk, body, sign_in):
    browser = sign_in(clerk)
    browser.post("/body/", {"body": chosen})
    assert browser.get("/").wsgi_request.organisation == body


def test_chosen_body_is_at_hand_on_the_next_page(clerk, foreign, sign_in):
    make.appoint(clerk, foreign, Role.CLERK)
    browser = sign_in(clerk)
    browser.post("/body/", {"body": foreign.pk})
    assert browser.get("/").wsgi_request.organisation == foreign


@pytest.mark.parametrize(
    "next_page", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"]
)
def test_choice_of_language_never_leads_off_the_portal(next_page, client, db):
    answer = client.post("/language/", {"language": "ru", "next": next_page})
    assert (answer.url, answer.cookies["django_language"].value) == ("/", "ru")


def test_language_is_chosen_by_post_only(client, db):
    assert client.get("/language/").status_code == 405


def test_too_many_fields_are_answered_in_words(clerk, sign_in, body):
    data = {f"f{n}": "x" for n in range(600)}
    answer = sign_in(clerk).post("/commissions/new/", data)
    assert answer.status_code == 413
    assert not Order.objects.of(body).exists()


def test_too_big_a_form_is_answered_in_words(clerk, sign_in, body):
    answer = sign_in(clerk).post("/orders/new/", {"preamble": "х" * 3 * 2**20})
    assert answer.status_code == 413


def test_form_without_its_token_is_refused(clerk, body):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(clerk)
    assert browser.post("/commissions/new/", {"name_ky": "Топ"}).status_code == 403
