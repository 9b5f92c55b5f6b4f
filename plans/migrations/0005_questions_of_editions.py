"""Which question of a sitting an edition was considered at; editions of before keep their minutes alone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0008_sealed_factors'),
        ('plans', '0004_acceptance_by_the_head'),
    ]

    operations = [
        migrations.AddField(
            model_name='planedition',
            name='question',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='office.agendaitem', verbose_name='question of the sitting'),
        ),
        migrations.AddConstraint(
            model_name='planedition',
            constraint=models.UniqueConstraint(fields=('question',), name='a_question_approves_one_plan_edition'),
        ),
    ]
