"""Signs of corrupt conduct and barrier measures, to the letter of the method of 2016."""

from django.db import migrations

from risks.data.catalogues import BARRIERS, SIGNS

CATALOGUES = {"sign": SIGNS, "barrier": BARRIERS}


def fill(apps, schema_editor):
    Entry = apps.get_model("risks", "CatalogueEntry")
    Entry.objects.bulk_create(
        Entry(catalogue=catalogue, code=entry.code, name_ky=entry.ky, name_ru=entry.ru, valid_from=entry.valid_from)
        for catalogue, entries in CATALOGUES.items()
        for entry in entries
    )


class Migration(migrations.Migration):
    dependencies = [("risks", "0020_below_library_session")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
