"""The version of the table of changes, as they come with the portal."""

from django.db import migrations

from office.data.layouts import write_layouts
from positions.papers import SHIPPED_CHANGES


def write_shipped(apps, schema_editor):
    write_layouts(apps, SHIPPED_CHANGES)


class Migration(migrations.Migration):
    dependencies = [("positions", "0006_words_a_sitting_considered"), ("office", "0006_form_layouts")]
    operations = [migrations.RunPython(write_shipped, migrations.RunPython.noop)]
