"""The words of the orders that the portal drafts, as they come with it."""

from django.db import migrations

from office.data.layouts import write_layouts
from office.papers.order_words import SHIPPED_LAYOUTS


def write_shipped(apps, schema_editor):
    write_layouts(apps, SHIPPED_LAYOUTS)


class Migration(migrations.Migration):
    dependencies = [("office", "0029_reminders_of_duties")]
    operations = [migrations.RunPython(write_shipped, migrations.RunPython.noop)]
