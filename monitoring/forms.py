"""The forms of a monitoring: what is announced, the sheet of scores in its three uses, documents,
recommendations.
"""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from monitoring import memo
from monitoring.models.certificate import Recommendation
from monitoring.models.criteria import CriteriaSet
from monitoring.models.monitoring import Monitoring
from monitoring.models.notice import Document
from monitoring.models.replacement import Replacement
from monitoring.models.selfcheck import SelfCheck, SelfDocument
from office import clock
from office.files.models import SCAN_LIMIT, StoredFile
from office.models.commission import Commission, Seat
from office.models.organisation import Organisation
from office.registers.forms import DateInput, MoveForm, OnceForm, PortalForm, text_area
from office.roles import Act, may

YEARS = (2000, 2100)


class YearField(forms.IntegerField):
    def __init__(self, **kwargs):
        super().__init__(min_value=YEARS[0], max_value=YEARS[1], **kwargs)


class MonitoringForm(PortalForm):
    """The monitoring before and after it is prepared (with the memo); once scores
    are open, its conclusion.
    """

    FIELDSETS = (
        (_("Monitoring"), ("subject", "state_secretary", "kind", "year", "period_from", "period_to")),
        (_("Who monitors"), ("order", "commission", "visit_from")),
        (_("Memo: directions of the monitoring"), ("directions",)),
        (_("Memo: documents asked for"), tuple(f"documents_{number}" for number in range(1, 100))),
        ("", ("conclusion",)),
    )
    PREPARED = (
        "subject", "state_secretary", "kind", "year", "period_from", "period_to",
        "order", "commission", "visit_from", "directions",
    )  # fmt: skip

    year = YearField(label=_("year of the rating"))

    class Meta:
        model = Monitoring
        fields = [
            "subject",
            "state_secretary",
            "kind",
            "year",
            "period_from",
            "period_to",
            "order",
            "commission",
            "visit_from",
            "directions",
            "conclusion",
        ]
        widgets = {
            "kind": forms.RadioSelect,
            "period_from": DateInput,
            "period_to": DateInput,
            "visit_from": DateInput,
            "directions": text_area(12),
            "conclusion": text_area(6),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.is_open:
            for name in self.PREPARED:
                del self.fields[name]
            return
        del self.fields["conclusion"]
        self.fields["subject"].queryset = Organisation.objects.working().filter(
            path__startswith=self.organisation.path
        )
        self.fields["commission"].queryset = (
            Commission.objects.of(self.organisation).working().filter(kind=Commission.Kind.MONITORING)
        )
        self.fields["commission"].help_text = _("A commission of the kind «Monitoring commission»")
        self._prepare_memo()

    def _prepare_memo(self):
        """The criteria are those of the day the monitoring was begun on; the memo is written once it has been
        begun.
        """
        if not self.instance.pk:
            del self.fields["directions"]
            self.initial["year"] = clock.today().year
            self.instance.criteria_set = CriteriaSet.objects.newest(clock.today())
            return
        for line in self.instance.lines.select_related("criterion"):
            self.fields[f"documents_{line.criterion.number}"] = forms.CharField(
                label=str(line.criterion), required=False, widget=text_area(2), initial=line.documents
            )

    def finish(self, row, *, by):
        if not row.directions:
            row.directions = memo.directions_of(row.criteria_set)

    def save_as(self, by):
        fresh = self.instance.pk is None
        row = super().save_as(by)
        if fresh:
            return memo.create_lines(row)
        documents = {
            int(name.removeprefix("documents_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("documents_")
        }
        if documents:
            memo.keep_memo(row, documents)
        return row


class CloseMonitoringForm(MoveForm):
    made_on = forms.DateField(label=_("certificate of"), widget=DateInput, initial=clock.today)

    def clean_made_on(self):
        return not_in_future(self.cleaned_data["made_on"])


def not_in_future(day):
    if day > clock.today():
        raise ValidationError(_("This day has not come yet."))
    return day


class SelfCheckForm(PortalForm):
    year = YearField(label=_("year"))

    class Meta:
        model = SelfCheck
        fields = ["year", "note"]
        widgets = {"note": text_area(2)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["year"] = clock.today().year
            self.instance.criteria_set = CriteriaSet.objects.newest(clock.today())


# --- What passes between the organisations ------------------------------------------------------------------


def store_upload(form, upload):
    """File what was brought with the form at its organisation."""
    return StoredFile.store(form.organisation, name=upload.name, content=upload.read(), by=form.person)


def not_too_large(upload):
    if upload and upload.size > SCAN_LIMIT:
        raise ValidationError(_("The file is larger than 20 MB. Scan it in grey at 200 dpi."))
    return upload


class CriterionDocumentForm(PortalForm):
    """A document for a criterion: a file, or the number of the case that is shown on paper."""

    upload = forms.FileField(
        label=_("file"),
        required=False,
        help_text=_("PDF, JPEG or PNG, up to 20 MB"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def clean_upload(self):
        return not_too_large(self.cleaned_data["upload"])

    def clean(self):
        data = super().clean()
        if not data.get("upload") and not data.get("case_number") and "upload" not in self.errors:
            self.add_error("upload", _("Choose a file or write the number of the case on paper."))
        return data

    def validate_constraints(self):
        # The file is filed while the row is saved: with one at hand the rule is kept already.
        if not self.cleaned_data.get("upload"):
            super().validate_constraints()

    def finish(self, row, *, by):
        if self.cleaned_data["upload"]:
            row.file = store_upload(self, self.cleaned_data["upload"])


DOCUMENT_FIELDS = ["criterion", "name", "upload", "case_number"]


class DocumentForm(CriterionDocumentForm):
    class Meta:
        model = Document
        fields = DOCUMENT_FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = self.instance.notice.criteria_set.criteria.all()

    def finish(self, row, *, by):
        super().finish(row, by=by)
        row.handed_by = by


class SelfDocumentForm(CriterionDocumentForm):
    """What the organisation keeps beside its own check, to be handed over when a commission comes."""

    class Meta:
        model = SelfDocument
        fields = DOCUMENT_FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = self.instance.self_check.criteria_set.criteria.all()

    def finish(self, row, *, by):
        super().finish(row, by=by)
        row.added_by = by


class ReplacementForm(PortalForm):
    """A substitute of the commission for a member who does not take part in this monitoring."""

    class Meta:
        model = Replacement
        fields = ["member", "substitute", "ground"]
        help_texts = {
            "ground": _("The order that names the substitute, or why the member does not take part")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        seats = Seat.objects.of(self.organisation).filter(
            commission=self.instance.monitoring.commission, left_on=None
        )
        self.fields["member"].queryset = seats.exclude(part=Seat.Part.SUBSTITUTE)
        self.fields["substitute"].queryset = seats.filter(part=Seat.Part.SUBSTITUTE)

    def warnings(self):
        scores = self.instance.monitoring.member_scores.filter(seat=self.cleaned_data["member"])
        count = scores.exclude(score=None).count()
        return [_("The member has given %(n)s scores: they will not count.") % {"n": count}] if count else []

    def finish(self, row, *, by):
        row.named_by = by


class SeenDocumentForm(OnceForm):
    """What the commission saw on paper at the organisation."""

    criterion = forms.ModelChoiceField(label=_("criterion"), queryset=CriteriaSet.objects.none())
    name = forms.CharField(label=_("document"), max_length=300)
    case_number = forms.CharField(label=_("case № on paper"), max_length=100)

    def __init__(self, *args, notice, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = notice.criteria_set.criteria.all()

    def shown_document(self):
        """The fields of the Document by name."""
        return {name: self.cleaned_data[name] for name in ("criterion", "name", "case_number")}


class RecommendationForm(PortalForm):
    """A recommendation of a certificate. Only the organisation that conducted the monitoring gives it."""

    class Meta:
        model = Recommendation
        fields = ["criterion", "text", "addressee", "issued_on", "due"]
        widgets = {"text": text_area(4), "issued_on": DateInput, "due": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        result = self.instance.result
        if not may(self.person, Act.MONITOR, result.monitor):
            raise PermissionDenied
        self.fields["criterion"].queryset = result.criteria_set.criteria.all()
        self.fields["criterion"].empty_label = _("the work as a whole")

    def clean_issued_on(self):
        return not_in_future(self.cleaned_data["issued_on"])

    def warnings(self):
        if self.cleaned_data["due"] < clock.today():
            return [_("The term lies in the past: the recommendation is overdue at once.")]
        return []

    def finish(self, row, *, by):
        row.issued_by = by
        row.number = row.result.recommendations.count() + 1


class RecommendationAnswerForm(MoveForm):
    """What the organisation did, on which day it answered, and the proof."""

    answer = forms.CharField(label=_("what was done"), widget=text_area(5))
    answered_on = forms.DateField(label=_("answered on"), widget=DateInput, initial=clock.today)
    proof = forms.FileField(
        label=_("proof"),
        required=False,
        help_text=_("PDF, JPEG or PNG, up to 20 MB"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def clean_answered_on(self):
        return not_in_future(self.cleaned_data["answered_on"])

    def clean_proof(self):
        return not_too_large(self.cleaned_data["proof"])


class AcceptAnswerForm(MoveForm):
    verdict = forms.CharField(label=_("note to the answer"), widget=text_area(2), required=False)


class ReturnAnswerForm(MoveForm):
    verdict = forms.CharField(label=_("what is wanting"), widget=text_area(3))
