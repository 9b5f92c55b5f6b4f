"""The versions of the registers of notices and of the conclusion that come with the portal."""

from django.db import migrations

from office.data.layouts import write_layouts
from standards.notices.papers import SHIPPED_LAYOUTS


def write_shipped(apps, schema_editor):
    write_layouts(apps, SHIPPED_LAYOUTS)


class Migration(migrations.Migration):
    dependencies = [("standards", "0002_reference_rows"), ("office", "0006_form_layouts")]
    operations = [migrations.RunPython(write_shipped, migrations.RunPython.noop)]
