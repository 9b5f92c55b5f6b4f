"""The forms of the standard: a version and its points, a file with the text, acknowledgement, sheets, the
test, the report.
"""

from hashlib import sha256

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from office import clock
from office.imports.package import MAX_BYTES
from office.imports.package import UnreadableFile as FileRefused
from office.imports.paragraphs import read_lines
from office.models.organisation import Unit
from office.papers.forms import ScanForm
from office.registers.forms import DateInput, MoveForm, PortalForm, text_area
from standards.acquaintance import actions
from standards.acquaintance.coverage import missing_appointments
from standards.acquaintance.models import AcquaintanceSheet, SheetLine
from standards.exam.models import ExamQuestion
from standards.officer_report.models import OfficerReport
from standards.text import sources
from standards.text.import_models import TextImport
from standards.text.models import Point, Standard
from standards.text.parser import read_text


class StandardForm(PortalForm):
    """A new version takes the next number; its text may begin with that of the version before or of the
    organisation above.
    """

    begin_with = forms.ChoiceField(label=_("text to begin with"), required=False)

    class Meta:
        model = Standard
        fields = ["title", "act", "for_below"]
        widgets = {"title": text_area(2), "act": text_area(2)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sources = {} if self.instance.pk else sources.text_sources(self.organisation)
        if not self.sources:
            del self.fields["begin_with"]
            return
        named = [(key, source.label) for key, source in self.sources.items()]
        self.fields["begin_with"].choices = [*named, ("", _("an empty text: I bring it from Word"))]
        key, first = next(iter(self.sources.items()))
        self.initial.update(begin_with=key, title=first.standard.title)

    def finish(self, row, *, by):
        if row.pk is None:
            last = Standard.objects.of(row.organisation).aggregate(last=Max("number"))["last"] or 0
            row.number = last + 1

    def save_as(self, by):
        source = self.sources.get(self.cleaned_data.get("begin_with", ""))
        return sources.copy_source_text(super().save_as(by), source)


class InDraftMixin:
    """What a version takes only while it is in work."""

    def clean(self):
        if not self.instance.standard.is_editable:
            raise ValidationError(_("The version is no longer in work."))
        return super().clean()


class PointForm(InDraftMixin, PortalForm):
    """One point of a draft; a new one is put after the point chosen, else at the end."""

    after = forms.ModelChoiceField(
        label=_("stands after"),
        queryset=Point.objects.none(),
        required=False,
        help_text=_("Leave it empty to put the point at the end of the text."),
    )

    class Meta:
        model = Point
        fields = ["kind", "code", "text"]
        widgets = {"text": text_area(5)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["after"]
        else:
            self.fields["after"].queryset = self.instance.standard.points.in_order()

    def finish(self, row, *, by):
        row.index()
        if row.pk is None:
            row.place = row.standard.make_room(self.cleaned_data["after"])


class EnforceForm(MoveForm):
    """From which day the version holds."""

    day = forms.DateField(label=_("in force from"), widget=DateInput, initial=clock.today)


class TextImportForm(InDraftMixin, PortalForm):
    """The file with the text. It is read at once; nothing enters the draft before the last step."""

    file = forms.FileField(
        label=_("File with the text"),
        help_text=_("Word (.docx) or plain text (.txt), up to 5 MB"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.txt,.md"}),
        allow_empty_file=True,
    )

    class Meta:
        model = TextImport
        fields: list[str] = []

    def clean_file(self):
        file = self.cleaned_data["file"]
        # One byte more than allowed is enough for the reader to refuse.
        self.content = file.read(MAX_BYTES + 1)
        try:
            self.understood = read_text(read_lines(self.content, file.name))
        except FileRefused as refused:
            raise ValidationError(refused.message) from refused
        if not self.understood.parts:
            raise ValidationError(_("No point was found in the file."))
        return file

    def finish(self, row, *, by):
        row.name = self.cleaned_data["file"].name[-200:]
        row.sha256 = sha256(self.content).hexdigest()
        row.reading, row.read_by = self.understood.to_dict(), by


class AddressForm(forms.Form):
    units = forms.ModelMultipleChoiceField(
        label=_("units"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: the whole body."),
    )
    for_below = forms.BooleanField(
        label=_("the bodies below may take this text as their own"), required=False
    )

    def __init__(self, *args, standard, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = Unit.objects.of(standard.organisation).filter(closed_on=None)
        self.fields["units"].initial = list(standard.addressees.values_list("unit", flat=True))
        self.fields["for_below"].initial = standard.for_below


class AcknowledgeForm(forms.Form):
    """Every chapter ticked as read, and one's own name typed."""

    name = forms.CharField(
        label=_("your surname, name and patronymic"),
        max_length=300,
        help_text=_("Type them as they stand in your documents: this takes the place of the signature."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args, person, heads, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.chapters = {f"seen-{head.anchor if head else 'text'}": head for head in heads}
        for name in self.chapters:
            self.fields[name] = forms.BooleanField(
                label=_("I have read this chapter"),
                error_messages={"required": _("Read the chapter and tick it.")},
            )

    def clean_name(self):
        name = self.cleaned_data["name"]
        if not actions.is_name_of(self.person, name):
            raise ValidationError(
                _("This is not your name as the portal knows it: %(name)s.") % {"name": self.person}
            )
        return " ".join(name.split())

    @property
    def boxes(self):
        """The tick of each chapter, in order."""
        return [self[name] for name in self.chapters]


class AcquaintanceSheetForm(PortalForm):
    """A sheet of all who are missing, or of those of one unit."""

    class Meta:
        model = AcquaintanceSheet
        fields = ["unit"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].empty_label = _("all who have not acknowledged yet")

    def clean(self):
        if not self.instance.standard.is_in_force:
            raise ValidationError(_("Sheets are printed of the version in force."))
        return super().clean()

    def save_as(self, by):
        sheet = self.instance
        sheet.unit, sheet.prepared_by = self.cleaned_data["unit"], by
        people = missing_appointments(sheet.standard)
        return actions.prepare_sheet(
            sheet, [row for row in people if sheet.unit is None or row.unit_id == sheet.unit_id]
        )


class FileSheetForm(MoveForm, ScanForm):
    """The scan, the day of the signatures, and who has signed."""

    day = forms.DateField(label=_("day of the signatures"), widget=DateInput, initial=clock.today)
    signed = forms.ModelMultipleChoiceField(
        label=_("who has signed"),
        queryset=SheetLine.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("scan", "day", "signed")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signed"].queryset = self.record.lines.select_related("person")

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > clock.today():
            raise ValidationError(_("The day lies in the future."))
        if day < self.record.standard.in_force_from:
            raise ValidationError(_("On this day the version was not in force yet."))
        return day


class ExamQuestionForm(PortalForm):
    """A question; at least two wrong answers beside the right one."""

    FIELDSETS = (
        (_("In Kyrgyz"), ("point", "text_ky", "right_ky", "wrong_ky")),
        (_("In Russian"), ("text_ru", "right_ru", "wrong_ru")),
    )

    class Meta:
        model = ExamQuestion
        fields = ["point", "text_ky", "right_ky", "wrong_ky", "text_ru", "right_ru", "wrong_ru", "dropped"]
        widgets = {
            "text_ky": text_area(2),
            "wrong_ky": text_area(3),
            "text_ru": text_area(2),
            "wrong_ru": text_area(3),
        }

    def clean_wrong_ky(self):
        return unique_lines(self.cleaned_data["wrong_ky"])

    def clean_wrong_ru(self):
        return unique_lines(self.cleaned_data["wrong_ru"])

    def clean(self):
        data = super().clean()
        in_kyrgyz, in_russian = (data.get(name, "").splitlines() for name in ("wrong_ky", "wrong_ru"))
        if data.get("wrong_ky") and len(in_kyrgyz) < 2:
            self.add_error("wrong_ky", _("Give at least two wrong answers, one a line."))
        if in_russian and len(in_russian) != len(in_kyrgyz):
            self.add_error("wrong_ru", _("Give as many wrong answers as in Kyrgyz, in the same order."))
        for tongue in ("ky", "ru"):
            if data.get(f"right_{tongue}") in data.get(f"wrong_{tongue}", "").splitlines():
                self.add_error(f"wrong_{tongue}", _("The right answer stands among the wrong ones."))
        return data


def unique_lines(text: str) -> str:
    """The lines that hold anything, each once."""
    return "\n".join(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


class OfficerReportForm(PortalForm):
    class Meta:
        model = OfficerReport
        fields = ["year", "conclusions", "proposals"]
        widgets = {"conclusions": text_area(5), "proposals": text_area(5)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year
