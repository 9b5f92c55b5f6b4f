"""How the rows of the office are shown: a Book for each register. Addresses are bound in `office/urls.py`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from office.law.registers import ACTS, CALENDAR, PROVISIONS, VALUES
from office.models.letter import Letter
from office.organisations.registers import APPOINTMENTS, ORGANISATIONS, PEOPLE, UNITS
from office.registers.register import Register
from office.roles import Act

LETTERS = Register(
    model=Letter,
    space="letters",
    title=gettext_lazy("Letters"),
    empty=gettext_lazy("No letter has been written. Reminders of terms stand here, sent or not."),
    columns=("subject", "person", "written_at", "tries", "standing"),
    pages=("register",),
    read=Act.MANAGE,
)
# Registers of the administrator that belong to another app: (title, route). Each app enters its own in `AppConfig.ready`.
FURTHER_REGISTERS: list[tuple[str | Promise, str]] = [
    (gettext_lazy("Keeping of identities"), "keepings:register"),
    (LETTERS.title, "letters:register"),
]
SETTINGS_REGISTERS = (ORGANISATIONS, UNITS, PEOPLE, APPOINTMENTS, CALENDAR, ACTS, VALUES, PROVISIONS)
