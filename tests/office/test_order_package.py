"""The whole package of an order: one PDF, its two sheets, the clause of control, publication in one press."""

import io
from uuid import uuid4

import pikepdf
import pypdf
import pytest

from office.kyrgyz import dative_forms
from office.papers.circulation import (
    Circulation,
    acquaintance_context,
    circulation_of,
    distribution_context,
)
from office.papers.control import control_clause, control_offers
from office.papers.frozen import Publication
from office.papers.joined_pdf import elements_under, join_pdf
from office.papers.models import Order
from office.papers.printing import html
from office.papers.whole_package import package_pdf
from office.roles import Role
from tests import make
from tests.papers import annex_long_list, ticks


@pytest.fixture
def draft(body, cast):
    order = make.order(body, controller="айыл өкмөтүнүн жооптуу катчысы А. А. Сыдыковага")
    annex_long_list(order, rows=30)
    return order


@pytest.fixture
def signed(draft, page, clerk, head):
    page(clerk).post(f"/orders/{draft.pk}/move/submit/")
    page(head).post(f"/orders/{draft.pk}/move/sign/", ticks(draft))
    draft.refresh_from_db()
    return draft


def pages_of(content):
    return [" ".join(one.extract_text().split()) for one in pypdf.PdfReader(io.BytesIO(content)).pages]


# --- One PDF -----------------------------------------------------------------------------------------------


def test_package_is_order_annexes_and_both_sheets_in_one_file(draft, page, clerk):
    answer = page(clerk).get(f"/orders/{draft.pk}/package.pdf")
    assert answer["Content-Type"] == "application/pdf"
    pages = pages_of(answer.content)
    assert "БУЙРУК" in pages[0] and "1-тиркеме" in pages[1]
    assert "ТААНЫШУУ БАРАКЧАСЫ" in pages[-2] and "ТАРАТУУ ТИЗМЕСИ" in pages[-1]
    assert all("ДОЛБООР" in one for one in pages)


def test_package_stays_a_tagged_paper_with_one_tree(signed):
    file = pikepdf.open(io.BytesIO(package_pdf(signed)))
    root, there = file.Root, {page.obj.objgen for page in file.pages}
    tree = root.StructTreeRoot
    keys = [int(page.obj.StructParents) for page in file.pages]
    keys += [int(one.StructParent) for page in file.pages for one in page.obj.get("/Annots", ())]
    assert len(keys) > len(file.pages)  # the code of the check page is a link
    assert sorted(keys) == list(range(int(tree.ParentTreeNextKey)))
    assert set(pikepdf.NumberTree(tree.ParentTree).keys()) == set(keys)
    elements = list(elements_under(tree))
    assert {one.Pg.objgen for one in elements if "/Pg" in one} == there
    ids = [str(one.ID) for one in elements if "/ID" in one]
    assert len(ids) == len(set(ids)) and set(ids) == set(pikepdf.NameTree(tree.IDTree).keys())
    headers = {str(one) for element in elements for one in headers_of(element)}
    assert headers and headers <= set(ids)
    assert bool(root.MarkInfo.Marked) and str(root.Lang) == "ky"
    assert "<pdfuaid:part" in root.Metadata.read_bytes().decode()
    with file.open_outline() as outline:
        assert [one.title for one in outline.root] == [
            "БУЙРУК",
            "1-тиркеме. Тобокелдиктердин тизмеги",
            "Таанышуу баракчасы",
            "Таратуу тизмеси",
        ]


def headers_of(element):
    attributes = element.get("/A")
    known = attributes if isinstance(attributes, pikepdf.Array) else [attributes] if attributes else []
    return [header for one in known for header in one.get("/Headers", ())]


def test_same_parts_give_the_same_bytes(signed):
    parts = [("БУЙРУК", bytes(paper.pdf)) for paper in signed.papers.order_by("pk")]
    assert join_pdf(parts, title="Бир") == join_pdf(parts, title="Бир")


def test_nothing_cannot_be_joined():
    with pytest.raises(ValueError, match="nothing to join"):
        join_pdf([], title="Бир")


def test_signed_pages_of_the_package_are_those_that_were_frozen(signed):
    frozen = [text for paper in signed.papers.order_by("pk") for text in pages_of(bytes(paper.pdf))]
    assert pages_of(package_pdf(signed))[: len(frozen)] == frozen


def test_package_of_another_body_is_not_found(draft, stranger, page):
    assert page(stranger).get(f"/orders/{draft.pk}/package.pdf").status_code in (403, 404)


# --- Its two sheets ----------------------------------------------------------------------------------------


def test_sheets_name_the_staff_without_the_head_the_file_and_the_controller(draft, cast):
    known = circulation_of(draft)
    assert cast[Role.CLERK].initials in known.readers and cast[Role.HEAD].initials not in known.readers
    assert known.copies.splitlines() == ["Иш кагаздар топтому (түп нуска)", draft.controller]
    assert known.pk is None


def test_clerk_chooses_who_gets_the_order(draft, page, clerk):
    desk = page(clerk)
    assert "Иш кагаздар топтому" in desk.get(f"/orders/{draft.pk}/circulation/").text
    given = {"readers": "Адис Н. Б. Эшматова", "copies": "Финансы бөлүмү – 2\nАрхив"}
    for version in ("", 1):
        sent = given | {"v": version, "k": str(uuid4())}
        assert desk.post(f"/orders/{draft.pk}/circulation/", sent).status_code == 302
    assert Circulation.objects.of(draft.organisation).get().version == 2
    readers, copies = pages_of(package_pdf(draft))[-2:]
    assert "1 Адис Н. Б. Эшматова" in readers
    assert "1 Финансы бөлүмү 2" in copies and "2 Архив 1" in copies


def test_only_who_prepares_orders_changes_the_sheets(draft, page, head):
    assert page(head).get(f"/orders/{draft.pk}/circulation/").status_code == 403
    assert f"/orders/{draft.pk}/circulation/" not in page(head).get(f"/orders/{draft.pk}/").text


def test_sheets_have_room_to_sign(draft):
    sheets = (
        ("office/print/acquaintance.html", acquaintance_context),
        ("office/print/distribution.html", distribution_context),
    )
    for template, fill in sheets:
        assert 'class="to-sign"' in html(template, fill(draft))


# --- Control -----------------------------------------------------------------------------------------------


def test_control_is_put_on_an_official_or_kept_by_the_head(body):
    def clause(**fields):
        return control_clause(Order(organisation=body, **fields))

    named = clause(controller="жооптуу катчы А. А. Сыдыковага")
    assert named.endswith("көзөмөлдөө жооптуу катчы А. А. Сыдыковага жүктөлсүн.")
    assert clause(controller="өзүмө").endswith("көзөмөлдөө өзүмө калтырылсын.")
    assert clause(controller="өзүмө", kind="resolution").startswith("Бул токтомдун")
    assert clause() == ""


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Т. Д. Маматов", ["Маматовго", "Маматовга", "Маматовге", "Маматовгө"]),
        ("Э. Н. Асанбек", ["Асанбекке", "Асанбекка", "Асанбекко", "Асанбеккө"]),
        ("N. Smith", ["Smith"]),
    ],
)
def test_every_form_of_the_dative_is_offered_the_likely_one_first(name, forms):
    assert [one.rpartition(" ")[2] for one in dative_forms(name)] == forms


def test_order_form_offers_the_officials_of_today(draft, page, clerk, cast):
    offers = control_offers(draft.organisation)
    assert offers[0] == "өзүмө" and len(offers) > 4
    text = page(clerk).get(f"/orders/{draft.pk}/edit/").content.decode()
    assert all(f'<option value="{offer}">' in text for offer in offers)


# --- Publication -------------------------------------------------------------------------------------------

REGISTERED = {"number": "01-14/125", "date": "2026-05-19"}


def test_registration_publishes_the_annexes_in_the_same_press(signed, page, clerk):
    page(clerk).post(f"/orders/{signed.pk}/move/register/", {**REGISTERED, "publish": "on"})
    shown = Publication.objects.of(signed.organisation).get()
    assert shown.paper == signed.annexes.get().paper and shown.paper.stage == 2


def test_registration_publishes_nothing_without_the_tick(signed, page, clerk):
    page(clerk).post(f"/orders/{signed.pk}/move/register/", REGISTERED)
    assert not Publication.objects.of(signed.organisation).exists()


@pytest.mark.parametrize(("text", "ticked"), [("Тизмек жарыялансын.", True), ("Тизмек бекитилсин.", False)])
def test_tick_stands_where_the_order_has_it_published(text, ticked, draft, page, clerk, head):
    draft.points.update(text=text)
    page(clerk).post(f"/orders/{draft.pk}/move/submit/")
    page(head).post(f"/orders/{draft.pk}/move/sign/", ticks(draft))
    asked = page(clerk).get(f"/orders/{draft.pk}/move/register/").context["form"]
    assert asked["publish"].initial is ticked
