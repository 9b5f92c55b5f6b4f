"""The forms of a monitoring: what is announced, the sheet of scores in its three uses, documents, recommendations."""

import datetime

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from monitoring import actions, scoring
from monitoring.models import CriteriaSet, Document, Monitoring, Recommendation, SelfCheck
from office.forms import DateInput, MoveForm, PortalForm, area
from office.models import Commission, Organisation, StoredFile
from office.models.file import SCAN_LIMIT
from office.roles import Act, may

YEARS = (2000, 2100)


class YearField(forms.IntegerField):
    def __init__(self, **kwargs):
        super().__init__(min_value=YEARS[0], max_value=YEARS[1], **kwargs)


class MonitoringForm(PortalForm):
    """What is announced. Once it was prepared, the memo too; once the scores are open, the conclusion alone."""

    FIELDSETS = (
        (_("Monitoring"), ("subject", "state_secretary", "kind", "year", "period_from", "period_to")),
        (_("Who monitors"), ("order", "commission", "visit_from")),
        (_("Memo: directions of the monitoring"), ("directions",)),
        (_("Memo: documents asked for"), tuple(f"documents_{number}" for number in range(1, 100))),
        ("", ("conclusion",)),
    )
    PREPARED = (
        "subject", "state_secretary", "kind", "year", "period_from", "period_to", "order", "commission", "visit_from",
        "directions",
    )  # fmt: skip

    year = YearField(label=_("year of the rating"), initial=lambda: timezone.localdate().year)

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
            "directions": area(12),
            "conclusion": area(6),
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
        """The criteria are those of the day the monitoring was begun on; the memo is written once it has been begun."""
        if not self.instance.pk:
            del self.fields["directions"]
            self.instance.criteria_set = CriteriaSet.objects.newest(timezone.localdate())
            return
        for line in self.instance.lines.select_related("criterion"):
            self.fields[f"documents_{line.criterion.number}"] = forms.CharField(
                label=str(line.criterion), required=False, widget=area(2), initial=line.documents
            )

    @property
    def helper(self):
        helper = super().helper
        # Fieldsets name every criterion there could be: those that are not there are left out.
        for fieldset in list(helper.layout):
            if not isinstance(fieldset, str):
                fieldset.fields = [name for name in fieldset.fields if name in self.fields]
        helper.layout.fields = [one for one in helper.layout if isinstance(one, str) or one.fields]
        return helper

    def finish(self, record, *, by):
        if not record.directions:
            record.directions = actions.directions_of(record.criteria_set)

    def save_as(self, by):
        fresh = self.instance.pk is None
        record = super().save_as(by)
        if fresh:
            return actions.begin(record)
        documents = {
            int(name.removeprefix("documents_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("documents_")
        }
        if documents:
            actions.keep_memo(record, documents)
        return record


class CloseForm(MoveForm):
    """The day of the certificate."""

    made_on = forms.DateField(label=_("certificate of"), widget=DateInput, initial=timezone.localdate)

    def clean_made_on(self):
        return not_tomorrow(self.cleaned_data["made_on"])


def not_tomorrow(day):
    if day > timezone.localdate():
        raise ValidationError(_("This day has not come yet."))
    return day


# --- The sheet of scores ---------------------------------------------------------------------------------------------

WHY = {
    "missing": _("The score is missing."),
    "decimal": _("A score is a whole number: 1, 2, 3, 4 or 5."),
    "negative": _("A score is never negative: 1, 2, 3, 4 or 5."),
    "not_a_number": _("A score is a number: 1, 2, 3, 4 or 5."),
    "score_out_of_range": _("A score lies between 1 and 5."),
}


class ScoreField(forms.Field):
    """A whole number from 1 to 5 as five buttons, in the order of the table's columns; None while there is none."""

    def __init__(self, indicators, **kwargs):
        choices = [(str(one.score), str(one)) for one in indicators]
        super().__init__(required=False, widget=forms.RadioSelect(choices=choices), **kwargs)

    def prepare_value(self, value):
        return "" if value is None else str(value)

    def to_python(self, value):
        if not value:
            return None
        try:
            return scoring.read_score(value)
        except ValueError as code:
            raise ValidationError(WHY[str(code)]) from None


FORM_CONTROL = {"class": "form-control form-control-sm"}


class SheetForm(forms.Form):
    """All criteria on one page, each with its score and the texts beside it. `TEXTS`: (name, label, largest length or None for many lines).

    Where they are `FOLDED` the texts of a criterion that have not been written yet wait behind one line: a page for a thumb.
    """

    TEXTS: tuple[tuple[str, str, int | None], ...] = ()
    FOLDED = True

    v = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, criteria_set, there: dict[int, dict], version=0, order=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria_set, self.version = criteria_set, version
        self.criteria = sorted(criteria_set.all_criteria, key=order) if order else criteria_set.all_criteria
        self.fields["v"].initial = version
        for criterion in self.criteria:
            self._ask(criterion, there.get(criterion.number, {}))

    def _ask(self, criterion, values):
        number = criterion.number
        self.fields[f"score_{number}"] = ScoreField(
            self.criteria_set.all_indicators,
            label=_("Score of criterion %(number)s") % {"number": number},
            initial=values.get("score"),
        )
        for name, label, longest in self.TEXTS:
            self.fields[f"{name}_{number}"] = forms.CharField(
                label=label,
                required=False,
                max_length=longest or 5000,
                widget=forms.TextInput(FORM_CONTROL)
                if longest
                else forms.Textarea({**FORM_CONTROL, "rows": 2}),
                initial=values.get(name, ""),
            )

    @property
    def is_stale(self):
        return self.cleaned_data.get("v") not in (None, self.version)

    @cached_property
    def given(self) -> dict[int, dict]:
        """{number of the criterion: {"score": int | None, …}} of a valid sheet."""
        names = ("score", *(name for name, _label, _longest in self.TEXTS))
        return {
            criterion.number: {name: self.cleaned_data[f"{name}_{criterion.number}"] for name in names}
            for criterion in self.criteria
        }

    @property
    def lines(self):
        """What the template draws: `{criterion, score, texts}` in the order of the sheet, bound."""
        for criterion in self.criteria:
            texts = [self[f"{name}_{criterion.number}"] for name, _label, _longest in self.TEXTS]
            yield {
                "criterion": criterion,
                "score": self[f"score_{criterion.number}"],
                "texts": texts,
                "folded": self.FOLDED and not any(text.value() or text.errors for text in texts),
            }


class MemberSheet(SheetForm):
    """What one member gives."""

    TEXTS = (("note", _("Note"), None), ("references", _("Documents it rests on"), 300))


class AgreedSheet(SheetForm):
    """What the commission agrees: a score with its reason, each or neither."""

    TEXTS = (("reason", _("Reason"), None),)
    FOLDED = False

    def clean(self):
        for criterion in self.criteria:
            score = self.cleaned_data.get(f"score_{criterion.number}")
            reason = self.cleaned_data.get(f"reason_{criterion.number}", "").strip()
            self.cleaned_data[f"reason_{criterion.number}"] = reason
            if score and not reason:
                self.add_error(
                    f"reason_{criterion.number}", _("Say why the commission agreed on this score.")
                )
            if reason and not score and f"score_{criterion.number}" not in self.errors:
                self.add_error(f"score_{criterion.number}", _("A reason is there, its score is missing."))
        return self.cleaned_data


class SelfSheet(SheetForm):
    """What the body gives itself."""

    TEXTS = (("proof", _("Documents that prove it"), None), ("responsible", _("Responsible"), 200))


class SelfCheckForm(PortalForm):
    year = YearField(label=_("year"), initial=lambda: timezone.localdate().year)

    class Meta:
        model = SelfCheck
        fields = ["year", "note"]
        widgets = {"note": area(2)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.instance.criteria_set = CriteriaSet.objects.newest(timezone.localdate())


# --- What passes between the bodies ----------------------------------------------------------------------------------


def stored(form, upload):
    """File what was brought with the form at its body."""
    return StoredFile.store(form.organisation, name=upload.name, content=upload.read(), by=form.person)


def not_too_large(upload):
    if upload and upload.size > SCAN_LIMIT:
        raise ValidationError(_("The file is larger than 20 MB. Scan it in grey at 200 dpi."))
    return upload


class DocumentForm(PortalForm):
    """A document for a criterion: a file, or the number of the case that is shown on paper."""

    upload = forms.FileField(
        label=_("file"),
        required=False,
        help_text=_("PDF, JPEG or PNG, up to 20 MB"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    class Meta:
        model = Document
        fields = ["criterion", "name", "upload", "case_number"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = self.instance.notice.criteria_set.criteria.all()

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

    def finish(self, record, *, by):
        record.handed_by = by
        if self.cleaned_data["upload"]:
            record.file = stored(self, self.cleaned_data["upload"])


class SeenForm(forms.Form):
    """What the commission saw on paper at the body."""

    criterion = forms.ModelChoiceField(label=_("criterion"), queryset=CriteriaSet.objects.none())
    name = forms.CharField(label=_("document"), max_length=300)
    case_number = forms.CharField(label=_("case № on paper"), max_length=100)

    def __init__(self, *args, notice, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = notice.criteria_set.criteria.all()


class RecommendationForm(PortalForm):
    """A recommendation of a certificate. Only the body that conducted the monitoring gives it."""

    class Meta:
        model = Recommendation
        fields = ["criterion", "text", "addressee", "issued_on", "due"]
        widgets = {"text": area(4), "issued_on": DateInput, "due": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        result = self.instance.result
        if not may(self.person, Act.MONITOR, result.monitor):
            raise PermissionDenied
        self.fields["criterion"].queryset = result.criteria_set.criteria.all()
        self.fields["criterion"].empty_label = _("the work as a whole")

    def clean_issued_on(self):
        return not_tomorrow(self.cleaned_data["issued_on"])

    def warnings(self):
        if self.cleaned_data["due"] < timezone.localdate():
            return [_("The term lies in the past: the recommendation is overdue at once.")]
        return []

    def finish(self, record, *, by):
        record.issued_by = by
        record.number = record.result.recommendations.count() + 1


class AnswerForm(MoveForm):
    """What the body did, on which day it answered, and the proof."""

    answer = forms.CharField(label=_("what was done"), widget=area(5))
    answered_on = forms.DateField(label=_("answered on"), widget=DateInput, initial=timezone.localdate)
    proof = forms.FileField(
        label=_("proof"),
        required=False,
        help_text=_("PDF, JPEG or PNG, up to 20 MB"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def clean_answered_on(self):
        return not_tomorrow(self.cleaned_data["answered_on"])

    def clean_proof(self):
        return not_too_large(self.cleaned_data["proof"])


class AcceptForm(MoveForm):
    verdict = forms.CharField(label=_("note to the answer"), widget=area(2), required=False)


class GiveBackForm(MoveForm):
    verdict = forms.CharField(label=_("what is wanting"), widget=area(3))


# --- A later order ---------------------------------------------------------------------------------------------------


class CriteriaSetForm(PortalForm):
    """A set of criteria as a later order has it: headings and criteria in one text, the heads of the columns, the bands."""

    table = forms.CharField(
        label=_("headings and criteria"),
        widget=area(24),
        help_text=_(
            "A line a criterion. A line that begins with «#» is a heading; the portal sets the numbers."
        ),
    )
    indicators = forms.CharField(
        label=_("indicators"), widget=area(6), help_text=_("Five lines: what 5, 4, 3, 2 and 1 mean.")
    )
    bands = forms.CharField(
        label=_("bands"),
        widget=area(6),
        help_text=_("A line a band, the lowest first: its least total, a space, its sentence."),
    )

    class Meta:
        model = CriteriaSet
        fields = ["code", "name_ky", "name_ru", "valid_from", "valid_to", "table", "indicators", "bands"]
        widgets = {"valid_from": DateInput, "valid_to": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        newest = CriteriaSet.objects.newest(timezone.localdate())
        if newest and not self.instance.pk:
            self.initial |= actions.as_text(newest)

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        if not datetime.date(YEARS[0], 1, 1) <= day:
            raise ValidationError(_("This day lies too far back."))
        return day

    def clean_table(self):
        lines = [line.strip() for line in self.cleaned_data["table"].splitlines() if line.strip()]
        if not lines or not lines[0].startswith("#"):
            raise ValidationError(_("The first line is a heading: begin it with «#»."))
        empty = [
            one for one, below in zip(lines, [*lines[1:], "#"], strict=True) if one[0] == below[0] == "#"
        ]
        if empty:
            raise ValidationError(
                _("No criterion stands under «%(heading)s».") % {"heading": empty[0].strip("# ")}
            )
        return lines

    def clean_indicators(self):
        lines = [line.strip() for line in self.cleaned_data["indicators"].splitlines() if line.strip()]
        if len(lines) != len(scoring.SCORES):
            raise ValidationError(
                _("Five lines are needed, one for each score; there are %(n)s.") % {"n": len(lines)}
            )
        return lines

    def clean_bands(self):
        found = []
        for line in filter(str.strip, self.cleaned_data["bands"].splitlines()):
            lowest, _space, text = line.strip().partition(" ")
            if not lowest.isdecimal() or not text.strip():
                raise ValidationError(
                    _("«%(line)s» does not begin with its least total.") % {"line": line[:60]}
                )
            found.append((int(lowest), text.strip()))
        if [lowest for lowest, _text in found] != sorted({lowest for lowest, _text in found}):
            raise ValidationError(_("The least totals of the bands rise from line to line."))
        return found

    def clean(self):
        data = super().clean()
        if "table" in data and data.get("bands"):
            count = sum(1 for line in data["table"] if not line.startswith("#"))
            lowest, highest = data["bands"][0][0], data["bands"][-1][0]
            if lowest > count or highest > count * scoring.MOST:
                self.add_error(
                    "bands",
                    _(
                        "With %(count)s criteria totals run from %(count)s to %(most)s: the bands must cover them."
                    )
                    % {"count": count, "most": count * scoring.MOST},
                )
        return data

    def save_as(self, by):
        record = super().save_as(by)
        data = self.cleaned_data
        actions.fill_criteria(record, data["table"], data["indicators"], data["bands"])
        return record
