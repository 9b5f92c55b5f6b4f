"""Views of the wall beside the five pages: make a key, open an identity, end an exclusion, scan, printed
register.
"""

from io import BytesIO
from pathlib import PurePath
from zipfile import ZipFile

from django.forms import Form
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from office import clock
from office.models.person import Person
from office.papers.downloads import MEDIA_TYPES, file_or_redirect, make_list_file
from office.papers.page_style import with_page
from office.papers.printing import pdf
from office.registers.links import Line
from office.registers.move_view import act_page, move_page
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import find_row, lock_row
from office.registers.submission import run_with_form_errors
from office.roles import Act
from office.views import download_response, form_data, require_right, sandbox_response
from office.wall import papers
from office.wall.actions import FILES, end_exclusion, open_identity, originals_of, show_to
from office.wall.forms import OpenForm, PassphraseForm
from office.wall.models.identity_opening import IdentityOpening
from office.wall.registers import CUSTODIANS, DISCLOSURES, WALLS


@sensitive_post_parameters("passphrase", "again")
@policy(Act.CUSTODY, register=CUSTODIANS)
def make_key(request, pk):
    """Make the key of a custodian.

    The answer is the recovery sheet itself: it is shown once and kept nowhere.
    """
    row = require_right(find_row(CUSTODIANS, request, pk), request.user, Act.CUSTODY)
    form = PassphraseForm(*form_data(request), person=request.user, record=row)
    if request.method == "POST":
        lock_row(row)
        if form.is_valid() and (
            paper := run_with_form_errors(form, lambda: make_key_and_sheet(row, form, request))
        ):
            return download_response(paper, MEDIA_TYPES["pdf"], f"recovery-sheet-{row.pk}.pdf")
    return move_page(request, CUSTODIANS, row, row.move_named("make"), form)


def make_key_and_sheet(row, form, request) -> bytes:
    """The key and its sheet, both or neither."""
    row.move("make", by=request.user, **form.move_arguments())
    context = papers.recovery_context(row, row.sheet, clock.today())
    return pdf(papers.RECOVERY_SHEET, with_page(context, row.organisation))


@sensitive_post_parameters("secret")
@policy(Act.CUSTODY, register=DISCLOSURES)
def open_page(request, pk):
    """Open an identity under a confirmed request.

    The values stand in this one answer; the entry stands in the register.
    """
    row = require_right(find_row(DISCLOSURES, request, pk), request.user, Act.CUSTODY)
    form = OpenForm(*form_data(request), person=request.user, record=row)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        entry = open_identity(
            lock_row(row), by=request.user, fields=typed["particulars"], secret=typed.get("secret", "")
        )
        if entry.outcome == IdentityOpening.Outcome.OPENED:
            return opening_response(request, row, entry)
        form.add_error(None, entry.reason)
    return move_page(request, DISCLOSURES, find_row(DISCLOSURES, request, pk), row.move_named("open"), form)


def opening_response(request, row, entry):
    """The values on a page, or the files as one archive."""
    if FILES in entry.values:
        return download_response(zip_files(originals_of(entry)), "application/zip", f"{entry.number}.zip")
    return render(request, "office/opened.html", opened_context(row, entry))


def zip_files(files) -> bytes:
    """A ZIP of (name, bytes); a name is numbered and keeps only what is no path."""
    packed = BytesIO()
    with ZipFile(packed, "w") as made:
        for number, (name, content) in enumerate(files, start=1):
            made.writestr(f"{number}-{PurePath(name.replace(chr(92), '/')).name[-120:]}", content)
    return packed.getvalue()


def opened_context(row, entry):
    """The page with what was opened, in the order of the form."""
    values = [
        Line(label, entry.values[field])
        for field, label in entry.disclosure.wall.identities.model.Field.choices
        if field in entry.values
    ]
    return {
        "title": _("Opened: entry № %(number)s") % {"number": entry.number},
        "record": row,
        "values": values,
    }


@policy(Act.DISCLOSE, register=WALLS)
def sort_matter(request, pk, person):
    """Say that a matter is not about a person of the role its sender named: they see it from now on."""
    wall = require_right(find_row(WALLS, request, pk), request.user, Act.DISCLOSE)
    shown = get_object_or_404(Person.objects.filter(pk__in=wall.unsorted()), pk=person)
    return act_page(
        request,
        wall,
        Form(*form_data(request)),
        lambda: show_to(lock_row(wall), shown, by=request.user),
        label=_("It is not about this person"),
        consequence=_("This person sees the matter from now on."),
        facts=[Line(_("Person"), shown)],
    )


@policy(Act.DISCLOSE, register=WALLS)
def lift_exclusion(request, pk, exclusion):
    """Let a person see the matter again."""
    wall = require_right(find_row(WALLS, request, pk), request.user, Act.DISCLOSE)
    row = get_object_or_404(wall.exclusions.in_force(), pk=exclusion)
    return act_page(
        request,
        wall,
        Form(*form_data(request)),
        lambda: end_exclusion(lock_row(row), by=request.user),
        label=_("Lift the exclusion"),
        consequence=_("This person sees the matter again. The exclusion stays in its history."),
        facts=[Line(_("Person"), row.person)],
        danger=True,
    )


@policy(Act.DISCLOSE, READ_METHODS, register=DISCLOSURES)
@sandbox_response
def download_request_scan(request, pk):
    """The scan of the written request, to be saved and not shown."""
    file = find_row(DISCLOSURES, request, pk).scan
    return download_response(file.read(), file.kind, file.name)


@policy(Act.DISCLOSE, READ_METHODS)
def download_disclosures(request, kind):
    """The register of disclosures as the person may read it, as a file."""
    rows = DISCLOSURES.rows(request.user).filter(organisation=request.organisation)
    context = papers.register_context(request.organisation, rows)
    form = papers.REGISTER.form
    return file_or_redirect(
        request,
        lambda: make_list_file(kind, form, with_page(context, request.organisation)),
        kind,
        "disclosures",
        reverse("disclosures:register"),
    )
