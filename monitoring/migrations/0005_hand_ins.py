"""Each member's hand-in of a sheet is a row of its own. Scores that lie open were handed in by whoever gave
them; sheets of monitorings that are still scored are handed in anew: among them may be one that was only kept
on the way.
"""

import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
from django.conf import settings
from django.db import connection, migrations, models
from django.db.models import Q


def write_hand_ins(apps, schema_editor):
    if connection.vendor == "postgresql":
        schema_editor.execute("SELECT set_config('app.bodies', '*', true)")
    scores = apps.get_model("monitoring", "MemberScore")._base_manager
    open_scores = scores.filter(monitoring__state__in=["open", "closed"]).exclude(score=None)
    last = {(row.monitoring_id, row.seat_id): row for row in open_scores.order_by("given_at", "pk")}
    hand_in = apps.get_model("monitoring", "HandIn")
    hand_in._base_manager.bulk_create(
        hand_in(
            organisation_id=row.organisation_id,
            monitoring_id=row.monitoring_id,
            seat_id=row.seat_id,
            handed_at=row.given_at,
            handed_by_id=row.given_by_id,
        )
        for row in last.values()
    )


def key(to, name="+", **fields):
    return models.ForeignKey(
        editable=False, on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to, **fields
    )


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0004_form_layouts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="HandIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("handed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("taken_back_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("handed_by", key(settings.AUTH_USER_MODEL)),
                ("monitoring", key("monitoring.monitoring", "hand_ins")),
                ("organisation", key("office.organisation")),
                ("seat", key("office.seat", verbose_name="member of the commission")),
                ("taken_back_by", key(settings.AUTH_USER_MODEL, blank=True, null=True)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["monitoring", "seat"],
                        condition=Q(taken_back_at=None),
                        name="one_hand_in_of_a_sheet_stands",
                    ),
                    models.CheckConstraint(
                        condition=Q(taken_back_at=None, taken_back_by=None)
                        | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                        name="a_hand_in_taken_back_has_person_and_time",
                    ),
                ],
            },
            managers=[("unscoped", django.db.models.manager.Manager())],
        ),
        migrations.RunPython(write_hand_ins, migrations.RunPython.noop),
    ]
