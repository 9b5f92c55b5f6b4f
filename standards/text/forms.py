"""Forms of a version: its head, its points, the file with its text, the day it comes into force."""

from hashlib import sha256

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from office import clock
from office.imports.package import MAX_BYTES, UnreadableFile
from office.imports.room import read_marked_lines
from office.registers.forms import DateInput, MoveForm, PortalForm, text_area
from standards.text import sources
from standards.text.import_models import TextImport
from standards.text.models import Point, Standard
from standards.text.parser import read_marked_text


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

    READS_FIRST = staticmethod(read_marked_lines)

    def clean_file(self):
        file = self.cleaned_data["file"]
        # One byte more than allowed is enough for the reader to refuse.
        self.content = file.read(MAX_BYTES + 1)
        try:
            self.understood = read_marked_text(read_marked_lines(self.content, file.name))
        except UnreadableFile as refused:
            raise ValidationError(refused.message) from refused
        if not self.understood.parts:
            raise ValidationError(_("No point was found in the file."))
        return file

    def finish(self, row, *, by):
        row.name = self.cleaned_data["file"].name[-200:]
        row.sha256 = sha256(self.content).hexdigest()
        row.reading, row.read_by = self.understood.to_dict(), by
