"""The versions of the acquaintance sheet, of the results of the test and of the officer's report, as they come with the portal."""

from django.db import migrations

from office.data.layouts import write_layouts
from standards.acquaintance import papers as acquaintance
from standards.exam import results as exam
from standards.officer_report import papers as officer_report


def write_shipped(apps, schema_editor):
    write_layouts(apps, [*acquaintance.SHIPPED_LAYOUTS, *exam.SHIPPED_LAYOUTS, *officer_report.SHIPPED_LAYOUTS])


class Migration(migrations.Migration):
    dependencies = [("standards", "0003_form_layouts"), ("office", "0006_form_layouts")]
    operations = [migrations.RunPython(write_shipped, migrations.RunPython.noop)]
