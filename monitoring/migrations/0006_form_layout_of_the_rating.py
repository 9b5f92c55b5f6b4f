"""The version of the rating that comes with the portal."""

from django.db import migrations

from monitoring.papers import RATING_LAYOUT
from office.data.layouts import write_layouts


def write_shipped(apps, schema_editor):
    write_layouts(apps, [RATING_LAYOUT])


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0005_hand_ins"), ("office", "0006_form_layouts")]
    operations = [migrations.RunPython(write_shipped, migrations.RunPython.noop)]
