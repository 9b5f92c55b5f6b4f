import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("office", "0018_retention")]

    operations = [
        migrations.AddField(
            "calendarday",
            "removed_on",
            models.DateField(blank=True, editable=False, null=True, verbose_name="removed on"),
        ),
        migrations.AddField(
            "calendarday",
            "removed_by",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="removed by",
            ),
        ),
        migrations.AddField(
            "calendarday",
            "removal_reason",
            models.TextField(blank=True, default="", editable=False, verbose_name="why it was removed"),
            preserve_default=False,
        ),
        migrations.AlterField("calendarday", "day", models.DateField(verbose_name="day")),
        migrations.AddConstraint(
            "calendarday",
            models.UniqueConstraint(
                fields=["day"],
                condition=Q(removed_on=None),
                name="a_day_stands_once_in_the_calendar",
                violation_error_message="This day stands in the calendar already.",
            ),
        ),
        migrations.AddConstraint(
            "calendarday",
            models.CheckConstraint(
                condition=Q(removed_on=None, removed_by=None, removal_reason="")
                | (Q(removed_on__isnull=False, removed_by__isnull=False) & ~Q(removal_reason="")),
                name="a_removed_day_has_its_reason_day_and_person",
            ),
        ),
    ]
