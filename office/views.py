"""Views of the office beside the five pages of a register: papers, scans, publishing, merging, confirming."""

from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from office import actions
from office.files.clean_copy import clean_upload
from office.files.models import SCAN_LIMIT, WrongFile
from office.files.object_store import SilentStore
from office.files.scan_codes import read_scan
from office.imports.read_first import read_before
from office.law.registers import ACTS, CALENDAR, PROVISIONS, TO_BE_CONFIRMED, VALUES
from office.meetings.registers import MEETINGS
from office.organisations.forms import DayForm, SuccessorForm
from office.organisations.registers import APPOINTMENTS, MERGE_CONSEQUENCE, ORGANISATIONS, PEOPLE, UNITS
from office.papers.forms import MOST_FILES, PublishForm, ScansForm, WithdrawForm
from office.papers.official import make_word_copy, minutes_context, paper_bytes, paper_of
from office.papers.page_style import with_page
from office.papers.printing import PrintError, html, pdf
from office.papers.private_words import private_places
from office.papers.registers import FILES, ORDERS, PUBLICATIONS, WITHDRAW_CONSEQUENCE
from office.papers.scans import file_scans
from office.registers.links import Line
from office.registers.move_view import act_page
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import find_row, lock_row
from office.registries import FURTHER_REGISTERS
from office.roles import Act, may

# A paper shown inside our own page: nobody else may frame it, and nothing in it runs.
FRAMED = {**settings.SECURE_CSP, "script-src": [CSP.NONE], "frame-ancestors": [CSP.SELF]}
SETTINGS_REGISTERS = (ORGANISATIONS, UNITS, PEOPLE, APPOINTMENTS, CALENDAR, ACTS, VALUES, PROVISIONS)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def allow_own_frame(view):
    return xframe_options_sameorigin(csp_override(FRAMED)(view))


def download_response(content, kind, name, *, inline=False):
    """A file as an answer.

    What people brought is never shown by the browser inside the portal: it is saved.
    """
    headers = {"Content-Disposition": content_disposition_header(not inline, name)}
    return HttpResponse(content, content_type=kind, headers=headers)


def printed_response(request, name, make):
    """The PDF that `make` gives, or the page that says why there is none."""
    try:
        return download_response(make(), "application/pdf", name, inline=True)
    except LookupError:
        raise Http404 from None
    except PrintError as error:
        return render(
            request, "office/not_printed.html", {"title": _("Not printed"), "error": error}, status=422
        )


# --- Orders ------------------------------------------------------------------------------------------------


def paper_or_404(order, number):
    try:
        return paper_of(order, number)
    except LookupError:
        raise Http404 from None


@policy(Act.READ, READ_METHODS, register=ORDERS)
@allow_own_frame
def preview_order(request, pk, number):
    """The paper as HTML: the current draft, or the frozen data of a signed order."""
    template, context, _frozen = paper_or_404(find_row(ORDERS, request, pk), number)
    return HttpResponse(html(template, context))


@policy(Act.READ, READ_METHODS, register=ORDERS)
def print_paper(request, pk, number):
    """The PDF: a draft marked as such, or the bytes that were signed."""
    order = find_row(ORDERS, request, pk)
    return printed_response(request, f"{order.pk}-{number}.pdf", lambda: paper_bytes(order, number))


@policy(Act.READ, READ_METHODS, register=ORDERS)
def word_copy(request, pk, number):
    """The order or an annex as an editable Word copy."""
    template, context, _frozen = paper_or_404(find_row(ORDERS, request, pk), number)
    return download_response(make_word_copy(context, template), WORD, f"{pk}-{number}.docx")


@policy(Act.READ, READ_METHODS, register=ORDERS)
def frozen_paper(request, pk, paper):
    """The stored bytes of one frozen paper, as signed or as registered."""
    row = get_object_or_404(find_row(ORDERS, request, pk).papers, pk=paper)
    return download_response(bytes(row.pdf), "application/pdf", f"{row.sha256[:12]}.pdf", inline=True)


@policy(Act.AGREE, register=ORDERS)
@read_before(read_scan, field="scan", most=MOST_FILES, limit=SCAN_LIMIT)
def upload_order_scan(request, pk):
    """File scans or photographs of the signed paper; a better one may follow."""
    order = require_right(find_row(ORDERS, request, pk), request.user, Act.AGREE)
    form = ScansForm(*form_data(request))
    return act_page(
        request,
        order,
        form,
        lambda: file_uploaded_scans(order, form.cleaned_data, by=request.user),
        label=_("File the scan"),
        consequence=_(
            "Each file is kept byte for byte under its digest. A better scan may follow, this one stays."
        ),
    )


def file_uploaded_scans(order, typed, *, by):
    files = [(upload.name, upload.read()) for upload in typed["scan"]]
    return file_scans(order, files, by=by, unread=typed["unread"])


@policy(Act.PUBLISH, register=ORDERS)
def publish_annex(request, pk, number):
    """Put the frozen paper of an annex, or of the order itself (0), on the open page.

    What looks like a private person is shown first and asks for a tick.
    """
    order = require_right(find_row(ORDERS, request, pk), request.user, Act.PUBLISH)
    annex = get_object_or_404(order.annexes, number=number) if number else None
    frozen = order.papers.filter(annex=annex).last()
    private = private_places(frozen.content) if frozen else []
    return act_page(
        request,
        order,
        PublishForm(*form_data(request), private=private),
        lambda: (
            actions.publish_annex(annex, by=request.user)
            if annex
            else actions.publish_text(order, by=request.user)
        ),
        label=_("Publish"),
        consequence=_("Anyone can read the paper from now on, word for word as it was signed."),
        facts=[Line(_("Annex"), annex.title) if annex else Line(_("Order"), order.title)]
        + [Line(one.place, one.words) for one in private],
    )


@policy(Act.PUBLISH, register=PUBLICATIONS)
def withdraw_publication(request, pk):
    """Take a paper off the open page, with the ground."""
    row = require_right(find_row(PUBLICATIONS, request, pk), request.user, Act.PUBLISH)
    form = WithdrawForm(*form_data(request))
    return act_page(
        request,
        row,
        form,
        lambda: actions.withdraw_publication(row, ground=form.cleaned_data["ground"], by=request.user),
        label=_("Withdraw"),
        consequence=WITHDRAW_CONSEQUENCE,
        danger=True,
    )


def form_data(request):
    """Arguments to bind a form with: (POST, FILES), or (None, None) until it is posted."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def require_right(row, person, act):
    """The row, when the person holds the right at its body; a foreign row was 404 before."""
    if not may(person, act, row if row._meta.model_name == "organisation" else row.organisation):
        raise PermissionDenied
    return row


@policy(Act.READ, READ_METHODS, register=FILES)
def download_file(request, pk):
    """A file that was brought, byte for byte, to be saved and not shown."""
    row = find_row(FILES, request, pk)
    return stored_file_response(request, row, row.name)


# Django takes it, its stubs do not.
sandbox_response = csp_override({"default-src": [CSP.NONE], "sandbox": True})  # type: ignore[dict-item]


def stored_file_response(request, file, name, *, is_washed=False):
    """A stored file (its washed copy) to be saved under a name, or a page that says that it was erased or is
    lost.
    """
    try:
        if file.is_erased:  # another record may have filed the same bytes
            raise FileNotFoundError(file.path)
        content = clean_upload(file.read()).content if is_washed else file.read()
        return sandbox_response(lambda _request: download_response(content, file.kind, name))(request)
    except SilentStore:
        context = {"title": _("The store of the files does not answer now"), "is_silent": True, "file": file}
        return render(request, "office/lost_file.html", context, status=503)
    except (WrongFile, FileNotFoundError, ValueError):
        gone = _("Disposed of") if file.disposal_id else _("Erased by law")
        title = gone if file.is_erased else _("The file is damaged")
        return render(request, "office/lost_file.html", {"title": title, "file": file}, status=410)


# --- Commissions -------------------------------------------------------------------------------------------


@policy(Act.READ, READ_METHODS, register=MEETINGS)
def print_minutes(request, pk, kind="pdf"):
    """The minutes as PDF or as an editable Word copy; a draft until they are closed."""
    meeting = find_row(MEETINGS, request, pk)
    if kind == "docx":
        return download_response(
            make_word_copy(minutes_paper(meeting), MINUTES), WORD, f"minutes-{meeting.pk}.docx"
        )
    return printed_response(
        request,
        f"minutes-{meeting.pk}.pdf",
        lambda: pdf(MINUTES, minutes_paper(meeting), made_on=meeting.held_on),
    )


def minutes_paper(meeting) -> dict:
    return with_page(minutes_context(meeting), meeting.organisation, meeting.held_on)


@policy(Act.READ, READ_METHODS, register=MEETINGS)
@allow_own_frame
def preview_minutes(request, pk):
    return HttpResponse(html(MINUTES, minutes_context(find_row(MEETINGS, request, pk))))


MINUTES = "office/print/minutes.html"


# --- What the administrator keeps --------------------------------------------------------------------------


class SettingsLine(NamedTuple):
    """A register of the administrator; `waiting` rows of it are to be confirmed."""

    label: str | Promise
    url: str
    waiting: int = 0


@policy(Act.MANAGE, READ_METHODS)
def office_settings(request):
    """The registers of the administrator, with what waits to be confirmed."""
    waiting = {register.space: rows().count() for register, rows in TO_BE_CONFIRMED}
    lines = [
        SettingsLine(register.title, register.url("register"), waiting.get(register.space, 0))
        for register in SETTINGS_REGISTERS
    ]
    lines += [SettingsLine(title, reverse(route)) for title, route in FURTHER_REGISTERS]
    return render(request, "office/settings.html", {"title": _("Settings"), "lines": lines})


@policy(Act.MANAGE, register=ORGANISATIONS)
def merge_organisation(request, pk):
    """Merge a body into its successor."""
    organisation = require_right(find_row(ORGANISATIONS, request, pk), request.user, Act.MANAGE)
    form = SuccessorForm(*form_data(request), organisation=organisation, person=request.user)
    return act_page(
        request,
        organisation,
        form,
        lambda: actions.merge_organisation(
            lock_row(organisation), into=lock_row(form.cleaned_data["into"]), by=request.user
        ),
        label=_("Merge into another body"),
        consequence=MERGE_CONSEQUENCE,
        danger=True,
    )


@policy(Act.MANAGE, register=APPOINTMENTS)
def end_appointment(request, pk):
    """Enter the last day of an appointment."""
    row = require_right(find_row(APPOINTMENTS, request, pk), request.user, Act.MANAGE)
    form = DayForm(*form_data(request))
    return act_page(
        request,
        row,
        form,
        lambda: actions.end_appointment(lock_row(row), day=form.cleaned_data["day"], by=request.user),
        label=_("End the appointment"),
        consequence=_("From the day after the last one the person no longer has the rights of this role."),
        danger=True,
    )


def confirmation_view(register):
    """Confirm a row that nobody has proved yet. What is confirmed is what stood on the page."""

    @policy(Act.LEGAL, register=register)
    def view(request, pk):
        row = find_row(register, request, pk)
        return act_page(
            request,
            row,
            Form(*form_data(request)),
            lambda: actions.confirm_row(lock_row(row), by=request.user),
            label=_("Confirm"),
            consequence=_("Your name and today's date stay with it."),
        )

    return view
