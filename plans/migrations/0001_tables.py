"""All tables of the app."""

import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import office.models.order
import plans.models.feed
from django.conf import settings
from django.db import migrations, models

from office.migrations._tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ("plans", "0001_initial"),
        ("plans", "0020_handed_down"),
        ("plans", "0021_order_on_paper"),
    ]

    initial = True

    dependencies = [
        ("office", "0002_tables"),
        ("positions", "0001_tables"),
        ("risks", "0001_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name='Plan',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('kind', models.CharField(choices=[('strategy', 'strategy plan'), ('risks', 'plan of managing corruption risks (232 §6)'), ('other', 'other plan')], default='strategy', max_length=10, verbose_name='kind')),
                        ('title', models.TextField(help_text='As it stands over the paper, in Kyrgyz', verbose_name='title')),
                        ('stage', models.CharField(blank=True, choices=[('first', 'stage I'), ('second', 'stage II')], max_length=10, verbose_name='stage')),
                        ('first_year', models.PositiveSmallIntegerField(verbose_name='first year')),
                        ('last_year', models.PositiveSmallIntegerField(verbose_name='last year')),
                        ('approval', models.TextField(blank=True, editable=False, help_text='The act that approved the plan before it came into the portal: number and date', verbose_name='approved outside the portal')),
                        ('state', models.CharField(choices=[('draft', 'being drawn up'), ('running', 'being carried out'), ('closed', 'closed')], default='draft', editable=False, max_length=10, verbose_name='state')),
                        ('started_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('closed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='plans.plan', verbose_name='taken from the plan')),
                        ('started_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('paper_date', models.DateField(blank=True, editable=False, null=True, verbose_name='date of the order on paper')),
                        ('paper_number', models.CharField(blank=True, editable=False, max_length=40, verbose_name='number of the order on paper')),
                        ('paper_scan', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.storedfile')),
                    ],
                    options={
                        'ordering': ['-first_year', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('first_year__range', (2000, 2100)), ('last_year__range', (2000, 2100))), name='years_of_a_plan_are_of_this_century', violation_error_message='Write the years in four digits: 2025.'), models.CheckConstraint(condition=models.Q(('last_year__gte', models.F('first_year'))), name='a_plan_ends_after_it_begins', violation_error_message='The last year lies before the first.'), models.CheckConstraint(condition=models.Q(('kind__in', ['strategy', 'risks', 'other'])), name='plan_kind_is_known'), models.CheckConstraint(condition=models.Q(('stage__in', ['', 'first', 'second'])), name='plan_stage_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'running', 'closed'])), name='plan_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('started_at', None), ('started_by', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('started_at__isnull', False), ('started_by__isnull', False)), _connector='OR'), name='running_plan_has_person_and_time'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at', None), ('closed_by', None)), _connector='OR'), name='closed_plan_has_person_and_time'), models.CheckConstraint(condition=models.Q(models.Q(('paper_date', None), ('paper_number', ''), ('paper_scan', None)), models.Q(models.Q(('paper_number', ''), _negated=True), ('paper_date__isnull', False), ('paper_scan__isnull', False)), _connector='OR'), name='order_on_paper_has_number_date_and_scan')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Feed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('token', models.CharField(default=plans.models.feed.new_token, editable=False, max_length=32, unique=True)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'person'), name='one_calendar_a_person_and_body')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='PlanEdition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('number', models.PositiveIntegerField(editable=False, verbose_name='edition')),
                        ('ground', models.CharField(choices=[('first', 'first list'), ('yearly', 'yearly review'), ('structure', 'change of structure'), ('functions', 'new functions or powers'), ('other', 'other ground')], default='first', max_length=20, verbose_name='ground of the change')),
                        ('ground_text', models.TextField(blank=True, verbose_name='in words')),
                        ('state', models.CharField(choices=[('draft', 'in work'), ('considered', 'considered by the working group'), ('ordered', 'annexed to an order')], default='draft', editable=False, max_length=20, verbose_name='state')),
                        ('begun_on', models.DateField(default=django.utils.timezone.localdate, editable=False, verbose_name='begun on')),
                        ('annex', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='office.annex')),
                        ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='office.meeting', verbose_name='minutes of the working group')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('plan', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='plans.plan', verbose_name='plan')),
                    ],
                    options={
                        'ordering': ['-number'],
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'plan', 'number'), name='one_plan_edition_a_number'), models.UniqueConstraint(condition=models.Q(('state', 'ordered'), _negated=True), fields=('organisation', 'plan'), name='one_plan_edition_in_work'), models.CheckConstraint(condition=models.Q(models.Q(('annex__isnull', False), ('state', 'ordered')), models.Q(models.Q(('state', 'ordered'), _negated=True), ('annex', None)), _connector='OR'), name='ordered_plan_edition_has_its_annex'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('meeting__isnull', False), _connector='OR'), name='considered_plan_edition_has_minutes'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'considered', 'ordered'])), name='plan_edition_state_is_known'), models.CheckConstraint(condition=models.Q(('ground__in', ['first', 'yearly', 'structure', 'functions', 'other'])), name='plan_edition_ground_is_known')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='PlanImport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('name', models.CharField(max_length=200, verbose_name='file')),
                        ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                        ('reading', models.JSONField()),
                        ('decisions', models.JSONField(default=dict)),
                        ('state', models.CharField(choices=[('read', 'read, waits for decisions'), ('accepted', 'accepted'), ('discarded', 'put aside')], default='read', editable=False, max_length=10, verbose_name='state')),
                        ('read_at', models.DateTimeField(auto_now_add=True, verbose_name='read on')),
                        ('kind', models.CharField(choices=[('strategy', 'strategy plan'), ('risks', 'plan of managing corruption risks (232 §6)'), ('other', 'other plan')], default='strategy', max_length=10, verbose_name='kind')),
                        ('title', models.TextField(blank=True, help_text='Leave it empty when it stands over the table: it is read there.', verbose_name='title')),
                        ('first_year', models.PositiveSmallIntegerField(blank=True, help_text='Leave the years empty when the title or the terms name them.', verbose_name='first year')),
                        ('last_year', models.PositiveSmallIntegerField(blank=True, verbose_name='last year')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('plan', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='source', to='plans.plan', verbose_name='plan')),
                        ('read_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='read by')),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('plan', None), ('state__in', ['read', 'discarded'])), models.Q(('plan__isnull', False), ('state', 'accepted')), _connector='OR'), name='accepted_plan_import_has_its_plan'), models.CheckConstraint(condition=models.Q(('first_year__range', (2000, 2100)), ('last_year__range', (2000, 2100))), name='years_of_a_read_plan_are_of_this_century', violation_error_message='Write the years in four digits: 2025.'), models.CheckConstraint(condition=models.Q(('last_year__gte', models.F('first_year'))), name='a_read_plan_ends_after_it_begins', violation_error_message='The last year lies before the first.')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='PlanPage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('token', models.CharField(default=office.models.order.token, editable=False, max_length=32, unique=True)),
                        ('opened_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('opened_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('plan', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='page', to='plans.plan')),
                    ],
                    options={
                        'abstract': False,
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='PlanReport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                        ('text', models.TextField(blank=True, help_text='What was reached, what hindered, what is proposed: one thought a line', verbose_name='conclusions')),
                        ('data', models.JSONField(blank=True, editable=False, null=True)),
                        ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='submitted')),
                        ('accepted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='accepted')),
                        ('state', models.CharField(choices=[('draft', 'in work'), ('submitted', 'submitted to the head'), ('accepted', 'accepted by the head'), ('published', 'published')], default='draft', editable=False, max_length=10, verbose_name='state')),
                        ('accepted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('plan', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='plans.plan', verbose_name='plan')),
                        ('submitted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-year', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('plan', 'year'), name='one_report_of_a_plan_a_year', violation_error_message='The report of this plan for this year has been begun already.'), models.CheckConstraint(condition=models.Q(models.Q(('data__isnull', True), ('state', 'draft'), ('submitted_at', None), ('submitted_by', None)), models.Q(models.Q(('state', 'draft'), _negated=True), ('data__isnull', False), ('submitted_at__isnull', False), ('submitted_by__isnull', False)), _connector='OR'), name='submitted_report_has_data_person_and_time'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('accepted_by', None), ('state__in', ['draft', 'submitted'])), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False), ('state__in', ['accepted', 'published'])), _connector='OR'), name='accepted_report_has_person_and_time')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Section',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('number', models.CharField(blank=True, max_length=20, verbose_name='№')),
                        ('position', models.PositiveIntegerField(default=0, editable=False)),
                        ('title', models.TextField(verbose_name='title')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='plans.plan', verbose_name='plan')),
                    ],
                    options={
                        'ordering': ['position', 'pk'],
                        'indexes': [models.Index(fields=['plan', 'position'], name='section_in_order')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='section_of_a_plan_has_a_title')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Task',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('number', models.CharField(blank=True, max_length=20, verbose_name='№')),
                        ('position', models.PositiveIntegerField(default=0, editable=False)),
                        ('text', models.TextField(verbose_name='task')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='plans.section', verbose_name='section')),
                    ],
                    options={
                        'ordering': ['section__position', 'position', 'pk'],
                        'indexes': [models.Index(fields=['section', 'position'], name='task_in_order')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='task_of_a_plan_has_words')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Measure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('state', models.CharField(choices=[('not_begun', 'not begun'), ('under_way', 'under way'), ('done', 'done'), ('dropped', 'dropped')], default='not_begun', editable=False, max_length=10, verbose_name='state')),
                        ('done_on', models.DateField(blank=True, editable=False, null=True, verbose_name='done on')),
                        ('dropped_on', models.DateField(blank=True, editable=False, null=True, verbose_name='dropped on')),
                        ('drop_ground', models.TextField(blank=True, editable=False, verbose_name='why it was dropped')),
                        ('position', models.PositiveIntegerField(default=0, editable=False)),
                        ('number', models.CharField(blank=True, max_length=20, verbose_name='№')),
                        ('text', models.TextField(verbose_name='measure')),
                        ('term_kind', models.CharField(blank=True, choices=[('quarter', 'quarter'), ('half-year', 'half-year'), ('year', 'year'), ('range', 'range of years'), ('yearly', 'every year of a range'), ('month', 'month'), ('date', 'a day')], max_length=10, verbose_name='kind of term')),
                        ('first_day', models.DateField(blank=True, null=True, verbose_name='first day of the term')),
                        ('last_day', models.DateField(blank=True, null=True, verbose_name='last day of the term')),
                        ('term_text', models.CharField(blank=True, help_text='Only where the paper writes it otherwise than the portal', max_length=200, verbose_name='term as written')),
                        ('result', models.TextField(blank=True, verbose_name='expected result')),
                        ('executors_text', models.TextField(blank=True, help_text='As the paper prints them', verbose_name='executors as written')),
                        ('joint', models.BooleanField(default=False, verbose_name='jointly')),
                        ('funding', models.TextField(blank=True, help_text='«Талап кылынбайт» is an answer; an empty field says that nobody has answered yet.', verbose_name='funding source')),
                        ('search', models.TextField(default='', editable=False)),
                        ('barrier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.catalogueentry', verbose_name='barrier measure (281 p. 14)')),
                        ('done_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('dropped_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='plans.measure', verbose_name='part of the measure')),
                        ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='plans.plan', verbose_name='plan')),
                        ('task', models.ForeignKey(blank=True, help_text='Without a task the measure stands outside the plan and is marked so.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='plans.task', verbose_name='task')),
                        ('risks', models.ManyToManyField(blank=True, related_name='plan_measures', through='plans.LinkedRisk', to='risks.risk', verbose_name='linked risks')),
                        ('origin', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='plans.measure', verbose_name='taken from the measure')),
                    ],
                    options={
                        'ordering': ['position', 'pk'],
                        'indexes': [models.Index(fields=['plan', 'task', 'position'], name='measure_in_order'), models.Index(fields=['organisation', 'state', 'last_day'], name='measure_by_term')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['not_begun', 'under_way', 'done', 'dropped'])), name='measure_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('done_by__isnull', False), ('done_on__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('done_by', None), ('done_on', None)), _connector='OR'), name='measure_done_has_day_and_person'), models.CheckConstraint(condition=models.Q(models.Q(('dropped_by__isnull', False), ('dropped_on__isnull', False), ('state', 'dropped'), models.Q(('drop_ground', ''), _negated=True)), models.Q(models.Q(('state', 'dropped'), _negated=True), ('drop_ground', ''), ('dropped_by', None), ('dropped_on', None)), _connector='OR'), name='measure_dropped_has_day_person_and_ground'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='measure_has_words'), models.CheckConstraint(condition=models.Q(('term_kind__in', ['', 'quarter', 'half-year', 'year', 'range', 'yearly', 'month', 'date'])), name='term_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('first_day', None), ('last_day', None), ('term_kind', '')), models.Q(models.Q(('term_kind', ''), _negated=True), ('first_day__isnull', False), ('last_day__gte', models.F('first_day'))), _connector='OR'), name='term_of_a_measure_is_a_whole_period')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='LinkedRisk',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.risk')),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plans.measure')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('measure', 'risk'), name='a_risk_is_linked_once_a_measure')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Instalment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('state', models.CharField(choices=[('not_begun', 'not begun'), ('under_way', 'under way'), ('done', 'done'), ('dropped', 'dropped')], default='not_begun', editable=False, max_length=10, verbose_name='state')),
                        ('done_on', models.DateField(blank=True, editable=False, null=True, verbose_name='done on')),
                        ('dropped_on', models.DateField(blank=True, editable=False, null=True, verbose_name='dropped on')),
                        ('drop_ground', models.TextField(blank=True, editable=False, verbose_name='why it was dropped')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                        ('done_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('dropped_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='instalments', to='plans.measure')),
                    ],
                    options={
                        'ordering': ['year'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['not_begun', 'under_way', 'done', 'dropped'])), name='instalment_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('done_by__isnull', False), ('done_on__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('done_by', None), ('done_on', None)), _connector='OR'), name='instalment_done_has_day_and_person'), models.CheckConstraint(condition=models.Q(models.Q(('dropped_by__isnull', False), ('dropped_on__isnull', False), ('state', 'dropped'), models.Q(('drop_ground', ''), _negated=True)), models.Q(models.Q(('state', 'dropped'), _negated=True), ('drop_ground', ''), ('dropped_by', None), ('dropped_on', None)), _connector='OR'), name='instalment_dropped_has_day_person_and_ground'), models.UniqueConstraint(fields=('measure', 'year'), name='one_instalment_a_year')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Executor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('words', models.CharField(blank=True, max_length=500, verbose_name='in words')),
                        ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation', verbose_name='body')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                        ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='positions.post', verbose_name='post')),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='executors', to='plans.measure')),
                    ],
                    options={
                        'ordering': ['position', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('body', None), ('person', None), ('post__isnull', False), ('words', '')), models.Q(('body__isnull', False), ('person', None), ('post', None), ('words', '')), models.Q(('body', None), ('post', None), models.Q(('words', ''), _negated=True)), _connector='OR'), name='an_executor_is_one_thing'), models.UniqueConstraint(fields=('measure', 'post'), name='a_post_executes_a_measure_once'), models.UniqueConstraint(fields=('measure', 'body'), name='a_body_executes_a_measure_once'), models.UniqueConstraint(fields=('measure', 'person'), name='a_person_executes_a_measure_once')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Remark',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('day', models.DateField(default=django.utils.timezone.localdate, editable=False, verbose_name='day')),
                        ('text', models.TextField(verbose_name='remark')),
                        ('contact', models.CharField(blank=True, max_length=200, verbose_name='how to answer')),
                        ('answer', models.TextField(blank=True, editable=False, verbose_name='what was answered and done')),
                        ('answered_on', models.DateField(blank=True, editable=False, null=True, verbose_name='answered on')),
                        ('state', models.CharField(choices=[('new', 'waits for an answer'), ('answered', 'answered'), ('closed', 'closed without an answer')], default='new', editable=False, max_length=10, verbose_name='state')),
                        ('answered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                        ('measure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='plans.measure', verbose_name='measure')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='plans.plan', verbose_name='plan')),
                    ],
                    options={
                        'ordering': ['-day', '-pk'],
                        'indexes': [models.Index(fields=['organisation', 'state'], name='remark_by_state')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='remark_has_words'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_by', None), ('answered_on', None), ('state', 'new')), models.Q(('answered_by__isnull', False), ('answered_on__isnull', False), ('state__in', ['answered', 'closed']), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='answered_remark_has_day_person_and_words')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Note',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('told_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='when')),
                        ('public', models.BooleanField(default=False, verbose_name='on the open page')),
                        ('text', models.TextField(verbose_name='what was done')),
                        ('instalment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='plans.instalment', verbose_name='year')),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='plans.measure', verbose_name='measure')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('told_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                    ],
                    options={
                        'ordering': ['-told_at', '-pk'],
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='note_has_words')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Proof',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('told_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='when')),
                        ('public', models.BooleanField(default=False, verbose_name='on the open page')),
                        ('kind', models.CharField(choices=[('file', 'file'), ('photo', 'photo'), ('order', 'order'), ('link', 'link')], max_length=10, verbose_name='kind')),
                        ('title', models.CharField(max_length=300, verbose_name='what it is')),
                        ('link', models.URLField(blank=True, max_length=500, verbose_name='link')),
                        ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.storedfile')),
                        ('instalment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='plans.instalment', verbose_name='year')),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='plans.measure', verbose_name='measure')),
                        ('note', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proofs', to='plans.note')),
                        ('order', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.order', verbose_name='order')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('told_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                    ],
                    options={
                        'ordering': ['-told_at', '-pk'],
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='proof_has_a_title'), models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('kind__in', ['file', 'photo']), ('link', ''), ('order', None)), models.Q(('file', None), ('kind', 'order'), ('link', ''), ('order__isnull', False)), models.Q(('file', None), ('kind', 'link'), ('order', None), models.Q(('link', ''), _negated=True)), _connector='OR'), name='proof_holds_what_its_kind_says')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
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
                        'indexes': [models.Index(fields=['organisation', 'state', 'last_day'], name='handed_by_term')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['not_begun', 'under_way', 'done', 'dropped'])), name='handed_measure_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('done_by__isnull', False), ('done_on__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('done_by', None), ('done_on', None)), _connector='OR'), name='handed_measure_done_has_day_and_person'), models.CheckConstraint(condition=models.Q(models.Q(('dropped_by__isnull', False), ('dropped_on__isnull', False), ('state', 'dropped'), models.Q(('drop_ground', ''), _negated=True)), models.Q(models.Q(('state', 'dropped'), _negated=True), ('drop_ground', ''), ('dropped_by', None), ('dropped_on', None)), _connector='OR'), name='handed_measure_dropped_has_day_person_and_ground'), models.CheckConstraint(condition=models.Q(models.Q(('first_day', None), ('last_day', None), ('term_kind', '')), models.Q(models.Q(('term_kind', ''), _negated=True), ('first_day__isnull', False), ('last_day__gte', models.F('first_day'))), _connector='OR'), name='term_of_a_handed_measure_is_a_whole_period'), models.UniqueConstraint(fields=('measure', 'organisation'), name='a_measure_is_handed_once_to_a_body'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='handed_measure_has_words'), models.CheckConstraint(condition=models.Q(models.Q(('ended_by', None), ('ended_on', None), ('ended_why', '')), models.Q(('ended_by__isnull', False), ('ended_on__isnull', False), ('ended_why__in', ['done', 'dropped', 'closed', 'others'])), _connector='OR'), name='what_is_no_longer_asked_has_day_person_and_ground')],
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
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('link', ''), _negated=True), ('photo__isnull', False), ('file__isnull', False), _connector='OR'), name='handed_note_says_or_shows_something')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
            ],
        ),
    ]
