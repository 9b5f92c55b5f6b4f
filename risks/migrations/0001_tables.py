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
        ("risks", "0001_initial"),
        ("risks", "0003_zones_and_sources"),
        ("risks", "0005_exposed_posts"),
        ("risks", "0010_grounds_of_changes"),
        ("risks", "0020_below_library_session"),
    ]

    initial = True

    dependencies = [
        ("office", "0002_tables"),
        ("positions", "0001_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name='FunctionKind',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name_ky', models.TextField(verbose_name='name in Kyrgyz')),
                        ('name_ru', models.TextField(blank=True, verbose_name='name in Russian')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('code', models.SlugField(unique=True, verbose_name='code')),
                        ('heading', models.CharField(max_length=200, verbose_name='heading in the printed list')),
                        ('position', models.PositiveSmallIntegerField(verbose_name='place in the printed list')),
                        ('valid_from', models.DateField(verbose_name='in force from')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='in force to')),
                    ],
                    options={
                        'ordering': ['position'],
                    },
                ),
                migrations.CreateModel(
                    name='Indicator',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name_ky', models.TextField(verbose_name='name in Kyrgyz')),
                        ('name_ru', models.TextField(blank=True, verbose_name='name in Russian')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('valid_from', models.DateField(default=django.utils.timezone.localdate, verbose_name='in force from')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='in force to')),
                        ('method', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='risks.method')),
                    ],
                    options={
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Method',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name_ky', models.TextField(verbose_name='name in Kyrgyz')),
                        ('name_ru', models.TextField(blank=True, verbose_name='name in Russian')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('code', models.SlugField(unique=True, verbose_name='code')),
                        ('uses_points', models.BooleanField(default=True, verbose_name='the level follows from points')),
                        ('residual_steps', models.PositiveSmallIntegerField(default=0, verbose_name='categories that strong control may take off')),
                        ('valid_from', models.DateField(verbose_name='in force from')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='in force to')),
                    ],
                    options={
                        'ordering': ['valid_from'],
                    },
                ),
                migrations.CreateModel(
                    name='Assessment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('assessed_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='day of the assessment')),
                        ('likelihood', models.PositiveSmallIntegerField(verbose_name='likelihood')),
                        ('likelihood_reason', models.TextField(verbose_name='why this likelihood')),
                        ('harm', models.PositiveSmallIntegerField(verbose_name='harm')),
                        ('harm_reason', models.TextField(verbose_name='why this harm')),
                        ('points', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.F('likelihood'), '+', models.F('harm')), output_field=models.PositiveSmallIntegerField(), verbose_name='points')),
                        ('level', models.CharField(choices=[('zero', 'zero'), ('low', 'low'), ('medium', 'medium'), ('high', 'high')], editable=False, max_length=10, verbose_name='level')),
                        ('control', models.TextField(blank=True, verbose_name='existing internal control')),
                        ('effectiveness', models.CharField(blank=True, choices=[('low', 'low'), ('medium', 'medium'), ('high', 'high')], max_length=10, verbose_name='effectiveness of the control')),
                        ('residual', models.CharField(blank=True, choices=[('zero', 'zero'), ('low', 'low'), ('medium', 'medium'), ('high', 'high')], max_length=10, verbose_name='residual risk')),
                        ('residual_reason', models.TextField(blank=True, verbose_name='why the residual risk is lower')),
                        ('measures', models.TextField(blank=True, verbose_name='proposed measures to reduce the risk')),
                        ('state', models.CharField(choices=[('draft', 'in work'), ('agreed', 'agreed')], default='draft', editable=False, max_length=10, verbose_name='state')),
                        ('agreed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('agreed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('indicators', models.ManyToManyField(blank=True, through='risks.FoundIndicator', to='risks.indicator', verbose_name='indicators of likelihood found (232 p.14)')),
                        ('method', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.method', verbose_name='method of assessment')),
                        ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='risks.risk', verbose_name='risk')),
                    ],
                    options={
                        'ordering': ['-assessed_on', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('harm__range', (1, 3)), ('likelihood__range', (1, 3))), name='scores_are_one_to_three'), models.CheckConstraint(condition=models.Q(models.Q(('likelihood_reason', ''), _negated=True), models.Q(('harm_reason', ''), _negated=True)), name='each_score_has_its_reason'), models.CheckConstraint(condition=models.Q(('level__in', ['zero', 'low', 'medium', 'high'])), name='sheet_level_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('agreed_by', None), ('state', 'draft')), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('state', 'agreed')), _connector='OR'), name='agreed_sheet_has_person_and_time'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('risk',), name='one_sheet_in_work_a_risk'), models.CheckConstraint(condition=models.Q(('effectiveness__in', ['', 'low', 'medium', 'high'])), name='effectiveness_is_known')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='FoundIndicator',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='found', to='risks.assessment')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.indicator')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('assessment', 'indicator'), name='an_indicator_is_ticked_once')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Band',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('level', models.CharField(choices=[('zero', 'zero'), ('low', 'low'), ('medium', 'medium'), ('high', 'high')], max_length=10)),
                        ('rank', models.PositiveSmallIntegerField()),
                        ('lowest', models.PositiveSmallIntegerField()),
                        ('highest', models.PositiveSmallIntegerField()),
                        ('method', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bands', to='risks.method')),
                    ],
                    options={
                        'ordering': ['method', 'rank'],
                        'constraints': [models.UniqueConstraint(fields=('method', 'level'), name='one_band_a_level'), models.CheckConstraint(condition=models.Q(('lowest__lte', models.F('highest'))), name='band_is_not_empty')],
                    },
                ),
                migrations.CreateModel(
                    name='Risk',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('position', models.PositiveIntegerField(default=0, verbose_name='place in its group')),
                        ('function', models.TextField(verbose_name='function (powers)')),
                        ('situation', models.TextField(help_text='Describe how it works, with examples of where it has happened (281 annex 1, note **)', verbose_name='cases and situations with a risk of corruption')),
                        ('category', models.CharField(choices=[('systemic', 'systemic (real)'), ('potential', 'potential'), ('situational', 'situational')], max_length=20, verbose_name='category')),
                        ('level', models.CharField(blank=True, choices=[('zero', 'zero'), ('low', 'low'), ('medium', 'medium'), ('high', 'high')], max_length=10, verbose_name='level')),
                        ('unit_text', models.TextField(blank=True, verbose_name='structural unit (body, institution)')),
                        ('posts', models.TextField(blank=True, verbose_name='exposed posts')),
                        ('elsewhere', models.TextField(blank=True, verbose_name='can it arise in other bodies? (if so, in which)')),
                        ('note', models.TextField(blank=True, verbose_name='note')),
                        ('state', models.CharField(choices=[('draft', 'being described'), ('active', 'in the register'), ('dropped', 'dropped from the register')], default='draft', editable=False, max_length=10, verbose_name='state')),
                        ('dropped_on', models.DateField(blank=True, editable=False, null=True)),
                        ('drop_ground', models.TextField(blank=True, editable=False, verbose_name='ground')),
                        ('search', models.TextField(default='', editable=False)),
                        ('assessment', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.assessment', verbose_name='assessment sheet')),
                        ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.functionkind', verbose_name='kind of function')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.unit', verbose_name='unit of the staffing table')),
                        ('source_text', models.TextField(blank=True, help_text='Minutes, statistics, publication: number and date', verbose_name='the materials themselves')),
                        ('sector', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.catalogueentry', verbose_name='sector')),
                        ('zone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.catalogueentry', verbose_name='zone of corruption risk')),
                        ('sources', models.ManyToManyField(blank=True, related_name='+', through='risks.RiskSource', to='risks.catalogueentry', verbose_name='sources of information')),
                        ('exposed_posts', models.ManyToManyField(blank=True, related_name='risks', through='risks.ExposedPost', to='positions.post', verbose_name='exposed posts of the staffing table')),
                        ('here_because', models.TextField(blank=True, editable=False, verbose_name='why it is so here')),
                        ('library', models.SlugField(blank=True, editable=False, max_length=60, verbose_name='situation of the starter library')),
                        ('untouched', models.BooleanField(default=False, editable=False, verbose_name='from the library, not touched yet')),
                        ('signals', models.ManyToManyField(blank=True, related_name='risks', through='risks.RiskSignal', to='office.signal', verbose_name='signals')),
                    ],
                    options={
                        'ordering': ['kind__position', 'position', 'pk'],
                        'indexes': [models.Index(fields=['organisation', 'kind', 'position'], name='risk_in_order'), models.Index(fields=['organisation', 'level'], name='risk_by_level'), models.Index(fields=['organisation', 'state'], name='risk_by_state')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['', 'zero', 'low', 'medium', 'high'])), name='risk_level_is_known'), models.CheckConstraint(condition=models.Q(('category__in', ['systemic', 'potential', 'situational'])), name='risk_category_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('dropped_on__isnull', False), ('state', 'dropped'), models.Q(('drop_ground', ''), _negated=True)), models.Q(models.Q(('state', 'dropped'), _negated=True), ('drop_ground', ''), ('dropped_on', None)), _connector='OR'), name='dropped_risk_has_day_and_ground'), models.CheckConstraint(condition=models.Q(('level', ''), ('state', 'active'), _negated=True), name='risk_in_the_register_has_a_level'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'active', 'dropped'])), name='risk_state_is_known'), models.CheckConstraint(condition=models.Q(('state', 'active'), ('untouched', True), _negated=True), name='risk_of_the_library_enters_the_register_touched'), models.UniqueConstraint(condition=models.Q(('untouched', True), models.Q(('state', 'dropped'), _negated=True)), fields=('organisation', 'library'), name='a_situation_waits_untouched_once', violation_error_message='This situation has already been copied and is not touched yet.')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='RiskImport',
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
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['read', 'accepted', 'discarded'])), name='import_state_is_known')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Edition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('form', models.CharField(choices=[('risks/village-list', 'list of cases and situations (2026)'), ('risks/annex-1', 'list of risks, annex 1 of order 281')], default='risks/village-list', max_length=60, verbose_name='form')),
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
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'form', 'number'), name='one_edition_a_number'), models.UniqueConstraint(condition=models.Q(('state', 'ordered'), _negated=True), fields=('organisation', 'form'), name='one_edition_in_work'), models.CheckConstraint(condition=models.Q(models.Q(('annex__isnull', False), ('state', 'ordered')), models.Q(models.Q(('state', 'ordered'), _negated=True), ('annex', None)), _connector='OR'), name='ordered_edition_has_its_annex'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('meeting__isnull', False), _connector='OR'), name='considered_edition_has_minutes'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'considered', 'ordered'])), name='edition_state_is_known'), models.CheckConstraint(condition=models.Q(('form__in', ['risks/village-list', 'risks/annex-1'])), name='edition_form_is_known'), models.CheckConstraint(condition=models.Q(('ground__in', ['first', 'yearly', 'structure', 'functions', 'other'])), name='edition_ground_is_known')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='CatalogueEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name_ky', models.TextField(verbose_name='name in Kyrgyz')),
                        ('name_ru', models.TextField(blank=True, verbose_name='name in Russian')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('catalogue', models.CharField(choices=[('zone', 'zones of corruption risk (p. 6)'), ('sector', 'sectors (p. 7)'), ('source', 'sources of information (p. 8)'), ('sign', 'signs of corrupt conduct (p. 10)'), ('barrier', 'barrier measures (p. 14)')], max_length=10, verbose_name='catalogue')),
                        ('code', models.SlugField(max_length=60, verbose_name='code')),
                        ('valid_from', models.DateField(default=django.utils.timezone.localdate, verbose_name='in force from')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='in force to')),
                    ],
                    options={
                        'ordering': ['-catalogue', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('catalogue', 'code'), name='one_catalogue_entry_a_code'), models.CheckConstraint(condition=models.Q(('catalogue__in', ['zone', 'sector', 'source', 'sign', 'barrier'])), name='catalogue_is_known')],
                    },
                ),
                migrations.CreateModel(
                    name='RiskSource',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('risk', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='found_in', to='risks.risk')),
                        ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.catalogueentry')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('risk', 'source'), name='a_source_is_named_once_a_risk')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='ExposedPost',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='positions.post')),
                        ('risk', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='risks.risk')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('risk', 'post'), name='a_post_is_linked_once_a_risk')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='ChangeGround',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('text', models.TextField(verbose_name='ground of the change')),
                        ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grounds', to='risks.edition', verbose_name='edition')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grounds', to='risks.risk', verbose_name='risk')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('edition', 'risk'), name='one_ground_a_risk_and_edition', violation_error_message='The ground of this change has already been given. Correct it there.'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='ground_of_a_change_has_words')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Opinion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('likelihood', models.PositiveSmallIntegerField(verbose_name='likelihood')),
                        ('likelihood_reason', models.TextField(verbose_name='why this likelihood')),
                        ('harm', models.PositiveSmallIntegerField(verbose_name='harm')),
                        ('harm_reason', models.TextField(verbose_name='why this harm')),
                        ('scribe', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.seat', verbose_name='member of the group')),
                        ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='risks.matter', verbose_name='risk')),
                        ('session', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='risks.session')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('matter', 'seat'), name='one_opinion_a_member_and_risk', violation_error_message='This member has already scored this risk. Correct that score instead.'), models.CheckConstraint(condition=models.Q(('harm__range', (1, 3)), ('likelihood__range', (1, 3))), name='opinion_scores_are_one_to_three'), models.CheckConstraint(condition=models.Q(models.Q(('likelihood_reason', ''), _negated=True), models.Q(('harm_reason', ''), _negated=True)), name='each_score_of_a_member_has_its_reason')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Matter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('likelihood', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='likelihood')),
                        ('likelihood_reason', models.TextField(blank=True, verbose_name='why this likelihood')),
                        ('harm', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='harm')),
                        ('harm_reason', models.TextField(blank=True, verbose_name='why this harm')),
                        ('agreed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('agreed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.risk', verbose_name='risk')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matters', to='risks.session', verbose_name='session')),
                    ],
                    options={
                        'ordering': ['risk__kind__position', 'risk__position', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('session', 'risk'), name='a_risk_is_asked_once_a_session'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('agreed_by', None), ('harm', None), ('harm_reason', ''), ('likelihood', None), ('likelihood_reason', '')), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('harm__range', (1, 3)), ('likelihood__range', (1, 3)), models.Q(('likelihood_reason', ''), _negated=True), models.Q(('harm_reason', ''), _negated=True)), _connector='OR'), name='agreed_scores_have_reasons_person_and_time')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='RiskSignal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('risk', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='heard_of', to='risks.risk')),
                        ('signal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.signal')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('risk', 'signal'), name='a_signal_is_linked_once_a_risk', violation_error_message='This signal is already linked to the risk.')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Session',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('state', models.CharField(choices=[('scoring', 'members score apart'), ('open', 'scores are open'), ('closed', 'agreed, in the minutes')], default='scoring', editable=False, max_length=10, verbose_name='state')),
                        ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='session', to='office.meeting', verbose_name='meeting')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                    ],
                    options={
                        'ordering': ['-meeting__held_on', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['scoring', 'open', 'closed'])), name='session_state_is_known')],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Submittal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('submitted_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='submitted on')),
                        ('edition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='submittal', to='risks.edition', verbose_name='edition')),
                        ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation')),
                        ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organisation', verbose_name='submitted to')),
                        ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='submitted by')),
                    ],
                    options={
                        'ordering': ['-submitted_on', '-pk'],
                    },
                    managers=[
                        ('unscoped', django.db.models.manager.Manager()),
                    ],
                ),
            ],
        ),
    ]
