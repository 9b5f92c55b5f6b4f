"""What the office does beside the five pages of each register: papers, scans, publishing, merging, confirming."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from office import actions
from office.books import (
    APPOINTMENTS,
    FILES,
    FURTHER,
    MEETINGS,
    MERGED,
    ORDERS,
    ORGANISATIONS,
    PUBLICATIONS,
    SETTINGS,
    WITHDRAWN,
    unconfirmed,
)
from office.cleaning import cleaned
from office.forms_bodies import DayForm, SuccessorForm
from office.forms_orders import ScanForm, WithdrawForm
from office.generic import READS, act_page, find, locked, policy
from office.models import WrongFile
from office.papers import minutes_context, paper_bytes, paper_of, word
from office.printing import PrintError, html, pdf
from office.roles import Act, may

# A paper shown inside our own page: nobody else may frame it, and nothing in it runs.
FRAMED = {**settings.SECURE_CSP, "script-src": [CSP.NONE], "frame-ancestors": [CSP.SELF]}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def framed(view):
    return xframe_options_sameorigin(csp_override(FRAMED)(view))


def download(content, kind, name, *, inline=False):
    """A file as an answer. What people brought is never shown by the browser inside the portal: it is saved."""
    headers = {"Content-Disposition": content_disposition_header(not inline, name)}
    return HttpResponse(content, content_type=kind, headers=headers)


def printed(request, name, make):
    """The PDF that `make` gives, or the page that says why there is none."""
    try:
        return download(make(), "application/pdf", name, inline=True)
    except LookupError:
        raise Http404 from None
    except PrintError as error:
        return render(
            request, "office/not_printed.html", {"title": _("Not printed"), "error": error}, status=422
        )


# --- Orders ----------------------------------------------------------------------------------------------------------


def paper_or_404(order, number):
    try:
        return paper_of(order, number)
    except LookupError:
        raise Http404 from None


@policy(Act.READ, READS, book=ORDERS)
@framed
def preview(request, pk, number):
    """The paper as HTML: the draft as it stands, or the frozen data of a signed one."""
    template, context, _frozen = paper_or_404(find(ORDERS, request, pk), number)
    return HttpResponse(html(template, context))


@policy(Act.READ, READS, book=ORDERS)
def print_paper(request, pk, number):
    """The PDF: a draft marked as such, or the bytes that were signed."""
    order = find(ORDERS, request, pk)
    return printed(request, f"{order.pk}-{number}.pdf", lambda: paper_bytes(order, number))


@policy(Act.READ, READS, book=ORDERS)
def word_copy(request, pk, number):
    """An annex table as an editable Word copy."""
    _template, context, _frozen = paper_or_404(find(ORDERS, request, pk), number)
    if "table" not in context:
        raise Http404
    return download(word(context), WORD, f"{pk}-{number}.docx")


@policy(Act.READ, READS, book=ORDERS)
def frozen_paper(request, pk, paper):
    """The stored bytes of one frozen paper, as signed or as registered."""
    row = get_object_or_404(find(ORDERS, request, pk).papers, pk=paper)
    return download(bytes(row.pdf), "application/pdf", f"{row.sha256[:12]}.pdf", inline=True)


@policy(Act.AGREE, book=ORDERS)
def scan(request, pk):
    """File the scan of the signed paper."""
    order = allowed(find(ORDERS, request, pk), request.user, Act.AGREE)
    form = ScanForm(*sent(request))
    return act_page(
        request,
        order,
        form,
        lambda: file_scan(order, form.cleaned_data["scan"], by=request.user),
        label=_("File the scan"),
        consequence=_("The file is kept byte for byte under its digest and cannot be replaced."),
    )


def file_scan(order, upload, *, by):
    return actions.file_scan(order, name=upload.name, content=upload.read(), by=by)


@policy(Act.PUBLISH, book=ORDERS)
def publish(request, pk, number):
    """Put the frozen paper of an annex on the open page."""
    order = allowed(find(ORDERS, request, pk), request.user, Act.PUBLISH)
    annex = get_object_or_404(order.annexes, number=number)
    return act_page(
        request,
        order,
        Form(*sent(request)),
        lambda: actions.publish(annex, by=request.user),
        label=_("Publish"),
        consequence=_("Anyone can read the paper from now on, word for word as it was signed."),
        facts=[{"label": _("Annex"), "value": annex.title}],
    )


@policy(Act.PUBLISH, book=PUBLICATIONS)
def withdraw(request, pk):
    """Take a paper off the open page, with the ground."""
    row = allowed(find(PUBLICATIONS, request, pk), request.user, Act.PUBLISH)
    form = WithdrawForm(*sent(request))
    return act_page(
        request,
        row,
        form,
        lambda: actions.withdraw(row, ground=form.cleaned_data["ground"], by=request.user),
        label=_("Withdraw"),
        consequence=WITHDRAWN,
        danger=True,
    )


def sent(request):
    """What a form is bound with: nothing until it is sent."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def allowed(row, person, act):
    """The row, when the person holds the right at its body; a foreign row was 404 before."""
    if not may(person, act, row if row._meta.model_name == "organisation" else row.organisation):
        raise PermissionDenied
    return row


@policy(Act.READ, READS, book=FILES)
def file(request, pk):
    """A file that was brought, byte for byte, to be saved and not shown."""
    row = find(FILES, request, pk)
    return handed_out(request, row, row.name)


# Django takes it, its stubs do not.
sandboxed = csp_override({"default-src": [CSP.NONE], "sandbox": True})  # type: ignore[dict-item]


def handed_out(request, file, name, *, is_washed=False):
    """A stored file (its washed copy) to be saved under a name, or a page that says that it was erased or is lost."""
    try:
        content = cleaned(file.read()).content if is_washed else file.read()
        return sandboxed(lambda _request: download(content, file.kind, name))(request)
    except (WrongFile, FileNotFoundError, ValueError):
        title = _("Erased by law") if file.is_erased else _("The file is damaged")
        return render(request, "office/lost_file.html", {"title": title, "file": file}, status=410)


# --- Commissions -----------------------------------------------------------------------------------------------------


@policy(Act.READ, READS, book=MEETINGS)
def minutes(request, pk):
    """The minutes as PDF; a draft until they are closed."""
    meeting = find(MEETINGS, request, pk)
    return printed(
        request,
        f"minutes-{meeting.pk}.pdf",
        lambda: pdf(MINUTES, minutes_context(meeting), made_on=meeting.held_on),
    )


@policy(Act.READ, READS, book=MEETINGS)
@framed
def minutes_preview(request, pk):
    return HttpResponse(html(MINUTES, minutes_context(find(MEETINGS, request, pk))))


MINUTES = "office/print/minutes.html"


# --- What the administrator keeps ------------------------------------------------------------------------------------


@policy(Act.MANAGE, READS)
def office_settings(request):
    """The registers of the administrator, with what waits to be confirmed."""
    waiting = {book.space: count for book, count in unconfirmed()}
    lines = [
        {"label": book.title, "url": book.url("register"), "waiting": waiting.get(book.space, 0)}
        for book in SETTINGS
    ]
    lines += [{"label": title, "url": reverse(route), "waiting": 0} for title, route in FURTHER]
    return render(request, "office/settings.html", {"title": _("Settings"), "lines": lines})


@policy(Act.MANAGE, book=ORGANISATIONS)
def merge(request, pk):
    """Merge a body into its successor."""
    body = allowed(find(ORGANISATIONS, request, pk), request.user, Act.MANAGE)
    form = SuccessorForm(*sent(request), body=body, person=request.user)
    return act_page(
        request,
        body,
        form,
        lambda: actions.merge(locked(body), into=locked(form.cleaned_data["into"]), by=request.user),
        label=_("Merge into another body"),
        consequence=MERGED,
        danger=True,
    )


@policy(Act.MANAGE, book=APPOINTMENTS)
def end_appointment(request, pk):
    """Enter the last day of an appointment."""
    row = allowed(find(APPOINTMENTS, request, pk), request.user, Act.MANAGE)
    form = DayForm(*sent(request))
    return act_page(
        request,
        row,
        form,
        lambda: actions.end(locked(row), day=form.cleaned_data["day"], by=request.user),
        label=_("End the appointment"),
        consequence=_("From the day after the last one the person no longer has the rights of this role."),
        danger=True,
    )


def confirm(book):
    """Confirm a row that nobody has proved yet. What is confirmed is what stood on the page."""

    @policy(Act.MANAGE, book=book)
    def view(request, pk):
        row = find(book, request, pk)
        return act_page(
            request,
            row,
            Form(*sent(request)),
            lambda: actions.confirm(locked(row), by=request.user),
            label=_("Confirm"),
            consequence=_("Your name and today's date stay with it."),
        )

    return view
