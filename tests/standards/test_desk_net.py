"""The net round the desk (SAFETY I-2, I-12, D-16): whoever the point does not name reads no word of what was
told, by any page, file or count.
"""

import pytest
from django.urls import reverse

from office.models.person import Person
from office.roles import Role
from standards.notices.models.conflict import Conflict
from standards.notices.models.gift import Gift
from standards.notices.models.relative import Relative
from tests import make, test_canary
from tests.page import Visitor
from tests.standards import build_desk as build
from tests.test_canary import MARK, crawl
from tests.test_routes import plain

AT = ("/", "/standards/desk/")


@pytest.fixture
def notices(body, cast, monkeypatch):
    """Everything an employee may tell about the head, given; and a draft of each."""
    monkeypatch.setattr(
        test_canary, "worth_following", lambda link: link.startswith(("/standards/", "/walls/", "/letters/"))
    )
    Person.objects.update(email="a@example.kg")
    author, head = cast[Role.EMPLOYEE], cast[Role.HEAD]
    words = {
        Conflict: {"interest": MARK, "about_head": True},
        Relative: {"relative": MARK, "about_head": True},
        Gift: {"what": MARK},
    }
    makers = {Conflict: build.conflict, Relative: build.relative, Gift: build.gift}
    rows = []
    for model, fields in words.items():
        makers[model](body, author, **fields)
        rows.append(build.give_notice(makers[model](body, author, **fields)))
    build.draft_report(body, author, what=MARK, about=head)
    rows.append(build.give_report(build.draft_report(body, author, what=MARK, about=head), author))
    return rows


def marked(person, **kwargs):
    return [address for address, there in crawl(person, AT, **kwargs).items() if there]


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.OFFICER, Role.EMPLOYEE)])
def test_head_and_colleagues_read_no_word(role, notices, cast):
    assert marked(cast[role]) == []


def test_another_employee_reads_no_word(notices, body):
    assert marked(make.appoint(make.person("colleague"), body, Role.EMPLOYEE).person) == []


@pytest.mark.parametrize("role", Role)
def test_other_bodies_read_no_word(role, notices, body, foreign):
    above = make.appoint(make.person("above"), body.parent, role).person
    beside = make.appoint(make.person("beside"), foreign, role).person
    assert (marked(above), marked(beside)) == ([], [])


def test_control_the_author_and_the_officer_read_it(notices, cast):
    assert len(marked(cast[Role.EMPLOYEE], skip=("/pdf/", ".pdf"))) >= 8
    assert len(marked(cast[Role.OFFICER])) >= 8


@pytest.mark.parametrize("space", ["conflicts", "relatives", "reports"])
def test_counts_and_pages_of_the_head_are_the_same_as_if_nothing_had_been_told(space, notices, cast):
    head = Visitor(cast[Role.HEAD])
    assert head.get(reverse(f"{space}:register")).words("p", class_="count") == ["0"]
    row = next(row for row in notices if space == row.SPACE)
    there, missing = (head.get(reverse(f"{space}:record", args=[pk])) for pk in (row.pk, 987654321))
    assert (there.status_code, missing.status_code) == (404, 404)
    assert plain(there, row.pk, 987654321) == plain(missing, row.pk, 987654321)


def test_deputy_who_stands_in_for_the_head_later_does_not_read_it_either(notices, body, cast):
    cast[Role.HEAD].appointments.update(ends=make.LONG_AGO)
    deputy = make.appoint(make.person("deputy"), body, Role.HEAD).person
    assert marked(deputy) == []
