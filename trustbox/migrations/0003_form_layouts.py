"""The versions of this room's official forms that come with the portal."""

from django.db import migrations

from office.data.layouts import write_layouts
from trustbox.boxes.papers import SHIPPED_LAYOUTS as OF_BOXES
from trustbox.journal.papers import SHIPPED_LAYOUTS as OF_JOURNALS


def write_shipped(apps, schema_editor):
    write_layouts(apps, (*OF_JOURNALS, *OF_BOXES))


class Migration(migrations.Migration):
    dependencies = [("trustbox", "0002_lost_numbers"), ("office", "0006_form_layouts")]
    operations = [migrations.RunPython(write_shipped, migrations.RunPython.noop)]
