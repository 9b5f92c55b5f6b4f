import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0065_officer_from_outside'),
        ('plans', '0020_handed_down'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='measure',
            name='origin',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='plans.measure', verbose_name='taken from the measure'),
        ),
        migrations.AddField(
            model_name='plan',
            name='paper_date',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='date of the order on paper'),
        ),
        migrations.AddField(
            model_name='plan',
            name='paper_number',
            field=models.CharField(blank=True, editable=False, max_length=40, verbose_name='number of the order on paper'),
        ),
        migrations.AddField(
            model_name='plan',
            name='paper_scan',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.storedfile'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paper_date', None), ('paper_number', ''), ('paper_scan', None)), models.Q(models.Q(('paper_number', ''), _negated=True), ('paper_date__isnull', False), ('paper_scan__isnull', False)), _connector='OR'), name='order_on_paper_has_number_date_and_scan'),
        ),
    ]
