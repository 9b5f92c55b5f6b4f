"""A list by annex 2 and a staffing table beside the register, and their way back."""

import pytest

from office.models.organisation import Unit
from office.registers.workflow import Refused
from positions.models.exposures import Exposure
from positions.models.imports import PositionImport
from positions.models.posts import Post
from tests.positions import build
from tests.positions.test_pages import import_posts

ROW = ["1", "Адис", "Ыйгарым", "Тобокелдик", "Орточо"]


def accept_posts(body, clerk, *rows):
    return import_posts(body, clerk, *rows).move("accept", by=clerk)


def test_the_same_list_again_makes_no_doubles(body, clerk):
    for _time in range(2):
        record = accept_posts(body, clerk, ROW)
    assert (record.taken["rows"], record.taken["skipped"], Exposure.objects.of(body).count()) == (0, 1, 1)


def test_a_changed_row_is_asked_about_and_then_corrected(body, clerk, page):
    accept_posts(body, clerk, ROW)
    record = import_posts(body, clerk, ["1", "Адис", "Ыйгарым", "Башка тобокелдик", "Жогорку"])
    with pytest.raises(Refused, match="Адис"):
        record.move("accept", by=clerk)
    record = PositionImport.unscoped.get(pk=record.pk)
    shown = page(clerk).get(record.get_absolute_url())
    assert "1 (өзгөрүүсүз 0, өзгөргөн 1); жаңы 0" in shown.text
    page(clerk).post(f"/positions/imports/{record.pk}/compare/", {"all.changed": "update"})
    record.refresh_from_db()
    record.move("accept", by=clerk)
    row = Exposure.objects.of(body).get()
    assert (row.areas, row.level, row.given_level, row.version) == ("Башка тобокелдик", "high", "high", 2)


def test_a_list_is_taken_back_with_the_posts_it_brought(body, clerk, page):
    post = build.post(body, "Башчы")
    record = accept_posts(body, clerk, ROW, ["2", "Башчы", "Ы", "Т", "Жогорку"])
    page(clerk).get(f"/positions/imports/{record.pk}/move/take_back/").submit()
    assert (list(Post.objects.of(body)), Exposure.objects.of(body).count()) == ([post], 0)


def test_a_staffing_table_is_taken_back_with_its_units_while_no_post_is_in_use(body, clerk):
    record = accept_posts(body, clerk, ["1", "Архив", "Архивчи", "1", "Сактоо"])
    exposure = build.exposure(body, Post.objects.of(body).get())
    with pytest.raises(Refused, match="Архивчи"):
        record.move("take_back", by=clerk)
    exposure.delete()
    PositionImport.unscoped.get(pk=record.pk).move("take_back", by=clerk)
    assert not Post.objects.of(body).exists() and not Unit.objects.of(body).exists()


def test_the_same_staffing_table_with_a_post_in_two_lines_is_the_same(body, clerk):
    rows = [["1", "Бөлүм", "Адис", "2", ""], ["2", "Бөлүм", "Адис", "0,5", ""]]
    accept_posts(body, clerk, *rows)
    record = import_posts(body, clerk, *rows)
    assert [(one.kind, one.action) for one in record.compared] == [("same", "skip")]


def test_an_import_that_corrected_rows_is_not_taken_back(body, clerk):
    build.post(body, "Адис", unit=build.unit(body, "Бөлүм"))
    record = accept_posts(body, clerk, ["1", "Бөлүм", "Адис", "2", ""], ["2", "", "Башчы", "1", ""])
    with pytest.raises(Refused):
        record.move("take_back", by=clerk)
    assert Post.objects.of(body).count() == 2
