from django.db import migrations, models

from office import clock


class Migration(migrations.Migration):
    dependencies = [("trustbox", "0005_whom_a_letter_is_about")]

    operations = [
        # Of the openings of before nobody knows the day on which they were entered.
        migrations.AddField(
            "opening",
            "entered_on",
            models.DateField(editable=False, null=True, verbose_name="entered in the portal on"),
        ),
        migrations.AlterField(
            "opening",
            "entered_on",
            models.DateField(
                default=clock.today, editable=False, null=True, verbose_name="entered in the portal on"
            ),
        ),
        migrations.AddField(
            "opening",
            "late_reason",
            models.TextField(blank=True, default="", verbose_name="why it is entered on another day"),
            preserve_default=False,
        ),
        migrations.AlterField(
            "opening",
            "opened_on",
            models.DateField(default=clock.today, verbose_name="opened on"),
        ),
        migrations.AddConstraint(
            "opening",
            models.CheckConstraint(
                condition=models.Q(entered_on=None)
                | models.Q(opened_on=models.F("entered_on"))
                | (models.Q(opened_on__lt=models.F("entered_on")) & ~models.Q(late_reason="")),
                name="an_opening_entered_on_another_day_says_why",
            ),
        ),
    ]
