"""The versions of the register of disclosures and of the act of disposal, as they come with the portal."""

from django.db import migrations

from office.data.layouts import write_layouts
from office.retention import papers as retention
from office.wall import papers as wall


def write_shipped(apps, schema_editor):
    write_layouts(apps, [*wall.SHIPPED_LAYOUTS, *retention.SHIPPED_LAYOUTS])


class Migration(migrations.Migration):
    dependencies = [("office", "0032_order_translations")]
    operations = [migrations.RunPython(write_shipped, migrations.RunPython.noop)]
