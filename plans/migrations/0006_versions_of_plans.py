"""What a plan said before an edition is kept from now on; editions of approved plans are worked on in a copy.

Editions that are there already were begun in the plan itself and are finished there.
"""

from django.db import migrations, models
from django.db.models import Q

PARTS = ("section", "task")
KEPT = {"blank": True, "null": True, "editable": False}


def add(model, **fields):
    return [migrations.AddField(model, name, field) for name, field in fields.items()]


def original(model):
    return models.ForeignKey(to=f"plans.{model}", on_delete=models.PROTECT, related_name="+", **KEPT)


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_questions_of_editions")]
    operations = [
        *add("planedition", works_in_plan=models.BooleanField(default=True, editable=False)),
        migrations.AlterField(
            "planedition", "works_in_plan", models.BooleanField(default=False, editable=False)
        ),
        *(
            operation
            for model in ("plan", *PARTS, "measure")
            for operation in add(model, versions=models.JSONField(default=list, blank=True, editable=False))
        ),
        *(operation for model in (*PARTS, "measure") for operation in add(model, original=original(model))),
        *(
            operation
            for model in PARTS
            for operation in add(model, since=models.DateField(**KEPT), until=models.DateField(**KEPT))
        ),
        *add(
            "plan",
            edition=models.OneToOneField(
                to="plans.planedition", on_delete=models.PROTECT, related_name="copy", **KEPT
            ),
        ),
        migrations.AddConstraint(
            "plan",
            models.CheckConstraint(
                condition=Q(edition=None) | Q(state="draft"), name="copy_of_an_edition_is_never_carried_out"
            ),
        ),
    ]
