from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from office.imports.comparison import KnownRow
from office.imports.target import ImportTarget
from office.kyrgyz import fold
from office.registers.workflow import Refused
from plans.imports.actions import (
    add_placed_rows,
    create_empty_plan,
    listed_measures,
    update_measures_from_list,
)
from plans.imports.reader import placed_rows
from plans.models.plan import Plan


class PlanTarget(ImportTarget):
    """The plan that a file becomes, as a draft, or the one of the same title and years that stands."""

    @cached_property
    def plan(self):
        """The plan of the body with the title and the years of the file, or None."""
        source = self.table_import
        years = {"first_year": source.first_year, "last_year": source.last_year}
        found = Plan.objects.of(self.organisation).without_copies().filter(**years).order_by("-pk")
        return next((plan for plan in found if title_key(plan) == title_key(source)), None)

    def prepare_rows(self, rows):
        return placed_rows(rows)

    def known_rows(self):
        rows = listed_measures(self.plan) if self.plan else []
        return [KnownRow(row.pk, row.version, cells) for row, cells in rows]

    def take(self, rows):
        if self.plan:
            self.refuse_approved()
            return add_placed_rows(self.plan, rows)
        self.table_import.plan = create_empty_plan(self.table_import)
        return [*add_placed_rows(self.table_import.plan, rows), self.table_import.plan]

    def update(self, compared):
        self.refuse_approved()
        update_measures_from_list(self.plan, compared)

    def refuse_approved(self):
        if self.plan.state != Plan.State.DRAFT or self.plan.is_fixed:
            raise Refused(
                _(
                    "The plan stands already and is approved: what a file has otherwise enters it by an "
                    "edition. Leave these rows as they are."
                )
            )


def title_key(row):
    return fold(" ".join(row.title.split()))
