"""What became of a measure is kept from now on; rows that are there already have no first step: the day they
came is not known here.
"""

from django.db import migrations, models

import office.clock
import plans.models.execution


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_form_layouts")]
    operations = [
        operation
        for name in ("measure", "instalment", "handedmeasure")
        for operation in (
            migrations.AddField(name, "steps", models.JSONField(blank=True, default=list, editable=False)),
            migrations.AlterField(
                name,
                "steps",
                models.JSONField(blank=True, default=plans.models.execution.first_steps, editable=False),
            ),
        )
    ] + [
        migrations.AlterField(
            name,
            "told_at",
            models.DateTimeField(default=office.clock.now, editable=False, verbose_name="when"),
        )
        for name in ("note", "proof")
    ]
