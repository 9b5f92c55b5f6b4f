"""The calendar, the legal acts and values, the points of the conduct standard: a first filling that people then keep."""

from django.db import migrations

from office.data import provisions
from office.data.calendar import DAYS
from office.data.law import ACTS, VALUES


def fill(apps, schema_editor):
    apps.get_model("office", "Acting").objects.create(pk=1)
    acts = create_acts(apps.get_model("office", "LegalAct"))
    create_days(apps.get_model("office", "CalendarDay"), acts)
    create_values(apps.get_model("office", "LegalValue"), acts)
    create_provisions(apps.get_model("office", "Provision"), acts[provisions.ACT.code])


def create_acts(LegalAct):
    """Return the acts by code."""
    return {
        act.code: LegalAct.objects.create(
            code=act.code,
            kind=act.kind,
            number=act.number,
            date=act.day,
            title_ky=act.title_ky,
            title_ru=act.title_ru,
            valid_from=act.valid_from,
            valid_to=act.valid_to,
            confirmed=act.confirmed,
            note=act.note,
        )
        for act in (*ACTS, provisions.ACT)
    }


def create_days(CalendarDay, acts):
    CalendarDay.objects.bulk_create(
        CalendarDay(
            day=day.day,
            kind=day.kind,
            name_ky=day.name_ky,
            name_ru=day.name_ru,
            source=acts[day.act].title_ky if day.act in acts else day.act,
            confirmed=day.confirmed,
        )
        for day in DAYS
    )


def create_values(LegalValue, acts):
    LegalValue.objects.bulk_create(
        LegalValue(
            code=value.code,
            value=value.value,
            unit=value.unit,
            valid_from=value.valid_from,
            valid_to=value.valid_to,
            act=acts.get(value.act),
            confirmed=value.confirmed,
            label_ky=value.label_ky,
            label_ru=value.label_ru,
        )
        for value in VALUES
    )


def create_provisions(Provision, act):
    Provision.objects.bulk_create(
        Provision(
            code=point.code,
            kind=point.kind,
            place=place,
            name_ky=point.name,
            name_ru=point.name_ru,
            text_ky=point.text_ky,
            act=act,
            valid_from=provisions.SINCE,
            confirmed=True,
        )
        for place, point in enumerate(provisions.POINTS, start=1)
    )


class Migration(migrations.Migration):
    replaces = [
        ("office", "0002_reference"),
        ("office", "0023_points_of_the_standard"),
        ("office", "0080_how_many_letters_make_a_flood"),
        ("office", "0101_staff_import"),  # the last: what depended on it comes after all
    ]
    dependencies = [("office", "0002_tables")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
