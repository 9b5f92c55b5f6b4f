"""The journal of the reception: who received, what it was about without names, what came of it."""

import io

import docx
import pytest
from django.db import IntegrityError, transaction

from office.roles import Role
from office.wall.actions import exclude_person
from tests.trustbox import build
from trustbox.journal.models.visits import Visit

FORM = "trustbox/reception"


def enter(visitor, cast, **typed):
    values = {
        "received_by": str(cast[Role.HEAD].pk),
        "outcome": "settled",
        "matter": "Справка сураган",
        "result": "Справка берилди",
        "appeal": "",
    }
    return visitor.get("/trustbox/visits/new/").submit(**{**values, **typed})


def paper_rows(visitor):
    content = visitor.get("/trustbox/visits/journal.docx").content
    table = docx.Document(io.BytesIO(content)).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_visitor_answered_on_the_spot_stands_in_the_journal(page, body, cast):
    clerk = page(cast[Role.CLERK])
    assert "Азырынча эч ким киргизилген жок" in clerk.get("/trustbox/visits/").text
    assert enter(clerk, cast).status_code == 302
    row = Visit.objects.of(body).get()
    assert "еринде чечилди: Справка берилди" in clerk.get(row.get_absolute_url()).text
    rows = paper_rows(clerk)
    assert rows[0][1:] == [
        "Кабыл алынган күнү",
        "Кабыл алган кызмат адамы",
        "Кайрылуунун кыскача мазмуну",
        "Кароонун жыйынтыгы",
        "Каттоо журналындагы катар номери",
    ]
    assert rows[1] == [
        "1",
        f"{row.received_on:%d.%m.%Y}",
        cast[Role.HEAD].initials,
        "Справка сураган",
        "Жеринде чечилди: Справка берилди",
        "",
    ]
    assert clerk.get("/trustbox/visits/journal.pdf").content.startswith(b"%PDF-")


def test_visitor_who_was_entered_leads_to_the_entry(page, body, cast, clerk):
    entry = build.appeal(body, channel="reception")
    build.appeal(body, channel="reception")
    build.appeal(body, channel="post")
    visitor = page(cast[Role.CLERK])
    led = {"outcome": "entered", "matter": "", "result": "", "appeal": str(entry.pk)}
    assert enter(visitor, cast, **led).status_code == 302
    build.answer_appeal(entry, clerk)
    rows = paper_rows(visitor)
    assert [(row[2], row[5]) for row in rows[1:]] == [
        (cast[Role.HEAD].initials, f"1/{entry.year}"),
        ("", f"2/{entry.year}"),  # nobody has said yet who received
    ]
    assert "№\xa001-14/125" in rows[1][4]
    assert enter(visitor, cast, **led).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"matter": ""},
        {"result": ""},
        {"outcome": "entered"},
        {"outcome": ""},
        {"received_on": "2999-01-01"},
        {"received_by": ""},
    ],
)
def test_visit_without_its_result_or_ahead_is_refused(wrong, page, body, cast):
    answer = enter(page(cast[Role.CLERK]), cast, **wrong)
    assert (answer.status_code, Visit.objects.of(body).count()) == (422, 0)


def test_name_in_the_text_is_asked_about(page, body, cast):
    visitor = page(cast[Role.CLERK])
    asked = enter(visitor, cast, matter="Асанов Асан 0555 12 34 56 справка сурады")
    assert (asked.status_code, "аты-жөнү, телефон" in asked.text) == (422, True)
    assert asked.submit(confirmed="1").status_code == 302


def test_database_keeps_no_visit_without_its_result(body, cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.create(
            organisation=body, received_by=cast[Role.HEAD], outcome="settled", matter="", result=""
        )


def test_visit_of_an_entry_hidden_from_the_reader_is_hidden_too(page, body, cast):
    entry = build.appeal(body, channel="reception")
    visitor, head = page(cast[Role.CLERK]), page(cast[Role.HEAD])
    enter(visitor, cast, outcome="entered", matter="", result="", appeal=str(entry.pk))
    row = Visit.objects.of(body).get()
    assert head.get(row.get_absolute_url()).status_code == 200
    exclude_person(
        entry.wall,
        cast[Role.HEAD],
        reason="Үстүнөн даттанышты",
        by=cast[Role.MEMBER],
        stand_in=cast[Role.OFFICER],
    )
    assert head.get(row.get_absolute_url()).status_code == 404
    assert paper_rows(head)[1:] == [["жок"] * 6]
    assert len(paper_rows(visitor)) == 2 and paper_rows(visitor)[1] != ["жок"] * 6
    assert not head.get("/trustbox/visits/").rows


def test_visitors_are_entered_by_the_secretary_and_read_by_the_journal_alone(page, body, cast, stranger):
    enter(page(cast[Role.CLERK]), cast)
    row = Visit.objects.of(body).get()
    for role in (Role.HEAD, Role.OFFICER, Role.MEMBER):
        assert page(cast[role]).get("/trustbox/visits/new/").status_code == 403
        assert page(cast[role]).get(row.get_absolute_url()).status_code == 200
    assert page(cast[Role.EMPLOYEE]).get("/trustbox/visits/journal.pdf").status_code == 403
    assert page(stranger).get(row.get_absolute_url()).status_code == 404
