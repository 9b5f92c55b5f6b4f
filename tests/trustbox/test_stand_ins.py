"""A matter hidden from its secretary or from the head goes on: somebody acts instead, in it alone (D18)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from office.models.letter import Letter
from office.registers.workflow import Refused
from office.roles import Act, Role
from office.wall.actions import end_exclusion, exclude_person
from tests.trustbox import build, tray_build
from trustbox.analysis.models import Analysis
from trustbox.journal.models.appeals import Appeal

REASON = "Үстүнөн даттанышты"


@pytest.fixture
def entry(body):
    return build.appeal(body, anonymous=False, text="Жооптуу катчы документти кечиктирүүдө")


def hide(row, cast, role, stand_in=None):
    return exclude_person(
        row.wall, cast[role], reason=REASON, by=cast[Role.MEMBER], stand_in=cast.get(stand_in)
    )


def move_page(row, name):
    return f"{row.get_absolute_url()}move/{name}/"


def test_secretary_is_excluded_only_with_somebody_who_acts_instead(page, entry, cast):
    visitor, url = page(cast[Role.OFFICER]), f"/exclusions/of/{entry.wall_id}/new/"
    typed = {"person": str(cast[Role.CLERK].pk), "reason": REASON}
    asked = visitor.get(url).submit(**typed)
    assert (asked.status_code, entry.wall.exclusions.count()) == (422, 0)
    assert "Анын ордуна ким аракет кылат" in asked.text
    assert visitor.get(url).submit(**typed, stand_in=str(cast[Role.OFFICER].pk)).status_code == 302
    assert "Анын ордуна: Асанова Нуриза" in page(cast[Role.OFFICER]).get(entry.wall.get_absolute_url()).text


def test_member_is_excluded_without_anybody_instead(page, entry, cast):
    typed = {"person": str(cast[Role.MEMBER].pk), "reason": REASON}
    answer = page(cast[Role.OFFICER]).get(f"/exclusions/of/{entry.wall_id}/new/").submit(**typed)
    assert answer.status_code == 302


def test_choice_shows_posts(page, entry, cast):
    text = page(cast[Role.OFFICER]).get(f"/exclusions/of/{entry.wall_id}/new/").text
    assert "Асанова Айгүл · Жооптуу катчы" in text


def test_who_acts_instead_of_the_secretary_assigns_and_answers_on_the_screen(page, entry, body, cast):
    hide(entry, cast, Role.CLERK, Role.OFFICER)
    assert page(cast[Role.CLERK]).get(entry.get_absolute_url()).status_code == 404
    officer, employee = page(cast[Role.OFFICER]), cast[Role.EMPLOYEE]
    assert f"{entry} · сиз анын ордуна аракет кыласыз".lower() in officer.get("/").text.lower()
    assigned = officer.get(move_page(entry, "assign")).submit(executor=str(employee.pk), masked="Кечигүү")
    assert assigned.status_code == 302
    for name in ("summary", "note", "classify", "ask"):
        assert officer.get(f"{entry.get_absolute_url()}{name}/").status_code == 200
    answered = officer.get(move_page(entry, "answer")).submit(
        number="01-5", result="explained", text="Түшүндүрүлдү"
    )
    assert answered.status_code == 302
    entry.refresh_from_db()
    assert (entry.state, entry.events.last().author) == ("answered", cast[Role.OFFICER])


def test_who_acts_instead_of_the_head_extends_the_term(page, entry, cast):
    hide(entry, cast, Role.HEAD, Role.OFFICER)
    entry.move("assign", by=cast[Role.CLERK], executor=cast[Role.EMPLOYEE], masked="Кечигүү")
    until = (entry.due_on + timedelta(days=5)).isoformat()
    typed = {"until": until, "reason": "Текшерүү", "notice_date": timezone.localdate().isoformat()}
    assert page(cast[Role.MEMBER]).get(move_page(entry, "extend")).status_code == 403
    assert page(cast[Role.OFFICER]).get(move_page(entry, "extend")).submit(**typed).status_code == 302
    assert Appeal.unscoped.get().extended_to is not None


def test_right_is_of_this_matter_only_and_of_these_acts(page, entry, body, cast):
    hide(entry, cast, Role.CLERK, Role.OFFICER)
    other, officer = build.appeal(body), page(cast[Role.OFFICER])
    assert officer.get(move_page(other, "assign")).status_code == 403
    assert officer.get(f"{other.get_absolute_url()}note/").status_code == 403
    assert officer.get("/trustbox/appeals/new/").status_code == 403
    assert not entry.allows(cast[Role.OFFICER], Act.EXTEND)
    assert not entry.allows(cast[Role.OFFICER], Act.SIGN)
    assert not entry.allows(cast[Role.MEMBER], Act.APPEALS)


def test_right_ends_with_the_exclusion(entry, cast):
    row = hide(entry, cast, Role.CLERK, Role.OFFICER)
    assert entry.allows(cast[Role.OFFICER], Act.APPEALS)
    end_exclusion(row, by=cast[Role.MEMBER])
    assert not entry.allows(cast[Role.OFFICER], Act.APPEALS)


def test_who_acts_instead_of_whom_acted_instead_has_both_rights(page, entry, cast):
    hide(entry, cast, Role.CLERK, Role.OFFICER)
    url = f"/exclusions/of/{entry.wall_id}/new/"
    typed = {"person": str(cast[Role.OFFICER].pk), "reason": REASON}
    assert page(cast[Role.HEAD]).get(url).submit(**typed).status_code == 422
    assert (
        page(cast[Role.HEAD]).get(url).submit(**typed, stand_in=str(cast[Role.MEMBER].pk)).status_code == 302
    )
    assert not entry.allows(cast[Role.OFFICER], Act.APPEALS)
    assert entry.allows(cast[Role.MEMBER], Act.APPEALS)


def test_nobody_from_whom_the_matter_is_hidden_acts_instead(entry, cast):
    hide(entry, cast, Role.OFFICER)
    with pytest.raises(Refused):
        hide(entry, cast, Role.CLERK, Role.OFFICER)


def test_letter_says_that_something_waits_and_nothing_of_it(entry, body, cast):
    cast[Role.OFFICER].email = "officer@example.kg"
    cast[Role.OFFICER].save()
    hide(entry, cast, Role.CLERK, Role.OFFICER)
    letter = Letter.objects.of(body).get()
    assert (letter.person, letter.path) == (cast[Role.OFFICER], "/")
    assert not {"катчы", "№"} & set((letter.subject + letter.text).split())


def test_letter_of_the_tray_hidden_from_the_secretary_is_taken_into_the_journal(page, body, cast):
    letter, other = tray_build.tray_letter(body), tray_build.tray_letter(body, "Башка")
    hide(letter, cast, Role.CLERK, Role.OFFICER)
    officer = page(cast[Role.OFFICER])
    assert officer.get(f"/trustbox/tray/take/?letter={other.pk}").status_code == 403
    both = officer.get(f"/trustbox/tray/take/?letter={letter.pk}&letter={other.pk}")
    assert both.submit().status_code == 302
    assert Appeal.objects.of(body).get().wall == letter.wall


def test_submitted_analysis_is_read_by_who_acts_instead_of_the_head(page, entry, body, cast, monkeypatch):
    hide(entry, cast, Role.HEAD, Role.OFFICER)
    half = "first" if timezone.localdate().month <= 6 else "second"
    row = Analysis.objects.create(
        organisation=body, kind=half, year=timezone.localdate().year, conclusions="Көбөйдү"
    )
    day = row.period[1] + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: day)
    row.move("submit", by=cast[Role.CLERK])
    assert page(cast[Role.HEAD]).get(move_page(row, "read")).status_code == 404
    assert page(cast[Role.MEMBER]).get(move_page(row, "read")).status_code == 403
    assert page(cast[Role.OFFICER]).get(move_page(row, "read")).submit().status_code == 302


def test_official_figures_are_submitted_by_who_acts_instead_of_the_secretary(
    page, entry, body, cast, monkeypatch
):
    hide(entry, cast, Role.CLERK, Role.OFFICER)
    half = "first" if timezone.localdate().month <= 6 else "second"
    row = Analysis.objects.create(
        organisation=body, kind=half, year=timezone.localdate().year, conclusions="Көбөйдү"
    )
    day = row.period[1] + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: day)
    assert page(cast[Role.CLERK]).get(move_page(row, "submit")).submit().status_code == 422
    assert page(cast[Role.OFFICER]).get(move_page(row, "submit")).submit().status_code == 302
