"""All tables of the app."""

import django.core.validators
import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import office.models.order
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from office.migrations._tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ("positions", "0001_initial"),
        ("positions", "0002_monitoring"),
        ("positions", "0010_editions"),
    ]

    initial = True

    dependencies = [
        ("office", "0002_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name='Post',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('position', models.PositiveIntegerField(default=0, editable=False)),
                        ('name_ky', models.CharField(help_text="As in the staffing table, without anybody's name", max_length=500, verbose_name='post in Kyrgyz')),
                        ('name_ru', models.CharField(blank=True, max_length=500, verbose_name='post in Russian')),
                        ('count', models.DecimalField(decimal_places=2, default=Decimal('1'), help_text='Halves and quarters of a post are written with a point: 0.5', max_digits=6, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='number of such posts')),
                        ('powers', models.TextField(blank=True, help_text='By the distribution of powers, the regulation on the unit and the job instruction (281 annex 2, note **)', verbose_name='powers')),
                        ('state', models.CharField(choices=[('open', 'in the staffing table'), ('closed', 'closed')], default='open', editable=False, max_length=10, verbose_name='state')),
                        ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='closed on')),
                        ('search', models.TextField(default='', editable=False)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.unit', verbose_name='structural unit')),
                    ],
                    options={
                        'ordering': ['position', 'pk'],
                        'indexes': [models.Index(fields=['organisation', 'state', 'unit'], name='post_in_order')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open'), ('unit__isnull', False)), fields=('organisation', 'unit', 'name_ky'), name='a_post_stands_once_in_its_unit', violation_error_message='This unit already has a post of that name: raise its number instead.'), models.UniqueConstraint(condition=models.Q(('state', 'open'), ('unit', None)), fields=('organisation', 'name_ky'), name='a_post_outside_the_units_stands_once', violation_error_message='This unit already has a post of that name: raise its number instead.'), models.CheckConstraint(condition=models.Q(models.Q(('closed_on', None), ('state', 'open')), models.Q(('closed_on__isnull', False), ('state', 'closed')), _connector='OR'), name='closed_post_has_its_day'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'closed'])), name='post_state_is_known'), models.CheckConstraint(condition=models.Q(('count__gt', 0)), name='number_of_posts_is_positive')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Exposure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('position', models.PositiveIntegerField(default=0, editable=False, verbose_name='place in the list')),
                        ('powers', models.TextField(help_text='As the list prints them', verbose_name='official powers (**)')),
                        ('areas', models.TextField(help_text='Where in the work of the body risks can arise when these powers are used. One risk a line.', verbose_name='corruption risk (***)')),
                        ('given_level', models.CharField(blank=True, choices=[('low', 'low'), ('medium', 'medium'), ('high', 'high')], help_text='Leave it empty: the level is then the highest of the linked risks.', max_length=10, verbose_name='another level')),
                        ('given_reason', models.TextField(blank=True, verbose_name='why this level')),
                        ('level', models.CharField(blank=True, choices=[('low', 'low'), ('medium', 'medium'), ('high', 'high')], editable=False, max_length=10, verbose_name='level (****)')),
                        ('freedom', models.CharField(blank=True, choices=[('low', 'low'), ('medium', 'medium'), ('high', 'high')], max_length=10, verbose_name='freedom of decision')),
                        ('freedom_reason', models.TextField(blank=True, verbose_name='why this freedom')),
                        ('contact', models.CharField(blank=True, choices=[('low', 'low'), ('medium', 'medium'), ('high', 'high')], max_length=10, verbose_name='contact with citizens and organisations')),
                        ('contact_reason', models.TextField(blank=True, verbose_name='why this contact')),
                        ('state', models.CharField(choices=[('draft', 'being described'), ('listed', 'in the list'), ('dropped', 'dropped from the list')], default='draft', editable=False, max_length=10, verbose_name='state')),
                        ('dropped_on', models.DateField(blank=True, editable=False, null=True, verbose_name='dropped on')),
                        ('drop_ground', models.TextField(blank=True, editable=False, verbose_name='ground')),
                        ('search', models.TextField(default='', editable=False)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exposures', to='positions.post', verbose_name='post with a corruption risk (*)')),
                    ],
                    options={
                        'ordering': ['position', 'pk'],
                        'indexes': [models.Index(fields=['organisation', 'state', 'position'], name='exposure_in_order'), models.Index(fields=['organisation', 'level'], name='exposure_by_level')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'dropped'), _negated=True), fields=('post',), name='a_post_stands_once_in_the_list', violation_error_message='This post already stands in the list.'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'listed', 'dropped'])), name='exposure_state_is_known'), models.CheckConstraint(condition=models.Q(('level__in', ['', 'low', 'medium', 'high'])), name='level_of_a_post_is_low_medium_or_high'), models.CheckConstraint(condition=models.Q(('level', ''), ('state', 'listed'), _negated=True), name='post_in_the_list_has_a_level'), models.CheckConstraint(condition=models.Q(('given_level', ''), ('level', models.F('given_level')), _connector='OR'), name='given_level_is_the_level'), models.CheckConstraint(condition=models.Q(models.Q(('given_level', ''), ('given_reason', '')), models.Q(models.Q(('given_level', ''), _negated=True), models.Q(('given_reason', ''), _negated=True)), _connector='OR'), name='given_level_has_its_reason', violation_error_message='A level other than that of the linked risks needs its reason, and a reason its level.'), models.CheckConstraint(condition=models.Q(models.Q(('freedom', ''), ('freedom_reason', '')), models.Q(('freedom__in', ['low', 'medium', 'high']), models.Q(('freedom_reason', ''), _negated=True)), _connector='OR'), name='freedom_of_decision_has_its_reason', violation_error_message='Freedom of decision needs both its degree and its reason.'), models.CheckConstraint(condition=models.Q(models.Q(('contact', ''), ('contact_reason', '')), models.Q(('contact__in', ['low', 'medium', 'high']), models.Q(('contact_reason', ''), _negated=True)), _connector='OR'), name='contact_has_its_reason', violation_error_message='Contact with citizens needs both its degree and its reason.'), models.CheckConstraint(condition=models.Q(models.Q(('dropped_on__isnull', False), ('state', 'dropped'), models.Q(('drop_ground', ''), _negated=True)), models.Q(models.Q(('state', 'dropped'), _negated=True), ('drop_ground', ''), ('dropped_on', None)), _connector='OR'), name='dropped_post_has_day_and_ground')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='PositionImport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('name', models.CharField(max_length=200, verbose_name='file')),
                        ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                        ('reading', models.JSONField()),
                        ('decisions', models.JSONField(default=dict)),
                        ('state', models.CharField(choices=[('read', 'read, waits for decisions'), ('accepted', 'accepted'), ('discarded', 'put aside')], default='read', editable=False, max_length=10, verbose_name='state')),
                        ('read_at', models.DateTimeField(auto_now_add=True, verbose_name='read on')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('read_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='read by')),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['read', 'accepted', 'discarded'])), name='position_import_state_is_known')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Sign',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('name_ky', models.TextField(verbose_name='indicator in Kyrgyz')),
                        ('name_ru', models.TextField(blank=True, verbose_name='indicator in Russian')),
                        ('code', models.CharField(blank=True, editable=False, max_length=40)),
                        ('dropped_on', models.DateField(blank=True, null=True, verbose_name='not used since')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('organisation', 'code'), name='a_sign_of_the_method_is_taken_once')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Question',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('sign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='positions.sign')),
                        ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='positions.survey')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('survey', 'sign'), name='a_sign_is_asked_once_a_survey')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Finding',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('kind', models.CharField(choices=[('conduct', 'material: demands on conduct were not kept'), ('interest', 'material: a conflict of interest was not settled'), ('measure', 'proposal: reduce or remove the risk'), ('risks', 'proposal: change the list of risks'), ('posts', 'proposal: change the list of positions')], max_length=20, verbose_name='what it is')),
                        ('found_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='day')),
                        ('text', models.TextField(help_text='Posts, not names: the report goes further than this register.', verbose_name='content')),
                        ('source', models.TextField(blank=True, help_text='Document, number and date', verbose_name='where it comes from')),
                        ('outcome', models.TextField(blank=True, verbose_name='what was done')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='positions.post', verbose_name='post')),
                        ('sign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='positions.sign', verbose_name='indicator')),
                    ],
                    options={
                        'ordering': ['-found_on', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['conduct', 'interest', 'measure', 'risks', 'posts'])), name='finding_kind_is_known')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Survey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('title_ky', models.CharField(help_text='What people dealt with: «Жер участогун алуу»', max_length=200, verbose_name='title in Kyrgyz')),
                        ('title_ru', models.CharField(blank=True, max_length=200, verbose_name='title in Russian')),
                        ('token', models.CharField(default=office.models.order.token, editable=False, max_length=32, unique=True)),
                        ('state', models.CharField(choices=[('draft', 'being prepared'), ('open', 'open'), ('closed', 'closed')], default='draft', editable=False, max_length=10, verbose_name='state')),
                        ('opened_on', models.DateField(blank=True, editable=False, null=True, verbose_name='opened on')),
                        ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='closed on')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('post', models.ForeignKey(blank=True, help_text='Leave it empty when the survey is about the whole body.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='positions.post', verbose_name='post')),
                        ('signs', models.ManyToManyField(related_name='+', through='positions.Question', to='positions.sign', verbose_name='indicators asked about')),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_on', None), ('opened_on', None), ('state', 'draft')), models.Q(('closed_on', None), ('opened_on__isnull', False), ('state', 'open')), models.Q(('closed_on__isnull', False), ('opened_on__isnull', False), ('state', 'closed')), _connector='OR'), name='survey_has_the_days_of_its_state')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Reply',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('day', models.DateField(default=django.utils.timezone.localdate)),
                        ('answers', models.JSONField(default=dict)),
                        ('words', models.TextField(blank=True)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='positions.survey')),
                    ],
                    options={
                        'ordering': ['day', 'pk'],
                        'indexes': [models.Index(fields=['survey', 'day'], name='reply_by_day')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='YearReport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                        ('conclusions', models.TextField(blank=True, verbose_name='conclusions')),
                        ('proposals', models.TextField(blank=True, verbose_name='what the head is asked to decide')),
                        ('data', models.JSONField(blank=True, editable=False, null=True)),
                        ('state', models.CharField(choices=[('draft', 'in work'), ('heard', 'heard in the advisory body')], default='draft', editable=False, max_length=10, verbose_name='state')),
                        ('meeting', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='year_reports', to='office.meeting', verbose_name='minutes of the advisory body')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                    ],
                    options={
                        'ordering': ['-year'],
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'year'), name='one_monitoring_report_a_year', violation_error_message='The report of this year has been begun already.'), models.CheckConstraint(condition=models.Q(models.Q(('data__isnull', True), ('meeting', None), ('state', 'draft')), models.Q(('data__isnull', False), ('meeting__isnull', False), ('state', 'heard')), _connector='OR'), name='heard_report_has_minutes_and_data')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='PositionEdition',
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
                    ],
                    options={
                        'ordering': ['-number'],
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'number'), name='one_position_edition_a_number'), models.UniqueConstraint(condition=models.Q(('state', 'ordered'), _negated=True), fields=('organisation',), name='one_position_edition_in_work'), models.CheckConstraint(condition=models.Q(models.Q(('annex__isnull', False), ('state', 'ordered')), models.Q(models.Q(('state', 'ordered'), _negated=True), ('annex', None)), _connector='OR'), name='ordered_position_edition_has_its_annex'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('meeting__isnull', False), _connector='OR'), name='considered_position_edition_has_minutes'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'considered', 'ordered'])), name='position_edition_state_is_known'), models.CheckConstraint(condition=models.Q(('ground__in', ['first', 'yearly', 'structure', 'functions', 'other'])), name='position_edition_ground_is_known')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
            ],
        ),
    ]
