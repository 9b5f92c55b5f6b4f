"""`./portal manage import_positions`: the importer of positions and staffing tables for an administrator at
the keyboard.
"""

from office.imports.command import ImportCommand
from positions.imports import read_position_file
from positions.models.imports import PositionImport


class Command(ImportCommand):
    help = (
        "Takes a list of corruption-prone positions or a staffing table into the register of a body, all "
        "rows or none. Exit code 1 when it refuses."
    )
    read = staticmethod(read_position_file)
    model = PositionImport
