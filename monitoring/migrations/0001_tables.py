"""All tables of the app."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.manager
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from office.migrations._tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ("monitoring", "0001_initial"),
    ]

    initial = True

    dependencies = [
        ("office", "0002_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name='CriteriaSet',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(unique=True, verbose_name='code')),
                        ('name_ky', models.CharField(max_length=300, verbose_name='name in Kyrgyz')),
                        ('name_ru', models.CharField(blank=True, max_length=300, verbose_name='name in Russian')),
                        ('valid_from', models.DateField(verbose_name='in force from')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='in force to')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        'ordering': ['-valid_from', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='criteria_end_after_they_begin', violation_error_message='The last day in force lies before the first.')],
                    },
                ),
                migrations.CreateModel(
                    name='Band',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text_ky', models.TextField(verbose_name='text in Kyrgyz')),
                        ('text_ru', models.TextField(blank=True, verbose_name='text in Russian')),
                        ('rank', models.PositiveSmallIntegerField(verbose_name='band')),
                        ('lowest', models.PositiveSmallIntegerField(verbose_name='from')),
                        ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bands', to='monitoring.criteriaset')),
                    ],
                    options={
                        'ordering': ['lowest'],
                        'constraints': [models.UniqueConstraint(fields=('criteria_set', 'rank'), name='one_band_a_rank'), models.UniqueConstraint(fields=('criteria_set', 'lowest'), name='one_band_a_least_total')],
                    },
                ),
                migrations.CreateModel(
                    name='Heading',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text_ky', models.TextField(verbose_name='text in Kyrgyz')),
                        ('text_ru', models.TextField(blank=True, verbose_name='text in Russian')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                        ('short_ky', models.CharField(max_length=40, verbose_name='short name in Kyrgyz')),
                        ('short_ru', models.CharField(blank=True, max_length=40, verbose_name='short name in Russian')),
                        ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='headings', to='monitoring.criteriaset')),
                    ],
                    options={
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(fields=('criteria_set', 'number'), name='one_heading_a_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Indicator',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text_ky', models.TextField(verbose_name='text in Kyrgyz')),
                        ('text_ru', models.TextField(blank=True, verbose_name='text in Russian')),
                        ('score', models.PositiveSmallIntegerField(verbose_name='score')),
                        ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='monitoring.criteriaset')),
                    ],
                    options={
                        'ordering': ['-score'],
                        'constraints': [models.UniqueConstraint(fields=('criteria_set', 'score'), name='one_indicator_a_score'), models.CheckConstraint(condition=models.Q(('score__range', (1, 5))), name='indicator_is_of_a_known_score')],
                    },
                ),
                migrations.CreateModel(
                    name='Monitoring',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('kind', models.CharField(choices=[('planned', 'planned monitoring'), ('unplanned', 'unplanned')], default='planned', max_length=10, verbose_name='kind')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='year of the rating')),
                        ('period_from', models.DateField(verbose_name='period from')),
                        ('period_to', models.DateField(verbose_name='period to')),
                        ('visit_from', models.DateField(verbose_name='the commission works from')),
                        ('state_secretary', models.CharField(blank=True, help_text='Surname and initials, where the monitoring is of a state secretary (order 158 p. 3)', max_length=200, verbose_name='state secretary whose work is rated')),
                        ('directions', models.TextField(blank=True, verbose_name='directions of the monitoring')),
                        ('conclusion', models.TextField(blank=True, verbose_name='conclusion of the commission')),
                        ('state', models.CharField(choices=[('prepared', 'the memo is being prepared'), ('scoring', 'members score apart'), ('open', 'scores are open, the commission agrees'), ('closed', 'certificate made')], default='prepared', editable=False, max_length=10, verbose_name='state')),
                        ('commission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.commission', verbose_name='working commission')),
                        ('criteria_set', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='monitoring.criteriaset', verbose_name='criteria')),
                        ('order', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.order', verbose_name='order on the monitoring')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation', verbose_name='body under monitoring')),
                    ],
                    options={
                        'ordering': ['-year', '-visit_from', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['prepared', 'scoring', 'open', 'closed'])), name='monitoring_state_is_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['planned', 'unplanned'])), name='monitoring_kind_is_known'), models.CheckConstraint(condition=models.Q(('period_to__gte', models.F('period_from'))), name='monitored_period_ends_after_it_begins', violation_error_message='The last day of the period lies before the first.'), models.UniqueConstraint(condition=models.Q(('kind', 'planned')), fields=('organisation', 'subject', 'year', 'state_secretary'), name='one_planned_monitoring_a_year', violation_error_message='This body already has a planned monitoring of this year.')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='SelfCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                        ('note', models.TextField(blank=True, verbose_name='note')),
                        ('criteria_set', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='monitoring.criteriaset', verbose_name='criteria')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                    ],
                    options={
                        'ordering': ['-year', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'year'), name='one_self_check_a_year', violation_error_message='The body already has a self-check of this year.')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Criterion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text_ky', models.TextField(verbose_name='text in Kyrgyz')),
                        ('text_ru', models.TextField(blank=True, verbose_name='text in Russian')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                        ('documents', models.TextField(blank=True, verbose_name='documents that show it')),
                        ('about_recommendations', models.BooleanField(default=False, verbose_name='judges how earlier recommendations were answered')),
                        ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='monitoring.criteriaset')),
                        ('heading', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='monitoring.heading')),
                    ],
                    options={
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(fields=('criteria_set', 'number'), name='one_criterion_a_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('kind', models.CharField(choices=[('planned', 'planned monitoring'), ('unplanned', 'unplanned')], default='planned', max_length=10, verbose_name='kind')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='year of the rating')),
                        ('period_from', models.DateField(verbose_name='period from')),
                        ('period_to', models.DateField(verbose_name='period to')),
                        ('visit_from', models.DateField(verbose_name='the commission works from')),
                        ('state_secretary', models.CharField(blank=True, max_length=200, verbose_name='state secretary whose work is rated')),
                        ('memo', models.JSONField(verbose_name='memo')),
                        ('sent_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='sent on')),
                        ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='monitoring.criteriaset', verbose_name='criteria')),
                        ('monitor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation', verbose_name='conducted by')),
                        ('monitoring', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='notice', to='monitoring.monitoring')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
                    ],
                    options={
                        'ordering': ['-visit_from', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['planned', 'unplanned'])), name='notice_kind_is_known')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='MemberScore',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('score', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='score')),
                        ('note', models.TextField(blank=True, verbose_name='note')),
                        ('references', models.CharField(blank=True, max_length=300, verbose_name='documents it rests on')),
                        ('given_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='monitoring.criterion', verbose_name='criterion')),
                        ('given_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.seat', verbose_name='member of the commission')),
                        ('monitoring', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='member_scores', to='monitoring.monitoring')),
                    ],
                    options={
                        'ordering': ['criterion__number', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('monitoring', 'criterion', 'seat'), name='one_score_a_member_and_criterion'), models.CheckConstraint(condition=models.Q(('score', None), ('score__in', (1, 2, 3, 4, 5)), _connector='OR'), name='member_score_is_one_to_five', violation_error_message='A score is a whole number from 1 to 5.')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Line',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('documents', models.TextField(blank=True, verbose_name='documents asked for')),
                        ('score', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='final score')),
                        ('reason', models.TextField(blank=True, verbose_name='reason for the score')),
                        ('agreed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('agreed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='monitoring.criterion', verbose_name='criterion')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('monitoring', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='monitoring.monitoring')),
                    ],
                    options={
                        'ordering': ['criterion__number'],
                        'constraints': [models.UniqueConstraint(fields=('monitoring', 'criterion'), name='one_line_a_criterion'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('agreed_by', None), ('reason', ''), ('score', None)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('score__in', (1, 2, 3, 4, 5)), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='final_score_is_one_to_five_with_reason_person_and_time', violation_error_message='A score is a whole number from 1 to 5 and has its reason.')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Document',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('name', models.CharField(max_length=300, verbose_name='document')),
                        ('case_number', models.CharField(blank=True, help_text='Where the paper is shown instead of a file', max_length=100, verbose_name='case № on paper')),
                        ('handed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='handed over')),
                        ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='monitoring.criterion', verbose_name='criterion')),
                        ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.storedfile', verbose_name='file')),
                        ('handed_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handed over by')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('notice', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='monitoring.notice')),
                    ],
                    options={
                        'ordering': ['criterion__number', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('file__isnull', False), models.Q(('case_number', ''), _negated=True), _connector='OR'), name='document_is_a_file_or_a_case_on_paper', violation_error_message='Choose a file or write the number of the case on paper.')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Result',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('brought_from', models.CharField(blank=True, editable=False, max_length=300, verbose_name='brought in from')),
                        ('kind', models.CharField(choices=[('planned', 'planned monitoring'), ('unplanned', 'unplanned')], default='planned', max_length=10, verbose_name='kind')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='year of the rating')),
                        ('period_from', models.DateField(verbose_name='period from')),
                        ('period_to', models.DateField(verbose_name='period to')),
                        ('state_secretary', models.CharField(blank=True, max_length=200, verbose_name='state secretary whose work is rated')),
                        ('scores', models.JSONField(verbose_name='scores')),
                        ('count', models.PositiveSmallIntegerField(verbose_name='criteria')),
                        ('total', models.PositiveSmallIntegerField(verbose_name='total')),
                        ('data', models.JSONField(verbose_name='certificate')),
                        ('made_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='certificate of')),
                        ('band', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='monitoring.band', verbose_name='band')),
                        ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='monitoring.criteriaset', verbose_name='criteria')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                        ('monitor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation', verbose_name='conducted by')),
                        ('notice', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='result', to='monitoring.notice')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                    ],
                    options={
                        'ordering': ['-year', '-made_on', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('total__gte', models.F('count')), ('total__lte', django.db.models.expressions.CombinedExpression(models.F('count'), '*', models.Value(5)))), name='total_lies_between_all_ones_and_all_fives'), models.CheckConstraint(condition=models.Q(('notice', None), ('brought_from', ''), _connector='XOR'), name='certificate_has_its_notice_or_its_paper'), models.CheckConstraint(condition=models.Q(('kind__in', ['planned', 'unplanned'])), name='certificate_kind_is_known')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='SelfScore',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('score', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='score')),
                        ('proof', models.TextField(blank=True, verbose_name='documents that prove it')),
                        ('responsible', models.CharField(blank=True, max_length=200, verbose_name='responsible')),
                        ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='monitoring.criterion', verbose_name='criterion')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('self_check', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='monitoring.selfcheck')),
                    ],
                    options={
                        'ordering': ['criterion__number'],
                        'constraints': [models.UniqueConstraint(fields=('self_check', 'criterion'), name='one_self_score_a_criterion'), models.CheckConstraint(condition=models.Q(('score', None), ('score__in', (1, 2, 3, 4, 5)), _connector='OR'), name='self_score_is_one_to_five', violation_error_message='A score is a whole number from 1 to 5.')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Recommendation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('number', models.PositiveSmallIntegerField(editable=False, verbose_name='№')),
                        ('text', models.TextField(verbose_name='recommendation')),
                        ('addressee', models.CharField(help_text='Post, surname and initials of whoever answers for it', max_length=300, verbose_name='to whom')),
                        ('issued_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='issued on')),
                        ('due', models.DateField(verbose_name='to be answered by')),
                        ('state', models.CharField(choices=[('issued', 'waits for an answer'), ('answered', 'answered, waits to be judged'), ('returned', 'answer not accepted'), ('accepted', 'accepted')], default='issued', editable=False, max_length=10, verbose_name='state')),
                        ('answer', models.TextField(blank=True, editable=False, verbose_name='answer')),
                        ('answered_on', models.DateField(blank=True, editable=False, null=True, verbose_name='answered on')),
                        ('verdict', models.TextField(blank=True, editable=False, verbose_name='judgement')),
                        ('judged_on', models.DateField(blank=True, editable=False, null=True, verbose_name='judged on')),
                        ('answered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                        ('criterion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='monitoring.criterion', verbose_name='criterion')),
                        ('issued_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='issued by')),
                        ('judged_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='judged by')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('proof', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.storedfile', verbose_name='proof')),
                        ('result', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='monitoring.result', verbose_name='certificate')),
                    ],
                    options={
                        'ordering': ['-result__year', '-result', 'number'],
                        'constraints': [models.UniqueConstraint(fields=('result', 'number'), name='one_recommendation_a_number'), models.CheckConstraint(condition=models.Q(('state__in', ['issued', 'answered', 'returned', 'accepted'])), name='recommendation_state_is_known'), models.CheckConstraint(condition=models.Q(('due__gte', models.F('issued_on'))), name='recommendation_is_due_after_it_was_issued', violation_error_message='The term lies before the day the recommendation was issued.'), models.CheckConstraint(condition=models.Q(models.Q(('answered_by', None), ('answered_on', None), ('state', 'issued')), models.Q(('answered_by__isnull', False), ('answered_on__isnull', False), models.Q(('state', 'issued'), _negated=True), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='an_answer_has_its_words_day_and_person'), models.CheckConstraint(condition=models.Q(models.Q(('judged_by', None), ('judged_on', None), ('state__in', ['issued', 'answered'])), models.Q(('judged_by__isnull', False), ('judged_on__isnull', False), models.Q(('state', 'issued'), _negated=True)), _connector='OR'), name='a_judgement_has_its_day_and_person')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Replacement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('ground', models.CharField(max_length=300, verbose_name='ground')),
                        ('named_on', models.DateField(default=django.utils.timezone.localdate, editable=False)),
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
            ],
        ),
    ]
