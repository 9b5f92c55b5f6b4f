"""One move of many rows: ticked in the register, each moved by its own right and its own rules."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from office.registers.forms import MoveForm
from office.registers.links import Button, Link
from office.registers.policy import policy
from office.registers.rows import lock_row
from office.registers.values import parse_number
from office.registers.workflow import Refused
from office.roles import may

PICK = "row"  # the name of the boxes that are ticked
LIMIT = 200


def bulk_view(register, name):
    """Ask once, for instance for the ground, then move each ticked row; what is refused is named with why."""
    wanted = register.model.move_named(name)

    @policy(wanted.act, register=register)
    def view(request):
        rows = ticked_rows(register, request)
        if not rows:
            messages.info(request, _("Tick the rows first."))
            return redirect(register.url("register"))
        form = register.move_forms.get(name, MoveForm)(
            request.POST if request.method == "POST" else None, person=request.user, record=rows[0]
        )
        del form.fields["v"]  # each row brings its own
        if request.method == "POST" and form.is_valid():
            refused = move_rows(rows, seen_versions(request), name, by=request.user, form=form)
            say_outcome(request, wanted, len(rows) - len(refused), refused)
            return redirect(register.url("register"))
        return bulk_page(request, register, wanted, rows, form)

    return view


def ticked_rows(register, request) -> list:
    """The rows that were ticked and that this person may read, in the order of the register."""
    ticked = request.POST if request.method == "POST" else request.GET
    keys = [value.partition("-")[0] for value in ticked.getlist(PICK)[:LIMIT]]
    rows = register.rows(request.user).filter(pk__in=[parse_number(key, 0) for key in keys])
    return list(rows.order_by(*(register.order or register.model._meta.ordering)))


def seen_versions(request) -> dict[str, str]:
    """{key of the row: the version it had on the page that asked}"""
    return dict(value.partition("-")[::2] for value in request.POST.getlist(PICK))


def move_rows(rows, versions, name, *, by, form) -> list[tuple]:
    """Move each row in a transaction of its own. Returns (row, why not) of those that were refused."""
    refused = []
    for row in rows:
        try:
            with transaction.atomic():
                lock_row(row)
                if str(row.version) != versions.get(str(row.pk)):
                    raise Refused(
                        _("The record was changed after you opened this page. Look at it once more.")
                    )
                row.move(name, by=by, **form.move_arguments())
        except Refused as refusal:
            refusal.afterwards()
            refused.append((row, str(refusal)))
        except PermissionDenied:
            refused.append((row, _("You have no right to this.")))
    return refused


def say_outcome(request, wanted, done, refused):
    if done:
        words = {"move": wanted.label, "count": done}
        messages.success(request, _("Done: %(move)s. Rows: %(count)s.") % words)
    for row, why in refused:
        messages.error(request, f"{row}: {why}")


def bulk_page(request, register, wanted, rows, form):
    """The page that asks; 422 when the form was sent and not taken."""
    context = {
        "rows": rows,
        "pick": PICK,
        "form": form,
        "title": wanted.label,
        "move": Button(wanted.label, consequence=wanted.consequence, danger=wanted.danger),
        "back": Link(register.title, register.url("register")),
        "cancel_url": register.url("register"),
    }
    return render(request, "office/bulk.html", context, status=422 if form.errors else 200)


def bulk_buttons(register, person, organisation) -> list[Link]:
    """The moves that this person may make with many rows of the organisation at hand."""
    moves = [register.model.move_named(name) for name in register.bulk]
    return [
        Link(move.label, register.url(f"bulk_{move.name}"))
        for move in moves
        if may(person, move.act, organisation)
    ]
