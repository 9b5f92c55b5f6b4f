"""The versions of the assessment sheet and of the matrix that come with the portal."""

from django.db import migrations

from office.data.layouts import write_layouts
from risks.assessments.papers import SHIPPED_LAYOUTS as SHEETS
from risks.matrix import SHIPPED_LAYOUTS as MATRIX


def write_shipped(apps, schema_editor):
    write_layouts(apps, [*SHEETS, *MATRIX])


class Migration(migrations.Migration):
    dependencies = [("risks", "0008_words_a_sitting_considered"), ("office", "0006_form_layouts")]
    operations = [migrations.RunPython(write_shipped, migrations.RunPython.noop)]
