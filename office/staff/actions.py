"""Enter and correct employees of a body by rows of a list; each is one transaction."""

from django.db import transaction
from django.utils.translation import gettext as _

from office.kyrgyz import fold
from office.models.organisation import Unit
from office.models.person import Appointment, Person
from office.registers.workflow import Refused
from office.roles import Role
from office.staff.imports import login_of, split_name


@transaction.atomic
def enter_employees(organisation, rows) -> list:
    """Enter the people of these rows as employees, with the units that are new. Returns the new appointments,
    then the new units.

    A row: name, post, unit ("" for none), since (a day). Whoever of the same name works at the body today is
    left as they are. Refused, nothing entered, for a name of one word or one that stands twice.
    """
    refuse_unclear([row["name"] for row in rows])
    known = {fold(str(row.person)) for row in organisation.appointments.today().select_related("person")}
    units = open_units(organisation)
    new = [row for row in rows if fold(row["name"]) not in known]
    old_units, appointments = set(units), []
    used_logins = set(Person.objects.values_list("username", flat=True))
    for row in new:
        unit = unit_of_name(organisation, units, row["unit"])
        surname, name, patronymic = split_name(row["name"])
        person = Person(
            username=login_of(surname, name, used_logins), surname=surname, name=name, patronymic=patronymic
        )
        person.set_unusable_password()
        person.save()
        appointments.append(
            Appointment.objects.create(
                organisation=organisation,
                person=person,
                role=Role.EMPLOYEE,
                post=row["post"],
                unit=unit,
                starts=row["since"],
            )
        )
    return [*appointments, *(unit for name, unit in units.items() if name not in old_units)]


def open_units(organisation):
    """{folded name: unit} of those that are not closed."""
    return {fold(unit.name_ky): unit for unit in Unit.objects.of(organisation).filter(closed_on=None)}


def unit_of_name(organisation, units, name):
    """The unit that a row names, entered among `units` (folded name → unit) where it is new; None for "".

    Refused for the name of a closed one: nobody is put into it, and a second one may not bear its name.
    """
    heading = name.strip()
    if heading and fold(heading) not in units:
        closed = Unit.objects.of(organisation).exclude(closed_on=None)
        if fold(heading) in {fold(unit.name_ky) for unit in closed}:
            raise Refused(
                _("The unit «%(unit)s» is closed. Open it again, or name another in the file.")
                % {"unit": heading}
            )
        units[fold(heading)] = Unit.objects.create(organisation=organisation, name_ky=heading)
    return units.get(fold(heading))


@transaction.atomic
def correct_appointments(organisation, rows) -> None:
    """Bring post, unit and first day of appointments up to rows of a list of staff: {primary key: row}.

    The role stays, and so does the unit where a row has no "unit".
    """
    units = open_units(organisation)
    found = Appointment.objects.of(organisation).filter(pk__in=rows).select_for_update()
    for appointment in found:
        row = rows[appointment.pk]
        appointment.post, appointment.starts = row["post"], row["since"]
        if "unit" in row:
            appointment.unit = unit_of_name(organisation, units, row["unit"])
        appointment.version += 1
        appointment.full_clean(exclude=["person"])
        appointment.save(update_fields=["post", "starts", "unit", "version"])


def refuse_unclear(names) -> None:
    """Raises Refused for names that are ambiguous or not full."""
    folded = [fold(name) for name in names]
    twice = sorted({name for name, plain in zip(names, folded, strict=True) if folded.count(plain) > 1})
    if twice:
        raise Refused(
            _("These names stand twice: %(names)s. Leave one in the file and enter the other by hand.")
            % {"names": ", ".join(twice)}
        )
    short = [name for name in names if len(name.split()) < 2]
    if short:
        raise Refused(_("Surname and given name are needed: %(names)s.") % {"names": ", ".join(short)})
