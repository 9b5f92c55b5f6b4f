"""Reports of corruption: their own pages to write them, for the usual ones keep who sent which form."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from office.generic import differences, filled, find, form_page, keeping_what_was_typed, locked, policy
from office.roles import Act, may
from standards import desk_pages
from standards.models.walled import Report


def sent_before(request):
    """The draft this very form has made already; BadRequest for a form without its key."""
    try:
        key = UUID(request.POST.get("k", ""))
    except ValueError:
        raise BadRequest("a form without its key") from None
    row = Report.objects.of(request.organisation).filter(key=key).first()
    return row if row and row.is_of(request.user) else None


def kept(request, form):
    """The redirect after a good form; None when it must be shown again. Nothing is written of who sent it."""
    if not form.is_valid():
        return None
    row = keeping_what_was_typed(form, lambda: form.save_as(by=request.user))
    if row is None:
        return None
    messages.success(request, _("Saved."))
    return redirect(row.get_absolute_url())


def kind_of(request):
    """The kind of the door that was opened."""
    return request.GET.get("kind", "") if request.GET.get("kind") in Report.Kind.values else ""


def create(book):
    @policy(Act.TELL, book=book)
    def view(request):
        body = request.organisation
        if body is None or not may(request.user, Act.TELL, body):
            raise PermissionDenied
        if request.method == "POST" and (row := sent_before(request)):
            return redirect(row.get_absolute_url())
        form = filled(book, request, Report(kind=kind_of(request)), body)
        taken = kept(request, form) if request.method == "POST" else None
        return taken or form_page(request, book, form, book.new)

    return view


def edit(book):
    @policy(Act.TELL, book=book)
    def view(request, pk):
        row = find(book, request, pk)
        if request.method == "POST":
            locked(row)
        if not book.may_write(request.user, row):
            raise PermissionDenied
        form = filled(book, request, row, row.organisation)
        title = _("Correct: %(record)s") % {"record": row}
        if request.method == "POST" and form.data.get("v") != str(row.version):
            stale = differences(book, form, request, pk)
            return form_page(request, book, form, title, status=409, stale=stale)
        taken = kept(request, form) if request.method == "POST" else None
        return taken or form_page(request, book, form, title)

    return view


def beside(request, row):
    """The measures of protection, the way to a further one, the way to the wall for whom it lets."""
    turn = row.is_given and row.is_turn_of(request.user) and may(request.user, Act.SETTLE, row.organisation)
    wall = row.wall if row.wall and turn and may(request.user, Act.DISCLOSE, row.organisation) else None
    return {
        **desk_pages.beside(request, row),
        "protections": row.protections.all(),
        "protect_url": reverse("protections:create", args=[row.pk]) if turn else "",
        "wall_url": wall.get_absolute_url() if wall else "",
        "envelope": row.wall.mask if row.wall and row.is_of(request.user) else "",
        "edit": {"label": _("Correct"), "url": reverse("reports:edit", args=[row.pk])}
        if row.is_editable
        else None,
    }


def way_in(request, rows):
    """The button of a new report, the register as files."""
    tells = request.organisation is not None and may(request.user, Act.TELL, request.organisation)
    return {**desk_pages.ways_out(request, rows), "write_url": reverse("reports:create") if tells else ""}
