"""Who scored a sheet and which sitting agreed it; reasons have three words from now on."""

import django.db.models.deletion
import office.registers.reasons
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0008_sealed_factors'),
        ('risks', '0004_questions_of_editions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='assessment',
            name='meeting',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.meeting', verbose_name='sitting that agreed it'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='scorer',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='scored by'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='agreed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='agreed by'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='harm_reason',
            field=models.TextField(validators=[office.registers.reasons.validate_reason], verbose_name='why this harm'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='likelihood_reason',
            field=models.TextField(validators=[office.registers.reasons.validate_reason], verbose_name='why this likelihood'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='residual_reason',
            field=models.TextField(blank=True, validators=[office.registers.reasons.validate_reason], verbose_name='why the residual risk is lower'),
        ),
        migrations.AlterField(
            model_name='matter',
            name='harm_reason',
            field=models.TextField(blank=True, validators=[office.registers.reasons.validate_reason], verbose_name='why this harm'),
        ),
        migrations.AlterField(
            model_name='matter',
            name='likelihood_reason',
            field=models.TextField(blank=True, validators=[office.registers.reasons.validate_reason], verbose_name='why this likelihood'),
        ),
        migrations.AlterField(
            model_name='opinion',
            name='harm_reason',
            field=models.TextField(validators=[office.registers.reasons.validate_reason], verbose_name='why this harm'),
        ),
        migrations.AlterField(
            model_name='opinion',
            name='likelihood_reason',
            field=models.TextField(validators=[office.registers.reasons.validate_reason], verbose_name='why this likelihood'),
        ),
    ]
