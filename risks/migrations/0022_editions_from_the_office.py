import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The fields of an edition are the office's now; the table stays as it is."""

    dependencies = [("risks", "0021_signs_and_barriers")]

    operations = [
        migrations.AlterField(
            model_name="edition",
            name="annex",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s",
                to="office.annex",
            ),
        ),
        migrations.AlterField(
            model_name="edition",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="office.meeting",
                verbose_name="minutes of the working group",
            ),
        ),
    ]
