"""An agreed assessment sheet has a number of the book of its year; those agreed before have none."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("risks", "0006_grounds_of_chosen_levels")]
    operations = [
        migrations.AddField(
            "assessment",
            "year",
            models.PositiveSmallIntegerField("year", blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            "assessment",
            "number",
            models.PositiveIntegerField("number", blank=True, editable=False, null=True),
        ),
        migrations.AddConstraint(
            "assessment",
            models.UniqueConstraint(
                fields=("organisation", "year", "number"), name="one_assessment_sheet_a_number"
            ),
        ),
        migrations.AddConstraint(
            "assessment",
            models.CheckConstraint(
                condition=Q(year=None, number=None)
                | Q(state="agreed", year__isnull=False, number__isnull=False),
                name="an_agreed_sheet_alone_has_a_number",
            ),
        ),
    ]
