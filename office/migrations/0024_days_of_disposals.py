from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("office", "0023_words_before_a_sitting")]

    operations = [
        migrations.AddConstraint(
            "disposal",
            models.UniqueConstraint(fields=["order"], name="an_order_decides_one_act_of_disposal"),
        ),
        migrations.AddConstraint(
            "disposal",
            models.CheckConstraint(
                condition=(Q(approved_on=None) | Q(approved_on__gte=F("proposed_on")))
                & (Q(disposed_on=None) | Q(disposed_on__gte=F("approved_on"))),
                name="an_act_of_disposal_is_proposed_approved_and_carried_out_in_turn",
            ),
        ),
    ]
