import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0065_officer_from_outside'),
        ('plans', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HandedMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('state', models.CharField(choices=[('not_begun', 'not begun'), ('under_way', 'under way'), ('done', 'done'), ('dropped', 'dropped')], default='not_begun', editable=False, max_length=10, verbose_name='state')),
                ('done_on', models.DateField(blank=True, editable=False, null=True, verbose_name='done on')),
                ('dropped_on', models.DateField(blank=True, editable=False, null=True, verbose_name='dropped on')),
                ('drop_ground', models.TextField(blank=True, editable=False, verbose_name='why it was dropped')),
                ('term_kind', models.CharField(blank=True, choices=[('quarter', 'quarter'), ('half-year', 'half-year'), ('year', 'year'), ('range', 'range of years'), ('yearly', 'every year of a range'), ('month', 'month'), ('date', 'a day')], max_length=10, verbose_name='kind of term')),
                ('first_day', models.DateField(blank=True, null=True, verbose_name='first day of the term')),
                ('last_day', models.DateField(blank=True, null=True, verbose_name='last day of the term')),
                ('term_text', models.CharField(blank=True, help_text='Only where the paper writes it otherwise than the portal', max_length=200, verbose_name='term as written')),
                ('plan_title', models.TextField(verbose_name='plan')),
                ('text', models.TextField(verbose_name='measure')),
                ('result', models.TextField(blank=True, verbose_name='expected result')),
                ('executors_text', models.TextField(blank=True, verbose_name='executors')),
                ('funding', models.TextField(blank=True, verbose_name='funding source')),
                ('handed_on', models.DateField(default=django.utils.timezone.localdate, editable=False, verbose_name='handed down on')),
                ('ended_on', models.DateField(blank=True, editable=False, null=True, verbose_name='asked until')),
                ('ended_why', models.CharField(blank=True, choices=[('done', 'the measure counts as done'), ('dropped', 'the measure was dropped'), ('closed', 'the plan is no longer carried out'), ('others', 'others execute the measure now')], editable=False, max_length=10, verbose_name='why no longer')),
                ('done_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dropped_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('giver', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation', verbose_name='entrusted by')),
                ('handed_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('measure', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='handed', to='plans.measure')),
                ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
            ],
            options={
                'ordering': ['last_day', 'pk'],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='HandedNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year')),
                ('text', models.TextField(blank=True, verbose_name='what was done')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='link')),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='when')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.storedfile')),
                ('handed', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='plans.handedmeasure')),
                ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.storedfile')),
                ('told_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
            ],
            options={
                'ordering': ['-told_at', '-pk'],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddIndex(
            model_name='handedmeasure',
            index=models.Index(fields=['organisation', 'state', 'last_day'], name='handed_by_term'),
        ),
        migrations.AddConstraint(
            model_name='handedmeasure',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['not_begun', 'under_way', 'done', 'dropped'])), name='handed_measure_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='handedmeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_by__isnull', False), ('done_on__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('done_by', None), ('done_on', None)), _connector='OR'), name='handed_measure_done_has_day_and_person'),
        ),
        migrations.AddConstraint(
            model_name='handedmeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dropped_by__isnull', False), ('dropped_on__isnull', False), ('state', 'dropped'), models.Q(('drop_ground', ''), _negated=True)), models.Q(models.Q(('state', 'dropped'), _negated=True), ('drop_ground', ''), ('dropped_by', None), ('dropped_on', None)), _connector='OR'), name='handed_measure_dropped_has_day_person_and_ground'),
        ),
        migrations.AddConstraint(
            model_name='handedmeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_day', None), ('last_day', None), ('term_kind', '')), models.Q(models.Q(('term_kind', ''), _negated=True), ('first_day__isnull', False), ('last_day__gte', models.F('first_day'))), _connector='OR'), name='term_of_a_handed_measure_is_a_whole_period'),
        ),
        migrations.AddConstraint(
            model_name='handedmeasure',
            constraint=models.UniqueConstraint(fields=('measure', 'organisation'), name='a_measure_is_handed_once_to_a_body'),
        ),
        migrations.AddConstraint(
            model_name='handedmeasure',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='handed_measure_has_words'),
        ),
        migrations.AddConstraint(
            model_name='handedmeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_by', None), ('ended_on', None), ('ended_why', '')), models.Q(('ended_by__isnull', False), ('ended_on__isnull', False), ('ended_why__in', ['done', 'dropped', 'closed', 'others'])), _connector='OR'), name='what_is_no_longer_asked_has_day_person_and_ground'),
        ),
        migrations.AddConstraint(
            model_name='handednote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('link', ''), _negated=True), ('photo__isnull', False), ('file__isnull', False), _connector='OR'), name='handed_note_says_or_shows_something'),
        ),
    ]
