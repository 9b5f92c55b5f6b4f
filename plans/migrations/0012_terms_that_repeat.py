"""Terms that repeat or stay open, spans of months and quarters: a measure has a row for each period that is due."""

from django.db import migrations, models
from django.db.models import Q

KINDS = [
    ("quarter", "quarter"),
    ("half-year", "half-year"),
    ("year", "year"),
    ("range", "range of years"),
    ("yearly", "every year of a range"),
    ("month", "month"),
    ("date", "a day"),
    ("span", "span of days, months or quarters"),
    ("half-years", "every half-year"),
    ("quarterly", "every quarter"),
    ("monthly", "every month"),
    ("constant", "constantly"),
    ("needed", "as needed"),
    ("from-event", "from an event on"),
]
TERM_KIND = models.CharField(blank=True, choices=KINDS, max_length=10, verbose_name="kind of term")
ORDER = "quarter half-year year range yearly month date span monthly quarterly half-years constant needed from-event"


class Migration(migrations.Migration):
    dependencies = [("plans", "0011_post_of_the_head_on_paper")]
    operations = [
        migrations.AlterModelOptions("instalment", {"ordering": ["year", "month"]}),
        migrations.RemoveConstraint("instalment", "one_instalment_a_year"),
        migrations.RemoveConstraint("measure", "term_kind_is_known"),
        migrations.AddField(
            "instalment",
            "month",
            models.PositiveSmallIntegerField(default=12, editable=False, verbose_name="last month"),
        ),
        migrations.AlterField("handedmeasure", "term_kind", TERM_KIND),
        migrations.AlterField("measure", "term_kind", TERM_KIND.clone()),
        migrations.AddConstraint(
            "instalment",
            models.UniqueConstraint(fields=("measure", "year", "month"), name="one_instalment_a_period"),
        ),
        migrations.AddConstraint(
            "instalment",
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="last_month_is_of_a_year"),
        ),
        migrations.AddConstraint(
            "measure",
            models.CheckConstraint(condition=Q(term_kind__in=["", *ORDER.split()]), name="term_kind_is_known"),
        ),
    ]
