"""The version of the register of publications in the media, as they come with the portal."""

from django.db import migrations

from office.data.layouts import write_layouts
from monitoring.media.papers import SHIPPED_LAYOUTS


def write_shipped(apps, schema_editor):
    write_layouts(apps, SHIPPED_LAYOUTS)


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0007_words_of_orders"), ("office", "0006_form_layouts")]
    operations = [migrations.RunPython(write_shipped, migrations.RunPython.noop)]
