"""The open pages of a plan: for everyone, light, without a trace; remarks go to the clerk and never to the
page.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from office import tickets
from office.models.audit import Change
from office.models.letter import Letter
from office.roles import Role
from plans import deadlines
from plans.progress import actions
from plans.public import remarks
from plans.public.models import PlanPage, Remark
from tests import make
from tests.office import retention_cases
from tests.plans import build

PDF = b"%PDF-1.7 proof"


@pytest.fixture
def later(monkeypatch):
    """Let a ticket grow old enough to be sent."""
    monkeypatch.setattr(tickets, "SOONEST", 0)


@pytest.fixture
def plan(body):
    plan = build.plan(body)
    build.measure(plan, "2026-жылдын 3-кварталы", text="Сайтка жарыялоо", result="Ачыктык")
    build.measure(plan, "2025-2027-жылдар (жыл сайын)", text="Окутуу")
    return plan


@pytest.fixture
def opened(body, clerk, plan):
    return PlanPage.objects.create(organisation=body, plan=plan, opened_by=clerk)


@pytest.fixture
def measure(plan):
    return plan.measures.get(text="Сайтка жарыялоо")


def of_measure(opened, measure):
    return reverse("open:measure", args=[opened.token, measure.pk])


@pytest.mark.parametrize("far", ["9" * 30, "-1", str(2**63)])
def test_far_number_in_an_open_address_is_no_page(far, page, opened, measure):
    proof, report = (
        reverse("open:proof", args=[opened.token, measure.pk, 987654321]),
        reverse("open:plan_report", args=[opened.token, 987654321]),
    )
    for address in (of_measure(opened, measure).replace(f"/{measure.pk}/", f"/{far}/"), proof, report):
        assert page().get(address.replace("987654321", far)).status_code == 404
    remark = reverse("open:remark", args=[opened.token])
    assert page().get(f"{remark}?measure={far}").status_code in (200, 404)


def test_the_clerk_opens_the_page_of_an_approved_plan_and_closes_it_again(page, clerk, body, plan):
    turn = reverse("plan_papers:open_page", args=[plan.pk])
    page(clerk).get(turn).submit()
    opened = PlanPage.objects.of(body).get()
    assert (opened.opened_by, len(opened.token)) == (clerk, 32)
    assert opened.url in page(clerk).get(plan.get_absolute_url()).links
    assert page().get(opened.url).status_code == 200
    page(clerk).get(turn).submit()
    assert page().get(opened.url).status_code == 404


def test_a_draft_is_never_shown(page, clerk, body):
    draft = build.plan(body, "draft")
    answer = page(clerk).get(reverse("plan_papers:open_page", args=[draft.pk])).submit()
    assert answer.status_code == 422
    assert not PlanPage.objects.of(body).exists()
    assert page().get("/open/dostuk/").links.count(reverse("open:bodies")) == 1


def test_the_plan_is_linked_from_the_page_of_its_body_and_shows_each_section_with_its_percent(
    page, clerk, plan, opened, measure
):
    actions.report_progress(measure, by=clerk, text="Жасалды", step="finish", done_on=timezone.localdate())
    assert opened.url in page().get("/open/dostuk/").links
    assert reverse("open:body", args=["dostuk"]) in page().get(reverse("open:bodies")).links
    shown = page().get(opened.url)
    assert of_measure(opened, measure) in shown.links
    assert [" ".join(text.split()) for text in shown.words("strong")] == ["50 %", "50 %"]


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_open_pages_keep_the_rules_of_every_page_in_both_languages(page, opened, measure, later, language):
    visitor = page(None, language)
    for address in (
        opened.url,
        of_measure(opened, measure),
        reverse("open:remark", args=[opened.token]),
        reverse("open:remark_thanks", args=[opened.token]),
    ):
        answer = visitor.get(f"{address}?lang={language}")
        assert answer.status_code == 200
        assert b"<script" not in answer.content
        assert not answer.cookies


def test_a_measure_shows_term_executor_funding_state_and_what_is_marked_public(page, clerk, opened, measure):
    build.name_executor(measure, words="Жер адиси")
    actions.report_progress(measure, by=clerk, text="Ачык сөз", public=True)
    actions.report_progress(measure, by=clerk, text="Ички сөз")
    text = page().get(of_measure(opened, measure)).text
    assert all(
        word in text
        for word in ("2026-жылдын 3-кварталы", "Жер адиси", "Талап кылынбайт", "Ачыктык", "Ачык сөз")
    )
    assert "Ички сөз" not in text


def test_an_executor_is_shown_by_post_and_never_by_name(page, cast, opened, measure):
    person = cast[Role.EMPLOYEE]
    build.name_executor(measure, person=person, words=make.ROLES[Role.EMPLOYEE])
    text = page().get(of_measure(opened, measure)).text
    assert make.ROLES[Role.EMPLOYEE] in text
    assert person.surname not in text


def test_a_proof_is_downloaded_only_when_it_is_public(page, clerk, opened, measure):
    for title, public in (("ачык.pdf", True), ("ички.pdf", False)):
        proof = actions.ProofInput(kind="file", title=title, content=PDF)
        actions.report_progress(measure, by=clerk, text="Жасалды", proofs=[proof], public=public)
    shown, hidden = (measure.proofs.get(public=public) for public in (True, False))
    answer = page().get(reverse("open:proof", args=[opened.token, measure.pk, shown.pk]))
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert page().get(reverse("open:proof", args=[opened.token, measure.pk, hidden.pk])).status_code == 404


def test_a_public_proof_disposed_of_is_no_link_any_more(page, body, clerk, opened, measure):
    proof = actions.ProofInput(kind="file", title="Тизме", content=PDF)
    actions.report_progress(measure, by=clerk, text="Жасалды", proofs=[proof], public=True)
    address = reverse("open:proof", args=[opened.token, measure.pk, measure.proofs.get().pk])
    assert address in page().get(of_measure(opened, measure)).links
    file = measure.proofs.get().file
    type(file).objects.of(body).filter(pk=file.pk).update(disposal=retention_cases.approved(body), name="")
    shown = page().get(of_measure(opened, measure))
    assert "Тизме" in shown.text
    assert address not in shown.links
    assert page().get(address).status_code == 404


def test_a_measure_of_another_plan_has_no_page_under_this_address(page, body, opened):
    other = build.measure(build.plan(body, title="Башка"), "2026-жыл")
    assert page().get(of_measure(opened, other)).status_code == 404


def test_a_long_plan_is_read_section_by_section_on_light_pages(page, body, plan, opened):
    other = build.task(build.section(plan, "2", "Санариптештирүү"))
    for number in range(60):
        build.measure(
            plan,
            "2026-жыл",
            text=f"{number} " + "иш-чара " * 40,
            task=other if number % 2 else plan.sections.first().tasks.first(),
        )
    whole = page().get(opened.url)
    assert not [link for link in whole.links if "/plan/" in link and link.count("/") > 5]
    one = page().get(f"{opened.url}?section={plan.sections.first().pk}")
    assert len(one.content) < 43_000
    assert sum(link.startswith(opened.url) and link != opened.url for link in one.links) >= 30


def test_the_page_asks_as_many_questions_with_30_measures_as_with_one(page, plan, opened):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            page().get(opened.url)
        return len(asked)

    few = questions()
    for number in range(30):
        build.measure(plan, "2026-жыл", text=f"Чара {number}")
    assert questions() == few


# --- Remarks -----------------------------------------------------------------------------------------------


def send_remark_form(visitor, opened, query="", **fields):
    address = reverse("open:remark", args=[opened.token]) + query
    ticket = visitor.get(address).context["ticket"]
    return visitor.post(address, {"ticket": ticket, **fields})


def test_anyone_sends_a_remark_without_an_account_a_cookie_or_a_trace(opened, measure, later):
    visitor = Client()
    before = Change.objects.count()
    answer = send_remark_form(visitor, opened, f"?measure={measure.pk}", text="Сайт ачылбайт", contact="")
    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("open:remark_thanks", args=[opened.token]),
    )
    remark = Remark.objects.of(opened.organisation).get()
    assert (remark.text, remark.measure, remark.day, remark.state) == (
        "Сайт ачылбайт",
        measure,
        timezone.localdate(),
        "new",
    )
    assert (dict(visitor.cookies), Change.objects.count()) == ({}, before)
    kept = {field.name for field in Remark._meta.concrete_fields}
    assert kept == {
        *("id", "organisation", "version", "plan", "measure", "day", "text", "contact"),
        *("answer", "answered_on", "answered_by", "state"),
    }


def test_a_remark_goes_to_the_clerk_and_never_to_the_page(page, clerk, body, opened, measure, later):
    send_remark_form(page(), opened, f"?measure={measure.pk}", text="Сайт ачылбайт")
    assert "Сайт ачылбайт" in page(clerk).get("/plans/remarks/").text
    for address in (opened.url, of_measure(opened, measure)):
        assert "Сайт ачылбайт" not in page().get(address).text
    assert deadlines.plan_duty_my_day_lines(clerk, body)[-1].url == "/plans/remarks/?state=new"


def test_the_clerk_answers_or_closes_a_remark(page, clerk, body, opened, later):
    for text in ("Бир", "Эки"):
        send_remark_form(page(), opened, text=text)
    two, one = Remark.objects.of(body)
    page(clerk).get(reverse("remarks:move", args=[one.pk, "answer"])).submit(answer="Оңдолду")
    page(clerk).get(reverse("remarks:move", args=[two.pk, "close"])).submit(ground="Тиешеси жок")
    rows = Remark.objects.of(body).order_by("pk").values_list("state", "answer", "answered_by")
    assert list(rows) == [("answered", "Оңдолду", clerk.pk), ("closed", "Тиешеси жок", clerk.pk)]
    answered = page(clerk).get("/plans/remarks/?state=answered").text
    assert ("Бир" in answered, "Эки" in answered) == (True, False)


def test_others_do_not_read_remarks(page, cast, stranger, body, opened, later):
    send_remark_form(page(), opened, text="Купуя")
    remark = Remark.objects.of(body).get()
    for role in (Role.HEAD, Role.EMPLOYEE, Role.INSPECTOR):
        assert page(cast[role]).get(remark.get_absolute_url()).status_code in (403, 404)
    assert page(stranger).get(remark.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("ticket", ["", "forged:1:2"])
def test_a_remark_without_its_ticket_is_kept_in_the_form_and_not_taken(page, opened, later, ticket):
    visitor = page()
    answer = visitor.post(
        reverse("open:remark", args=[opened.token]), {"ticket": ticket, "text": "Менин сөзүм"}
    )
    assert answer.status_code == 422
    assert "Менин сөзүм" in answer.text
    assert not Remark.objects.of(opened.organisation).exists()


def test_a_remark_sent_at_once_or_twice_counts_as_people_send(page, opened, monkeypatch):
    visitor = page()
    assert send_remark_form(visitor, opened, text="Тез").status_code == 422
    monkeypatch.setattr(tickets, "SOONEST", 0)
    address = reverse("open:remark", args=[opened.token])
    ticket = visitor.get(address).context["ticket"]
    for _press in range(2):
        assert visitor.post(address, {"ticket": ticket, "text": "Эки жолу"}).status_code == 302
    assert Remark.objects.of(opened.organisation).count() == 1


def test_an_empty_remark_is_refused_and_a_flood_turned_away_with_the_words_kept(
    page, opened, later, monkeypatch
):
    assert send_remark_form(page(), opened, text="").status_code == 422
    monkeypatch.setattr(remarks, "A_DAY", 0)
    answer = send_remark_form(page(), opened, text="Бүгүн")
    assert (answer.status_code, "Бүгүн" in answer.text) == (429, True)


def test_a_closed_page_takes_no_remark(page, opened):
    address = reverse("open:remark", args=[opened.token])
    opened.delete()
    assert page().get(address).status_code == 404
    assert page().post(address, {"text": "Сөз"}).status_code == 404


def test_the_clerk_is_written_to_once_a_day_about_remarks_and_reads_nothing_of_them_there(
    page, clerk, body, opened, later
):
    clerk.email = "clerk@dostuk.example"
    clerk.save()
    send_remark_form(page(), opened, text="Купуя сөз")
    for _run in range(2):
        deadlines.remind_of_plan_duties(body, timezone.localdate())
    [letter] = [one for one in Letter.objects.of(body) if "remarks" in one.event]
    assert "Купуя" not in letter.text + letter.subject
