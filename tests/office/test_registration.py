"""Between signature and registration only the number and the date come: the second paper is the first one
with them.
"""

from datetime import date

import pytest

from office.papers.frozen import Paper
from office.papers.official import LATE
from office.roles import Role
from tests import make
from tests.papers import annex_long_list


@pytest.fixture
def registered(body, cast, clerk, head):
    """An order signed, then everything round it changed, then registered."""
    order = make.order(body)
    annex_long_list(order)
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    clerk.appointments.update(ends=date(2026, 5, 20))
    make.appoint(make.person("jangy", surname="Мамбетова"), body, Role.CLERK, "Жаңы катчы")
    body.name_ky, body.letterhead_ky, body.place_ky = "Ынтымак айыл өкмөтү", "Жаңы бланк", "Жаңы айыл"
    body.save()
    newcomer = body.appointments.today().get(role=Role.CLERK).person
    return order.move("register", by=newcomer, number="57", date=date(2026, 5, 25))


@pytest.mark.parametrize("place", [0, 1])
def test_the_registered_paper_differs_from_the_signed_one_only_in_number_and_date(registered, place):
    annex = [None, registered.annexes.get()][place]
    signed, late = (registered.papers.get(annex=annex, stage=stage).content for stage in Paper.Stage.values)
    assert {key for key in signed if signed[key] != late[key]} <= set(LATE)
    assert signed != late


def test_the_mark_keeps_the_name_the_body_signed_under(registered):
    paper = registered.annexes.get().paper
    assert paper.content["annex_mark"] == [
        "Достук айыл өкмөтүнүн",
        "2026-жылдагы № 57 буйругуна",
        "1-тиркеме",
    ]
