"""`./portal manage import_risks`: the importer of the register of risks for an administrator at
the keyboard.
"""

from office.imports.command import ImportCommand
from risks.imports import read_risk_list
from risks.models.imports import RiskImport


class Command(ImportCommand):
    help = (
        "Takes a Word, Excel or CSV list into the register of a body, all rows or none. Exit code 1 "
        "when it refuses."
    )
    read = staticmethod(read_risk_list)
    model = RiskImport
