"""A substitute scores instead of a member who does not take part; the certificate says who scored."""

import pytest
from django.urls import reverse

from monitoring import contexts, memo, reminders
from monitoring.models.replacement import Replacement
from office.registers.workflow import Refused
from office.roles import Role
from tests import make
from tests.monitoring import build


@pytest.fixture
def district(body):
    return body.parent


@pytest.fixture
def people(district):
    """Chair, member, substitute."""
    return build.inspectors(district, 3)


@pytest.fixture
def row(body, district, people):
    row = build.announced_monitoring(district, body, *people[:2])
    build.substitute(row.commission, people[2])
    return row


def fresh(row):
    """The monitoring as the next request finds it."""
    return type(row).objects.of(row.organisation).get(pk=row.pk)


def replaced(page, row, by, member, **fields):
    """Name the substitute instead of a member."""
    seats = {seat.person: seat.pk for seat in row.commission.seats.all()}
    form = page(by).get(reverse("replacements:create", args=[row.pk]))
    substitute = row.commission.seats.get(part="substitute").pk
    return form.submit(member=seats[member], substitute=substitute, ground="Эмгек өргүүсүндө", **fields)


def test_substitute_does_not_score_until_named(page, row, people, district):
    here = row.organisation
    score = reverse("monitorings:score", args=[row.pk])
    assert page(people[2]).get(score).status_code == 302
    assert list(reminders.scoring_lines(people[2], here)) == []
    assert replaced(page, row, people[0], people[1]).status_code == 302
    assert page(people[2]).get(score).status_code == 200
    assert page(people[1]).get(score).status_code == 302
    assert [len(list(reminders.scoring_lines(one, here))) for one in people] == [1, 0, 1]


def test_scores_of_the_substitute_open_the_sheet_and_the_papers_name_who_scored(page, row, people):
    build.enter_member_scores(row, [], [1] * 20 + [None] * 4)
    refused = replaced(page, row, people[0], people[1])
    assert (refused.status_code, "20" in refused.text) == (422, True)
    replaced(page, row, people[0], people[1], confirmed="1")
    row = build.enter_member_scores(fresh(row), [4] * 24, [4] * 24)
    assert (row.is_open, set(row.agreed.values())) == (True, {4})
    result_row = row.move("close", by=people[0], made_on=make.timezone.localdate()).notice.result
    said = contexts.certificate_context(result_row)
    instead = people[1].initials
    assert [one["name"] for one in said["signatures"]] == [people[0].initials, people[2].initials]
    assert instead.split()[-1][:5] in said["signatures"][1]["post"]
    assert people[2].initials in said["table"]["intro"][1] and "ордуна" in said["table"]["intro"][1]


def test_substitute_of_the_chair_leads(row, people, page):
    make.row(
        Replacement,
        row.organisation,
        monitoring=row,
        member=row.commission.seats.get(part="chair"),
        substitute=row.commission.seats.get(part="substitute"),
    )
    assert [fresh(row).is_led_by(one) for one in people] == [False, False, True]


def test_replacement_is_taken_back_until_the_scores_are_open(page, row, people):
    replaced(page, row, people[0], people[1])
    made = Replacement.objects.of(row.organisation).get()
    page(people[0]).get(reverse("replacements:take_back", args=[made.pk])).submit()
    assert [seat.person for seat in fresh(row).members] == people[:2]
    replaced(page, row, people[0], people[1])
    build.enter_member_scores(fresh(row), [4] * 24, [4] * 24)
    made = Replacement.objects.of(row.organisation).get()
    assert page(people[0]).get(reverse("replacements:take_back", args=[made.pk])).status_code == 403
    assert page(people[0]).get(reverse("replacements:create", args=[row.pk])).status_code == 403


def test_outside_substitute_s_paper_is_entered_by_the_chair(page, body, district, people):
    row = build.announced_monitoring(district, body, *people[:2])
    build.substitute(row.commission, outsider="Б. Асанов")
    replaced(page, row, people[0], people[1])
    seat = fresh(row).members[1]
    assert (
        page(people[0]).get(f"{reverse('monitorings:score', args=[row.pk])}?seat={seat.pk}").status_code
        == 200
    )


def test_body_under_monitoring_names_no_substitute(page, row, clerk, cast):
    for who in (clerk, cast[Role.OFFICER]):
        assert page(who).get(reverse("replacements:create", args=[row.pk])).status_code == 404
    assert memo.member_lines(row)[0].keys() == {"post", "name"}


def test_scores_of_a_replaced_member_alone_are_nothing_to_open(page, row, people):
    build.enter_member_scores(row, [], [4] * 24)
    replaced(page, row, people[0], people[1], confirmed="1")
    with pytest.raises(Refused, match="эч ким баа берген жок"):
        fresh(row).move("open", by=people[0])
    assert fresh(row).is_scoring
