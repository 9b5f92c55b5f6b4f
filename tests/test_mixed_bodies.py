"""Clerks of many bodies ask the same workers at once: each answer holds the words of its own body (SAFETY
I-7).
"""

import pytest

from tests.crowd import crowd, ground
from tests.mixed import MARK, PAGES
from tests.net import figure
from tests.serving import serving

pytestmark = pytest.mark.django_db  # there is a database to copy


@pytest.fixture(scope="module")
def place(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), ground(tmp_path_factory.mktemp("ground")) as env:
        yield env


def test_no_answer_holds_the_words_of_another_body(place, tmp_path, record_property):
    bodies, asks = figure(4, 20), figure(18, 500)
    with serving(place, "config.wsgi", workers=2, log=tmp_path / "desk") as port:
        said = crowd(place, "read_own_pages", bodies, desk=port, asks=asks)["said"]
    foreign = [answer for one in said for answer in one["foreign"]]
    record_property("figure", f"{bodies * asks} answers of {bodies} bodies, {len(foreign)} mixed")
    assert foreign == []
    assert [one["asked"] for one in said] == [asks] * bodies
    assert all(one["own"] >= asks // len(PAGES) for one in said), said


def test_control_a_foreign_mark_is_read():
    assert MARK.findall("<td>БЕЛГИ003Б</td><td>БЕЛГИ004Б") == ["БЕЛГИ003Б", "БЕЛГИ004Б"]
