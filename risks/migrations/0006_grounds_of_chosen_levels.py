"""Why a level is chosen and not scored; the act that ends a method."""

import office.registers.reasons
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('risks', '0005_reasons_and_second_person'),
    ]

    operations = [
        migrations.AddField(
            model_name='method',
            name='end_act',
            field=models.TextField(blank=True, help_text='Kind, number, date and point of the act that says from when the method no longer holds', verbose_name='act that ends it'),
        ),
        migrations.AddField(
            model_name='risk',
            name='level_ground',
            field=models.TextField(blank=True, validators=[office.registers.reasons.validate_reason], verbose_name='why the level is chosen and not scored'),
        ),
    ]
