"""The versions of this room's official forms that come with the portal."""

from django.db import migrations

from monitoring.papers import SHIPPED_LAYOUTS
from office.data.layouts import write_layouts


def write_shipped(apps, schema_editor):
    write_layouts(apps, SHIPPED_LAYOUTS)


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0003_publications_in_the_media"), ("office", "0006_form_layouts")]
    operations = [migrations.RunPython(write_shipped, migrations.RunPython.noop)]
