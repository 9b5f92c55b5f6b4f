"""All other tables of the institution."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.manager
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import office.clock
import office.models.signal
import office.papers.models
from office.migrations._tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("office", "0003_kyrgyz_order"),
        ("office", "0004_confirmed_with_name_and_day"),
        ("office", "0005_publication_says_by_whom"),
        ("office", "0006_confirmed_by_name_and_day_or_neither"),
        ("office", "0007_given_name"),
        ("office", "0008_words_of_values_and_minutes"),
        ("office", "0020_signals"),
        ("office", "0021_letters"),
        ("office", "0022_provisions"),
        ("office", "0024_the_wall"),
        ("office", "0025_originals_sealed"),
        ("office", "0045_appointments_by_unit"),
        ("office", "0060_files_of_citizens"),
        ("office", "0065_officer_from_outside"),
        ("office", "0070_erasures_by_law"),
        ("office", "0081_misses_of_a_custodian"),
        ("office", "0100_closed_files"),
    ]

    initial = True

    dependencies = [
        ("office", "0001_person"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
        ("usersessions", "0001_initial"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="CalendarDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(unique=True, verbose_name="day")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("off", "day off"), ("working", "working day")],
                                default="off",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("name_ky", models.CharField(max_length=200, verbose_name="name in Kyrgyz")),
                        (
                            "name_ru",
                            models.CharField(blank=True, max_length=200, verbose_name="name in Russian"),
                        ),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="act")),
                        ("confirmed", models.BooleanField(default=False, verbose_name="confirmed")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confirmed by",
                            ),
                        ),
                        (
                            "confirmed_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="confirmed on"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["day"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("confirmed_by__isnull", False), ("confirmed_on__isnull", False)
                                    ),
                                    models.Q(("confirmed_by", None), ("confirmed_on", None)),
                                    _connector="OR",
                                ),
                                name="day_is_confirmed_with_name_and_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Acting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("person_id", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("pk", 1)), name="acting_is_one_row")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Change",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("table_name", models.CharField(max_length=63)),
                        ("row_id", models.BigIntegerField()),
                        (
                            "event",
                            models.CharField(
                                choices=[("INSERT", "entered"), ("UPDATE", "changed"), ("DELETE", "deleted")],
                                max_length=6,
                            ),
                        ),
                        ("person_id", models.BigIntegerField(null=True)),
                        ("organisation_id", models.BigIntegerField(null=True)),
                        ("old", models.JSONField(null=True)),
                        ("new", models.JSONField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["table_name", "row_id", "-id"], name="change_of_record")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegalAct",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=60, unique=True, verbose_name="code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("constitution", "constitution"),
                                    ("code", "code of laws"),
                                    ("law", "law"),
                                    ("decree", "decree"),
                                    ("resolution", "resolution"),
                                    ("order", "order"),
                                ],
                                default="order",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("title_ky", models.TextField(verbose_name="title in Kyrgyz")),
                        ("title_ru", models.TextField(blank=True, verbose_name="title in Russian")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="number")),
                        ("date", models.DateField(blank=True, null=True, verbose_name="date")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="in force to")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        ("confirmed", models.BooleanField(default=False, verbose_name="confirmed")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confirmed by",
                            ),
                        ),
                        (
                            "confirmed_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="confirmed on"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["date", "code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to", None),
                                    ("valid_from", None),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="act_ends_after_it_begins",
                                violation_error_message="The last day in force lies before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("confirmed_by__isnull", False), ("confirmed_on__isnull", False)
                                    ),
                                    models.Q(("confirmed_by", None), ("confirmed_on", None)),
                                    _connector="OR",
                                ),
                                name="act_is_confirmed_with_name_and_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Order",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("directive", "БУЙРУК / РАСПОРЯЖЕНИЕ"),
                                    ("order", "БУЙРУК / ПРИКАЗ"),
                                    ("resolution", "ТОКТОМ"),
                                ],
                                default="directive",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                blank=True,
                                help_text="As your office writes it: 629-Б, 01-14/125. It may come later.",
                                max_length=40,
                                verbose_name="number",
                            ),
                        ),
                        ("date", models.DateField(blank=True, null=True, verbose_name="date")),
                        ("title", models.TextField(help_text="Ends with «жөнүндө»", verbose_name="title")),
                        (
                            "preamble",
                            models.TextField(
                                blank=True,
                                help_text="Names the acts and the purpose; «буйрук кылам:» is printed after it",
                                verbose_name="preamble",
                            ),
                        ),
                        (
                            "controller",
                            models.CharField(
                                blank=True,
                                help_text="Post and name in the dative: «айыл өкмөтүнүн жооптуу катчысы А. А. Сыдыковага»",
                                max_length=300,
                                verbose_name="control is put on",
                            ),
                        ),
                        (
                            "signer_post",
                            models.CharField(blank=True, max_length=200, verbose_name="post of who signs"),
                        ),
                        (
                            "signer_name",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="initials and surname of who signs"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("agreement", "waits for the head's signature"),
                                    ("signed", "signed, not registered yet"),
                                    ("in_force", "in force"),
                                    ("replaced", "replaced"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "signed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="signed at"
                            ),
                        ),
                        (
                            "ended_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="ended on"),
                        ),
                        ("end_ground", models.TextField(blank=True, editable=False, verbose_name="ground")),
                        (
                            "signed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="signed by",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                        (
                            "scan",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.storedfile",
                                verbose_name="scan of the signed paper",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("signed_at", None), ("signed_by", None)),
                                    models.Q(("signed_at__isnull", False), ("signed_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="signed_order_has_signer_and_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("signed_at", None), ("state__in", ["draft", "agreement"])),
                                    models.Q(
                                        ("signed_at__isnull", False),
                                        ("state__in", ["signed", "in_force", "replaced", "cancelled"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="order_is_signed_when_its_state_says_so",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["in_force", "replaced"]), _negated=True),
                                    models.Q(
                                        models.Q(("number", ""), _negated=True), ("date__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="order_in_force_has_number_and_date",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("end_ground", ""), ("ended_on", None)),
                                    models.Q(
                                        ("ended_on__isnull", False),
                                        models.Q(("end_ground", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="ended_order_has_day_and_ground",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("organisation", "kind", "number", "date"),
                                name="one_order_a_number_and_date",
                                violation_error_message="Another order of this body already has this number and date.",
                            ),
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Commission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("working_group", "Working group on corruption risks"),
                                    ("trust_box", "Trust-box commission"),
                                    ("monitoring", "Monitoring commission"),
                                    ("advisory", "Advisory body on corruption prevention"),
                                    ("evaluation", "Commission on the evaluation of service"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("name_ky", models.CharField(max_length=300, verbose_name="name in Kyrgyz")),
                        (
                            "formed_on",
                            models.DateField(
                                default=office.clock.today, verbose_name="formed on"
                            ),
                        ),
                        (
                            "dissolved_on",
                            models.DateField(blank=True, null=True, verbose_name="dissolved on"),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commissions",
                                to="office.order",
                                verbose_name="created by order",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-formed_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("dissolved_on", None),
                                    ("dissolved_on__gte", models.F("formed_on")),
                                    _connector="OR",
                                ),
                                name="commission_dissolved_after_formed",
                                violation_error_message="A commission cannot be dissolved before it was formed.",
                            )
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Organisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=40, unique=True, verbose_name="code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("ministry", "Ministry or agency"),
                                    ("oblast", "Oblast administration"),
                                    ("district", "District administration"),
                                    ("city", "Mayor's office"),
                                    ("village", "Ayil okmotu"),
                                    ("council", "Kenesh"),
                                    ("school", "School"),
                                    ("kindergarten", "Kindergarten"),
                                    ("enterprise", "Municipal enterprise"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("path", models.CharField(editable=False, max_length=400, unique=True)),
                        ("name_ky", models.CharField(max_length=300, verbose_name="name in Kyrgyz")),
                        (
                            "name_ru",
                            models.CharField(blank=True, max_length=300, verbose_name="name in Russian"),
                        ),
                        (
                            "place_ky",
                            models.CharField(
                                help_text="As it stands in the head of an order: «Пахта-Дөбө айылы»",
                                max_length=100,
                                verbose_name="place in Kyrgyz",
                            ),
                        ),
                        (
                            "place_ru",
                            models.CharField(blank=True, max_length=100, verbose_name="place in Russian"),
                        ),
                        ("letterhead_ky", models.TextField(blank=True, verbose_name="letterhead in Kyrgyz")),
                        ("letterhead_ru", models.TextField(blank=True, verbose_name="letterhead in Russian")),
                        ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                        ("telephone", models.CharField(blank=True, max_length=100, verbose_name="telephone")),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        (
                            "head_post",
                            models.CharField(
                                default="Башчы", max_length=100, verbose_name="post of the head"
                            ),
                        ),
                        (
                            "merged_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="merged on"),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="absorbed",
                                to="office.organisation",
                                verbose_name="merged into",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="office.organisation",
                                verbose_name="stands under",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["path"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "path__endswith",
                                        django.db.models.functions.text.Concat(
                                            models.Value("/"), models.F("code"), models.Value("/")
                                        ),
                                    )
                                ),
                                name="path_ends_with_code",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("merged_into", None), ("merged_on", None)),
                                    models.Q(("merged_into__isnull", False), ("merged_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="merged_body_has_successor_and_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrderPoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("text", models.TextField(verbose_name="text")),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="points",
                                to="office.order",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("order", "number"), name="one_point_a_number")
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("held_on", models.DateField(verbose_name="day of the meeting")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                        (
                            "number",
                            models.PositiveIntegerField(
                                blank=True, editable=False, null=True, verbose_name="number of the minutes"
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True, editable=False, null=True, verbose_name="year"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("planned", "planned"), ("closed", "minutes closed")],
                                default="planned",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "commission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="office.commission",
                                verbose_name="commission",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-held_on", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "year", "number"), name="one_number_of_minutes_a_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("number", None), ("state", "planned")),
                                    models.Q(
                                        ("number__isnull", False),
                                        ("state", "closed"),
                                        ("year__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="closed_minutes_have_a_number",
                            ),
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="FormerName",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("name_ky", models.CharField(max_length=300, verbose_name="name in Kyrgyz")),
                        (
                            "name_ru",
                            models.CharField(blank=True, max_length=300, verbose_name="name in Russian"),
                        ),
                        ("until", models.DateField(verbose_name="until")),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-until", "pk"],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Counter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("book", models.CharField(max_length=60)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last", models.PositiveIntegerField()),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "book", "year"), name="one_counter_a_book_and_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", 1)), name="counter_begins_at_one"
                            ),
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Appointment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("administrator", "System administrator"),
                                    ("clerk", "Responsible secretary"),
                                    ("head", "Head"),
                                    ("officer", "Authorised officer for corruption prevention"),
                                    ("member", "Commission member"),
                                    ("employee", "Employee"),
                                    ("inspector", "Inspector"),
                                ],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "post",
                            models.CharField(
                                help_text="As it stands under a signature: «Башчы», «Жооптуу катчы»",
                                max_length=200,
                                verbose_name="post",
                            ),
                        ),
                        ("starts", models.DateField(verbose_name="from")),
                        ("ends", models.DateField(blank=True, null=True, verbose_name="to")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointments",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointments",
                                to="office.organisation",
                                verbose_name="body",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.unit",
                                verbose_name="structural unit",
                            ),
                        ),
                        (
                            "reads_only",
                            models.BooleanField(
                                default=False,
                                help_text="An authorised officer of the prosecutor's side: reads, changes nothing.",
                                verbose_name="from outside the body, only reads",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-starts", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends", None), ("ends__gte", models.F("starts")), _connector="OR"
                                ),
                                name="appointment_ends_after_it_starts",
                                violation_error_message="The last day lies before the first.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ends", None)),
                                fields=("person", "organisation", "role"),
                                name="one_open_appointment_to_a_role",
                                violation_error_message="The person already holds this role at this body.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "administrator",
                                            "clerk",
                                            "head",
                                            "officer",
                                            "member",
                                            "employee",
                                            "inspector",
                                        ],
                                    )
                                ),
                                name="appointment_role_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reads_only", False), ("role", "officer"), _connector="OR"
                                ),
                                name="only_an_officer_comes_from_outside",
                                violation_error_message="Only the authorised officer may come from outside the body.",
                            ),
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Annex",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("title", models.CharField(max_length=500, verbose_name="title")),
                        ("form", models.CharField(max_length=60, verbose_name="form")),
                        ("data", models.JSONField()),
                        (
                            "token",
                            models.CharField(
                                default=office.papers.models.token, editable=False, max_length=32, unique=True
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="annexes",
                                to="office.order",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("order", "number"), name="one_annex_a_number")
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="AgendaItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("question", models.TextField(verbose_name="question")),
                        (
                            "reporter",
                            models.CharField(blank=True, max_length=200, verbose_name="reported by"),
                        ),
                        ("heard", models.TextField(blank=True, verbose_name="heard")),
                        ("decision", models.TextField(blank=True, verbose_name="decided")),
                        ("votes_for", models.PositiveSmallIntegerField(default=0, verbose_name="votes for")),
                        (
                            "votes_against",
                            models.PositiveSmallIntegerField(default=0, verbose_name="votes against"),
                        ),
                        ("abstained", models.PositiveSmallIntegerField(default=0, verbose_name="abstained")),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="office.meeting",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "number"), name="one_question_a_number"
                            )
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Paper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "stage",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "as signed"), (2, "with number and date")]
                            ),
                        ),
                        ("data", models.TextField()),
                        ("data_sha256", models.CharField(max_length=64)),
                        ("pdf", models.BinaryField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "annex",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="office.annex",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="office.order",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sha256", ""), _negated=True),
                                    models.Q(("data_sha256", ""), _negated=True),
                                ),
                                name="paper_has_its_digests",
                            ),
                            models.UniqueConstraint(
                                fields=("annex", "stage"), name="one_paper_of_an_annex_a_stage"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("annex", None)),
                                fields=("order", "stage"),
                                name="one_paper_of_an_order_a_stage",
                            ),
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Publication",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.CharField(max_length=500, verbose_name="title")),
                        ("form", models.CharField(max_length=60, verbose_name="form")),
                        (
                            "token",
                            models.CharField(
                                default=office.papers.models.token, editable=False, max_length=32, unique=True
                            ),
                        ),
                        (
                            "published_on",
                            models.DateField(
                                default=office.clock.today,
                                editable=False,
                                verbose_name="published on",
                            ),
                        ),
                        (
                            "withdrawn_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="withdrawn on"
                            ),
                        ),
                        (
                            "withdraw_ground",
                            models.CharField(blank=True, max_length=500, verbose_name="ground of withdrawal"),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publications",
                                to="office.paper",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="published by",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="withdrawn by",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-published_on", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_on", None)),
                                fields=("paper",),
                                name="a_paper_is_published_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("withdraw_ground", ""),
                                        ("withdrawn_by", None),
                                        ("withdrawn_on", None),
                                    ),
                                    models.Q(
                                        ("withdrawn_by__isnull", False),
                                        ("withdrawn_on__isnull", False),
                                        models.Q(("withdraw_ground", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="withdrawal_has_day_person_and_ground",
                            ),
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Seat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("chair", "Chair"),
                                    ("secretary", "Secretary"),
                                    ("member", "Member"),
                                    ("substitute", "Substitute member"),
                                ],
                                default="member",
                                max_length=20,
                                verbose_name="part",
                            ),
                        ),
                        (
                            "outsider",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="surname and initials of an outside member",
                            ),
                        ),
                        (
                            "post",
                            models.CharField(
                                max_length=300, verbose_name="post or whom the member stands for"
                            ),
                        ),
                        ("left_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                        (
                            "commission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="office.commission",
                                verbose_name="commission",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person of the portal",
                            ),
                        ),
                    ],
                    options={
                        "ordering": [
                            models.Case(
                                models.When(part="chair", then=0),
                                models.When(part="secretary", then=1),
                                default=2,
                            ),
                            "pk",
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("person", None), ("outsider", ""), _connector="XOR"),
                                name="seat_is_held_by_a_person_or_an_outsider",
                                violation_error_message="Choose a person of the portal or write the name of an outside member: one of the two.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("left_on", None), ("part", "chair")),
                                fields=("commission",),
                                name="one_chair_a_commission",
                                violation_error_message="The commission already has a chair. Enter first when that one left.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("left_on", None), ("part", "secretary")),
                                fields=("commission",),
                                name="one_secretary_a_commission",
                                violation_error_message="The commission already has a secretary. Enter first when that one left.",
                            ),
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("present", models.BooleanField(default=False, verbose_name="present")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="office.meeting",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="office.seat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("meeting", "seat"), name="one_attendance_a_seat")
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="StoredFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                        ("kind", models.CharField(max_length=100, verbose_name="type")),
                        ("size", models.PositiveIntegerField(verbose_name="size")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                        (
                            "stored_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "wall",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="office.wall",
                            ),
                        ),
                        ("stored_on", models.DateField(default=office.clock.today)),
                        (
                            "erasure",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.erasure",
                            ),
                        ),
                        ("closed", models.BooleanField(default=False, editable=False)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("stored_by__isnull", False), ("stored_on__isnull", False)),
                                    models.Q(("name", ""), ("wall__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_file_of_nobody_has_no_name_and_a_wall",
                            )
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Submission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField()),
                        ("form", models.CharField(max_length=200)),
                        ("digest", models.CharField(max_length=64)),
                        ("location", models.CharField(max_length=500)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "form", "key"), name="a_form_is_taken_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Unit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("name_ky", models.CharField(max_length=300, verbose_name="name in Kyrgyz")),
                        (
                            "name_ru",
                            models.CharField(blank=True, max_length=300, verbose_name="name in Russian"),
                        ),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": [
                            django.db.models.functions.comparison.Collate(models.F("name_ky"), "ky"),
                            "pk",
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "name_ky"),
                                name="unit_name_is_unique_in_its_body",
                                violation_error_message="The body already has a unit of this name.",
                            )
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="LegalValue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=60, verbose_name="code")),
                        ("label_ky", models.CharField(max_length=300, verbose_name="name in Kyrgyz")),
                        (
                            "label_ru",
                            models.CharField(blank=True, max_length=300, verbose_name="name in Russian"),
                        ),
                        ("value", models.JSONField(verbose_name="value")),
                        ("unit", models.CharField(blank=True, max_length=40, verbose_name="measured in")),
                        ("valid_from", models.DateField(verbose_name="in force from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="in force to")),
                        (
                            "confirmed_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="confirmed on"
                            ),
                        ),
                        ("confirmed", models.BooleanField(default=False, verbose_name="confirmed")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "act",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="values",
                                to="office.legalact",
                                verbose_name="act",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confirmed by",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["code", "valid_from"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "valid_from"),
                                name="one_legal_value_from_a_day",
                                violation_error_message="This value already has an entry from this day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to", None),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="value_ends_after_it_begins",
                                violation_error_message="The last day in force lies before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("confirmed_by__isnull", False), ("confirmed_on__isnull", False)
                                    ),
                                    models.Q(("confirmed_by", None), ("confirmed_on", None)),
                                    _connector="OR",
                                ),
                                name="value_is_confirmed_with_name_and_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "day",
                            models.DateField(default=office.clock.today, verbose_name="day"),
                        ),
                        (
                            "source",
                            models.SlugField(max_length=60, verbose_name="source of information (281 p. 8)"),
                        ),
                        (
                            "function",
                            models.SlugField(
                                blank=True, max_length=60, verbose_name="kind of function (281 p. 5)"
                            ),
                        ),
                        (
                            "zone",
                            models.SlugField(
                                blank=True, max_length=60, verbose_name="zone of corruption risk (281 p. 6)"
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True,
                                help_text="What happens where. No names, no telephones, no addresses: neither of who told it nor of whom it is about.",
                                max_length=300,
                                validators=[office.models.signal.without_identity],
                                verbose_name="short note",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-day", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["organisation", "function", "zone"],
                                name="signal_by_function_and_zone",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True),
                                name="signal_says_its_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("function", ""), ("zone", ""), _negated=True),
                                name="signal_says_its_function_or_zone",
                                violation_error_message="Choose the kind of function or the zone: by them a signal finds its risks.",
                            ),
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Letter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("event", models.CharField(max_length=120)),
                        ("subject", models.CharField(max_length=200, verbose_name="subject")),
                        ("text", models.TextField(verbose_name="text")),
                        ("path", models.CharField(max_length=300)),
                        (
                            "written_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="written"),
                        ),
                        ("next_try", models.DateTimeField(default=django.utils.timezone.now)),
                        ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                        ("taken_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="to whom",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("sent_at", None)),
                                fields=["next_try"],
                                name="letter_to_send",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "person", "event"),
                                name="one_letter_a_person_and_event",
                            )
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Provision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("confirmed", models.BooleanField(default=False, verbose_name="confirmed")),
                        (
                            "confirmed_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="confirmed on"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                help_text="As it is cited: 14.4", max_length=20, verbose_name="point"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("crime", "kind of corruption offence (standard, points 9–13)"),
                                    ("prohibition", "prohibition (standard, point 14)"),
                                    (
                                        "offence",
                                        "offence that makes room for corruption (standard, point 19)",
                                    ),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "place",
                            models.PositiveSmallIntegerField(default=0, verbose_name="place in the list"),
                        ),
                        ("name_ky", models.CharField(max_length=300, verbose_name="name in Kyrgyz")),
                        (
                            "name_ru",
                            models.CharField(blank=True, max_length=300, verbose_name="name in Russian"),
                        ),
                        ("text_ky", models.TextField(blank=True, verbose_name="whole text in Kyrgyz")),
                        ("valid_from", models.DateField(verbose_name="in force from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="in force to")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "act",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="provisions",
                                to="office.legalact",
                                verbose_name="act",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confirmed by",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place", "code", "valid_from"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "valid_from"),
                                name="one_point_from_a_day",
                                violation_error_message="This point already has an entry from this day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to", None),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="point_ends_after_it_begins",
                                violation_error_message="The last day in force lies before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["crime", "prohibition", "offence"])),
                                name="kind_of_point_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("confirmed_by__isnull", False), ("confirmed_on__isnull", False)
                                    ),
                                    models.Q(("confirmed_by", None), ("confirmed_on", None)),
                                    _connector="OR",
                                ),
                                name="point_is_confirmed_with_name_and_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Custodian",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "decision",
                            models.CharField(
                                help_text="Its number and date, as they stand on the paper",
                                max_length=200,
                                verbose_name="order that names the custodian",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("named", "named: the key is not made yet"),
                                    ("made", "key made: the recovery sheet is not re-entered yet"),
                                    ("live", "keeps a key"),
                                    ("retired", "retired"),
                                ],
                                default="named",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("public_key", models.BinaryField(null=True)),
                        ("locked_key", models.BinaryField(null=True)),
                        (
                            "verified_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="sheet re-entered on"
                            ),
                        ),
                        (
                            "retired_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="retired on"
                            ),
                        ),
                        (
                            "retire_ground",
                            models.CharField(
                                blank=True, editable=False, max_length=300, verbose_name="ground"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "retired_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="retired by",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="re-entered by",
                            ),
                        ),
                        ("misses", models.PositiveIntegerField(default=0, editable=False)),
                        ("waits_until", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "retired"), _negated=True),
                                fields=("organisation", "person"),
                                name="a_person_keeps_one_key",
                                violation_error_message="This person is a custodian already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["named", "made", "live", "retired"])),
                                name="state_of_custodian_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["named", "retired"]),
                                    models.Q(("locked_key__isnull", False), ("public_key__isnull", False)),
                                    _connector="OR",
                                ),
                                name="custodian_has_the_key_of_its_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["named", "made", "retired"]),
                                        ("verified_by", None),
                                        ("verified_on", None),
                                    ),
                                    models.Q(
                                        ("state__in", ["live", "retired"]),
                                        ("verified_by", models.F("person")),
                                        ("verified_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="live_custodian_has_re_entered_the_sheet",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("retired_by", None), ("retired_on", None)),
                                    models.Q(("retired_by__isnull", False), ("retired_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="custodian_is_retired_with_day_and_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("retired_on__isnull", False),
                                        ("state", "retired"),
                                        models.Q(("retire_ground", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "retired"), _negated=True),
                                        ("retire_ground", ""),
                                        ("retired_on", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="retired_custodian_has_day_and_ground",
                            ),
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Keeping",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "mode",
                            models.CharField(
                                choices=[("envelope", "in paper envelopes"), ("vault", "in the vault")],
                                max_length=10,
                                verbose_name="identities are kept",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="from")),
                        (
                            "decision",
                            models.CharField(
                                help_text="Whose, its number and date: who answers for it that the law allows this",
                                max_length=200,
                                verbose_name="decision",
                            ),
                        ),
                        (
                            "entered_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="entered"
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-since", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("mode__in", ["envelope", "vault"])),
                                name="keeping_is_known_one",
                            )
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Wall",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("book", models.SlugField(max_length=60, verbose_name="book")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                        ("number", models.PositiveIntegerField(verbose_name="number")),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("none", "anonymous: there is no identity"),
                                    ("envelope", "paper envelope: the portal holds no name"),
                                    ("vault", "vault: sealed to the custodians"),
                                ],
                                max_length=10,
                                verbose_name="keeping of the identity",
                            ),
                        ),
                        (
                            "envelope",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="number of the envelope"
                            ),
                        ),
                        (
                            "is_secret",
                            models.BooleanField(
                                default=False, verbose_name="data of a helper (standard, point 25)"
                            ),
                        ),
                        ("commitments", models.JSONField(blank=True, default=dict)),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                        ("erased", models.JSONField(blank=True, default=dict)),
                    ],
                    options={
                        "ordering": ["-year", "book", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "book", "year", "number"), name="one_wall_a_matter"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("envelope__isnull", False)),
                                fields=("organisation", "year", "envelope"),
                                name="one_envelope_a_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("envelope__isnull", False), ("mode", "envelope")),
                                    models.Q(("envelope", None), ("mode__in", ["none", "vault"])),
                                    _connector="OR",
                                ),
                                name="envelope_has_its_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mode", "vault"), ("commitments", {}), _connector="OR"),
                                name="only_the_vault_has_commitments",
                            ),
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Disclosure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("year", models.PositiveSmallIntegerField(editable=False, verbose_name="year")),
                        ("number", models.PositiveIntegerField(editable=False, verbose_name="number")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("entered", "entered"),
                                    ("confirmed", "confirmed by the second person"),
                                    ("opened", "opened"),
                                    ("closed", "closed"),
                                    ("refused", "refused"),
                                ],
                                default="entered",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "asker_kind",
                            models.CharField(
                                choices=[
                                    ("authorised", "state body authorised to counter corruption"),
                                    ("court", "court"),
                                    ("answer", "the body itself, to answer the applicant"),
                                ],
                                max_length=12,
                                verbose_name="who asks",
                            ),
                        ),
                        (
                            "asker",
                            models.CharField(
                                help_text="And who signed the request: post, surname",
                                max_length=300,
                                verbose_name="name of the body or court",
                            ),
                        ),
                        (
                            "request_number",
                            models.CharField(max_length=60, verbose_name="number of the written request"),
                        ),
                        ("requested_on", models.DateField(verbose_name="date of the written request")),
                        (
                            "ground",
                            models.TextField(
                                help_text="The act, article and case the request names", verbose_name="ground"
                            ),
                        ),
                        ("fields", models.JSONField(default=list, verbose_name="what is asked for")),
                        ("expires_on", models.DateField(verbose_name="holds until")),
                        (
                            "entered_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="entered"
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="confirmed on"
                            ),
                        ),
                        (
                            "refusal",
                            models.TextField(
                                blank=True, editable=False, verbose_name="ground of the refusal"
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="second person",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                        (
                            "scan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.storedfile",
                                verbose_name="scan of the request",
                            ),
                        ),
                        (
                            "wall",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disclosures",
                                to="office.wall",
                                verbose_name="matter",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-year", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "year", "number"), name="one_request_a_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["entered", "confirmed", "opened", "closed", "refused"])
                                ),
                                name="state_of_request_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("asker_kind__in", ["authorised", "court", "answer"])),
                                name="asker_is_known_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("asker", ""), _negated=True),
                                    models.Q(("request_number", ""), _negated=True),
                                    models.Q(("ground", ""), _negated=True),
                                ),
                                name="request_says_who_by_which_paper_and_why",
                                violation_error_message="A request names who asks, the number of its paper and its ground.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fields", []), _negated=True),
                                name="request_asks_for_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("expires_on__gte", models.F("requested_on"))),
                                name="request_holds_after_its_date",
                                violation_error_message="The request would end before its own date.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at", None), ("confirmed_by", None)),
                                    models.Q(
                                        ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="request_is_confirmed_with_time_and_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "refused"),
                                    models.Q(("confirmed_by", None), ("state", "entered")),
                                    models.Q(
                                        ("confirmed_by__isnull", False),
                                        ("state__in", ["confirmed", "opened", "closed"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="open_request_has_its_second_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by", None),
                                    models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="second_person_is_another_one",
                                violation_error_message="Another person than the one who entered it confirms.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), models.Q(("refusal", ""), _negated=True)),
                                    models.Q(models.Q(("state", "refused"), _negated=True), ("refusal", "")),
                                    _connector="OR",
                                ),
                                name="refused_request_has_its_ground",
                            ),
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Identity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "field",
                            models.CharField(
                                choices=[
                                    ("name", "surname, name, patronymic"),
                                    ("address", "address"),
                                    ("telephone", "telephone"),
                                    ("email", "e-mail"),
                                    ("other", "other data of the person"),
                                    ("files", "files as they came"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("sealed", models.BinaryField()),
                        (
                            "custodian",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="identities",
                                to="office.custodian",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                        (
                            "wall",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="identities",
                                to="office.wall",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("wall", "custodian", "field"),
                                name="a_field_is_sealed_once_to_a_custodian",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("field__in", ["name", "address", "telephone", "email", "other", "files"])
                                ),
                                name="sealed_field_is_known",
                            ),
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Exclusion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                        (
                            "at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="when"
                            ),
                        ),
                        (
                            "lifted_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="lifted on"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by whom",
                            ),
                        ),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "wall",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exclusions",
                                to="office.wall",
                                verbose_name="matter",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_on", None)),
                                fields=("wall", "person"),
                                name="a_person_is_excluded_once",
                                violation_error_message="This person is excluded from the matter already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lifted_by", None), ("lifted_on", None)),
                                    models.Q(("lifted_by__isnull", False), ("lifted_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="exclusion_is_lifted_with_day_and_person",
                            ),
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="IdentityOpening",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("number", models.PositiveIntegerField(verbose_name="number")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("opened", "opened"), ("refused", "refused")],
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        ("fields", models.JSONField(blank=True, default=list, verbose_name="fields")),
                        ("ground", models.TextField(verbose_name="ground")),
                        ("reason", models.TextField(blank=True, verbose_name="why refused")),
                        ("day", models.DateField(verbose_name="day")),
                        ("previous", models.CharField(max_length=64)),
                        ("salt", models.CharField(max_length=64)),
                        ("leaves", models.JSONField()),
                        ("hash", models.CharField(max_length=64)),
                        ("mac", models.CharField(max_length=64)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by whom",
                            ),
                        ),
                        (
                            "disclosure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="openings",
                                to="office.disclosure",
                                verbose_name="request",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "number"), name="one_identity_opening_a_number"
                            ),
                            models.UniqueConstraint(
                                fields=("organisation", "previous"),
                                name="one_identity_opening_follows_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", "opened"), ("reason", "")),
                                    models.Q(("outcome", "refused"), models.Q(("reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="refused_identity_opening_has_its_reason",
                            ),
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="SealedFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("size", models.PositiveIntegerField()),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                        (
                            "wall",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="originals",
                                to="office.wall",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Erasure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("year", models.PositiveSmallIntegerField(editable=False, verbose_name="year")),
                        ("number", models.PositiveIntegerField(editable=False, verbose_name="number")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("entered", "entered"),
                                    ("confirmed", "confirmed by the second person"),
                                    ("erased", "data erased"),
                                    ("refused", "refused"),
                                ],
                                default="entered",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "asker_kind",
                            models.CharField(
                                choices=[
                                    ("applicant", "the person whose data they are"),
                                    ("court", "court"),
                                    ("authorised", "state body for personal data"),
                                ],
                                max_length=12,
                                verbose_name="who asks",
                            ),
                        ),
                        (
                            "asker",
                            models.CharField(
                                blank=True,
                                help_text="Empty when the person asks: the name would stay here when everything else is erased",
                                max_length=300,
                                verbose_name="name of the body or court",
                            ),
                        ),
                        (
                            "request_number",
                            models.CharField(max_length=60, verbose_name="number of the written request"),
                        ),
                        ("requested_on", models.DateField(verbose_name="date of the written request")),
                        (
                            "ground",
                            models.CharField(
                                help_text="The act and its article, as the journal will print it. No name, no address.",
                                max_length=300,
                                verbose_name="ground",
                            ),
                        ),
                        ("fields", models.JSONField(blank=True, default=list, verbose_name="what is erased")),
                        ("copies", models.JSONField(blank=True, default=list, verbose_name="files")),
                        (
                            "entered_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="entered"
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="confirmed on"
                            ),
                        ),
                        (
                            "erased_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="erased on"
                            ),
                        ),
                        (
                            "refusal",
                            models.TextField(
                                blank=True, editable=False, verbose_name="ground of the refusal"
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="second person",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "erased_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="erased by",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                        (
                            "wall",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="erasures",
                                to="office.wall",
                                verbose_name="matter",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-year", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "year", "number"), name="one_erasure_a_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["entered", "confirmed", "erased", "refused"])
                                ),
                                name="state_of_erasure_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("asker", ""), ("asker_kind", "applicant")),
                                    models.Q(
                                        ("asker_kind__in", ["court", "authorised"]),
                                        models.Q(("asker", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_erasure_names_a_body_and_never_the_applicant",
                                violation_error_message="Name the body or the court that asks. When the person asks, leave the name out.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("request_number", ""), _negated=True),
                                    models.Q(("ground", ""), _negated=True),
                                ),
                                name="an_erasure_says_by_which_paper_and_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("fields", []), _negated=True),
                                    models.Q(("copies", []), _negated=True),
                                    _connector="OR",
                                ),
                                name="an_erasure_erases_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at", None), ("confirmed_by", None)),
                                    models.Q(
                                        ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="an_erasure_is_confirmed_with_time_and_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("erased_at", None),
                                        ("erased_by", None),
                                        models.Q(("state", "erased"), _negated=True),
                                    ),
                                    models.Q(
                                        ("erased_at__isnull", False),
                                        ("erased_by__isnull", False),
                                        ("state", "erased"),
                                    ),
                                    _connector="OR",
                                ),
                                name="what_was_erased_has_time_and_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "refused"),
                                    models.Q(("confirmed_by", None), ("state", "entered")),
                                    models.Q(
                                        ("confirmed_by__isnull", False),
                                        ("state__in", ["confirmed", "erased"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_erasure_has_its_second_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by", None),
                                    models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="another_person_confirms_an_erasure",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), models.Q(("refusal", ""), _negated=True)),
                                    models.Q(models.Q(("state", "refused"), _negated=True), ("refusal", "")),
                                    _connector="OR",
                                ),
                                name="a_refused_erasure_has_its_ground",
                            ),
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="StaffImport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("name", models.CharField(max_length=200, verbose_name="file")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("reading", models.JSONField()),
                        ("decisions", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("read", "read, waits for decisions"),
                                    ("accepted", "accepted"),
                                    ("discarded", "put aside"),
                                ],
                                default="read",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("read_at", models.DateTimeField(auto_now_add=True, verbose_name="read on")),
                        (
                            "organisation",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="office.organisation",
                            ),
                        ),
                        (
                            "read_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="read by",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["read", "accepted", "discarded"])),
                                name="staff_import_state_is_known",
                            )
                        ],
                    },
                    managers=[
                        ("unscoped", django.db.models.manager.Manager()),
                    ],
                ),
            ],
        ),
    ]
