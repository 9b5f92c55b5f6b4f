"""`./portal manage import_plan`: the importer of plans for an administrator at the keyboard."""

from office.imports.command import ImportCommand
from plans.imports.actions import create_imported_plan
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

    def take(self, organisation, reading, options):
        title = options["title"] or " ".join(reading.title.split())
        if not title or reading.years is None:
            self.refuse(
                "title", "The file names no title or no year: give --title, and terms with their years."
            )
        first, last = reading.years
        plan_import = PlanImport(
            organisation=organisation, kind=options["kind"], title=title, first_year=first, last_year=last
        )
        create_imported_plan(plan_import, reading.resolve({}))
