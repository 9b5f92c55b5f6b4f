"""Forms of orders: the text, the signature, the number that comes late, the scan, the withdrawal."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office.actions import keep_points
from office.papers.additions import FIELDS as ADDITION_FIELDS
from office.papers.additions import OrderAddition, addition_of, keep_addition
from office.papers.circulation import Circulation
from office.papers.control import control_offers
from office.papers.models import Annex, Order
from office.papers.numbers import order_of_the_same_number, same_number_text
from office.papers.remarks import order_remarks
from office.papers.repeals import keep_repeals
from office.papers.text_annex import keep_text, typed_text
from office.registers.forms import DateInput, MoveForm, PortalForm, text_area, within_limit
from office.registers.values import typed_lines
from office.registers.widgets import SuggestionInput
from office.roles import Act, may


class SignForm(MoveForm):
    """Signing cannot be undone: the head says of each paper that he has read it, and of what is marked wrong
    that he has seen it.
    """

    KEPT = ("v", "read", "seen")

    read = forms.MultipleChoiceField(
        label=_("I have read, as they stand here"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Read each paper and tick it.")},
    )
    seen = forms.BooleanField(
        label=_("I have seen what is marked as wrong"),
        error_messages={"required": _("Look at what is marked as wrong, or return the order to the clerk.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        annexes = self.record.annexes.values_list("number", "title")
        self.fields["read"].choices = [(0, self.record.title), *annexes]
        # Where another tab has signed it meanwhile, that is what is said.
        if self.record.is_signed or not any(remark.serious for remark in order_remarks(self.record)):
            del self.fields["seen"]

    def clean_read(self):
        if len(set(self.cleaned_data["read"])) < len(self.fields["read"].choices):
            raise ValidationError(_("Read each paper and tick it."), code="required")
        return self.cleaned_data["read"]


class RegisterForm(MoveForm):
    """The number and date under which a signed order is registered."""

    number = forms.CharField(
        label=_("number"), max_length=40, help_text=_("As it stands on the paper: 629-Б, 01-14/125")
    )
    date = forms.DateField(label=_("date"), widget=DateInput)
    number_ground = forms.CharField(
        label=_("why the number stands twice"),
        required=False,
        widget=text_area(2),
        help_text=_("Only where another order of this kind and year bears the number already"),
    )
    publish = forms.BooleanField(
        label=_("publish the annexes on the open page at once"),
        required=False,
        help_text=_("Anyone can read them from now on, word for word as they were signed."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["number"].initial, self.fields["date"].initial = self.record.number, self.record.date
        if may(self.person, Act.PUBLISH, self.record.organisation) and self.record.annexes.exists():
            self.fields["publish"].initial = says_published(self.record)
        else:
            del self.fields["publish"]

    def clean_number(self):
        return bare_number(self.cleaned_data["number"])


class OrderForm(PortalForm):
    """The text of an order as the paper has it; the points in one field, one a paragraph."""

    FIELDSETS = (
        (_("Head of the order"), ("kind", "number", "date", "title")),
        (_("Text"), ("preamble", "points", "controller")),
        (_("Session of the kenesh, for a resolution"), ("convocation", "session", "session_kind")),
        (_("Second signature"), ("second_post", "second_name")),
        (_("What it ends"), ("ends",)),
    )

    points = forms.CharField(
        label=_("numbered points"),
        widget=text_area(10),
        help_text=_(
            "Each paragraph becomes a point; the numbers are set by the portal. Leave an empty line "
            "between points."
        ),
        required=False,
    )

    ends = forms.ModelMultipleChoiceField(
        label=_("orders that end with this one"),
        queryset=Order.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "They no longer hold from the day this order is registered; their public papers say so at once."
        ),
    )

    class Meta:
        model = Order
        fields = ["kind", "number", "date", "title", "preamble", "controller"]
        widgets = {"date": DateInput, "title": text_area(3), "preamble": text_area(5)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        addition = addition_of(self.instance)
        self.fields |= dict(forms.fields_for_model(OrderAddition, ADDITION_FIELDS))
        self.fields["session_kind"].required = False
        for name, most in (("convocation", 99), ("session", 999)):
            label = self.fields[name].label
            self.fields[name] = forms.IntegerField(label=label, min_value=1, max_value=most, required=False)
        self.initial.update({name: getattr(addition, name) for name in ADDITION_FIELDS})
        if self.instance.pk:
            self.initial["points"] = "\n\n".join(point.text for point in self.instance.points.all())
            self.initial["ends"] = [repeal.ended_id for repeal in self.instance.repeals.all()]
        controller = self.fields["controller"]
        controller.widget = SuggestionInput(control_offers(self.instance.organisation))
        controller.help_text = _(
            "Choose the form of the name from those offered as you type; «өзүмө» where the head keeps the "
            "control himself. Others: post and name in the dative."
        )
        ended = self.fields["ends"]
        ended.queryset = ended.queryset.in_force().exclude(pk=self.instance.pk)

    def clean_number(self):
        return bare_number(self.cleaned_data["number"])

    def clean(self):
        data = super().clean() or {}
        if data.get("second_post") and not data.get("second_name"):
            self.add_error("second_name", _("Write who signs second, or leave the post empty, too."))
        for name, other in (("convocation", "session"), ("session", "convocation")):
            if data.get(other) and name in data and not data[name]:
                self.add_error(name, _("A session is named by its convocation and its number."))
        if data.get("session") and data.get("kind") != Order.Kind.RESOLUTION:
            self.add_error("session", _("Only a resolution is made by a session."))
        return data

    def save_as(self, by):
        order = super().save_as(by)
        values = {name: self.cleaned_data[name] for name in ADDITION_FIELDS}
        keep_addition(order, values | {"session_kind": values["session_kind"] or "regular"})
        keep_points(order, split_paragraphs(self.cleaned_data["points"]))
        keep_repeals(order, self.cleaned_data["ends"])
        return order

    def warnings(self):
        """A number that another order of the year bears already."""
        other = order_of_the_same_number(
            self.instance, self.cleaned_data.get("number"), self.cleaned_data.get("date")
        )
        return [same_number_text(self.instance, other)] if other else []


def bare_number(number):
    """The number without its «№»: every paper prints the sign itself."""
    return number.removeprefix("№").strip()


def distinct_lines(text):
    return list(dict.fromkeys(typed_lines(text)))


def split_paragraphs(text):
    """Split at empty lines; a number the clerk typed before a point is dropped, the portal numbers them."""
    found = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.replace("\r", ""))]
    return [re.sub(r"^\d+\.\s*", "", part) for part in found if part]


def says_published(order) -> bool:
    """Whether a point of the order has it published: «жарыялансын»."""
    return order.points.filter(text__contains="жарыялансын").exists()


class PartForm(PortalForm):
    """What hangs on an order and is asked for on a page of its own: a text, the two sheets."""

    opened_before: str = ""  # what the row says now, where it was changed after the page was opened

    def kept_words(self) -> str:
        """What the row says now, as a person typed it."""
        raise NotImplementedError

    def clean(self):
        now = self.instance.version if self.instance.pk else None
        if self.cleaned_data.get("v") != now:
            self.opened_before = self.kept_words()
            again = self.data.copy()
            again["v"] = now or ""
            self.data = again
            raise ValidationError(
                _("The record was changed after you opened this page. Look at it once more.")
            )
        return super().clean()


class TextAnnexForm(PartForm):
    """A regulation or another text that becomes an annex."""

    text = forms.CharField(
        label=_("text"),
        max_length=200_000,
        widget=text_area(20),
        help_text=_("Each line is a paragraph; numbers of points stay as you write them."),
    )

    class Meta:
        model = Annex
        fields = ["title"]
        widgets = {"title": text_area(2)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["text"] = typed_text(self.instance) if self.instance.pk else ""

    def kept_words(self):
        return f"{self.initial['title']}\n{self.initial['text']}" if self.instance.pk else ""

    def save_as(self, by):
        words = {name: self.cleaned_data[name] for name in ("title", "text")}
        return keep_text(self.instance.order, number=self.instance.number, **words)


class CirculationForm(PartForm):
    """Who is acquainted with an order and who gets a copy."""

    class Meta:
        model = Circulation
        fields = ["readers", "copies"]
        widgets = {"readers": text_area(10), "copies": text_area(5)}

    def kept_words(self):
        return f"{self.initial['readers']}\n\n{self.initial['copies']}"


class ScanForm(forms.Form):
    """The scan of the signed paper."""

    scan = forms.FileField(
        label=_("scan of the signed paper"),
        help_text=_("PDF, JPEG or PNG, up to 20 MB"),
        error_messages={"empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def clean_scan(self):
        return within_limit(self.cleaned_data["scan"])


MOST_FILES = 20


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each not too large to be filed; `clean` returns the list of uploads."""

    def clean(self, data, initial=None):
        files = [super(FilesField, self).clean(file, initial) for file in data or [None]]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Choose no more than 20 files."))
        return [within_limit(file) for file in files]


class ScansForm(forms.Form):
    """The scans of the pages of a signed paper, as many files as there are."""

    scan = FilesField(
        label=_("scans or photographs of the signed paper"),
        help_text=_(
            "PDF, JPEG or PNG, up to 20 MB each, several at once. The code at the foot of each page says "
            "which page it is."
        ),
        error_messages={"empty": _("The file is empty.")},
        widget=FilesInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    unread = forms.BooleanField(
        label=_("File pages whose code cannot be read too: I have looked that they are of this order"),
        required=False,
    )


class PaperChoiceForm(forms.Form):
    """Which paper of an order is meant: the order itself or one of its annexes."""

    paper = forms.TypedChoiceField(label=_("paper"), coerce=int)

    def __init__(self, *args, order, **kwargs):
        super().__init__(*args, **kwargs)
        annexes = [(annex.number, f"{annex.number}. {annex.title}") for annex in order.annexes.all()]
        self.fields["paper"].choices = [(0, _("The order itself")), *annexes]


class SignatureForm(PaperChoiceForm):
    """A signed PDF, or a signature that stands apart, made elsewhere."""

    signature = forms.FileField(
        label=_("signed PDF or signature"),
        help_text=_("PDF, .p7s, .cms or .sig, up to 20 MB. It is kept byte for byte."),
        error_messages={"empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,.p7s,.cms,.sig"}),
    )
    signer = forms.CharField(label=_("who signed"), max_length=200, help_text=_("Post, initials and surname"))

    def clean_signature(self):
        return within_limit(self.cleaned_data["signature"])


class KeyForm(PaperChoiceForm):
    """The key with which a paper is signed now: used this once, kept nowhere."""

    key = forms.FileField(
        label=_("key file"),
        help_text=_("PKCS#12: .p12 or .pfx. It stays in memory for this one signature and is kept nowhere."),
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx"}),
    )
    password = forms.CharField(
        label=_("password of the key"),
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def clean_key(self):
        return within_limit(self.cleaned_data["key"])


class PublishForm(forms.Form):
    """A paper with words that may name a private person goes to the open page by a tick alone."""

    looked = forms.BooleanField(
        label=_(
            "I have looked at the words above: they show no telephone, address or name of a private person"
        )
    )

    def __init__(self, *args, private, **kwargs):
        super().__init__(*args, **kwargs)
        if not private:
            del self.fields["looked"]


class WithdrawForm(forms.Form):
    """Why a paper leaves the open page, for everyone to read."""

    ground = forms.CharField(
        label=_("ground"),
        max_length=500,
        widget=text_area(2),
        help_text=_("The open page and the check page show these words to everyone: name no private person."),
    )
