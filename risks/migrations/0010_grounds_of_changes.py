import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("risks", "0005_exposed_posts")]

    operations = [
        migrations.AlterField(
            model_name="method",
            name="code",
            field=models.SlugField(unique=True, verbose_name="code"),
        ),
        migrations.AlterField(
            model_name="method",
            name="uses_points",
            field=models.BooleanField(default=True, verbose_name="the level follows from points"),
        ),
        migrations.AlterField(
            model_name="method",
            name="residual_steps",
            field=models.PositiveSmallIntegerField(
                default=0, verbose_name="categories that strong control may take off"
            ),
        ),
        migrations.AlterField(
            model_name="method",
            name="valid_from",
            field=models.DateField(verbose_name="in force from"),
        ),
        migrations.AlterField(
            model_name="method",
            name="valid_to",
            field=models.DateField(blank=True, null=True, verbose_name="in force to"),
        ),
        migrations.AlterField(
            model_name="assessment",
            name="method",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="risks.method",
                verbose_name="method of assessment",
            ),
        ),
        migrations.CreateModel(
            name="ChangeGround",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("text", models.TextField(verbose_name="ground of the change")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grounds",
                        to="risks.edition",
                        verbose_name="edition",
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
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grounds",
                        to="risks.risk",
                        verbose_name="risk",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "risk"),
                        name="one_ground_a_risk_and_edition",
                        violation_error_message="The ground of this change has already been given. Correct it there.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="ground_of_a_change_has_words",
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
    ]
