"""The version of the table of changes, as they come with the portal."""

from django.db import migrations

from office.data.layouts import write_layouts
from plans.papers import SHIPPED_CHANGES


def write_shipped(apps, schema_editor):
    write_layouts(apps, SHIPPED_CHANGES)


class Migration(migrations.Migration):
    dependencies = [("plans", "0013_files_beside_a_plan"), ("office", "0006_form_layouts")]
    operations = [migrations.RunPython(write_shipped, migrations.RunPython.noop)]
