"""`./portal manage import_staff`: the importer of staff lists for an administrator at the keyboard."""

from office.imports.command import ImportCommand
from office.staff.imports import StaffReading
from office.staff.models import StaffImport


class Command(ImportCommand):
    help = "Enters the employees of a staff list at a body, all of them or none. Exit code 1 when it refuses."
    read = staticmethod(StaffReading.of)
    model = StaffImport
