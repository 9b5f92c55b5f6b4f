"""Reports of corruption: their own pages to write them, for the usual ones keep who sent which form."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from office.registers.form_views import build_form, edit_differences, form_page
from office.registers.links import Link
from office.registers.policy import policy
from office.registers.rows import find_row, lock_row
from office.registers.submission import run_with_form_errors
from office.roles import Act, may
from standards.notices import pages
from standards.notices.models.corruption_report import Report


def earlier_draft(request):
    """The draft created by this form key, if it is one's own; BadRequest without a key."""
    try:
        key = UUID(request.POST.get("k", ""))
    except ValueError:
        raise BadRequest("a form without its key") from None
    row = Report.objects.of(request.organisation).filter(key=key).first()
    return row if row and row.is_of(request.user) else None


def save_report(request, form):
    """Save the form; returns the redirect, None when the form must be shown again."""
    if not form.is_valid():
        return None
    row = run_with_form_errors(form, lambda: form.save_as(by=request.user))
    if row is None:
        return None
    messages.success(request, _("Saved."))
    return redirect(row.get_absolute_url())


def asked_report_kind(request):
    """Kind of report named in the address; empty for an unknown one."""
    return request.GET.get("kind", "") if request.GET.get("kind") in Report.Kind.values else ""


def report_create_page(register):
    @policy(Act.TELL, register=register)
    def view(request):
        organisation = request.organisation
        if organisation is None or not may(request.user, Act.TELL, organisation):
            raise PermissionDenied
        if request.method == "POST" and (row := earlier_draft(request)):
            return redirect(row.get_absolute_url())
        form = build_form(register, request, Report(kind=asked_report_kind(request)), organisation)
        response = save_report(request, form) if request.method == "POST" else None
        return response or form_page(request, register, form, register.new)

    return view


def report_edit_page(register):
    @policy(Act.TELL, register=register)
    def view(request, pk):
        row = find_row(register, request, pk)
        if request.method == "POST":
            lock_row(row)
        if not register.may_write(request.user, row):
            raise PermissionDenied
        form = build_form(register, request, row, row.organisation)
        title = _("Correct: %(record)s") % {"record": row}
        if request.method == "POST" and form.data.get("v") != str(row.version):
            stale = edit_differences(register, form, request, pk)
            return form_page(request, register, form, title, status=409, stale=stale)
        response = save_report(request, form) if request.method == "POST" else None
        return response or form_page(request, register, form, title)

    return view


def corruption_report_context(request, row):
    """Record context: measures of protection, URL to add one, link to the wall for whoever may open it."""
    turn = row.is_given and row.is_turn_of(request.user) and may(request.user, Act.SETTLE, row.organisation)
    wall = row.wall if row.wall and turn and may(request.user, Act.DISCLOSE, row.organisation) else None
    return {
        **pages.employee_notice_context(request, row),
        "protections": row.protections.all(),
        "protect_url": reverse("protections:create", args=[row.pk]) if turn else "",
        "wall_url": wall.get_absolute_url() if wall else "",
        "envelope": row.wall.mask if row.wall and row.is_of(request.user) else "",
        "edit": Link(_("Correct"), reverse("reports:edit", args=[row.pk])) if row.is_editable else None,
    }


def report_list_context(request, rows):
    """List context: URL of a new report, exports."""
    tells = request.organisation is not None and may(request.user, Act.TELL, request.organisation)
    return {
        **pages.notice_list_context(request, rows),
        "write_url": reverse("reports:create") if tells else "",
    }
