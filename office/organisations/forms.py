"""Forms of what the administrator keeps of bodies and people: bodies, units, people, appointments."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.actions import rename_and_move
from office.models.law import law_value
from office.models.organisation import PAGE_LIMITS, Organisation, Unit
from office.models.person import Appointment, Person
from office.registers.forms import DateInput, PortalForm, text_area
from office.roles import Act, Role

PAGE_FIELDS = tuple(name for name, _least, _most in PAGE_LIMITS)
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
        (_("Page of its papers"), PAGE_FIELDS),
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
            *PAGE_FIELDS,
        ]
        widgets = {"letterhead_ky": text_area(), "letterhead_ru": text_area()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Organisation.objects.visible_to(self.person, Act.MANAGE)
        self.fields["parent"].queryset = mine.working()
        # Whoever enters a new body puts it under one of theirs; nobody moves the body they stand at
        # themselves.
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
        least, most = law_value("table_font_size", on=clock.today())
        size = self.cleaned_data.get("table_size")
        if size and not least <= size <= most:
            message = _("The law sets the text of tables from %(least)s to %(most)s points.")
            self.add_error("table_size", message % {"least": least, "most": most})
        parent = data.get("parent")
        if self.instance.pk and parent and parent.path.startswith(self.instance.path):
            self.add_error("parent", _("A body cannot stand under itself or under a body below it."))
        return data

    def finish(self, row, *, by):
        rename_and_move(row, parent=row.parent, was=getattr(self, "was", None))


class UnitForm(PortalForm):
    class Meta:
        model = Unit
        fields = ["name_ky", "name_ru", "closed_on"]
        widgets = {"closed_on": DateInput}


@dataclass(frozen=True)
class NewPerson:
    """A person just entered; the page of the one-time code comes next."""

    pk: int

    def get_absolute_url(self):
        return reverse("people:code", args=[self.pk])


class PersonForm(PortalForm):
    """A person and, for a new one, the first appointment: without one nobody sees anything.

    Whoever is to sign in gets a one-time code next.
    """

    FIRST = ("body", "role", "post", "unit", "starts")

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
    starts = forms.DateField(label=_("from"), widget=DateInput, initial=clock.today)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = open_units(self.person)
        self.fields["body"].queryset = managed_organisations(self.person)
        if self.instance.pk:
            for name in self.FIRST:
                del self.fields[name]

    def clean(self):
        data = super().clean()
        require_same_organisation(self, data.get("unit"), data.get("body"))
        return data

    def finish(self, row, *, by):
        if not row.pk:
            row.set_unusable_password()

    def save_as(self, by):
        person = super().save_as(by)
        if "body" not in self.fields:
            return person
        first = {name: self.cleaned_data[name] for name in ("role", "post", "unit", "starts")}
        Appointment.objects.create(person=person, organisation=self.cleaned_data["body"], **first)
        return NewPerson(person.pk)


class AppointmentForm(PortalForm):
    class Meta:
        model = Appointment
        fields = ["organisation", "role", "post", "unit", "reads_only", "starts", "ends"]
        widgets = {"starts": DateInput, "ends": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = managed_organisations(self.person)
        self.fields["unit"].queryset = open_units(self.person)

    def clean(self):
        data = super().clean()
        require_same_organisation(self, data.get("unit"), data.get("organisation"))
        return data


def open_units(person):
    """The units an administrator may put people into; each names its body."""
    return Unit.objects.visible_to(person, Act.MANAGE).filter(closed_on=None)


def require_same_organisation(form, unit, organisation):
    """An error at the unit when it is of another body than the appointment."""
    if unit and organisation and unit.organisation_id != organisation.pk:
        form.add_error("unit", _("This unit belongs to another body."))


def managed_organisations(person):
    """The working bodies whose people an administrator keeps."""
    return Organisation.objects.visible_to(person, Act.MANAGE).working()


class DayForm(forms.Form):
    """The last day of an appointment."""

    day = forms.DateField(label=_("last day"), widget=DateInput, initial=clock.today)


class SuccessorForm(forms.Form):
    """The body another one is merged into."""

    into = forms.ModelChoiceField(label=_("merged into"), queryset=Organisation.objects.none())
    agreed = forms.BooleanField(
        label=_("The bodies are merged by a decision that is in force; this cannot be undone")
    )

    def __init__(self, *args, organisation, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = managed_organisations(person).exclude(
            path__startswith=organisation.path
        )
