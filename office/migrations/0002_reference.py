"""The calendar, the legal acts and values as delivered: a first filling that people then keep."""

from django.db import migrations

from office.data.calendar import DAYS
from office.data.law import ACTS, VALUES


def fill(apps, schema_editor):
    Acting, CalendarDay, LegalAct, LegalValue = (
        apps.get_model("office", name) for name in ("Acting", "CalendarDay", "LegalAct", "LegalValue")
    )
    Acting.objects.create(pk=1)
    acts = {
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
        for act in ACTS
    }
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


class Migration(migrations.Migration):
    dependencies = [("office", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
