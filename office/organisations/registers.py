from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.database.actor import without_row_policies
from office.filters import (
    AppointmentFilter,
    PersonFilter,
)
from office.models.duty_reminder import DutyReminder
from office.models.letter import Letter
from office.models.organisation import FormerName, Organisation, Unit
from office.models.person import Appointment, Person
from office.organisations.forms import PAGE_FIELDS, AppointmentForm, OrganisationForm, PersonForm, UnitForm
from office.registers.links import Button, Link
from office.registers.register import Register
from office.roles import Act, may

# --- What the administrator keeps --------------------------------------------------------------------------


def organisation_context(request, organisation):
    """Its units, its former names and the bodies under it."""
    keeps = ORGANISATIONS.may_write(request.user, organisation)
    return {
        "units": Unit.objects.of(organisation),
        "former": FormerName.objects.of(organisation),
        "below": organisation.children.all(),
        "appointments": Appointment.objects.of(organisation).today().select_related("person"),
        "add_unit": UNITS.url("create", organisation.pk) if keeps else "",
        "add_keeping": reverse("keepings:create", args=[organisation.pk]) if keeps else "",
        "moves": [
            Button(
                _("Merge into another body"),
                ORGANISATIONS.url("merge", organisation.pk),
                MERGE_CONSEQUENCE,
                danger=True,
            )
        ]
        if keeps
        else [],
    }


MERGE_CONSEQUENCE = gettext_lazy(
    "Its papers, numbers and name stay as they are; whoever works at the successor sees them. Its "
    "appointments end today."
)


ORGANISATIONS = Register(
    model=Organisation,
    space="organisations",
    title=gettext_lazy("Bodies"),
    new=gettext_lazy("New body"),
    read=Act.MANAGE,
    write=Act.MANAGE,
    columns=("name", "kind", "parent", "code"),
    sections=(
        (
            gettext_lazy("The body"),
            ("code", "kind", "parent", "name_ky", "name_ru", "merged_into", "merged_on"),
        ),
        (
            gettext_lazy("Letterhead"),
            ("letterhead_ky", "letterhead_ru", "place_ky", "place_ru", "address", "telephone", "website"),
        ),
        (gettext_lazy("Page of its papers"), PAGE_FIELDS),
    ),
    form=OrganisationForm,
    record_template="office/organisation_detail.html",
    record_extra=organisation_context,
)
UNITS = Register(
    model=Unit,
    space="units",
    title=gettext_lazy("Units"),
    new=gettext_lazy("New unit"),
    read=Act.MANAGE,
    write=Act.MANAGE,
    columns=("name", "organisation", "closed_on"),
    sections=(("", ("organisation", "name_ky", "name_ru", "closed_on")),),
    form=UnitForm,
    parent="organisation",
)


def may_keep_person(administrator, person):
    """Whether the administrator keeps every organisation where the person has a role today: nobody resets a
    password across organisations.
    """
    with without_row_policies():
        appointments = list(person.appointments.today().select_related("organisation"))
    return all(may(administrator, Act.MANAGE, row.organisation) for row in appointments)


def person_context(request, person):
    return {
        "appointments": Appointment.objects.visible_to(request.user, Act.MANAGE)
        .filter(person=person)
        .select_related("organisation"),
        "add_appointment": APPOINTMENTS.url("create", person.pk),
        "codes": person.sign_in_codes.select_related("issuer"),
        "moves": account_moves(person)
        if person != request.user and PEOPLE.may_write(request.user, person)
        else [],
    }


def account_moves(person):
    """A code for a password that is forgotten; a request for a second factor that is lost."""
    from allauth.mfa.utils import is_mfa_enabled

    moves = [Button(_("Make a one-time code"), PEOPLE.url("code", person.pk), CODE_CONSEQUENCE)]
    if is_mfa_enabled(person):
        address = reverse("factor_removals:create", args=[person.pk])
        moves.append(Button(_("The second factor is lost"), address, LOST_CONSEQUENCE))
    return moves


LOST_CONSEQUENCE = gettext_lazy(
    "A request for a lost telephone, open for three days. It is taken away when a second person confirms: "
    "another administrator or the head, who has had a second factor for a week and whom you have not "
    "appointed or reset within the last 30 days."
)


CODE_CONSEQUENCE = gettext_lazy(
    "The person signs in with it once and chooses a password that nobody else knows. The present password "
    "ends at once, and wherever the person is signed in, they are signed out."
)


PEOPLE = Register(
    model=Person,
    space="people",
    title=gettext_lazy("People"),
    new=gettext_lazy("New person"),
    read=Act.MANAGE,
    write=Act.MANAGE,
    keeps=may_keep_person,
    columns=("full_name", "username", "email", "is_active"),
    sections=(("", ("username", "surname", "name", "patronymic", "email", "is_active")),),
    form=PersonForm,
    filters=PersonFilter,
    record_template="office/person_detail.html",
    record_extra=person_context,
)


def appointment_context(request, appointment):
    person = appointment.person
    may_end = appointment.ends is None and APPOINTMENTS.may_write(request.user, appointment)
    return {
        "links": [Link(str(person), person.get_absolute_url())],
        "moves": [
            Button(
                _("End the appointment"),
                APPOINTMENTS.url("end", appointment.pk),
                END_CONSEQUENCE,
                danger=True,
            ),
        ]
        if may_end
        else [],
    }


END_CONSEQUENCE = gettext_lazy(
    "From the day after the last one the person no longer has the rights of this role."
)
APPOINTMENTS = Register(
    model=Appointment,
    space="appointments",
    title=gettext_lazy("Appointments"),
    new=gettext_lazy("New appointment"),
    read=Act.MANAGE,
    write=Act.MANAGE,
    columns=("person", "organisation", "unit", "role", "post", "starts", "ends"),
    sections=(("", ("person", "organisation", "unit", "role", "post", "reads_only", "starts", "ends")),),
    form=AppointmentForm,
    filters=AppointmentFilter,
    parent="person",
    record_extra=appointment_context,
)
LETTERS = Register(
    model=Letter,
    space="letters",
    title=gettext_lazy("Letters"),
    empty=gettext_lazy("No letter has been written. Reminders of terms stand here, sent or not."),
    columns=("subject", "person", "written_at", "tries", "standing"),
    pages=("register",),
    read=Act.MANAGE,
)
DUTY_REMINDERS = Register(
    model=DutyReminder,
    space="duty_reminders",
    title=gettext_lazy("Reminders of duties"),
    empty=gettext_lazy("No reminder yet. They are sent from the board of duties to bodies that are late."),
    columns=("sent_on", "organisation", "sender", "sent_by"),
    sections=((gettext_lazy("Reminder"), ("sent_on", "organisation", "sender", "sent_by", "duties")),),
    pages=("register", "record"),
    order=("-sent_on", "-pk"),
)
