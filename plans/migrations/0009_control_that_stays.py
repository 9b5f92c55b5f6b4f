"""A measure against a high risk stays under the control of the head until an edition or his word ends it."""

import django.db.models.deletion
from django.conf import settings
from django.db import connection, migrations, models
from django.db.models import Q


def hold_control(apps, schema_editor):
    if connection.vendor == "postgresql":
        schema_editor.execute("SELECT set_config('app.bodies', '*', true)")
    links = apps.get_model("plans", "LinkedRisk")._base_manager
    high = links.filter(risk__level="high", risk__state="active").values("measure")
    measures = apps.get_model("plans", "Measure")._base_manager
    measures.filter(pk__in=high, plan__state="running").update(under_control=True)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0008_executors_as_approved"),
        ("risks", "0007_numbers_of_sheets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField("measure", "under_control", models.BooleanField(default=False, editable=False)),
        migrations.AddField(
            "measure",
            "control_ended_on",
            models.DateField(
                blank=True, editable=False, null=True, verbose_name="control of the head ended on"
            ),
        ),
        migrations.AddField(
            "measure",
            "control_ended_by",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "measure",
            "control_end_ground",
            models.TextField(blank=True, editable=False, verbose_name="why the control ended"),
        ),
        migrations.AddConstraint(
            "measure",
            models.CheckConstraint(
                condition=Q(control_ended_on=None, control_ended_by=None, control_end_ground="")
                | Q(control_ended_on__isnull=False, control_ended_by__isnull=False, under_control=False)
                & ~Q(control_end_ground=""),
                name="control_that_ended_has_day_person_and_ground",
            ),
        ),
        migrations.RunPython(hold_control, migrations.RunPython.noop),
    ]
