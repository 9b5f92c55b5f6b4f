"""The desk's own lists as delivered: a first filling that people then keep."""

from django.db import migrations

from standards.data.desk import FACTORS, FROM, KIN, TERM


def fill(apps, schema_editor):
    Kin, LegalValue = apps.get_model("standards", "Kin"), apps.get_model("office", "LegalValue")
    Kin.objects.bulk_create(
        Kin(code=code, name_ky=ky, name_ru=ru, close=close, valid_from=FROM) for code, ky, ru, close in KIN
    )
    apps.get_model("standards", "Factor").objects.bulk_create(
        apps.get_model("standards", "Factor")(code=code, name_ky=ky, name_ru=ru, valid_from=FROM)
        for code, ky, ru in FACTORS
    )
    LegalValue.objects.create(**TERM)


class Migration(migrations.Migration):
    replaces = [
        ("standards", "0002_reference"),
        ("standards", "0022_marks_are_salted"),  # the last: what depended on it comes after all
    ]
    dependencies = [("standards", "0001_tables"), ("office", "0003_reference_rows")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
