"""What an import does to the register that its rows enter."""

from typing import Any

from office.imports.comparison import USUAL, ComparedRow, KnownRow


class ImportTarget:
    """The register behind an import; each room that compares a file with its register has its own.

    It acts on the models that the import stands beside, and is therefore loaded at its first use.
    """

    list_space = ""  # the routes of the register; "" where the page of an import does not lead there
    usual_actions = USUAL  # what is done with a row of each kind while nobody has chosen; "" is asked

    def __init__(self, table_import: Any):
        self.table_import, self.organisation = table_import, table_import.organisation

    def prepare_rows(self, rows: list[dict]) -> list[dict]:
        """The resolved rows of the file as the register would have them."""
        return rows

    def known_rows(self) -> list[KnownRow]:
        """The rows of the register in the words of a file."""
        return []

    def fixed_editions(self) -> Any:
        """The editions of the list that rows of the register stand in and that are no longer in work."""
        return []

    def take(self, rows: list[dict]) -> list | None:
        """Put resolved rows of the file into the register. Returns the new rows, those first that others do
        not refer to; none where they cannot be taken back.

        Raises Refused when they cannot all be taken.
        """
        raise NotImplementedError

    def update(self, compared: list[ComparedRow]):
        """Bring the known rows up to the file, as a person would correct them.

        Raises Refused when they cannot all be brought up; LookupError where the register corrects no rows.
        """
        raise LookupError(compared)

    def delete_added(self, rows: list):
        """Delete the rows, in this order."""
        for row in rows:
            row.delete()
