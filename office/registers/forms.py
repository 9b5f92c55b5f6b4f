"""Forms of registers and moves: each knows its person, its row's version and a key against sending twice."""

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from office.database.triggers import is_owned
from office.files.models import SCAN_LIMIT
from office.wall.models.wall import is_walled


class DateInput(forms.DateInput):
    """The browser's own date picker; it speaks ISO dates whatever the language."""

    def __init__(self, attrs=None):
        super().__init__(attrs={"type": "date", **(attrs or {})}, format="%Y-%m-%d")


def with_capitals(form):
    """Every label begins with a capital, whether it comes from a model or from the form itself."""
    for field in form.fields.values():
        field.label = capfirst(field.label) if field.label else field.label
    return form


def text_area(rows=3):
    return forms.Textarea(attrs={"rows": rows})


class PortalForm(forms.ModelForm):
    """A form of one organisation. `FIELDSETS`: the paper's sections in its order, (legend, field names)."""

    FIELDSETS: tuple = ()

    v = forms.IntegerField(required=False, widget=forms.HiddenInput)
    k = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, person, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.person, self.organisation = person, organisation
        if is_owned(type(self.instance)) and self.instance.organisation_id is None:
            self.instance.organisation = organisation
        self.fields["v"].initial = self.instance.version if self.instance.pk else None
        self.fields["k"].initial = uuid.uuid4
        for field in with_capitals(self).fields.values():
            self._limit_choices(field)

    def _limit_choices(self, field):
        """Narrow a choice of rows to what the person may see at this organisation."""
        if not isinstance(field, forms.ModelChoiceField):
            return
        model = field.queryset.model
        if is_owned(model):
            field.queryset = model.objects.of(self.organisation)
        elif hasattr(model.objects, "visible_to"):
            field.queryset = model.objects.visible_to(self.person)

    @property
    def keeps_draft(self):
        """Whether the browser keeps what is typed until it is taken: never of a matter behind a wall."""
        return not is_walled(self._meta.model)

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = helper.disable_csrf = False
        helper.disable_csrf = True
        named = {name for _legend, names in self.FIELDSETS for name in names}
        rest = [name for name in self.fields if name not in named]
        # A fieldset may name what a form leaves out for this row; one without any field is not drawn.
        there = [
            (str(legend), [name for name in names if name in self.fields]) for legend, names in self.FIELDSETS
        ]
        helper.layout = Layout(*(Fieldset(legend, *names) for legend, names in there if names), *rest)
        return helper

    def validate_constraints(self):
        """Check constraints over the organisation and the row above too: no fields of the form, but known."""
        known = {
            field.name
            for field in self._meta.model._meta.concrete_fields
            if field.is_relation and not field.null
        }
        try:
            self.instance.validate_constraints(
                exclude=self._get_validation_exclusions() - (known - set(self.errors))
            )
        except ValidationError as error:
            self._update_errors(error)

    def warnings(self):
        """Sentences that the person has to tick before the form is taken; they refuse nothing."""
        return []

    def finish(self, row, *, by):
        """Last touches before the row is saved."""

    def save_as(self, by):
        """Save the row, with a new version. Returns the row."""
        row = super().save(commit=False)
        if row.pk:
            row.version += 1
        self.finish(row, by=by)
        row.save()
        self.save_m2m()
        return row


class OnceForm(forms.Form):
    """A press that makes a row, with the key by which it makes one only."""

    k = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def warnings(self):
        return []


class MoveForm(forms.Form):
    """What a move asks. Subclasses name their fields after the arguments of `on_<move>`."""

    # Fields that only make the person stop; the move is not told about them.
    KEPT: tuple[str, ...] = ("v",)

    v = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, person, record, **kwargs):
        super().__init__(*args, **kwargs)
        self.person, self.record = person, record
        with_capitals(self).fields["v"].initial = record.version

    @property
    def keeps_draft(self):
        """Whether the browser may remember what is typed: never of a matter behind a wall."""
        return not is_walled(type(self.record))

    def is_stale(self, row):
        """Tell whether the row was changed after its page was opened."""
        return self.cleaned_data["v"] not in (None, row.version)

    def move_arguments(self):
        """The arguments of `on_<move>` by name."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.KEPT}


class GroundForm(MoveForm):
    """A move that needs its ground in words."""

    ground = forms.CharField(label=_("ground"), widget=text_area())


def within_limit(scan):
    """The upload, when it is not too large to be filed (or none came)."""
    if scan and scan.size > SCAN_LIMIT:
        raise ValidationError(_("The file is larger than 20 MB. Scan it in grey at 200 dpi."))
    return scan
