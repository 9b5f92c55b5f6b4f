"""Lists that an order on paper approved before the portal."""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import office.clock

FORMS = [
    ("risks/village-list", "list of cases and situations (2026)"),
    ("risks/annex-1", "list of risks, annex 1 of order 281"),
    ("positions/annex-2", "list of corruption-prone positions"),
]


def link_to(table, **options):
    return models.ForeignKey(
        editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=table, **options
    )


class Migration(migrations.Migration):
    dependencies = [("office", "0011_pages_of_bodies")]
    operations = [
        migrations.CreateModel(
            name="PaperList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("form", models.CharField(choices=FORMS, max_length=60, verbose_name="form")),
                (
                    "approval",
                    models.CharField(
                        blank=True,
                        help_text="In words, where it is no order of the head: «айылдык кеңештин токтому»",
                        max_length=300,
                        verbose_name="act that approved it",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        help_text="As it stands on the paper: 629-Б, 01-14/125",
                        max_length=40,
                        verbose_name="number",
                    ),
                ),
                ("date", models.DateField(verbose_name="date")),
                (
                    "state",
                    models.CharField(
                        choices=[("kept", "approved on paper"), ("withdrawn", "entered by mistake")],
                        default="kept",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "entered_on",
                    models.DateField(default=office.clock.today, editable=False, verbose_name="entered on"),
                ),
                ("withdraw_ground", models.TextField(blank=True, editable=False, verbose_name="ground")),
                ("entered_by", link_to(settings.AUTH_USER_MODEL, verbose_name="entered by")),
                ("organisation", link_to("office.organisation")),
                ("scan", link_to("office.storedfile", null=True, verbose_name="scan of the signed paper")),
            ],
            options={
                "ordering": ["-date", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(state="kept"),
                        fields=("organisation", "form", "number", "date"),
                        name="one_list_on_paper_a_number_and_date",
                        violation_error_message="This list has been entered already.",
                    ),
                    models.CheckConstraint(
                        condition=~Q(number="")
                        & Q(scan__isnull=False)
                        & Q(form__in=[form for form, _label in FORMS]),
                        name="list_on_paper_has_form_number_and_scan",
                    ),
                    models.CheckConstraint(
                        condition=Q(state="kept", withdraw_ground="")
                        | Q(state="withdrawn") & ~Q(withdraw_ground=""),
                        name="withdrawn_list_on_paper_has_its_ground",
                    ),
                ],
            },
            managers=[("unscoped", django.db.models.manager.Manager())],
        ),
    ]
