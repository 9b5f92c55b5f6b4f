"""A file may come from somebody who tells no name: it has a day, no hour, no bringer, and is reached through its record alone."""

import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import TruncDate


def keep_the_days(apps, schema_editor):
    apps.get_model("office", "StoredFile")._base_manager.update(stored_on=TruncDate(F("stored_at")))


class Migration(migrations.Migration):
    dependencies = [("office", "0025_originals_sealed")]

    operations = [
        migrations.AlterField("storedfile", "name", models.CharField("name", max_length=200, blank=True)),
        migrations.AlterField("storedfile", "kind", models.CharField("type", max_length=100)),
        migrations.AddField("storedfile", "stored_on", models.DateField(default=django.utils.timezone.localdate)),
        migrations.RunPython(keep_the_days, migrations.RunPython.noop),
        migrations.RemoveField("storedfile", "stored_at"),
        migrations.AlterField(
            "storedfile",
            "stored_by",
            models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"),
        ),
        migrations.AddConstraint(
            "storedfile",
            models.CheckConstraint(
                condition=Q(stored_by__isnull=False, stored_on__isnull=False) | Q(name="", wall__isnull=False),
                name="a_file_of_nobody_has_no_name_and_a_wall",
            ),
        ),
    ]
