"""`./portal manage import_plan`: the importer of plans for an administrator at the keyboard."""

from office.imports.command import ImportCommand
from plans.imports.models import PlanImport
from plans.imports.reader import read_plan
from plans.models.plan import Plan


class Command(ImportCommand):
    help = (
        "Takes a plan from Word, Excel or CSV as a draft, whole or not at all. Exit code 1 when it refuses."
    )
    read = staticmethod(read_plan)
    model = PlanImport

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--title", default="", help="as it stands over the paper, where the file does not say it"
        )
        parser.add_argument("--kind", choices=Plan.Kind.values, default=Plan.Kind.STRATEGY)

    def describe(self, record, options):
        super().describe(record, options)
        record.title = options["title"] or record.title
        record.kind = options["kind"]

    def complete(self, record, options):
        if not (options["title"] or record.found.title.strip()) or record.found.years is None:
            self.refuse(
                "title", "The file names no title or no year: give --title, and terms with their years."
            )
