"""The versions of the half-year analysis and of its open numbers, as they come with the portal."""

from django.db import migrations

from office.data.layouts import write_layouts
from trustbox.analysis.open_figures import SHIPPED_FIGURES
from trustbox.analysis.papers import SHIPPED_LAYOUTS


def write_shipped(apps, schema_editor):
    write_layouts(apps, [*SHIPPED_LAYOUTS, *SHIPPED_FIGURES])


class Migration(migrations.Migration):
    dependencies = [("trustbox", "0013_words_of_orders"), ("office", "0006_form_layouts")]
    operations = [migrations.RunPython(write_shipped, migrations.RunPython.noop)]
