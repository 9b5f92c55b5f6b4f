"""The staffing table and the list at the screen: whoever keeps them can, nobody of another body sees a word
of them.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from positions.models.exposures import Exposure
from positions.models.imports import PositionImport
from positions.models.posts import Post
from tests import make
from tests.files import excel_file, real_file, word_cells
from tests.positions import build

READERS = ["/positions/", "/positions/posts/", "/positions/imports/"]


def upload_position_file(visitor, name, content):
    page = visitor.get("/positions/imports/new/")
    return visitor.post(
        "/positions/imports/new/", {**page.form, "file": SimpleUploadedFile(name, content)}, follow=True
    )


# --- Staffing table ----------------------------------------------------------------------------------------


def test_post_is_entered_and_stands_in_the_staffing_table(body, clerk, page):
    unit = build.unit(body)
    answer = page(clerk).get("/positions/posts/new/")
    answer.submit(unit=unit.pk, name_ky=" Жер  адиси ", count="0.5", powers="Жер бөлүү")
    post = Post.objects.of(body).get()
    assert (post.name_ky, str(post.count), post.unit, post.position) == ("Жер адиси", "0.50", unit, 1)
    row = page(clerk).get("/positions/posts/").rows
    assert row == [["Жер адиси", "Социалдык бөлүм", "0,5", "—", "штаттык расписаниеде"]]


def test_post_of_a_name_the_unit_already_has_is_refused_with_its_sentence(body, clerk, page):
    build.post(body, "Адис")
    answer = page(clerk).get("/positions/posts/new/").submit(name_ky="Адис", count="1")
    assert answer.status_code == 422
    assert "анын санын көбөйтүңүз" in answer.text


def test_post_is_renamed_and_its_row_of_the_list_is_found_by_the_new_name(body, clerk, page):
    row = build.exposure(body)
    page(clerk).get(f"/positions/posts/{row.post.pk}/edit/").submit(name_ky="Кабылдама адиси")
    assert list(Exposure.objects.of(body).text_matches("кабылдама")) == [row]


def test_closed_post_leaves_the_register_and_stays_findable(body, clerk, page):
    post = build.post(body)
    page(clerk).get(f"/positions/posts/{post.pk}/move/close/").submit(
        closed_on=timezone.localdate().isoformat()
    )
    assert page(clerk).get("/positions/posts/").rows == []
    assert len(page(clerk).get("/positions/posts/?state=closed").rows) == 1


def test_post_in_use_is_not_deleted_and_says_to_close_it(body, clerk, page):
    used, mistake = build.post(body, "Адис"), build.post(body, "Адси")
    build.exposure(body, used)
    refused = page(clerk).get(f"/positions/posts/{used.pk}/throw-away/").submit()
    assert refused.status_code == 422 and "жабыңыз" in refused.text
    assert page(clerk).get(f"/positions/posts/{mistake.pk}/throw-away/").submit().status_code == 302
    assert list(Post.objects.of(body)) == [used]


@pytest.mark.parametrize(
    ("query", "names"), [("exposed=yes", ["Адис"]), ("exposed=no", ["Башчы"]), ("q=БАШЧЫ", ["Башчы"])]
)
def test_staffing_table_is_narrowed(body, clerk, page, query, names):
    build.exposure(body, build.post(body, "Адис"))
    build.post(body, "Башчы")
    assert [row[0] for row in page(clerk).get(f"/positions/posts/?{query}").rows] == names


# --- The list ----------------------------------------------------------------------------------------------


@pytest.fixture
def risks(body):
    return [
        make.risk(body, situation=f"Кырдаал {level}", level=level, position=n)
        for n, level in enumerate(("low", "high"), 1)
    ]


def put_forward(visitor, post, **changes):
    answer = visitor.get(f"/positions/of/{post.pk}/new/")
    fields = {
        "areas": "Кезек;\n\n  тизме ",
        "freedom": "high",
        "freedom_reason": "Өзү жалгыз чечет",
        "contact": "high",
    }
    return answer.submit(**{**fields, "contact_reason": "Күн сайын кабыл алат", **changes})


def test_row_takes_powers_from_the_post_and_level_from_its_risks(body, clerk, page, risks):
    post = build.post(body, powers="Жөлөк пул дайындоо")
    put_forward(page(clerk), post, risks=[risk.pk for risk in risks])
    row = Exposure.objects.of(body).get()
    assert (row.powers, row.areas, row.level, row.given_level) == (
        "Жөлөк пул дайындоо",
        "Кезек;\nтизме",
        "high",
        "",
    )
    assert list(post.risks.order_by("pk")) == risks


def test_another_level_needs_its_reason(body, clerk, page, risks):
    post = build.post(body, powers="Ыйгарым")
    refused = put_forward(page(clerk), post, risks=[risks[1].pk], given_level="low")
    assert refused.status_code == 422
    response = put_forward(
        page(clerk), post, risks=[risks[1].pk], given_level="low", given_reason="Эки кол талап кылынат"
    )
    assert response.status_code == 302
    assert Exposure.objects.of(body).get().level == "low"


def test_level_above_high_is_refused(body, clerk, page):
    refused = put_forward(
        page(clerk), build.post(body, powers="Ыйгарым"), given_level="highest", given_reason="Негиз"
    )
    assert refused.status_code == 422
    assert not Exposure.objects.of(body).exists()


def test_two_low_criteria_make_the_person_stop(body, clerk, page, risks):
    post = build.post(body, powers="Ыйгарым")
    answer = put_forward(page(clerk), post, risks=[risks[0].pk], freedom="low", contact="low")
    assert answer.status_code == 422 and "9-пункт" in answer.text
    assert answer.submit(confirmed="1").status_code == 302


def test_post_is_put_forward_once(body, clerk, page):
    row = build.exposure(body)
    assert page(clerk).get(f"/positions/of/{row.post.pk}/new/").status_code == 403


def test_row_enters_the_list_by_its_move_and_stands_in_the_paper(body, clerk, page, risks):
    post = build.post(body, powers="Ыйгарым")
    put_forward(page(clerk), post, risks=[risks[0].pk])
    row = Exposure.objects.of(body).get()
    page(clerk).get(f"/positions/{row.pk}/move/enter/").submit()
    assert page(clerk).get("/positions/").rows == [["Башкы адис", "—", "Ыйгарым", "Кезек; тизме", "төмөнкү"]]


def test_new_level_of_a_risk_reaches_its_posts(body, clerk, page, risks):
    post = build.post(body, powers="Ыйгарым")
    put_forward(page(clerk), post, risks=[risks[0].pk])
    page(clerk).get(f"/risks/{risks[0].pk}/edit/").submit(level="medium")
    assert Exposure.objects.of(body).get().level == "medium"
    risks[0].refresh_from_db()
    risks[1].exposed_posts.add(post, through_defaults={"organisation": body})
    risks[0].move("drop", by=clerk, ground="Бириктирилди")
    assert Exposure.objects.of(body).get().level == "high"


@pytest.mark.parametrize(
    ("query", "posts"),
    [
        ("level=high", ["Адис"]),
        ("q=dokument", ["Башчы"]),
        ("state=dropped", []),
        ("level=zero", ["Башчы", "Адис"]),
    ],
)
def test_list_is_narrowed(body, clerk, page, query, posts):
    build.exposure(body, build.post(body, "Башчы"), "medium", areas="Документ тапшыруу")
    build.exposure(body, build.post(body, "Адис"), "high", areas="Кезек")
    assert [row[0] for row in page(clerk).get(f"/positions/?{query}").rows] == posts


def test_record_shows_the_risks_with_their_levels(body, clerk, page, risks):
    row = build.exposure(body)
    row.post.risks.set(risks, through_defaults={"organisation": body})
    answer = page(clerk).get(f"/positions/{row.pk}/")
    assert [f"/risks/{risk.pk}/" in answer.links for risk in risks] == [True, True]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx", "pdf"])
@pytest.mark.parametrize("space", ["", "posts/"])
def test_copies_hold_the_rows_under_the_filters(body, member, page, kind, space):
    build.exposure(body)
    answer = page(member).get(f"/positions/{space}export/{kind}/")
    assert answer.status_code == 200 and len(answer.content) > 100
    if kind == "csv":
        assert "Башкы адис" in answer.content.decode("utf-8-sig")
    if kind == "docx":
        assert any("Башкы адис" in cell for row in word_cells(answer.content) for cell in row)


# --- Import ------------------------------------------------------------------------------------------------


def test_ministry_list_is_imported_in_six_clicks(body, clerk, page):
    visitor = page(clerk)
    answer = upload_position_file(
        visitor, "economy-2016-annex2.docx", real_file("economy-2016-annex2.docx")
    )  # choose, send
    record = PositionImport.objects.of(body).get()
    assert not Exposure.objects.of(body).exists()
    answer = answer.submit(**{"d.1.4.row": "join-right"})  # tick, save
    answer = visitor.get(f"/positions/imports/{record.pk}/")
    assert len(answer.rows) == 2
    visitor.get(f"/positions/imports/{record.pk}/move/accept/").submit()  # accept, sure
    rows = Exposure.objects.of(body).in_the_list().in_order()
    assert [(row.post.name_ky[:20], row.level, len(row.areas.splitlines())) for row in rows] == [
        ("Соода саясаты башкар", "medium", 3),
        ("Министрликтин тендер", "high", 7),
    ]


def test_import_waits_while_a_doubt_is_open(body, clerk, page):
    upload_position_file(page(clerk), "economy-2016-annex2.docx", real_file("economy-2016-annex2.docx"))
    record = PositionImport.objects.of(body).get()
    assert page(clerk).get(f"/positions/imports/{record.pk}/move/accept/").submit().status_code == 422
    assert not Post.objects.of(body).exists()


def import_posts(body, clerk, *rows):
    from positions.imports import read_position_file

    head = ["№", "Түзүмдүк бөлүм", "Кызмат орду", "Саны", "Ыйгарым укуктар"]
    if len(rows[0]) == 5 and rows[0][4] in ("Орточо", "Жогорку"):
        head = [
            "№",
            "Коррупциялык тобокелдик бар кызмат орду",
            "Кызматтык ыйгарым укуктар",
            "Коррупциялык тобокелдик",
            "деңгээли",
        ]
    reading = read_position_file(excel_file([head, *rows]), "a.xlsx")
    return PositionImport.objects.create(
        organisation=body, name="a.xlsx", sha256="0" * 64, reading=reading.to_dict(), read_by=clerk
    )


def test_list_takes_its_posts_from_the_staffing_table(body, clerk):
    post = build.post(body, "Адис", unit=build.unit(body))
    import_posts(body, clerk, ["1", "адис", "Ыйгарым", "Тобокелдик", "Орточо"]).move("accept", by=clerk)
    row = Exposure.objects.of(body).get()
    assert (row.post, row.level, row.given_reason) == (
        post,
        "medium",
        "«a.xlsx» файлындагы тизмектен алынды.",
    )


def test_list_with_a_post_that_stands_there_already_is_refused_whole(body, clerk, page):
    build.exposure(body, build.post(body, "Адис"))
    record = import_posts(
        body, clerk, ["1", "Адис", "Ыйгарым", "Тобокелдик", "Орточо"], ["2", "Башчы", "Ы", "Т", "Жогорку"]
    )
    refused = page(clerk).get(f"/positions/imports/{record.pk}/move/accept/").submit()
    assert refused.status_code == 422 and "Адис" in refused.text
    assert [post.name_ky for post in Post.objects.of(body)] == ["Адис"]


def test_staffing_table_brings_posts_up_to_date_and_closes_none(body, clerk):
    unit = build.unit(body, "Бөлүм")
    old, kept = build.post(body, "Адис", unit=unit, powers="Мурдагы"), build.post(body, "Башчы")
    rows = [
        ["1", "Бөлүм", "Адис", "2", ""],
        ["2", "Бөлүм", "Адис", "0,5", ""],
        ["3", "Архив", "Архивчи", "1", "Сактоо"],
    ]
    import_posts(body, clerk, *rows).move("accept", by=clerk)
    posts = {post.name_ky: post for post in Post.objects.of(body).open().select_related("unit")}
    assert (str(posts["Адис"].count), posts["Адис"].powers, posts["Адис"].pk) == ("2.50", "Мурдагы", old.pk)
    assert (posts["Архивчи"].unit.name_ky, posts["Архивчи"].powers) == ("Архив", "Сактоо")
    assert kept.name_ky in posts


def test_list_of_5000_posts_enters_at_once(body, clerk, django_assert_max_num_queries):
    rows = [[str(n), f"Адис {n}", "Ыйгарым", "Тобокелдик", "Орточо"] for n in range(1, 5001)]
    record = import_posts(body, clerk, *rows)
    with django_assert_max_num_queries(60):
        record.move("accept", by=clerk)
    assert Exposure.objects.of(body).in_the_list().count() == 5000


# --- Who ---------------------------------------------------------------------------------------------------


def test_strangers_get_nothing(body, stranger, page):
    row = build.exposure(body, build.post(body, "Канарейка"))
    for address in (
        f"/positions/{row.pk}/",
        f"/positions/posts/{row.post.pk}/",
        f"/positions/of/{row.post.pk}/new/",
    ):
        assert page(stranger).get(address).status_code == 404
    for address in (*READERS, "/positions/export/csv/", "/positions/posts/export/csv/"):
        assert "Канарейка" not in page(stranger).get(address).content.decode("utf-8")


def test_readers_read_and_do_not_write(body, member, page):
    row = build.exposure(body)
    for address in (*READERS, f"/positions/{row.pk}/", f"/positions/posts/{row.post.pk}/"):
        assert page(member).get(address).status_code == 200
    for address in ("/positions/posts/new/", "/positions/imports/new/", f"/positions/{row.pk}/edit/"):
        assert page(member).get(address).status_code == 403


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_every_page_speaks_the_readers_language(body, clerk, page, language, risks):
    row = build.exposure(body)
    visitor = page(clerk, language)
    addresses = [
        *READERS,
        f"/positions/{row.pk}/",
        f"/positions/{row.pk}/edit/",
        f"/positions/posts/{row.post.pk}/",
    ]
    addresses += [f"/positions/posts/{row.post.pk}/edit/", "/positions/posts/new/", "/positions/imports/new/"]
    addresses += [f"/positions/{row.pk}/move/drop/", f"/positions/posts/{row.post.pk}/move/close/"]
    assert [visitor.get(address).status_code for address in addresses] == [200] * len(addresses)


@pytest.mark.parametrize("address", ["/positions/", "/positions/posts/"])
def test_registers_ask_the_same_number_of_queries_for_1_and_30_rows(
    body, clerk, page, address, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visitor = page(clerk)
    unit = build.unit(body)
    build.exposure(body, build.post(body, "Бир", unit=unit))
    visitor.get(address)
    with CaptureQueriesContext(connection) as one:
        visitor.get(address)
    for n in range(29):
        build.exposure(body, build.post(body, f"Адис {n}", unit=unit))
    with django_assert_num_queries(len(one)):
        visitor.get(address)
