"""Installs of before this value get it as new ones do."""

from django.db import migrations

from office.data.law import VALUES


def fill(apps, schema_editor):
    LegalValue = apps.get_model("office", "LegalValue")
    if LegalValue.objects.filter(code="appeal_flood").exists():
        return
    value = next(value for value in VALUES if value.code == "appeal_flood")
    LegalValue.objects.create(
        code=value.code,
        value=value.value,
        unit=value.unit,
        valid_from=value.valid_from,
        confirmed=value.confirmed,
        label_ky=value.label_ky,
        label_ru=value.label_ru,
    )


class Migration(migrations.Migration):
    dependencies = [("office", "0070_erasures_by_law")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
