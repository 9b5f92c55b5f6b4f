from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("office", "0019_removed_days")]

    operations = [
        migrations.AddField(
            "meeting", "seen_lists", models.JSONField(blank=True, editable=False, null=True)
        ),
    ]
