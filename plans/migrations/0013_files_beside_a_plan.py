"""A file that is compared with a plan of the same title and years makes no second one."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("plans", "0012_terms_that_repeat")]
    operations = [
        migrations.RemoveConstraint("planimport", "accepted_plan_import_has_its_plan"),
        migrations.AddConstraint(
            "planimport",
            models.CheckConstraint(
                condition=Q(state__in=["read", "discarded"], plan=None) | Q(state="accepted"),
                name="only_an_accepted_plan_import_has_a_plan",
            ),
        ),
    ]
