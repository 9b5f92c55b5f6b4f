"""A file may belong to a matter that few may read: it is given by the page of the matter alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("office", "0081_misses_of_a_custodian")]

    operations = [
        migrations.AddField("storedfile", "closed", models.BooleanField(default=False, editable=False)),
    ]
