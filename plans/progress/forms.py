"""Progress forms of executors, made for a phone."""

from datetime import date
from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office import clock
from office.files.clean_copy import cleaned_upload
from office.files.models import SCAN_LIMIT, WrongFile, media_type_of
from office.papers.models import Order
from office.registers.forms import DateInput, GroundForm, MoveForm, PortalForm, text_area
from office.roles import Act, may
from plans.delegation import actions as delegation_actions
from plans.delegation.models import HandedNote
from plans.progress import actions
from plans.progress.models import Note, Proof

STEPS = [
    (actions.FINISH, _("it is done")),
    (actions.BEGIN, _("it is under way")),
    (actions.NO_STEP, _("only add to it")),
]
REPORTING_STEPS = [(actions.FINISH, _("it is done: report it to the head")), *STEPS[1:]]
PROOF_NEEDED = _("The measure is under the control of the head: he accepts it by what you give here.")
AGAIN = _("Choose another file; your words are still here.")


class ProgressFieldsForm(PortalForm):
    """State, text and proofs of progress. `SHOWN` are the fields of which one is enough."""

    SHOWN: tuple[str, ...] = ("text", "photo", "file", "link")

    step = forms.ChoiceField(label=_("the measure"), choices=STEPS, required=False, widget=forms.RadioSelect)
    done_on = forms.DateField(label=_("done on"), required=False, widget=DateInput, initial=clock.today)
    photo = forms.FileField(
        label=_("photo"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png", "capture": "environment"}),
    )
    file = forms.FileField(
        label=_("file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text=_("PDF, JPEG or PNG up to 20 MB"),
    )
    link = forms.URLField(label=_("link"), required=False, max_length=500, assume_scheme="https")

    def offer_steps(self, row):
        """Limit the steps by the state of the row; a bound form keeps all, so that the action can refuse with
        a reason.
        """
        self.fields["text"].required = False
        if not row.is_in_work and not self.is_bound:
            self.fields["step"].choices = STEPS[-1:]
        self.initial.setdefault("step", actions.BEGIN if row.is_in_work else actions.NO_STEP)

    def clean_photo(self):
        return self.checked_upload("photo")

    def clean_file(self):
        return self.checked_upload("file")

    def checked_upload(self, name):
        """The upload, once its size and first bytes say that it can be filed; a picture without what the
        camera wrote into it.
        """
        upload = self.cleaned_data[name]
        if not upload:
            return upload
        if upload.size > SCAN_LIMIT:
            size = -(-upload.size // 2**20)
            raise ValidationError(
                [_("The file has %(size)s MB, at most 20 MB can be taken.") % {"size": size}, AGAIN]
            )
        try:
            kind = media_type_of(upload.read(16)) if upload.size else ""
            upload.seek(0)
            if not kind or name == "photo" and not kind.startswith("image/"):
                raise WrongFile(_("This is no photo.") if kind else _("The file is empty."))
            return cleaned_upload(upload, PurePath(upload.name).stem) if kind.startswith("image/") else upload
        except WrongFile as wrong:
            raise ValidationError([str(wrong), AGAIN]) from wrong

    def clean(self):
        super().clean()
        data = self.cleaned_data
        done = data.get("step") == actions.FINISH
        if done and not data.get("done_on"):
            self.add_error("done_on", _("Say on which day it was done."))
        if done and (data.get("done_on") or date.min) > clock.today():
            self.add_error("done_on", _("The day lies in the future. Say that it is done when it is done."))
        if not self.errors and not any(data.get(name) for name in self.SHOWN):
            self.add_error(
                "text", _("Say in a word what was done, or give a photo, a file, an order or a link.")
            )
        return data


class ProgressForm(ProgressFieldsForm):
    FIELDSETS = (
        (_("How it stands"), ("instalment", "step", "done_on", "text")),
        (_("What shows it"), ("photo", "file", "order", "link")),
    )
    SHOWN = (*ProgressFieldsForm.SHOWN, "order")

    order = forms.ModelChoiceField(
        label=_("order of the body"),
        queryset=Order.objects.none(),
        required=False,
        empty_label=_("none"),
    )

    class Meta:
        model = Note
        fields = ["instalment", "text", "public"]
        widgets = {"text": text_area(4)}

    def __init__(self, *args, measure, **kwargs):
        super().__init__(*args, **kwargs)
        self.measure = measure
        self.fields["v"].initial = measure.version
        orders = self.fields["order"].queryset
        self.fields["order"].queryset = orders.filter(state__in=Order.SIGNED).order_by("-date", "-pk")
        self.offer_years()
        if not may(self.person, Act.PUBLISH, self.organisation):
            del self.fields["public"]
        if measure.is_controlled:
            self.fields["step"].choices = REPORTING_STEPS
            self.fields["photo"].help_text = PROOF_NEEDED
        if measure.proof_kind:
            self.fields[measure.proof_kind].help_text = _("This proof is needed to say that it is done.")
        self.offer_steps(measure)

    def offer_years(self):
        """The years of a yearly measure, this one chosen; no field for any other."""
        if not self.measure.is_yearly:
            del self.fields["instalment"]
            return
        field = self.fields["instalment"]
        field.queryset = self.measure.instalments.all()
        field.label_from_instance = lambda one: f"{one.period} · {one.standing}"
        field.required = True
        self.initial["instalment"] = self.measure.this_year

    def proofs(self):
        """ProofInput of each filled field."""
        data = self.cleaned_data
        for name, kind in (("photo", Proof.Kind.PHOTO), ("file", Proof.Kind.FILE)):
            if upload := data.get(name):
                yield actions.ProofInput(kind, upload.name, content=upload.read())
        if order := data.get("order"):
            yield actions.ProofInput(Proof.Kind.ORDER, str(order), order=order)
        if link := data.get("link"):
            yield actions.ProofInput(Proof.Kind.LINK, link, link=link)

    def save_as(self, by):
        """Save all. Returns the measure."""
        data = self.cleaned_data
        actions.report_progress(
            self.measure,
            by=by,
            text=data["text"].strip(),
            proofs=list(self.proofs()),
            year=data.get("instalment"),
            step=data["step"],
            done_on=data.get("done_on"),
            public=data.get("public", False),
        )
        return self.measure


class DelegatedProgressForm(ProgressFieldsForm):
    """Progress form of a delegated measure."""

    FIELDSETS = (
        (_("How it stands"), ("year", "step", "done_on", "text")),
        (_("What shows it"), ("photo", "file", "link")),
    )

    year = forms.TypedChoiceField(label=_("year"), coerce=int, required=True)

    class Meta:
        model = HandedNote
        fields = ["text"]
        widgets = {"text": text_area(4)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        handed = self.instance.handed
        self.fields["v"].initial = handed.version
        self.offer_steps(handed)
        self.fields["text"].label = _("What was done")
        if not handed.is_yearly:
            del self.fields["year"]
            return
        self.fields["year"].choices = [(year, str(year)) for year in handed.term.years]
        this_year = clock.today().year
        self.initial["year"] = min([*handed.years_to_report, this_year])

    def save_as(self, by):
        """Save all. Returns the handed measure."""
        data = self.cleaned_data
        names = ("photo", "file", "link", "year", "step", "done_on")
        delegation_actions.report_delegated_progress(
            self.instance.handed,
            by=by,
            text=data["text"].strip(),
            **{name: data.get(name) for name in names},
        )
        return self.instance.handed


class FinishForm(MoveForm):
    done_on = forms.DateField(label=_("done on"), widget=DateInput, initial=clock.today)


class ReturnForm(MoveForm):
    ground = forms.CharField(label=_("what is missing"), widget=text_area())


EXECUTION_FORMS = {
    "drop": GroundForm,
    "finish": FinishForm,
    "report": FinishForm,
    "send_back": ReturnForm,
    "release": GroundForm,
}
