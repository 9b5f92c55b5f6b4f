import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import office.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('monitoring', '0002_reference'),
        ('office', '0065_officer_from_outside'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Replacement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('ground', models.CharField(max_length=300, verbose_name='ground')),
                ('named_on', models.DateField(default=office.clock.today, editable=False)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.seat', verbose_name='member who does not take part')),
                ('monitoring', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='monitoring.monitoring')),
                ('named_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                ('substitute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.seat', verbose_name='substitute member who scores')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('monitoring', 'member'), name='a_member_is_replaced_once_in_a_monitoring', violation_error_message='Somebody stands in for this member already.'), models.UniqueConstraint(fields=('monitoring', 'substitute'), name='a_substitute_stands_in_for_one_member', violation_error_message='This substitute stands in for another member already.'), models.CheckConstraint(condition=models.Q(('ground', ''), _negated=True), name='a_replacement_has_its_ground')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='SelfDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=300, verbose_name='document')),
                ('case_number', models.CharField(blank=True, help_text='Where the paper is shown instead of a file', max_length=100, verbose_name='case № on paper')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('added_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='monitoring.criterion', verbose_name='criterion')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.storedfile', verbose_name='file')),
                ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                ('self_check', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='monitoring.selfcheck')),
            ],
            options={
                'ordering': ['criterion__number', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('file__isnull', False), models.Q(('case_number', ''), _negated=True), _connector='OR'), name='self_document_is_a_file_or_a_case_on_paper', violation_error_message='Choose a file or write the number of the case on paper.')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
    ]
