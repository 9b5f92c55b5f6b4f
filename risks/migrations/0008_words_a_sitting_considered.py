"""An edition keeps the digest of the words that its sitting considered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("risks", "0007_numbers_of_sheets")]
    operations = [
        migrations.AddField(
            "edition", "considered_sha256", models.CharField(blank=True, editable=False, max_length=64)
        ),
        migrations.AddField(
            "edition", "earlier_questions", models.JSONField(blank=True, default=dict, editable=False)
        ),
    ]
