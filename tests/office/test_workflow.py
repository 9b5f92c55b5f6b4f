"""The life of an order from draft to the open page: what was signed is never made again."""

from datetime import date
from hashlib import sha256

import pytest

from office.actions import publish_annex, withdraw_publication
from office.papers.frozen import Paper, Publication
from office.papers.models import Order
from office.papers.sheet import canonical_json
from office.registers.workflow import Refused
from tests import make

TABLE = {
    "form": "risks/village-list",
    "language": "ky",
    "title": "ТИЗМЕК",
    "columns": [
        {"key": "number", "heading": "№", "width": 10},
        {"key": "situation", "heading": "Учур", "width": 90},
    ],
    "groups": [{"heading": "Контролдоо функциясы", "rows": [{"number": "1", "situation": "Өкмөттүн үлүшү"}]}],
    "notes": [],
}


@pytest.fixture
def draft(body, cast):
    order = make.order(body)
    order.attach("Тобокелдиктердин тизмеги", "risks/village-list", {"table": TABLE})
    return order


@pytest.fixture
def signed(draft, clerk, head):
    draft.move("submit", by=clerk)
    return draft.move("sign", by=head)


@pytest.fixture
def in_force(signed, clerk):
    return signed.move("register", by=clerk, number="629-Б", date=date(2026, 4, 8))


def bytes_of(order, stage):
    return {paper.pk: (bytes(paper.pdf), paper.data) for paper in order.papers.filter(stage=stage)}


def test_signature_freezes_the_order_and_each_annex_once(signed):
    papers = signed.papers.all()
    assert [(paper.annex_id is None, paper.stage) for paper in papers] == [(True, 1), (False, 1)]
    assert all(sha256(paper.pdf).hexdigest() == paper.sha256 for paper in papers)
    assert all(sha256(paper.data.encode()).hexdigest() == paper.data_sha256 for paper in papers)
    assert all(canonical_json(paper.content).decode() == paper.data for paper in papers)


def test_late_number_flows_into_a_second_paper_and_leaves_the_signed_bytes(signed, clerk):
    before = bytes_of(signed, Paper.Stage.SIGNED)
    signed.move("register", by=clerk, number="629-Б", date=date(2026, 4, 8))
    annex = signed.annexes.get()
    marks = [paper.content["annex_mark"] for paper in annex.papers.order_by("stage")]
    assert [mark[1] for mark in marks] == ["20__-жылдагы № ____ буйругуна", "2026-жылдагы № 629-Б буйругуна"]
    assert bytes_of(signed, Paper.Stage.SIGNED) == before
    assert annex.paper.stage == Paper.Stage.REGISTERED


def test_table_of_both_papers_is_the_one_that_was_signed(in_force):
    assert [paper.content["table"] for paper in in_force.annexes.get().papers.all()] == [TABLE, TABLE]


def test_who_signed_stays_when_the_head_changes(in_force, body, head):
    make.appoint(make.person("zhany", name="Жаңыл"), body, "head", "Башчынын м.а.", starts=date(2026, 6, 1))
    head.appointments.update(ends=date(2026, 5, 31))
    from office.papers.official import order_signer

    assert order_signer(Order.unscoped.get(pk=in_force.pk))["name"] == head.initials


def test_order_without_a_head_or_without_a_word_is_refused(body, clerk, head):
    empty = Order.objects.create(organisation=body, title="Бош")
    with pytest.raises(Refused):
        empty.move("submit", by=clerk)
    head.appointments.update(ends=make.LONG_AGO)
    with pytest.raises(Refused):
        make.order(body).move("submit", by=clerk)


def test_annex_is_attached_to_a_draft_only(signed):
    with pytest.raises(Refused):
        signed.attach("Дагы", "risks/village-list", {"table": TABLE})


def test_second_order_with_the_same_number_and_date_is_refused(in_force, body, clerk):
    other = make.in_state(Order, "signed", body, kind=in_force.kind)
    with pytest.raises(Refused):
        other.move("register", by=clerk, number="629-Б", date=date(2026, 4, 8))


def test_only_an_order_in_force_is_published(signed, clerk):
    with pytest.raises(Refused):
        publish_annex(signed.annexes.get(), by=clerk)


def test_publication_shows_the_registered_bytes_until_it_is_withdrawn(in_force, clerk, body):
    annex = in_force.annexes.get()
    shown = publish_annex(annex, by=clerk)
    assert (shown.paper, list(Publication.objects.open_of(body))) == (annex.paper, [shown])
    with pytest.raises(Refused):
        publish_annex(annex, by=clerk)
    withdraw_publication(shown, ground="Жаңы тизмек", by=clerk)
    assert list(Publication.objects.open_of(body)) == []
    with pytest.raises(Refused):
        withdraw_publication(shown, ground="Дагы", by=clerk)


@pytest.mark.parametrize("name", ["replace", "cancel"])
def test_order_ends_with_a_ground_and_never_holds_again(name, in_force, head):
    with pytest.raises(Refused):
        in_force.move(name, by=head, ground="")
    in_force.refresh_from_db()
    ended = in_force.move(name, by=head, ground="2027-жылдын буйругу")
    assert (ended.is_in_force, ended.moves_for(head)) == (False, [])


def test_returned_order_can_be_corrected_and_sent_again(draft, clerk, head):
    draft.move("submit", by=clerk).move("return", by=head)
    assert draft.is_editable
    assert draft.move("submit", by=clerk).state == "agreement"


def test_second_signature_is_refused_and_freezes_nothing(signed, head):
    with pytest.raises(Refused):
        signed.move("sign", by=head)
    assert signed.papers.count() == 2


def test_signature_that_cannot_be_printed_signs_nothing(draft, clerk, head, monkeypatch):
    """The number, the state and the papers are one transaction: half an approval is none."""
    from office.papers import official
    from office.papers.printing import PrintError

    def broken(*args, **kwargs):
        raise PrintError("no paper")

    monkeypatch.setattr(official, "pdf", broken)
    draft.move("submit", by=clerk)
    with pytest.raises(PrintError):
        draft.move("sign", by=head)
    draft.refresh_from_db()
    assert (draft.state, draft.signed_by, draft.papers.count()) == ("agreement", None, 0)


def test_minutes_without_quorum_decision_or_before_the_day_are_not_closed(body, clerk):
    from django.utils import timezone

    absent = make.meeting(body)
    absent.attendances.update(present=False)
    open_question = make.meeting(body, decided=False)
    to_come = make.meeting(body, timezone.localdate() + timezone.timedelta(days=1))
    for meeting in (absent, open_question, to_come):
        with pytest.raises(Refused):
            meeting.move("close", by=clerk)
