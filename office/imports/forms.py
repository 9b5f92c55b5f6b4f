"""The form that takes a table for a register."""

from collections.abc import Callable
from hashlib import sha256

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office.imports.package import MAX_BYTES, UnreadableFile
from office.imports.room import read_tables
from office.papers.layouts import stored_sheets
from office.registers.forms import PortalForm


class TableImportForm(PortalForm):
    """The file with a list. It is read at once; nothing enters the register before the last step."""

    READS_FIRST = staticmethod(read_tables)
    READ: Callable  # (bytes, name of the file, versions of forms, columns chosen) → Reading

    file = forms.FileField(
        label=_("File with the list"),
        help_text=_(
            "Word, Excel, OpenDocument, RTF, CSV or a PDF with text, up to 5 MB and 5 000 rows, with any "
            "headings: what is not known is asked."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx,.csv,.odt,.ods,.rtf,.doc,.xls,.pdf"}),
        allow_empty_file=True,
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        # One byte more than allowed is enough for the reader to refuse.
        self.content = file.read(MAX_BYTES + 1)
        try:
            remembered = self._meta.model.remembered_columns(self.organisation)
            self.reading = self.READ(self.content, file.name, stored_sheets(), remembered)
        except UnreadableFile as refused:
            raise ValidationError(refused.message) from refused
        return file

    def finish(self, row, *, by):
        row.name = self.cleaned_data["file"].name[-200:]
        row.sha256 = sha256(self.content).hexdigest()
        row.reading, row.read_by = self.reading.to_dict(), by
