"""An edition keeps the digest of the words that its sitting considered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("positions", "0005_one_time_slips")]
    operations = [
        migrations.AddField(
            "positionedition", "considered_sha256", models.CharField(blank=True, editable=False, max_length=64)
        ),
        migrations.AddField(
            "positionedition", "earlier_questions", models.JSONField(blank=True, default=dict, editable=False)
        ),
    ]
