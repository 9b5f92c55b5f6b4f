"""The words of the orders of this room, as they come with the portal."""

from django.db import migrations

from office.data.layouts import write_layouts
from trustbox.analysis.open_figures import SHIPPED_LAYOUTS


def write_shipped(apps, schema_editor):
    write_layouts(apps, SHIPPED_LAYOUTS)


class Migration(migrations.Migration):
    dependencies = [("trustbox", "0012_form_layout_of_the_reception"), ("office", "0006_form_layouts")]
    operations = [migrations.RunPython(write_shipped, migrations.RunPython.noop)]
