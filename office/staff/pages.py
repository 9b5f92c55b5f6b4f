"""Entering employees: one person in one step, or the whole list from a file."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import clock
from office.imports.forms import TableImportForm
from office.imports.pages import DryRun
from office.models.organisation import Unit
from office.models.person import Appointment
from office.registers.form_views import form_page
from office.registers.forms import DateInput, PortalForm
from office.registers.policy import policy
from office.registers.register import Register
from office.registers.submission import handle_once
from office.registers.workflow import Refused
from office.roles import Act, may
from office.staff.actions import enter_employees
from office.staff.imports import StaffReading
from office.staff.models import StaffImport


@dataclass(frozen=True)
class EmployeeResult:
    """Result of EmployeeForm.save_as: redirects back to the register for the next person."""

    def get_absolute_url(self):
        return reverse("staff_imports:register")


class EmployeeForm(PortalForm):
    """A new employee with post, unit and first day, in one step."""

    FIELDSETS = (
        (gettext_lazy("The employee"), ("full_name", "post")),
        (gettext_lazy("Where and since when"), ("unit", "new_unit", "since")),
    )

    full_name = forms.CharField(
        label=gettext_lazy("surname, name, patronymic"),
        max_length=240,
        help_text=gettext_lazy("As in the passport: «Асанова Гүлнара Бакытовна», «Асан уулу Бакыт»"),
    )
    post = forms.CharField(label=gettext_lazy("post"), max_length=200)
    new_unit = forms.CharField(
        label=gettext_lazy("or a new unit"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Its name in Kyrgyz"),
    )
    since = forms.DateField(label=gettext_lazy("from"), widget=DateInput, initial=clock.today)

    class Meta:
        model = Appointment
        fields = ["unit"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.of(self.organisation).filter(closed_on=None)

    def clean_full_name(self):
        name = " ".join(self.cleaned_data["full_name"].split())
        if len(name.split()) < 2:
            raise ValidationError(_("Give the surname and the given name."))
        return name

    def validate_constraints(self):
        """The appointment is made with its person: there is nothing to prove before."""

    def save_as(self, by):
        data = self.cleaned_data
        unit = data["new_unit"] or (data["unit"].name_ky if data["unit"] else "")
        row = {"name": data["full_name"], "post": data["post"], "unit": unit, "since": data["since"]}
        if not enter_employees(self.organisation, [row]):
            raise Refused(_("Somebody of this name works here already."))
        return EmployeeResult()


class StaffImportForm(TableImportForm):
    """The file with the list of staff."""

    READ = staticmethod(StaffReading.of)

    class Meta:
        model = StaffImport
        fields: list[str] = []


dry_run = DryRun(model=StaffImport, space="staff_imports", words={}, heading=str)


def staff_import_list_context(request, rows):
    """The way to enter one person."""
    keeps = request.organisation is not None and may(request.user, Act.KEEP, request.organisation)
    return {"enter_url": reverse("staff_imports:enter") if keeps else ""}


IMPORTS = Register(
    model=StaffImport,
    space="staff_imports",
    title=gettext_lazy("Staff lists"),
    new=gettext_lazy("Import from Word or Excel"),
    columns=("name", "read_at", "read_by", "state"),
    pages=("register", "record", "create", "move"),
    read=Act.KEEP,
    form=StaffImportForm,
    list_template="office/staff_list.html",
    record_template="office/import_detail.html",
    form_template="office/staff_form.html",
    list_extra=staff_import_list_context,
    record_extra=dry_run.page,
    empty=gettext_lazy(
        "No list has been read. A file with the columns name, post, unit and since is enough."
    ),
)
EMPLOYEES = Register(
    model=Appointment, space="staff_imports", title=IMPORTS.title, form=EmployeeForm, pages=()
)


@policy(Act.KEEP)
def enter_one(request):
    """One employee in one step."""
    organisation = request.organisation
    if organisation is None or not may(request.user, Act.KEEP, organisation):
        raise PermissionDenied
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EmployeeForm(*posted, instance=Appointment(), person=request.user, organisation=organisation)
    if request.method == "POST" and (
        response := handle_once(request, form, lambda: form.save_as(by=request.user))
    ):
        return response
    return form_page(request, EMPLOYEES, form, _("New employee"))
