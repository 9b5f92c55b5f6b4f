from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("office", "0022_print_marks")]

    operations = [
        migrations.AddField(
            "meeting", "seen_lists", models.JSONField(blank=True, editable=False, null=True)
        ),
    ]
