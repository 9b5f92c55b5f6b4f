"""One transaction round the view: what it raises is rolled back and comes to every middleware."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from office.models.organisation import Organisation
from tests import make


class Interrupted(Exception):
    pass


class Probe:
    """Answers an exception as a package's middleware would, and writes a row meanwhile."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        assert isinstance(exception, Interrupted)
        make.organisation("answer")
        return HttpResponse(status=418)


def interrupt(*args):
    raise Interrupted


@login_not_required
def raises(request):
    make.organisation("view")
    interrupt()


@login_not_required
def raises_at_rendering(request):
    make.organisation("view")
    answer = TemplateResponse(request, "404.html")
    answer.resolve_context = interrupt
    return answer


@login_not_required
def exits(request):
    make.organisation("view")
    raise SystemExit  # as gunicorn ends a worker that takes too long


urlpatterns = [
    path("raises/", raises),
    path("renders/", raises_at_rendering),
    path("exits/", exits),
]


@pytest.fixture
def probe(settings, client, db):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = [f"{__name__}.Probe", *settings.MIDDLEWARE]
    return client


def written():
    return set(Organisation.objects.values_list("code", flat=True))


def test_what_a_view_raises_is_rolled_back_and_answered_by_any_middleware(probe):
    assert probe.post("/raises/").status_code == 418
    assert written() == {"answer"}


def test_what_a_page_raises_that_only_reads_is_answered_too(probe):
    assert probe.get("/raises/").status_code == 418


def test_control_without_the_transaction_what_a_view_wrote_stays(probe, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("ActorMiddleware")]
    assert probe.post("/raises/").status_code == 418
    assert written() == {"view", "answer"}


def test_what_rendering_raises_is_answered_too_and_the_view_has_done_its_work(probe):
    assert probe.post("/renders/").status_code == 418
    assert written() == {"view", "answer"}


def test_view_that_is_ended_leaves_nothing(probe):
    with pytest.raises(SystemExit):
        probe.post("/exits/")
    assert written() == set()
