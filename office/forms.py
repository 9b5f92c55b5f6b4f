"""What every form carries: the person and the body it is filled in for, the version it was opened with, a key against sending twice."""

import re
import uuid
from collections.abc import Callable
from hashlib import sha256

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from office.actions import keep_meeting, keep_points, rename_and_move
from office.models import (
    AgendaItem,
    Appointment,
    CalendarDay,
    Commission,
    LegalAct,
    LegalValue,
    Meeting,
    Order,
    Organisation,
    Person,
    Provision,
    Seat,
    Unit,
)
from office.models.file import SCAN_LIMIT
from office.roles import Act, Role
from office.tables import MAX_BYTES
from office.tables import Refused as FileRefused
from office.ticking import recount_terms
from office.triggers import owned


class DateInput(forms.DateInput):
    """The browser's own date picker; it speaks ISO dates whatever the language."""

    def __init__(self, attrs=None):
        super().__init__(attrs={"type": "date", **(attrs or {})}, format="%Y-%m-%d")


def with_capitals(form):
    """Every label begins with a capital, whether it comes from a model or from the form itself."""
    for field in form.fields.values():
        field.label = capfirst(field.label) if field.label else field.label
    return form


def area(rows=3):
    return forms.Textarea(attrs={"rows": rows})


class PortalForm(forms.ModelForm):
    """A form of one body. `FIELDSETS` are the paper's sections in its order: (legend, field names)."""

    FIELDSETS: tuple = ()

    v = forms.IntegerField(required=False, widget=forms.HiddenInput)
    k = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, person, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.person, self.organisation = person, organisation
        if owned(type(self.instance)) and self.instance.organisation_id is None:
            self.instance.organisation = organisation
        self.fields["v"].initial = self.instance.version if self.instance.pk else None
        self.fields["k"].initial = uuid.uuid4
        for field in with_capitals(self).fields.values():
            self._keep_to_the_body(field)

    def _keep_to_the_body(self, field):
        """A choice of rows offers only those the person may see at this body; whatever else comes back is refused."""
        if not isinstance(field, forms.ModelChoiceField):
            return
        model = field.queryset.model
        if owned(model):
            field.queryset = model.objects.of(self.organisation)
        elif hasattr(model.objects, "visible_to"):
            field.queryset = model.objects.visible_to(self.person)

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = helper.disable_csrf = False
        helper.disable_csrf = True
        named = {name for _legend, names in self.FIELDSETS for name in names}
        rest = [name for name in self.fields if name not in named]
        # A fieldset may name what a form leaves out for this row or this person; one without any field is not drawn.
        there = [
            (str(legend), [name for name in names if name in self.fields]) for legend, names in self.FIELDSETS
        ]
        helper.layout = Layout(*(Fieldset(legend, *names) for legend, names in there if names), *rest)
        return helper

    def validate_constraints(self):
        """Prove the constraints over the body and the row above too: they are no fields of the form, but they are known."""
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
        """Sentences that make the person stop and tick, without refusing the form."""
        return []

    def finish(self, record, *, by):
        """Last touches before the row is saved."""

    def save_as(self, by):
        """Save the row for the body, with a new version. Returns the row."""
        record = super().save(commit=False)
        if record.pk:
            record.version += 1
        self.finish(record, by=by)
        record.save()
        self.save_m2m()
        return record


class MoveForm(forms.Form):
    """What a move asks besides the press of its button; subclasses name their fields after the arguments of `on_<move>`."""

    # Fields that only make the person stop; the move is not told about them.
    KEPT: tuple[str, ...] = ("v",)

    v = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, person, record, **kwargs):
        super().__init__(*args, **kwargs)
        self.person, self.record = person, record
        with_capitals(self).fields["v"].initial = record.version

    def is_stale(self, row):
        """Tell whether the row was changed after its page was opened."""
        return self.cleaned_data["v"] not in (None, row.version)

    def given(self):
        """What `on_<move>` is given."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.KEPT}


class GroundForm(MoveForm):
    """A move that needs its ground in words."""

    ground = forms.CharField(label=_("ground"), widget=area())


class EndForm(GroundForm):
    """The ground on which an order ends; the check page of its papers repeats it."""

    ground = forms.CharField(
        label=_("ground"),
        max_length=1000,
        widget=area(),
        help_text=_(
            "Which order replaces or cancels this one, with its number and date. The public check page shows this text."
        ),
    )


class SignForm(MoveForm):
    """Signing cannot be undone: the head says that the text has been read."""

    KEPT = ("v", "read")

    read = forms.BooleanField(label=_("I have read the order and its annexes as they stand here"))


class RegisterForm(MoveForm):
    """The number and date under which a signed order is registered."""

    number = forms.CharField(
        label=_("number"), max_length=40, help_text=_("As it stands on the paper: 629-Б, 01-14/125")
    )
    date = forms.DateField(label=_("date"), widget=DateInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["number"].initial, self.fields["date"].initial = self.record.number, self.record.date

    def clean_number(self):
        return bare_number(self.cleaned_data["number"])


RESERVED = ("calendar", "check", "static", "survey")


class OrganisationForm(PortalForm):
    FIELDSETS = (
        (_("The body"), ("code", "kind", "parent", "name_ky", "name_ru")),
        (
            _("Letterhead"),
            (
                "letterhead_ky",
                "letterhead_ru",
                "place_ky",
                "place_ru",
                "address",
                "telephone",
                "website",
                "head_post",
            ),
        ),
    )

    class Meta:
        model = Organisation
        fields = [
            "code",
            "kind",
            "parent",
            "name_ky",
            "name_ru",
            "letterhead_ky",
            "letterhead_ru",
            "place_ky",
            "place_ru",
            "address",
            "telephone",
            "website",
            "head_post",
        ]
        widgets = {"letterhead_ky": area(), "letterhead_ru": area()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Organisation.objects.visible_to(self.person, Act.MANAGE)
        self.fields["parent"].queryset = mine.working()
        # Whoever enters a new body puts it under one of theirs; nobody moves the body they stand at themselves.
        self.fields["parent"].required = True
        if self.instance.pk:
            self.was = (self.instance.name_ky, self.instance.name_ru)
            self.fields["code"].disabled = True
            if not mine.filter(pk=self.instance.parent_id).exists():
                del self.fields["parent"]

    def clean_code(self):
        code = self.cleaned_data["code"]
        if code in RESERVED:
            raise ValidationError(_("This word is taken by the portal's own addresses."))
        return code

    def clean(self):
        data = super().clean()
        parent = data.get("parent")
        if self.instance.pk and parent and parent.path.startswith(self.instance.path):
            self.add_error("parent", _("A body cannot stand under itself or under a body below it."))
        return data

    def finish(self, record, *, by):
        rename_and_move(record, parent=record.parent, was=getattr(self, "was", None))


class TableImportForm(PortalForm):
    """The file with a list. It is read at once; nothing enters the register before the last step."""

    READ: Callable  # (bytes, name of the file) → Reading

    file = forms.FileField(
        label=_("File with the list"),
        help_text=_(
            "Word, Excel or CSV, up to 5 MB and 5 000 rows. The columns are recognised by their headings."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx,.csv"}),
        allow_empty_file=True,
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        # One byte more than allowed is enough for the reader to refuse.
        self.content = file.read(MAX_BYTES + 1)
        try:
            self.reading = self.READ(self.content, file.name)
        except FileRefused as refused:
            raise ValidationError(refused.message) from refused
        return file

    def finish(self, record, *, by):
        record.name = self.cleaned_data["file"].name[-200:]
        record.sha256 = sha256(self.content).hexdigest()
        record.reading, record.read_by = self.reading.to_dict(), by


class UnitForm(PortalForm):
    class Meta:
        model = Unit
        fields = ["name_ky", "name_ru", "closed_on"]
        widgets = {"closed_on": DateInput}


class PersonForm(PortalForm):
    """A person and, for a new one, the first password, given on paper, and the first appointment: without one nobody sees anything."""

    FIRST = ("body", "role", "post", "unit", "starts")

    password = forms.CharField(
        label=_("first password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 signs. Hand it over in person; leave empty to keep the present one."),
    )

    class Meta:
        model = Person
        fields = ["username", "surname", "name", "patronymic", "email", "is_active"]

    body = forms.ModelChoiceField(label=_("body"), queryset=Organisation.objects.none())
    role = forms.ChoiceField(label=_("role"), choices=[("", "—"), *Role.choices])
    post = forms.CharField(
        label=_("post"),
        max_length=200,
        help_text=_("As it stands under a signature: «Башчы», «Жооптуу катчы»"),
    )
    unit = forms.ModelChoiceField(label=_("unit"), queryset=Unit.objects.none(), required=False)
    starts = forms.DateField(label=_("from"), widget=DateInput, initial=timezone.localdate)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = open_units(self.person)
        self.fields["password"].required = not self.instance.pk
        self.fields["body"].queryset = managed(self.person)
        if self.instance.pk:
            for name in self.FIRST:
                del self.fields[name]

    def clean_password(self):
        password = self.cleaned_data["password"]
        if password:
            validate_password(password, self.instance)
        return password

    def clean(self):
        data = super().clean()
        keep_to_one_body(self, data.get("unit"), data.get("body"))
        return data

    def finish(self, record, *, by):
        if self.cleaned_data["password"]:
            record.set_password(self.cleaned_data["password"])

    def save_as(self, by):
        person = super().save_as(by)
        if "body" in self.fields:
            first = {name: self.cleaned_data[name] for name in ("role", "post", "unit", "starts")}
            Appointment.objects.create(person=person, organisation=self.cleaned_data["body"], **first)
        return person


class AppointmentForm(PortalForm):
    class Meta:
        model = Appointment
        fields = ["organisation", "role", "post", "unit", "reads_only", "starts", "ends"]
        widgets = {"starts": DateInput, "ends": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = managed(self.person)
        self.fields["unit"].queryset = open_units(self.person)

    def clean(self):
        data = super().clean()
        keep_to_one_body(self, data.get("unit"), data.get("organisation"))
        return data


def open_units(person):
    """The units an administrator may put people into; each names its body."""
    return Unit.objects.visible_to(person, Act.MANAGE).filter(closed_on=None)


def keep_to_one_body(form, unit, body):
    """An error at the unit when it is of another body than the appointment."""
    if unit and body and unit.organisation_id != body.pk:
        form.add_error("unit", _("This unit belongs to another body."))


def managed(person):
    """The working bodies whose people an administrator keeps."""
    return Organisation.objects.visible_to(person, Act.MANAGE).working()


class DayForm(forms.Form):
    """The last day of an appointment."""

    day = forms.DateField(label=_("last day"), widget=DateInput, initial=timezone.localdate)


class SuccessorForm(forms.Form):
    """The body another one is merged into."""

    into = forms.ModelChoiceField(label=_("merged into"), queryset=Organisation.objects.none())
    agreed = forms.BooleanField(
        label=_("The bodies are merged by a decision that is in force; this cannot be undone")
    )

    def __init__(self, *args, body, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = managed(person).exclude(path__startswith=body.path)


class ConfirmedForm(PortalForm):
    """A form of what somebody has to prove: whoever ticks «confirmed» answers for it."""

    def finish(self, record, *, by):
        record.stand_by(by)


class CalendarDayForm(ConfirmedForm):
    class Meta:
        model = CalendarDay
        fields = ["day", "kind", "name_ky", "name_ru", "source", "confirmed"]
        widgets = {"day": DateInput}

    def save_as(self, by):
        day = super().save_as(by)
        recount_terms()
        return day


class LegalActForm(ConfirmedForm):
    class Meta:
        model = LegalAct
        fields = [
            "code",
            "kind",
            "title_ky",
            "title_ru",
            "number",
            "date",
            "valid_from",
            "valid_to",
            "note",
            "confirmed",
        ]
        widgets = {
            "title_ky": area(2),
            "title_ru": area(2),
            "date": DateInput,
            "valid_from": DateInput,
            "valid_to": DateInput,
        }


class ProvisionForm(ConfirmedForm):
    class Meta:
        model = Provision
        fields = [
            "code",
            "kind",
            "place",
            "name_ky",
            "name_ru",
            "text_ky",
            "act",
            "valid_from",
            "valid_to",
            "confirmed",
        ]
        widgets = {
            "name_ky": area(2),
            "name_ru": area(2),
            "text_ky": area(5),
            "valid_from": DateInput,
            "valid_to": DateInput,
        }


MONTH_AND_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")


class ValueField(forms.CharField):
    """A value of the law as people write it: a whole number, several with semicolons («30; 10; 20; 20»), or words."""

    def prepare_value(self, value):
        return "; ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value):
        text = super().to_python(value).strip()
        parts = [part.strip() for part in text.split(";")]
        if all(re.fullmatch(r"[0-9]{1,9}", part) for part in parts):
            numbers = [int(part) for part in parts]
            return numbers[0] if len(numbers) == 1 else numbers
        if re.fullmatch(r"[-+0-9.,; ]+", text) and not MONTH_AND_DAY.fullmatch(text):
            raise ValidationError(_("Write a whole number, several with semicolons, or words."))
        return text

    def run_validators(self, value):
        super().run_validators(value if isinstance(value, str) else "")

    def has_changed(self, initial, data):
        return str(self.prepare_value(initial)) != str(data)


class LegalValueForm(ConfirmedForm):
    value = ValueField(
        label=_("value"),
        max_length=500,
        help_text=_("A whole number, several with semicolons, or words"),
    )

    class Meta:
        model = LegalValue
        fields = [
            "code",
            "label_ky",
            "label_ru",
            "value",
            "unit",
            "act",
            "valid_from",
            "valid_to",
            "confirmed",
        ]
        widgets = {"valid_from": DateInput, "valid_to": DateInput}


class CommissionForm(PortalForm):
    class Meta:
        model = Commission
        fields = ["kind", "name_ky", "order", "formed_on", "dissolved_on"]
        widgets = {"formed_on": DateInput, "dissolved_on": DateInput}


class SeatForm(PortalForm):
    class Meta:
        model = Seat
        fields = ["part", "person", "outsider", "post", "left_on"]
        widgets = {"left_on": DateInput}

    def clean(self):
        data = super().clean()
        if bool(data.get("person")) == bool(data.get("outsider")):
            self.add_error(
                "outsider",
                _("Choose a person of the portal or write the name of an outside member: one of the two."),
            )
        return data


class MeetingForm(PortalForm):
    """A meeting with its attendance and agenda, filled in on one page."""

    questions = forms.CharField(
        label=_("agenda"),
        widget=area(6),
        required=False,
        help_text=_("One question a line. The decision on each is entered on its own page."),
    )
    present = forms.ModelMultipleChoiceField(
        label=_("present"), queryset=Seat.unscoped.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Meeting
        fields = ["held_on", "place"]
        widgets = {"held_on": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = self.instance.commission.seats.filter(left_on=None)
        if self.instance.pk:
            self.initial["present"] = [
                attendance.seat_id for attendance in self.instance.attendances.filter(present=True)
            ]
            self.initial["questions"] = "\n".join(item.question for item in self.instance.items.all())

    def save_as(self, by):
        meeting = super().save_as(by)
        keep_meeting(
            meeting, present=self.cleaned_data["present"], questions=lines(self.cleaned_data["questions"])
        )
        return meeting


class AgendaItemForm(PortalForm):
    class Meta:
        model = AgendaItem
        fields = ["question", "reporter", "heard", "decision", "votes_for", "votes_against", "abstained"]
        widgets = {"question": area(2), "heard": area(4), "decision": area(4)}

    def clean_question(self):
        # The agenda lists one question a line.
        return " ".join(self.cleaned_data["question"].split())


class OrderForm(PortalForm):
    """The text of an order as the paper has it; the points in one field, one a paragraph."""

    FIELDSETS = (
        (_("Head of the order"), ("kind", "number", "date", "title")),
        (_("Text"), ("preamble", "points", "controller")),
    )

    points = forms.CharField(
        label=_("numbered points"),
        widget=area(10),
        help_text=_(
            "Each paragraph becomes a point; the numbers are set by the portal. Leave an empty line between points."
        ),
        required=False,
    )

    class Meta:
        model = Order
        fields = ["kind", "number", "date", "title", "preamble", "controller"]
        widgets = {"date": DateInput, "title": area(3), "preamble": area(5)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["points"] = "\n\n".join(point.text for point in self.instance.points.all())

    def clean_number(self):
        return bare_number(self.cleaned_data["number"])

    def save_as(self, by):
        order = super().save_as(by)
        keep_points(order, paragraphs(self.cleaned_data["points"]))
        return order


def bare_number(number):
    """The number without its «№»: every paper prints the sign itself."""
    return number.removeprefix("№").strip()


def lines(text):
    return list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


def paragraphs(text):
    """Split at empty lines; a number the clerk typed before a point is dropped, the portal numbers them."""
    found = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.replace("\r", ""))]
    return [re.sub(r"^\d+\.\s*", "", part) for part in found if part]


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


def within_limit(scan):
    """The upload, when it is not too large to be filed (or none came)."""
    if scan and scan.size > SCAN_LIMIT:
        raise ValidationError(_("The file is larger than 20 MB. Scan it in grey at 200 dpi."))
    return scan


class WithdrawForm(forms.Form):
    ground = forms.CharField(label=_("ground"), max_length=500, widget=area(2))
