"""The form of a plan import."""

from django.utils.translation import gettext_lazy as _

from office.imports.forms import TableImportForm
from office.registers.forms import text_area
from plans.imports import reader
from plans.imports.models import PlanImport


class PlanImportForm(TableImportForm):
    """The file with the plan; what its title says of name and years need not be typed."""

    READ = staticmethod(reader.read_plan)

    class Meta:
        model = PlanImport
        fields = ["kind", "title", "first_year", "last_year"]
        widgets = {"title": text_area(3)}

    field_order = ["file", "kind", "title", "first_year", "last_year"]

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if "file" not in data:
            return data
        first, last = self.reading.years or (None, None)
        data["title"] = data.get("title") or " ".join(self.reading.title.split())
        data["first_year"] = data.get("first_year") or first
        data["last_year"] = data.get("last_year") or last
        if not data["title"]:
            self.add_error(
                "title", _("No title stands over the table. Write it as it stands over the paper.")
            )
        for name in ("first_year", "last_year"):
            if data[name] is None and name not in self.errors:
                self.add_error(name, _("Neither the title nor the terms name a year. Write it."))
        return data
