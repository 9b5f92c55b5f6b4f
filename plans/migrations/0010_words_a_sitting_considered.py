"""An edition keeps the digest of the words that its sitting considered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0009_control_that_stays")]
    operations = [
        migrations.AddField(
            "planedition", "considered_sha256", models.CharField(blank=True, editable=False, max_length=64)
        ),
        migrations.AddField(
            "planedition", "earlier_questions", models.JSONField(blank=True, default=dict, editable=False)
        ),
    ]
