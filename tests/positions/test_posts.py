"""The staffing table: posts stand once, are closed and not deleted, and hold nobody's name."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from office.registers.workflow import Refused
from positions.actions import delete_post
from positions.models.posts import Post
from tests.positions import build

TODAY = timezone.localdate


def test_post_is_printed_with_its_unit(body):
    assert build.post(body, "Башчы").in_full == "Башчы"
    assert build.post(body, "Адис", unit=build.unit(body)).in_full == "Адис (Социалдык бөлүм)"


def test_post_of_one_name_stands_once_in_its_unit_and_once_outside_the_units(body, foreign):
    unit = build.unit(body)
    build.post(body, "Адис", unit=unit)
    build.post(body, "Адис")
    build.post(foreign, "Адис")
    for where in (unit, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            build.post(body, "Адис", unit=where)


def test_post_of_another_bodys_unit_is_refused(body, foreign):
    with pytest.raises(IntegrityError):
        build.post(body, unit=build.unit(foreign))


def test_number_of_posts_is_above_zero(body):
    with pytest.raises(IntegrityError):
        build.post(body, count=0)


def test_closed_post_keeps_its_day_and_drops_its_row_of_the_list(body, clerk):
    row = build.exposure(body)
    row.post.move("close", by=clerk, closed_on=TODAY())
    row.refresh_from_db()
    assert (row.post.state, row.post.closed_on, row.state, row.dropped_on) == (
        "closed",
        TODAY(),
        "dropped",
        TODAY(),
    )


def test_post_is_not_closed_ahead_of_its_day(body, clerk):
    with pytest.raises(Refused):
        build.post(body).move("close", by=clerk, closed_on=TODAY() + timedelta(days=1))


def test_closed_post_comes_back_unless_another_took_its_place(body, clerk):
    post = build.post(body)
    post.move("close", by=clerk, closed_on=TODAY())
    post.move("reopen", by=clerk)
    post.move("close", by=clerk, closed_on=TODAY())
    build.post(body)
    with pytest.raises(Refused):
        post.move("reopen", by=clerk)


def test_closed_post_enters_no_list(body, clerk):
    post = build.post(body)
    post.move("close", by=clerk, closed_on=TODAY())
    with pytest.raises(IntegrityError, match="a_closed_post_is_not_in_the_list"):
        build.exposure(body, post)


def test_post_in_use_is_not_deleted_and_an_unused_one_is(body, clerk):
    used, unused = build.post(body, "Башкы адис"), build.post(body, "Айдоочу")
    build.exposure(body, used)
    delete_post(unused, by=clerk)
    with pytest.raises(Refused, match="."):
        delete_post(used, by=clerk)
    assert list(Post.objects.of(body)) == [used]


def test_posts_come_unit_by_unit_after_those_of_the_head(body):
    late, early = build.unit(body, "Өнүктүрүү бөлүмү"), build.unit(body, "Архив")
    build.post(body, "Адис", unit=late)
    build.post(body, "Архивчи", unit=early)
    build.post(body, "Башчы")
    names = [post.name_ky for post in Post.objects.of(body).in_order()]
    assert names == ["Башчы", "Архивчи", "Адис"]


def test_post_is_found_by_words_typed_without_kyrgyz_letters(body):
    post = build.post(body, "Өрттү өчүрүү боюнча адис", unit=build.unit(body, "Көзөмөл бөлүмү"))
    for words in ("ортту очуруу", "kozomol", "АДИС"):
        assert list(Post.objects.of(body).text_matches(words)) == [post]
