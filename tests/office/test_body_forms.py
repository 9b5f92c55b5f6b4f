"""Forms, legal values and the calendar go along with an organisation: its papers print there as here, and no
other organisation is bound by what came.
"""

from datetime import date, timedelta

import pytest
from django.db import connection

from office import clock
from office.handover.legal import LEGAL
from office.handover.receipt import import_body
from office.handover.rows import delete_rows
from office.models.calendar import CalendarDay
from office.models.form_layout import FormLayout
from office.models.law import LegalAct, LegalValue
from office.models.person import Person
from office.papers.layouts import form_layout
from office.roles import Role
from risks.papers import ANNEX_1
from tests.office.test_body_import import folder, keys, living, refused, seal_anew  # noqa: F401
from tests.test_controls import drop_triggers

TITLE = "Коррупциялык тобокелдиктер, 2026-жылдын формасы"
HOLIDAY = date(2026, 3, 10)


@pytest.fixture
def entered(cast, body):
    """A version of a form, a value and a day that somebody entered here."""
    act = LegalAct.objects.create(code="forms-2026", kind="order", title_ky="Формалар", number="7")
    shipped = FormLayout.objects.filter(form=ANNEX_1.form).first()
    fields = {name: getattr(shipped, name) for name in ("form", "columns", "notes", "words")}
    today = clock.today()
    layout = FormLayout.objects.create(
        **fields,
        kind=body.kind,
        title=TITLE,
        act=act,
        valid_from=today,
        source=shipped,
        entered_by=cast[Role.ADMINISTRATOR],
        entered_on=today,
    )
    value = LegalValue.objects.create(code="appeal_term", label_ky="Мөөнөт", value=10, valid_from=today)
    day = CalendarDay.objects.create(day=HOLIDAY, kind="off", name_ky="Атайын күн")
    return layout, value, day


def move_away(*bodies):
    """The organisations leave this portal, which then is another one of the same migrations."""
    drop_triggers()
    connection.check_constraints()
    for one in bodies:
        delete_rows(one.pk)


def forget(entered):
    for row in entered:
        row.delete()
    LegalAct.objects.filter(code="forms-2026").delete()


def title(body):
    return form_layout(ANNEX_1.form, body).title


def test_paper_prints_there_by_the_same_version(entered, folder, living, foreign, keys, cast):  # noqa: F811
    before = title(living)
    move_away(living, foreign)
    forget(entered)
    assert (before, title(living) == TITLE) == (TITLE, False)
    came = import_body(folder, keys[1], giver="А", receiver="Б")
    assert title(living) == TITLE
    assert len(came.added) == 3 and any("appeal_term" in name for name in came.added)
    layout = FormLayout.objects.get(title=TITLE)
    assert (layout.entered_by, layout.act.number, layout.confirmed) == (cast[Role.ADMINISTRATOR], "7", False)
    assert LegalValue.objects.get(code="appeal_term", valid_from=clock.today()).value == 10
    assert CalendarDay.objects.standing().get(day=HOLIDAY).kind == "off"


@pytest.fixture
def from_another_kind(entered, body):
    """The version for the kind of the body was made from one for another kind, which does not bind it."""
    layout = entered[0]
    fields = {field.attname: getattr(layout, field.attname) for field in layout._meta.concrete_fields}
    del fields["id"]
    other = FormLayout.objects.create(**fields | {"kind": "city", "title": "Шаардын формасы"})
    assert body.kind != other.kind
    FormLayout.objects.filter(pk=layout.pk).delete()
    layout.pk, layout.source = other.pk + 1, other
    layout.save(force_insert=True)
    return other


def test_version_that_was_made_from_one_of_another_kind_comes(
    from_another_kind,
    entered,
    folder,  # noqa: F811
    living,  # noqa: F811
    foreign,
    keys,  # noqa: F811
):
    move_away(living, foreign)
    forget((*entered, from_another_kind))
    import_body(folder, keys[1], giver="А", receiver="Б")
    came = FormLayout.objects.get(title=TITLE)
    assert (title(living), came.source.entered_on) == (TITLE, None)  # made from the one that was shipped
    assert not FormLayout.objects.filter(kind="city").exists()


def test_nothing_is_added_that_would_bind_another(entered, folder, living, foreign, keys):  # noqa: F811
    move_away(living)
    forget(entered)
    rows = [list(model.objects.values()) for model in (FormLayout, LegalValue, CalendarDay)]
    assert "That would bind the other organisations" in refused(folder, keys)
    assert [list(model.objects.values()) for model in (FormLayout, LegalValue, CalendarDay)] == rows


def test_control_the_same_words_come_under_any_key(entered, folder, living, keys):  # noqa: F811
    move_away(living)
    layout, _value, _day = entered
    other_key = layout.pk + 50
    layout.delete()
    layout.pk = other_key
    layout.save(force_insert=True)
    came = import_body(folder, keys[1], giver="А", receiver="Б")
    assert (came.added, title(living)) == ([], TITLE)


@pytest.mark.parametrize("place", range(3))
def test_other_words_here_refuse_the_import(place, entered, folder, living, keys):  # noqa: F811
    move_away(living)
    row = entered[place]
    changes = ({"title": "Башка"}, {"value": 11}, {"kind": "working"})[place]
    type(row).objects.filter(pk=row.pk).update(**changes)
    assert "Other words here than in the folder: " in refused(folder, keys)


def test_all_that_differs_is_named_at_once(entered, folder, living, keys):  # noqa: F811
    move_away(living)
    layout, value, day = entered
    FormLayout.objects.filter(pk=layout.pk).update(title="Башка")
    LegalValue.objects.filter(pk=value.pk).update(value=11)
    CalendarDay.objects.filter(pk=day.pk).update(kind="working")
    assert refused(folder, keys).count(";") == 2


def test_a_version_in_force_here_refuses_and_a_later_one_not(entered, folder, living, keys):  # noqa: F811
    move_away(living)
    value = LegalValue.objects.create(
        code="appeal_term", label_ky="Мөөнөт", value=12, valid_from=clock.today() - timedelta(days=30)
    )
    assert "Here and not in the folder: " in refused(folder, keys)
    LegalValue.objects.filter(pk=value.pk).update(valid_from=clock.today() + timedelta(days=30))
    assert import_body(folder, keys[1], giver="А", receiver="Б").added == []


def test_restore_leaves_forms_values_and_days_as_they_stand(entered, folder, living, keys):  # noqa: F811
    LegalValue.objects.filter(pk=entered[1].pk).update(value=11)
    assert import_body(folder, keys[1], replace=True).added == []
    assert LegalValue.objects.get(pk=entered[1].pk).value == 11


def test_a_folder_that_says_nothing_of_them_is_refused(folder, living, keys):  # noqa: F811
    seal_anew(folder, keys, lambda opened: (opened / LEGAL).unlink())
    move_away(living)
    assert "does not say which forms" in refused(folder, keys)


def test_person_of_a_version_comes_without_a_login(entered, folder, living, foreign, keys):  # noqa: F811
    seal_anew(folder, keys, rename_who)
    move_away(living, foreign)
    forget(entered)
    import_body(folder, keys[1], giver="А", receiver="Б")
    person = Person.objects.get(username="n.unknown")
    assert (person.is_active, person.has_usable_password(), person.appointments.exists()) == (False,) * 3


def rename_who(opened):
    place = opened / LEGAL
    text = place.read_text()
    place.write_text(text.replace('"username":"administrator"', '"username":"n.unknown"'))
