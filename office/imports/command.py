"""The importer of a register for an administrator at the keyboard: `import_risks`, `import_plan`."""

import json
from collections import Counter
from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import translation

from office.database.actor import act_as
from office.imports.comparison import ADD, CHANGED, SKIP, UPDATE, USUAL, comparison_summary
from office.imports.doors import right_door
from office.imports.models import TableImport
from office.imports.package import MAX_BYTES, UnreadableFile
from office.imports.text import heading_key
from office.management.base import CommandForAll
from office.models.organisation import Organisation
from office.papers.layouts import stored_sheets
from office.registers.workflow import Refused


class ImportCommand(CommandForAll):
    """Reads a file with `read` and takes what it holds into the register, all rows or none.

    Exit code 1 when it refuses.

    `read(bytes, file name, versions of forms, columns chosen)` gives a Reading; `model` is the import of the
    pages, whose choices of columns count here too.
    """

    model: type[TableImport]

    @staticmethod
    def read(data, filename, versions, choices):
        raise NotImplementedError

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", metavar="CODE", required=True)
        parser.add_argument("--dry-run", action="store_true", help="only tell what was understood")
        parser.add_argument("--json", action="store_true", help="answer in JSON: rows, groups, doubts, notes")
        parser.add_argument(
            "--changed",
            choices=[UPDATE, SKIP, ADD],
            default="",
            help="what to do with rows that the register has otherwise; without it they are refused",
        )
        parser.add_argument(
            "--column",
            metavar="HEADING=KEY",
            action="append",
            default=[],
            help="which column of the register a heading of the file is; leave-out for none; may be repeated",
        )

    def handle(self, *, file, organisation, dry_run, column, **options):
        self.as_json, self.file_name = options["json"], file.name
        with translation.override("ky"):
            body = Organisation.objects.filter(code=organisation).first()
            if body is None:
                self.refuse("organisation", f"No body has the code {organisation}.")
            reading = self.understood(file, body, column)
            found = reading_summary(reading)
            if door := right_door(reading, stored_sheets()):
                found["notes"].insert(0, wrong_door_note(*door))
            if reading.undecided({}) and not dry_run:
                self.refuse("doubts", "There are doubts: decide them in the browser.", found)
            record = self.compared_import(body, reading, options)
            if record.compared:
                found["compared"] = comparison_summary(record.compared)
            if record.unchosen and not dry_run:
                self.refuse(
                    "changed", "The register has some rows otherwise: say --changed what to do.", found
                )
            if not dry_run:
                self.accept_rows(record, found, options)
            self.answer({**found, "accepted": not dry_run})

    def accept_rows(self, record, found, options):
        self.complete(record, options)
        try:
            with act_as(None), transaction.atomic():
                record.take_compared()
        except Refused as refusal:
            self.refuse("rows", str(refusal), found)

    def complete(self, record, options):
        """Refuse an import that lacks what its register asks for beside the rows."""

    def compared_import(self, body, reading, options):
        """The import as the pages would have it, with changed rows decided."""
        record = self.model(organisation=body, name=self.file_name, reading=reading.to_dict())
        self.describe(record, options)
        changed = options["changed"]
        record.decisions = {one.id: changed for one in record.compared if one.kind == CHANGED and changed}
        del record.compared
        return record

    def describe(self, record, options):
        """Set what the file and the command line say of the import itself."""
        record.fill_from_reading()

    def understood(self, file, body, named):
        """The Reading of the file with the columns that people of the body and the command line chose."""
        try:
            with file.open("rb") as content:
                data = content.read(MAX_BYTES + 1)
            choices = self.model.remembered_columns(body)
            reading = self.read(data, file.name, stored_sheets(), choices)
            if named:
                choices |= self.named_columns(reading, named)
                reading = self.read(data, file.name, stored_sheets(), choices)
            return reading
        except OSError as trouble:
            self.refuse("file", str(trouble))
        except UnreadableFile as refused:
            self.refuse(refused.code, str(refused))

    def named_columns(self, reading, named):
        """Choices by id of a column from «heading=key»."""
        keys = {key for key, _heading in reading.offered}
        ids = {column.name: column.id for column in reading.mapping}
        ids |= {column.id: column.id for column in reading.mapping}
        choices = {}
        for pair in named:
            heading, _equals, key = pair.rpartition("=")
            place = ids.get(" ".join(heading.split())) or ids.get(heading_key(heading))
            key = "" if key == "leave-out" else key
            if place is None or key and key not in keys:
                self.refuse(
                    "column",
                    f"No such column: {pair}. The file has {', '.join(c.name for c in reading.mapping)}; "
                    f"the register has {', '.join(sorted(keys))}, leave-out.",
                )
            choices[place] = key
        return choices

    def refuse(self, code, message, found=None):
        """Say why and leave with exit code 1."""
        if self.as_json:
            self.answer({**(found or {}), "accepted": False, "refused": {"code": code, "message": message}})
        elif found:
            self.answer(found)
        raise CommandError(message, returncode=1)

    def answer(self, found):
        if self.as_json:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(summary_lines(found)))


def wrong_door_note(model, form) -> dict:
    return {"table": 1, "row": 1, "code": "wrong-door", "text": str(model.NAMES[form])}


def reading_summary(reading) -> dict:
    """Rows as they stand in the file, groups with their number of rows, doubts with their choices, notes."""
    sizes = Counter(row.group for row in reading.rows)
    return {
        "form": reading.form,
        "rows": [
            {
                "table": row.table,
                "row": row.row,
                "group": row.group,
                "number": row.number,
                **row.cells,
            }
            for row in reading.rows
        ],
        "groups": [
            {"heading": group.heading, "kind": group.kind, "rows": sizes[place]}
            for place, group in enumerate(reading.groups)
        ],
        "doubts": [
            {
                "id": doubt.id,
                "table": doubt.table,
                "row": doubt.row,
                "column": doubt.column,
                "text": doubt.text,
                "reason": str(doubt.message),
                "proposals": [value for value, _words in doubt.options],
            }
            for doubt in reading.undecided({})
        ],
        "columns": [
            {
                "heading": column.name,
                "proposal": column.key,
                "sure": column.is_sure,
                "basis": column.basis,
                "samples": column.samples,
            }
            for column in reading.mapping
        ],
        "notes": [
            {"table": note.table, "row": note.row, "code": note.code, "text": note.message}
            for note in reading.notes
        ],
    }


def summary_lines(found):
    for column in found["columns"]:
        mark = "" if column["sure"] else " ?"
        yield f"column: «{column['heading']}» → {column['proposal'] or 'leave-out'}{mark}"
    yield f"rows: {len(found['rows'])}"
    for group in found["groups"]:
        yield f"  {group['heading']}: {group['rows']}"
    yield f"doubts: {len(found['doubts'])}"
    for doubt in found["doubts"]:
        yield (
            f"  table {doubt['table']}, row {doubt['row']}: «{doubt['text']}» {doubt['reason']} "
            f"({', '.join(doubt['proposals'])})"
        )
    if compared := found.get("compared"):
        yield "in the register already: " + ", ".join(f"{kind} {compared[kind]}" for kind in USUAL)
    yield f"notes: {len(found['notes'])}"
    for note in found["notes"]:
        yield f"  table {note['table']}, row {note['row']}: {note['text']}"
    if found.get("accepted"):
        yield "accepted"
