"""Pages of acquaintance: acknowledging, coverage, units addressed, the printed sheet."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from office import clock
from office.papers.downloads import file_or_redirect, make_list_file
from office.papers.page_style import with_page
from office.registers.forms import with_capitals
from office.registers.links import Link
from office.registers.move_view import act_page
from office.registers.policy import policy
from office.registers.submission import run_with_form_errors
from office.roles import Act, may
from standards.acquaintance import actions, coverage
from standards.acquaintance.contexts import sheet_context
from standards.acquaintance.forms import AcknowledgeForm, AddressForm
from standards.acquaintance.models import Acknowledgement, AcquaintanceSheet
from standards.acquaintance.papers import ACQUAINTANCE
from standards.text.contexts import group_by_chapter
from standards.text.pages import READS, find_standard


def find_own_standard(request, pk):
    """The version of an organisation where the person works; 404 for one read from above too."""
    standard = find_standard(request, pk)
    if standard.organisation_id not in request.user.body_ids:
        raise Http404
    return standard


# --- Bringing it to people ----------------------------------------------------------------------------------


@policy(None)
def acknowledge_standard(request, pk):
    """The whole text with a tick under each chapter and one's own name at the end."""
    standard = find_own_standard(request, pk)
    text = group_by_chapter(standard.points.in_order())
    form = AcknowledgeForm(
        request.POST if request.method == "POST" else None,
        person=request.user,
        heads=[head for head, _points in text],
    )
    if (
        form.is_bound
        and form.is_valid()
        and run_with_form_errors(form, partial(save_acknowledgement, request, standard, form))
    ):
        messages.success(request, _("You have acknowledged the standard. Thank you."))
        return redirect(standard)
    context = {
        "title": _("Read and acknowledge"),
        "standard": standard,
        "form": with_capitals(form),
        "chapters": [(head, points, box) for (head, points), box in zip(text, form.boxes, strict=True)],
        "own_acknowledgement": standard.acknowledgements.filter(person=request.user).first(),
        "back": Link(str(standard), standard.get_absolute_url()),
    }
    return render(request, "standards/acknowledge.html", context, status=422 if form.is_bound else 200)


def save_acknowledgement(request, standard, form):
    name, day = form.cleaned_data["name"], clock.today()
    return actions.add_acknowledgement(standard, by=request.user, name=name, day=day)


@policy(Act.READ, methods=READS)
def show_coverage(request, pk):
    """One figure for the organisation and each unit, who is missing by name; the organisations
    below by their figures alone.
    """
    standard = find_standard(request, pk, Act.READ)
    if not may(request.user, Act.READ, standard.organisation):
        raise Http404  # the organisation above reads the text and the figure, not the names
    lines = coverage.coverage_by_unit(standard) if standard.is_in_force else []
    may_bring = standard.is_in_force and may(request.user, Act.BRING, standard.organisation)
    context = {
        "title": _("Coverage"),
        "standard": standard,
        "lines": lines,
        "total": coverage.total_coverage(lines),
        "subordinates": coverage.coverage_below(standard.organisation) if standard.is_in_force else [],
        "history": Acknowledgement.objects.of(standard.organisation)
        .filter(standard=standard)
        .select_related("person", "sheet")[:HISTORY],
        "sheets": standard.sheets.select_related("unit") if may_bring else [],
        "may_bring": may_bring,
        "addressed": [str(one.unit) for one in standard.addressees.select_related("unit")],
        "back": Link(str(standard), standard.get_absolute_url()),
    }
    return render(request, "standards/coverage.html", context)


HISTORY = (
    # acknowledgements on one page: of an organisation that has so many employees the table is asked by unit
    1000
)


@policy(Act.BRING)
def edit_addressees(request, pk):
    standard = find_standard(request, pk, Act.BRING)
    form = AddressForm(request.POST if request.method == "POST" else None, standard=standard)
    return act_page(
        request,
        standard,
        form,
        lambda: actions.set_addressees(
            standard, list(form.cleaned_data["units"]), for_below=form.cleaned_data["for_below"]
        ),
        label=_("To whom the version is brought"),
        consequence=_("The coverage counts those who work in these units today."),
    )


def acquaintance_sheet_context(request, sheet):
    """The people of the sheet, its paper, its scan."""
    scan = [Link(str(sheet.scan), sheet.scan.get_absolute_url())] if sheet.scan else []
    return {
        "lines": sheet.lines.all(),
        "papers": [
            Link("PDF", reverse("sheets:paper", args=[sheet.pk]), icon="printer"),
            Link("Word", reverse("sheets:word", args=[sheet.pk]), icon="file-earmark-word"),
        ],
        "links": scan,
    }


@policy(Act.BRING, methods=READS)
def acquaintance_sheet_paper(request, pk, kind="pdf"):
    """The acquaintance sheet to be signed by hand, as PDF or as an editable Word copy."""
    sheet = get_object_or_404(AcquaintanceSheet.objects.visible_to(request.user, Act.BRING), pk=pk)
    context = with_page(sheet_context(sheet), sheet.organisation)
    make = partial(make_list_file, kind, ACQUAINTANCE.form, context)
    name = f"{sheet.organisation.code}-sheet-{sheet.standard.number}-{sheet.number}"
    return file_or_redirect(request, make, kind, name, sheet.get_absolute_url())
