"""Who scored a sheet and which sitting agreed it; reasons have three words from now on."""

import office.registers.reasons
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('positions', '0003_questions_of_editions'),
    ]

    operations = [
        migrations.AlterField(
            model_name='exposure',
            name='contact_reason',
            field=models.TextField(blank=True, validators=[office.registers.reasons.validate_reason], verbose_name='why this contact'),
        ),
        migrations.AlterField(
            model_name='exposure',
            name='freedom_reason',
            field=models.TextField(blank=True, validators=[office.registers.reasons.validate_reason], verbose_name='why this freedom'),
        ),
        migrations.AlterField(
            model_name='exposure',
            name='given_reason',
            field=models.TextField(blank=True, validators=[office.registers.reasons.validate_reason], verbose_name='why this level'),
        ),
    ]
