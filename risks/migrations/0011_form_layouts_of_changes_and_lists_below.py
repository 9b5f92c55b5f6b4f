"""The versions of the table of changes, of the consolidated list and of the lists of bodies below, as they come with the portal."""

from django.db import migrations

from office.data.layouts import write_layouts
from risks.papers import SHIPPED_CHANGES
from risks.subordinates.lists import SHIPPED_LAYOUTS


def write_shipped(apps, schema_editor):
    write_layouts(apps, [*SHIPPED_CHANGES, *SHIPPED_LAYOUTS])


class Migration(migrations.Migration):
    dependencies = [("risks", "0010_indexes_of_the_register"), ("office", "0006_form_layouts")]
    operations = [migrations.RunPython(write_shipped, migrations.RunPython.noop)]
