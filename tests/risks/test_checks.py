"""What stands between the list and the order, each with a link to its place; the law's refusals stop, the
rest asks to look.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from office.registers.workflow import Refused
from positions.models.posts import Post
from risks.editions.checks import risk_list_findings
from risks.models.imports import RiskImport
from risks.models.method import Level, Method
from risks.models.risk import ExposedPost
from tests import make
from tests.risks.editions import begin_next_edition

READ = {"form": "risks/village-list", "rows": [], "doubts": []}


@pytest.fixture
def edition(body):
    return begin_next_edition(body)


def clean(body, **fields):
    """A risk nothing can be said of: scored, with measures, tied to a post."""
    risk = make.risk(body, **fields)
    make.agreed_sheet(risk, 1, 1, measures="Регламент")
    post = Post.objects.create(organisation=body, name_ky=f"Адис {risk.pk}", powers="Кабыл алуу")
    ExposedPost.objects.create(organisation=body, risk=risk, post=post)
    return risk


def test_a_list_without_faults_passes(page, clerk, body, edition):
    clean(body)
    assert risk_list_findings(edition) == []
    assert "буйрукка эч нерсе тоскоол эмес" in page(clerk).get(f"/risks/editions/{edition.pk}/checks/").text


def test_an_empty_list_stops(edition):
    assert [(check["url"], check["blocks"]) for check in risk_list_findings(edition)] == [("/risks/", True)]


@pytest.mark.parametrize(
    ("spoil", "blocks", "place"),
    [
        (lambda body: make.risk(body, state="draft", level="", position=0), True, "risk"),
        (
            lambda body: make.assessment_sheet(
                make.risk(body, position=2), 1, 1, harm_reason="  ", measures="Ч"
            ),
            True,
            "assessment",
        ),
        (lambda body: make.risk(body, state="draft", level="low", position=0), False, "risk"),
        (lambda body: make.assessment_sheet(make.risk(body, position=2)), False, "assessment"),
        (lambda body: make.risk(body, position=2, level=Level.HIGH), False, "risk"),
    ],
    ids=["no level", "score without a reason", "draft row", "sheet in work", "high without a measure"],
)
def test_each_fault_is_named_with_its_place(page, clerk, body, edition, spoil, blocks, place):
    clean(body)
    row = spoil(body)
    said = [
        check
        for check in risk_list_findings(edition)
        if any(one["url"] == row.get_absolute_url() for one in check["rows"])
    ]
    assert said and any(check["blocks"] == blocks for check in said)
    assert row.get_absolute_url() in page(clerk).get(f"/risks/editions/{edition.pk}/checks/").links


def test_a_level_chosen_by_281_stops_a_list_under_232_until_it_is_scored_or_grounded(
    page, clerk, member, body, edition
):
    clean(body)
    risk = make.risk(body, position=2, level=Level.LOW, level_ground="")
    edition.move("consider", by=clerk, question=make.decided_question(body, clerk))
    checks_url, order_url = (f"/risks/editions/{edition.pk}/{part}/" for part in ("checks", "move/order"))
    shown = page(clerk).get(checks_url)
    assert "281-буйрук боюнча тандалган, ал эми бул тизмек 232-токтом" in shown.text
    assert risk.get_absolute_url() in shown.links
    assert page(clerk).get(order_url).submit().status_code == 422
    edit = page(clerk).get(f"/risks/{risk.pk}/edit/")
    assert edit.submit(level_ground="-").status_code == 422
    assert edit.submit(level_ground="Баллдык баалоо кийинки отурумга калды").status_code == 302
    assert "Баллдык баалоо кийинки отурумга калды" in page(clerk).get(risk.get_absolute_url()).text
    assert page(clerk).get(order_url).submit().status_code == 302


def test_a_sheet_under_the_method_of_the_list_is_enough(page, clerk, body, edition):
    make.agreed_sheet(make.risk(body, level_ground=""), 1, 1, measures="Регламент")
    edition.move("consider", by=clerk, question=make.decided_question(body, clerk))
    assert page(clerk).get(f"/risks/editions/{edition.pk}/move/order/").submit().status_code == 302


def test_annex_1_of_281_takes_chosen_levels_until_an_act_ends_its_method(page, clerk, keeper, body):
    make.risk(body, level_ground="")
    edition = begin_next_edition(body, form="risks/annex-1")
    assert not any(check["blocks"] for check in risk_list_findings(edition))
    method = Method.objects.get(uses_points=False)
    form = page(keeper).get(f"/risks/methods/{method.pk}/edit/")
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert form.submit(valid_to=yesterday).status_code == 422
    answer = form.submit(valid_to=yesterday, end_act="2027-жылдын 12-январындагы № 5 токтом, 3-пункт")
    assert answer.status_code == 302
    assert "№ 5 токтом" in page(clerk).get(f"/risks/methods/{method.pk}/").text
    assert [str(check["text"]) for check in risk_list_findings(edition) if check["blocks"]] == [
        "Бул тизмектин методикасы (281-буйрук) күчүн жоготкон: 1 сапка башка тизмек керек."
    ]


def test_no_method_ends_as_delivered():
    assert set(Method.objects.values_list("valid_to", "end_act")) == {(None, "")}


def test_a_level_the_matrix_does_not_know_stops_its_list_but_not_annex_1(body, edition):
    make.risk(body, level=Level.ZERO)
    assert [check["blocks"] for check in risk_list_findings(edition)][0]
    assert not any(
        check["blocks"] for check in risk_list_findings(begin_next_edition(body, form="risks/annex-1"))
    )


def test_a_risk_of_no_post_is_asked_about(body, edition):
    clean(body)
    loose = make.risk(body, position=2, level="low")
    assert [
        row["url"] for check in risk_list_findings(edition) if not check["blocks"] for row in check["rows"]
    ].count(loose.get_absolute_url()) == 2


def test_an_undecided_doubt_of_a_file_stops(body, clerk, edition, monkeypatch):
    clean(body)
    RiskImport.objects.create(
        organisation=body, name="тизме.docx", sha256="0" * 64, reading=READ, read_by=clerk
    )
    monkeypatch.setattr(RiskImport, "undecided", [])
    assert not any(check["blocks"] for check in risk_list_findings(edition))
    monkeypatch.setattr(RiskImport, "undecided", ["Орго"])
    assert any(check["blocks"] and "файл" in str(check["text"]) for check in risk_list_findings(edition))


def test_what_stops_refuses_the_order_in_its_words(body, clerk, edition):
    clean(body)
    make.assessment_sheet(make.risk(body, position=2), 1, 1, likelihood_reason=" ", measures="Ч")
    edition.move("consider", by=clerk, question=make.decided_question(body, clerk))
    with pytest.raises(Refused, match="негиздемеси жок баракчалар: 1"):
        edition.move("order", by=clerk)


def test_fifty_places_are_named_and_the_rest_is_counted(body, edition):
    for place in range(1, 54):
        make.risk(body, position=place)
    check = risk_list_findings(edition)[-1]
    assert (len(check["rows"]), check["more"]) == (50, 3)
