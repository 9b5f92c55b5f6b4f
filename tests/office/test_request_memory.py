"""What a request reads once, and that nothing else has a memory."""

from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from office.database.request_memory import MEMORY, request_memory
from office.middleware import ActorMiddleware
from office.models.calendar import CalendarDay, working_calendar
from office.models.law import LegalValue, law_value
from risks.models.method import Method

DAY = date(2026, 3, 2)
QUESTIONS = (working_calendar, lambda: law_value("lists_review", on=DAY), lambda: Method.with_points_on(DAY))


def queries_of(call, times):
    with CaptureQueriesContext(connection) as found:
        for _ in range(times):
            call()
    return len(found)


@pytest.mark.parametrize("ask", QUESTIONS)
def test_reference_is_read_once_in_a_memory_and_each_time_outside_it(db, ask):
    once = queries_of(ask, 1)
    assert queries_of(ask, 3) == 3 * once > 0
    with request_memory():
        assert queries_of(ask, 3) == once


@pytest.mark.parametrize(("method", "remembers"), [("get", True), ("head", True), ("post", False)])
def test_only_a_request_that_reads_has_a_memory(rf, method, remembers):
    memories = []

    def answer(request):
        memories.append(MEMORY.get())
        return HttpResponse()

    ActorMiddleware(answer)(getattr(rf, method)("/"))
    assert memories == [{} if remembers else None]
    assert MEMORY.get() is None


def test_next_request_sees_the_day_and_the_value_entered_between(page, cast):
    with request_memory():
        assert DAY not in working_calendar().off
    CalendarDay.objects.create(day=DAY, kind="off", name_ky="Дем алыш")
    value = LegalValue.objects.get(code="lists_review")
    LegalValue.objects.filter(pk=value.pk).update(value=value.value + 1)
    with request_memory():
        assert DAY in working_calendar().off
        assert law_value("lists_review", on=DAY) == value.value + 1
