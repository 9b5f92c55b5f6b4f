"""`./portal manage import_risks`: the importer of the register of risks for an administrator at the keyboard."""

from office.import_command import ImportCommand
from risks.actions import take_rows
from risks.imports import read


class Command(ImportCommand):
    help = "Takes a Word, Excel or CSV list into the register of a body, all rows or none. Exit code 1 when it refuses."
    read = staticmethod(read)

    def take(self, body, reading, options):
        take_rows(body, reading.resolve({}))
