"""A measure under the control of the head is reported and accepted; what is done already stays done."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0008_sealed_factors'),
        ('plans', '0003_steps_of_execution'),
        ('risks', '0003_form_layouts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='handedmeasure',
            name='handed_measure_state_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='handedmeasure',
            name='handed_measure_done_has_day_and_person',
        ),
        migrations.RemoveConstraint(
            model_name='instalment',
            name='instalment_state_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='instalment',
            name='instalment_done_has_day_and_person',
        ),
        migrations.RemoveConstraint(
            model_name='measure',
            name='measure_state_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='measure',
            name='measure_done_has_day_and_person',
        ),
        migrations.AddField(
            model_name='instalment',
            name='accepted_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='accepted by'),
        ),
        migrations.AddField(
            model_name='instalment',
            name='accepted_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='accepted by the head on'),
        ),
        migrations.AddField(
            model_name='instalment',
            name='return_ground',
            field=models.TextField(blank=True, editable=False, verbose_name='why it was returned'),
        ),
        migrations.AddField(
            model_name='instalment',
            name='returned_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='returned by'),
        ),
        migrations.AddField(
            model_name='instalment',
            name='returned_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='returned by the head on'),
        ),
        migrations.AddField(
            model_name='measure',
            name='accepted_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='accepted by'),
        ),
        migrations.AddField(
            model_name='measure',
            name='accepted_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='accepted by the head on'),
        ),
        migrations.AddField(
            model_name='measure',
            name='proof_kind',
            field=models.CharField(blank=True, choices=[('file', 'file'), ('photo', 'photo'), ('order', 'order'), ('link', 'link')], help_text='Without this proof nobody can say that the measure is done.', max_length=10, verbose_name='what proves it'),
        ),
        migrations.AddField(
            model_name='measure',
            name='return_ground',
            field=models.TextField(blank=True, editable=False, verbose_name='why it was returned'),
        ),
        migrations.AddField(
            model_name='measure',
            name='returned_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='returned by'),
        ),
        migrations.AddField(
            model_name='measure',
            name='returned_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='returned by the head on'),
        ),
        migrations.AlterField(
            model_name='handedmeasure',
            name='state',
            field=models.CharField(choices=[('not_begun', 'not begun'), ('under_way', 'under way'), ('reported', "reported as done, awaits the head's acceptance"), ('done', 'done'), ('dropped', 'dropped')], default='not_begun', editable=False, max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='instalment',
            name='state',
            field=models.CharField(choices=[('not_begun', 'not begun'), ('under_way', 'under way'), ('reported', "reported as done, awaits the head's acceptance"), ('done', 'done'), ('dropped', 'dropped')], default='not_begun', editable=False, max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='measure',
            name='state',
            field=models.CharField(choices=[('not_begun', 'not begun'), ('under_way', 'under way'), ('reported', "reported as done, awaits the head's acceptance"), ('done', 'done'), ('dropped', 'dropped')], default='not_begun', editable=False, max_length=10, verbose_name='state'),
        ),
        migrations.AddConstraint(
            model_name='handedmeasure',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['not_begun', 'under_way', 'reported', 'done', 'dropped'])), name='handed_measure_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='handedmeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_by__isnull', False), ('done_on__isnull', False), ('state__in', ['reported', 'done'])), models.Q(models.Q(('state__in', ['reported', 'done']), _negated=True), ('done_by', None), ('done_on', None)), _connector='OR'), name='handed_measure_done_has_day_and_person'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['not_begun', 'under_way', 'reported', 'done', 'dropped'])), name='instalment_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_by__isnull', False), ('done_on__isnull', False), ('state__in', ['reported', 'done'])), models.Q(models.Q(('state__in', ['reported', 'done']), _negated=True), ('done_by', None), ('done_on', None)), _connector='OR'), name='instalment_done_has_day_and_person'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_by', None), ('accepted_on', None)), models.Q(('accepted_by__isnull', False), ('accepted_on__isnull', False), ('state', 'done')), _connector='OR'), name='instalment_accepted_has_day_and_person'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('return_ground', ''), ('returned_by', None), ('returned_on', None)), models.Q(models.Q(('return_ground', ''), _negated=True), models.Q(('state__in', ['reported', 'done']), _negated=True), ('returned_by__isnull', False), ('returned_on__isnull', False)), _connector='OR'), name='instalment_returned_has_day_person_and_ground'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['not_begun', 'under_way', 'reported', 'done', 'dropped'])), name='measure_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_by__isnull', False), ('done_on__isnull', False), ('state__in', ['reported', 'done'])), models.Q(models.Q(('state__in', ['reported', 'done']), _negated=True), ('done_by', None), ('done_on', None)), _connector='OR'), name='measure_done_has_day_and_person'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_by', None), ('accepted_on', None)), models.Q(('accepted_by__isnull', False), ('accepted_on__isnull', False), ('state', 'done')), _connector='OR'), name='measure_accepted_has_day_and_person'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('return_ground', ''), ('returned_by', None), ('returned_on', None)), models.Q(models.Q(('return_ground', ''), _negated=True), models.Q(('state__in', ['reported', 'done']), _negated=True), ('returned_by__isnull', False), ('returned_on__isnull', False)), _connector='OR'), name='measure_returned_has_day_person_and_ground'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.CheckConstraint(condition=models.Q(('proof_kind__in', ['', 'file', 'photo', 'order', 'link'])), name='kind_of_required_proof_is_known'),
        ),
    ]
