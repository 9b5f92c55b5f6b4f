"""What a citizen fills in: plain forms without a person, a session or a script."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office.files.clean_copy import CleanCopy, clean_upload
from office.files.models import WrongFile
from office.papers.typed_codes import normalise_code
from trustbox.journal.models.choices import ABOUT, AppealKind, Language

LONGEST = 20_000  # signs of an appeal: ten full pages
FILES = 5
CONTACTS = ("name", "address", "telephone", "email")


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


@dataclass(frozen=True)
class ReceivedFile:
    """A file as it came and its reading copy."""

    name: str
    original: bytes
    copy: CleanCopy


class FilesField(forms.FileField):
    """Several files; `clean` returns a list of ReceivedFile.

    Each refusal names its file by its place, for its name is not repeated.
    """

    def clean(self, data, initial=None):
        files = [file for file in data or [] if file]
        if len(files) > FILES:
            raise forms.ValidationError(_("Choose no more than 5 files."))
        received, troubles = [], []
        for place, file in enumerate(files, start=1):
            try:
                original = file.read()
                received.append(ReceivedFile(file.name, original, clean_upload(original)))
            except WrongFile as refused:
                troubles.append(
                    _("File %(place)s was not taken. %(reason)s") % {"place": place, "reason": refused}
                )
        if troubles:
            raise forms.ValidationError(troubles)
        return received


def files_field():
    return FilesField(
        label=_("Files"),
        required=False,
        widget=FilesInput(attrs={"accept": ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx,.odt,.ods"}),
    )


def text_area(rows, **attributes):
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off", **attributes})


class CitizenAppealForm(forms.Form):
    """An appeal as a citizen writes it.

    Contacts are asked for only where the organisation can keep them sealed; elsewhere the sender may bring
    the name in an envelope.
    """

    kind = forms.ChoiceField(
        label=_("What do you write?"),
        choices=[
            (kind.value, kind.label)
            for kind in (AppealKind.COMPLAINT, AppealKind.APPLICATION, AppealKind.PROPOSAL)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you write.")},
    )
    text = forms.CharField(
        label=_("Your appeal"),
        max_length=LONGEST,
        widget=text_area(10),
        error_messages={"required": _("Write what you want to tell.")},
    )
    about = forms.ChoiceField(
        label=_("About whom, if it is about somebody who works there? (may stay empty)"),
        choices=ABOUT,
        required=False,
    )
    language = forms.ChoiceField(label=_("Language of your appeal"), choices=Language.choices)
    files = files_field()
    name = forms.CharField(label=_("Surname, name, patronymic"), max_length=200, required=False)
    address = forms.CharField(label=_("Address for the reply"), max_length=300, required=False)
    telephone = forms.CharField(label=_("Telephone number"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mail for the reply"), max_length=200, required=False)
    signatories = forms.IntegerField(
        label=_("How many people sign?"), min_value=1, max_value=10_000, initial=1, required=False
    )

    brings_envelope = forms.BooleanField(label=_("I bring my name in an envelope"), required=False)

    def __init__(self, *args, keeps_names, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
        for contact in CONTACTS:
            self.fields[contact].widget.attrs["autocomplete"] = "off"
        for field in ("brings_envelope",) if keeps_names else CONTACTS:
            del self.fields[field]

    def clean_signatories(self):
        return self.cleaned_data["signatories"] or 1

    @property
    def contacts(self):
        """{field: text} of those that were entered."""
        texts = {field: self.cleaned_data.get(field, "").strip() for field in CONTACTS}
        return {field: text for field, text in texts.items() if text}

    @property
    def contact_fields(self):
        return [self[name] for name in (*CONTACTS, "signatories") if name in self.fields]


class CodeForm(forms.Form):
    """The code from the receipt, however it is spaced."""

    code = forms.CharField(
        label=_("Code from your receipt"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "size": 32}
        ),
        error_messages={"required": _("Type the code from your receipt.")},
    )

    def clean_code(self):
        return normalise_code(self.cleaned_data["code"])


class SenderMessageForm(forms.Form):
    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=text_area(6),
        error_messages={"required": _("Write what you want to tell.")},
    )
    files = files_field()
