from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("standards", "0021_salted_marks")]

    operations = [
        migrations.AddConstraint(
            "report", models.UniqueConstraint(fields=("mark",), name="no_two_reports_bear_one_mark")
        ),
        migrations.AddConstraint(
            "report", models.CheckConstraint(condition=~Q(salt=""), name="mark_of_a_report_is_salted")
        ),
    ]
