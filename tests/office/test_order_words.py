"""The words of drafted orders are versions: shown before they hold, with known blanks, kept by old orders."""

from uuid import uuid4

import pytest

from office.lists.order import prepare_order
from office.models.form_layout import FormLayout
from office.papers.layouts import organisation_name_cases, stored_sheets
from office.papers.models import Order
from office.papers.official import make_word_copy, order_context, paper_of, words_today
from office.papers.order_words import LIST_ORDER, ORDER_CLAUSES, SHEETS, order_words
from office.registries import DATED_FORMS
from risks.papers import VILLAGE_LIST
from tests import files, make

NAME = "коррупциялык тобокелдиктердин тизмеги"


@pytest.fixture
def desk(keeper, page):
    return page(keeper)


def shipped(form):
    return FormLayout.objects.get(form=form, source=None)


def send_version(desk, form, **changes):
    row = shipped(form)
    lines = {f"heading_{one['key']}": one["heading"] for one in row.columns}
    data = {"title": row.title, "kind": "", "valid_from": "2020-01-01", **lines, "k": str(uuid4()), **changes}
    return desk.post(f"/layouts/of/{row.pk}/new/", data)


def word_text(order):
    template, context, _frozen = paper_of(order, 0)
    return "\n".join(one.text for one in files.opened_word(make_word_copy(context, template)).paragraphs)


def draft_list_order(body):
    names = {"organisation": body.name_ky, **organisation_name_cases(body)}
    table = VILLAGE_LIST.table([], **names)
    return prepare_order(body, name=NAME, act="method-232", table=table).order


def points_of(order):
    return [point.text for point in order.points.all()]


def test_order_drafted_on_a_day_has_the_words_of_that_day_and_earlier_ones_keep_theirs(desk, body):
    before = draft_list_order(body)
    answer = send_version(
        desk,
        LIST_ORDER.form,
        title="{organisation}: {name} жөнүндө",
        heading_preamble="{acts} негиз кылып",
        heading_approve="{name} бекитилсин.\nТизмек жарыялансын.",
    )
    assert answer.status_code == 302, answer.context["form"].errors
    after = draft_list_order(body)
    assert after.title == f"{body.name_ky}: {NAME} жөнүндө"
    assert after.preamble.endswith("негиз кылып") and "№ 232" in after.preamble
    assert points_of(after) == [f"{NAME} бекитилсин.", "Тизмек жарыялансын."]
    before.refresh_from_db()
    assert before.title.endswith("бекитүү жөнүндө") and before.preamble.endswith("аткаруу максатында")


def test_clauses_of_a_version_print_alike_in_pdf_and_word_and_a_signed_order_keeps_its_own(
    desk, body, clerk, head
):
    signed, draft = (
        make.order(body, title=f"{name} жөнүндө", controller="өзүмө", preamble="Максатында")
        for name in ("Биринчи", "Экинчи")
    )
    signed.move("submit", by=clerk)
    signed.move("sign", by=head)
    send_version(
        desk,
        ORDER_CLAUSES.form,
        heading_directive="БУЙРУК КЫЛАМ:",
        heading_control="Көзөмөл {controller} {verb}.",
    )
    texts = [word_text(order) for order in (signed, draft)]
    assert "буйрук кылам:" in texts[0] and "Көзөмөл өзүмө калтырылсын." not in texts[0]
    assert "БУЙРУК КЫЛАМ:" in texts[1] and "Көзөмөл өзүмө калтырылсын." in texts[1]
    assert order_context(draft)["formula"] == "БУЙРУК КЫЛАМ:"


@pytest.mark.parametrize(
    ("changes", "field", "named"),
    [
        ({"heading_approve": "{ким} бекитсин."}, "heading_approve", "ким"),
        ({"heading_approve": "{name"}, "heading_approve", ""),
        ({"heading_approve": "{second}-тиркеме"}, "heading_approve", "second"),  # a blank of another line
        ({"heading_preamble": "{acts:>900000000}"}, "heading_preamble", "acts:&gt;900000000"),
        ({"heading_preamble": "{acts!r}"}, "heading_preamble", "acts!r"),
        ({"heading_repeal": "{day.__class__}"}, "heading_repeal", "day.__class__"),
        ({"heading_repeal": "{}"}, "heading_repeal", "«»"),
        ({"title": "{acts}"}, "title", "acts"),
    ],
)
def test_broken_or_unknown_blank_is_refused_and_named_at_its_line(changes, field, named, desk):
    answer = send_version(desk, LIST_ORDER.form, **changes)
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert list(errors) == [field] and named.replace("&gt;", ">") in str(errors[field].as_data()[0].messages)
    assert not FormLayout.objects.filter(form=LIST_ORDER.form).exclude(source=None).exists()


def test_empty_line_is_not_printed(desk, body):
    assert send_version(desk, LIST_ORDER.form, heading_approve="").status_code == 302
    assert points_of(draft_list_order(body)) == []


def test_version_of_one_kind_of_body_is_its_own(desk, body):
    assert send_version(desk, LIST_ORDER.form, kind="school", title="{name}").status_code == 302
    assert order_words(LIST_ORDER.form, body).title(name=NAME).endswith("бекитүү жөнүндө")


def test_each_kind_of_order_is_shown_before_it_holds(desk, body):
    ours = {form for form, dated in DATED_FORMS.items() if dated.is_words}
    assert ours == {
        "office/list-order",
        "office/order-clauses",
        "office/session-words",
        "monitoring/rating-order",
        "monitoring/table-order",
        "trustbox/figures-order",
    }
    for form in ours:
        row = shipped(form)
        page = desk.get(f"/layouts/{row.pk}/preview/")
        assert page.status_code == 200 and "{" not in page.text
        assert desk.get(f"/layouts/{row.pk}/print/").content.startswith(b"%PDF")
        assert "____" in page.text or form == ORDER_CLAUSES.form
        assert words_today(form)(body)["points"]


def test_words_of_orders_are_no_headings_for_an_importer(db):
    assert not {sheet.form for sheet in stored_sheets()} & {sheet.form for sheet in SHEETS}


def test_only_orders_of_the_kind_are_changed(desk, body):
    send_version(desk, ORDER_CLAUSES.form, heading_resolution="КЕҢЕШ ТОКТОМ КЫЛАТ:")
    order = make.order(body, title="Баары жөнүндө")
    assert order_context(order)["formula"] == "буйрук кылам:"
    assert order_context(Order(organisation=body, kind="resolution", pk=order.pk))["formula"].startswith(
        "КЕҢЕШ"
    )
