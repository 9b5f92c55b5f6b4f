from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from office.registers.forms import MoveForm, with_capitals
from office.registers.links import Button
from office.registers.policy import policy
from office.registers.rows import find_row, lock_row
from office.registers.submission import run_with_form_errors, warn_of_unprintable
from office.roles import may
from office.wall.stand_ins import acts_instead_anywhere


def move_view(register):
    @policy(None, register=register)
    def view(request, pk, name):
        wanted = move_or_404(register.model, name)
        if not may(request.user, wanted.act) and not acts_instead_anywhere(request.user):
            raise PermissionDenied
        row = find_row(register, request, pk)
        if not row.allows(request.user, wanted.act):
            raise PermissionDenied
        form = register.move_forms.get(name, MoveForm)(
            request.POST if request.method == "POST" else None,
            request.FILES if request.method == "POST" else None,
            person=request.user,
            record=row,
        )
        if request.method == "POST" and make_move(form, row, name, by=request.user):
            messages.success(request, _("Done: %(move)s.") % {"move": wanted.label})
            warn_of_unprintable(request, form)
            return redirect(row.get_absolute_url())
        return move_page(request, register, find_row(register, request, pk), wanted, form)

    return view


def move_or_404(model, name):
    try:
        return model.move_named(name)
    except LookupError:
        raise Http404 from None


def make_move(form, row, name, *, by):
    """Make the move of a form. False when it is wrong or stale, or the move is refused: the form says why."""
    lock_row(row)
    if form.is_valid() and form.is_stale(row):
        form.add_error(None, _("The record was changed after you opened this page. Look at it once more."))
    return form.is_valid() and run_with_form_errors(
        form, lambda: row.move(name, by=by, **form.move_arguments())
    )


def act_page(request, row, form, act, *, label, **page):
    """Answer a page of an act that is no move: run `act` and go back to the row, or ask first."""
    if request.method == "POST" and form.is_valid() and run_with_form_errors(form, act):
        messages.success(request, _("Done: %(move)s.") % {"move": label})
        warn_of_unprintable(request, form)
        return redirect(row.get_absolute_url())
    return confirm_page(request, row, form, label=label, **page)


def confirm_page(
    request,
    row,
    form,
    *,
    label,
    consequence="",
    danger=False,
    facts=(),
    template="office/confirm.html",
    **extra,
):
    """The page that asks before an act. 422 when the form was sent and not taken."""
    context = {
        "record": row,
        "title": label,
        "move": Button(label, consequence=consequence, danger=danger),
        "form": with_capitals(form),
        "facts": facts,
        "cancel_url": row.get_absolute_url(),
        **extra,
    }
    return render(request, template, context, status=422 if form.is_bound else 200)


def move_page(request, register, row, wanted, form):
    if form.is_bound:
        form.data = form.data.copy()
        form.data["v"] = row.version
    context = {
        "record": row,
        "title": wanted.label,
        "move": wanted,
        "form": form,
        "cancel_url": row.get_absolute_url(),
    }
    if register.move_extra:
        context |= register.move_extra(request, row, wanted)
    return render(request, register.move_template, context, status=422 if form.is_bound else 200)
