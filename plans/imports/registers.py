from django.utils.translation import gettext_lazy as _

from office.registers.register import Register
from plans import paper_pages as pages
from plans.imports import forms as imports_forms
from plans.imports.models import PlanImport

imports = Register(
    model=PlanImport,
    space="plan_imports",
    title=_("Imports of plans"),
    new=_("Import a plan from Word or Excel"),
    columns=("name", "title", "read_at", "read_by", "state"),
    sections=((_("Plan"), ("kind", "title", "first_year", "last_year")),),
    pages=("register", "record", "create", "move"),
    form=imports_forms.PlanImportForm,
    record_template="office/import_detail.html",
    form_template="plans/import_form.html",
    record_extra=pages.plan_import_context,
)

import_paths = pages.dry_run.paths()
