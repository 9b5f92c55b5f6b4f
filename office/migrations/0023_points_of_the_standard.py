"""The points of the conduct standard as delivered: a first filling that people then keep."""

from django.db import migrations

from office.data.provisions import ACT, POINTS, SINCE


def fill(apps, schema_editor):
    LegalAct, Provision = (apps.get_model("office", name) for name in ("LegalAct", "Provision"))
    act, _made = LegalAct.objects.get_or_create(
        code=ACT.code,
        defaults={
            "kind": ACT.kind,
            "number": ACT.number,
            "date": ACT.day,
            "title_ky": ACT.title_ky,
            "title_ru": ACT.title_ru,
            "valid_from": ACT.valid_from,
            "confirmed": ACT.confirmed,
            "note": ACT.note,
        },
    )
    Provision.objects.bulk_create(
        Provision(
            code=point.code,
            kind=point.kind,
            place=place,
            name_ky=point.name,
            name_ru=point.name_ru,
            text_ky=point.text_ky,
            act=act,
            valid_from=SINCE,
            confirmed=True,
        )
        for place, point in enumerate(POINTS, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("office", "0022_provisions")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
