from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from office.imports.comparison import KnownRow
from office.imports.taken_rows import refuse_rows, refuse_used
from office.imports.target import ImportTarget
from office.kyrgyz import fold, parse_date, short_date
from office.models.person import Appointment, Person
from office.registers.workflow import Refused
from office.staff.actions import correct_appointments, enter_employees
from office.staff.imports import day_of


class StaffTarget(ImportTarget):
    """The accounts of a body, which a list of staff enters."""

    def prepare_rows(self, rows):
        """A heading over people is their unit; a day is written in figures."""
        return [
            {
                **row,
                "unit": row["unit"] or row["kind"],
                "since": short_date(day_of(row["since"])),
                "kind": "",
            }
            for row in rows
        ]

    def known_rows(self):
        """One appointment of today for each person, that of the staff before one from outside."""
        rows = self.organisation.appointments.today().select_related("person", "unit")
        first = {row.person_id: row for row in sorted(rows, key=lambda row: (row.is_of_the_staff, -row.pk))}
        return [KnownRow(row.pk, row.version, staff_cells(row)) for row in first.values()]

    def take(self, rows):
        """Refused for one more of a name that works here already: nobody is left out unsaid."""
        appointments = self.organisation.appointments.today().select_related("person")
        known = {fold(str(one.person)) for one in appointments}
        alike = [row["name"] for row in rows if fold(row["name"]) in known]
        if alike:
            raise Refused(
                _(
                    "Others of these names work here already: %(names)s. Leave their rows out, or enter them "
                    "by hand."
                )
                % {"names": ", ".join(alike)}
            )
        return enter_employees(self.organisation, [with_day(row) for row in rows])

    def update(self, compared):
        try:
            correct_appointments(self.organisation, {one.known.pk: corrected_row(one) for one in compared})
        except ValidationError as wrong:
            raise Refused(" ".join(wrong.messages)) from None

    def delete_added(self, rows):
        """The appointments go with the accounts that were made for them, while nobody has used one."""
        people = [row.person for row in rows if isinstance(row, Appointment)]
        if any(person.last_login or person.has_usable_password() for person in people):
            raise Refused(_("Somebody of this import uses the account already: nobody is taken back."))
        refuse_rows([person for person in people if person.version > 1])
        super().delete_added(rows)
        refuse_used(Person, people)
        super().delete_added(people)


def corrected_row(one):
    """A row of the file with its unit only where that is another."""
    row = with_day(one.row)
    return row if "unit" in one.differences else {key: row[key] for key in row.keys() - {"unit"}}


def with_day(row):
    return {**row, "since": parse_date(row["since"])}


def staff_cells(appointment) -> dict[str, str]:
    """An appointment in the words of a list of staff."""
    unit = appointment.unit
    return {
        "name": str(appointment.person),
        "post": appointment.post,
        "unit": unit.name_ky if unit else "",
        "since": short_date(appointment.starts),
    }
