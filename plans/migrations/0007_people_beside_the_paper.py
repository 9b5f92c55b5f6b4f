"""People named after the approval of a plan are not printed as its executors; those named so far stay."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0006_versions_of_plans")]
    operations = [
        migrations.AddField(
            "executor", "printed", models.BooleanField(default=True, editable=False)
        ),
    ]
