"""The forms of the employee's desk: two minutes each, in the order of the paper, help quoting the point."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office import clock
from office.files.clean_copy import cleaned_upload
from office.files.models import WrongFile, media_type_of
from office.models.person import Person
from office.papers.models import Order
from office.registers.forms import DateInput, MoveForm, PortalForm, text_area, within_limit
from office.registers.workflow import Refused
from office.roles import Act, may
from standards.notices.models import corruption_report
from standards.notices.models.conflict import Conflict
from standards.notices.models.declaration import Declaration, DeclarationFinding
from standards.notices.models.gift import Gift, GiftOutcome
from standards.notices.models.notice_to_head import ConflictMeasure
from standards.notices.models.relative import Kin, Relative


class EmployeeNoticeForm(PortalForm):
    """A draft is kept as it is; what the point asks for is asked when it is given."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.gives = not self.is_bound or "give" in self.data
        for name in self._meta.model.NEEDED:
            if name in self.fields:
                self.fields[name].required = self.gives

    def finish(self, row, *, by):
        if row.pk is None:
            row.author = by

    def save_as(self, by):
        """Keep the draft; with the button «Give it now» give it at once."""
        row = super().save_as(by)
        return self.give(row, by=by) if "give" in self.data else row

    def give(self, row, *, by):
        return row.move("give", by=by)


class ConflictForm(EmployeeNoticeForm):
    FIELDSETS = (
        (_("The conflict"), ("interest", "duty", "post", "arose_on")),
        (_("What is to be done"), ("proposal", "about_head")),
    )

    class Meta:
        model = Conflict
        fields = ["interest", "duty", "post", "arose_on", "proposal", "about_head"]
        widgets = {
            "interest": text_area(3),
            "duty": text_area(2),
            "proposal": text_area(2),
            "arose_on": DateInput,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        posts = self.fields["post"].queryset
        self.fields["post"].queryset = posts.open().select_related("unit")


class RelativeForm(EmployeeNoticeForm):
    FIELDSETS = (
        (_("The relative"), ("relative", "kin", "relative_post")),
        (_("Subordination"), ("direction", "since", "about_head", "note")),
    )

    class Meta:
        model = Relative
        fields = ["relative", "kin", "relative_post", "direction", "since", "about_head", "note"]
        widgets = {"note": text_area(2), "since": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kin"].queryset = Kin.objects.in_force(clock.today())


class GiftForm(EmployeeNoticeForm):
    FIELDSETS = (
        (_("The gift"), ("kind", "what", "worth")),
        (_("Circumstances"), ("giver", "happened_on", "occasion", "place")),
    )

    class Meta:
        model = Gift
        fields = ["kind", "what", "worth", "giver", "happened_on", "occasion", "place"]
        widgets = {"what": text_area(2), "happened_on": DateInput}

    def clean_happened_on(self):
        return not_in_future(self.cleaned_data["happened_on"])


def not_in_future(day):
    if day and day > clock.today():
        raise ValidationError(_("This day has not come yet."))
    return day


class DeclarationForm(EmployeeNoticeForm):
    """An employee files their own; the officer also enters one that came on paper."""

    class Meta:
        model = Declaration
        fields = ["filer", "reason", "filed_on", "interests"]
        widgets = {"interests": text_area(4), "filed_on": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["filed_on"].initial = clock.today
        if may(self.person, Act.SETTLE, self.organisation) and may(self.person, Act.WATCH, self.organisation):
            people = Person.objects.filter(appointments__in=self.organisation.appointments.today())
            self.fields["filer"].queryset = people.distinct()
            self.fields["filer"].initial = self.person
            self.fields["filer"].help_text = _("Another person: their declaration came on paper.")
        else:
            del self.fields["filer"]

    def clean_filed_on(self):
        return not_in_future(self.cleaned_data["filed_on"])

    def finish(self, row, *, by):
        super().finish(row, by=by)
        row.filer = row.filer or by
        row.way = "portal" if row.filer == row.author else "paper"


class ReportForm(EmployeeNoticeForm):
    """What is known of corruption; the author stands in the row as a mark alone, the warning of point 26
    before it is given.
    """

    FIELDSETS = (
        (_("What is reported"), ("kind", "what", "happened_on", "place", "evidence", "provision")),
        (_("About whom"), ("accused", "about")),
        (_("Before it is given"), ("wants_protection", "warned")),
    )

    warned = forms.BooleanField(label=_("I have read point 26 and give true information"), required=False)

    class Meta:
        model = corruption_report.Report
        fields = [
            "kind",
            "what",
            "happened_on",
            "place",
            "evidence",
            "provision",
            "accused",
            "about",
            "wants_protection",
        ]
        widgets = {"what": text_area(6), "evidence": text_area(2), "happened_on": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = self.organisation.appointments.today()
        people = Person.objects.filter(appointments__in=today).exclude(pk=self.person.pk)
        self.fields["about"].queryset = people.distinct()
        self.fields["provision"].queryset = self.fields["provision"].queryset.in_force(clock.today())
        self.fields["warned"].required = "give" in self.data

    def clean_happened_on(self):
        return not_in_future(self.cleaned_data["happened_on"])

    def finish(self, row, *, by):
        if row.pk is None:
            for name, value in corruption_report.fresh_author_mark(by, row.organisation_id).items():
                setattr(row, name, value)
            row.key = self.cleaned_data["k"]

    def give(self, row, *, by):
        return row.move("give", by=by, warned=self.cleaned_data["warned"])


class ProtectionForm(PortalForm):
    class Meta:
        model = corruption_report.Protection
        fields = ["text", "taken_on"]
        widgets = {"text": text_area(2), "taken_on": DateInput}

    def finish(self, row, *, by):
        if not row.report.is_turn_of(by):
            raise Refused(_("The decision lies with whom it is addressed to."))
        row.taken_by = by


# --- Moves --------------------------------------------------------------------------------------------------


class NoticeDecisionForm(MoveForm):
    """The measure and why; whoever told it reads both."""

    measure = forms.ChoiceField(label=_("measure"), choices=ConflictMeasure)
    decision = forms.CharField(
        label=_("decision and its reason"),
        widget=text_area(4),
        help_text=_("What is done, by whom, from which day; a refusal says why. Whoever told it reads this."),
    )


class ConflictDecisionForm(NoticeDecisionForm):
    risk = forms.ModelChoiceField(
        label=_("risk of the register"),
        queryset=Conflict.unscoped.none(),
        required=False,
        help_text=_("Where the same situation stands in the list of risks."),
    )

    field_order = ("measure", "decision", "risk")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        risks = Conflict._meta.get_field("risk").related_model
        self.fields["risk"].queryset = risks.objects.of(self.record.organisation).in_the_list()


class ReportWarningForm(MoveForm):
    """Before a report is given: the warning of point 26."""

    warned = forms.BooleanField(label=_("I have read point 26 and give true information"))


class ReportOutcomeForm(NoticeDecisionForm):
    measure = forms.ChoiceField(label=_("outcome"), choices=corruption_report.ReportOutcome)


class GiftOutcomeForm(NoticeDecisionForm):
    measure = forms.ChoiceField(label=_("outcome"), choices=GiftOutcome)


class DeclarationFindingForm(NoticeDecisionForm):
    """What the ethics commission decided, and on which day."""

    measure = forms.ChoiceField(label=_("decision of the ethics commission"), choices=DeclarationFinding)
    day = forms.DateField(label=_("day of the commission"), widget=DateInput, initial=clock.today)

    def clean_day(self):
        return not_in_future(self.cleaned_data["day"])


class NoticeProofForm(MoveForm):
    """The paper by which the decision was carried out: an order of the organisation, a file,
    or any other in words.
    """

    order = forms.ModelChoiceField(
        label=_("order of the body"),
        queryset=Order.objects.none(),
        required=False,
        empty_label=_("none"),
        help_text=_("A registered order of the portal."),
    )
    proof = forms.CharField(
        label=_("proof in words"),
        required=False,
        widget=text_area(2),
        help_text=_("Act, minutes or an order on paper, with number and date: «№ 45 буйрук, 12.03.2026»."),
    )
    file = forms.FileField(
        label=_("file"),
        required=False,
        help_text=_(
            "Scan of the paper: PDF, JPEG or PNG up to 20 MB. It is read by whoever may read this row."
        ),
        error_messages={"empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        orders = Order.objects.of(self.record.organisation).signed()
        self.fields["order"].queryset = orders.exclude(number="").exclude(date=None).order_by("-date", "-pk")

    def clean_file(self):
        """What proves the decision on a matter behind a wall comes washed and without its name."""
        file = within_limit(self.cleaned_data["file"])
        if not file or getattr(self.record, "wall", None) is None:
            return file
        try:
            media_type_of(file.read(16))
            file.seek(0)
            return cleaned_upload(file, "proof")
        except WrongFile as wrong:
            raise ValidationError(str(wrong)) from wrong

    def clean(self):
        data = super().clean()
        if not data.get("proof") and not data.get("order") and "order" not in self.errors:
            self.add_error("proof", _("Name the paper in words, or choose the order."))
        return data


# --- The law's list -----------------------------------------------------------------------------------------


class KinForm(PortalForm):
    """A relationship counted as close, from a day to a day."""

    class Meta:
        model = Kin
        fields = ["code", "name_ky", "name_ru", "close", "valid_from", "valid_to"]
        widgets = {"valid_from": DateInput, "valid_to": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = bool(self.instance.pk)
