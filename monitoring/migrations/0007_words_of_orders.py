"""The words of the orders of this room, as they come with the portal."""

from django.db import migrations

from monitoring.order_words import SHIPPED_LAYOUTS
from office.data.layouts import write_layouts


def write_shipped(apps, schema_editor):
    write_layouts(apps, SHIPPED_LAYOUTS)


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0006_form_layout_of_the_rating"), ("office", "0006_form_layouts")]
    operations = [migrations.RunPython(write_shipped, migrations.RunPython.noop)]
