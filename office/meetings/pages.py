"""The pages of one sitting: it begins with a day and an agenda, and its minutes are filled in on one page."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from office.meetings.registers import MEETINGS, MINUTES
from office.registers.form_views import build_form, create_view, edit_view
from office.registers.policy import policy
from office.registers.rows import find_row, lock_row
from office.registers.submission import run_with_form_errors
from office.roles import Act

ON_THE_WAY = "X-Kept-On-The-Way"  # the page keeps what is typed, its reader goes on writing

create_meeting = create_view(MEETINGS)
edit_minutes = edit_view(MINUTES)


@policy(Act.KEEP, register=MEETINGS)
def begin_meeting(request, parent):
    """A new meeting; from its day and agenda straight to its minutes."""
    response = create_meeting(request, parent)
    if isinstance(response, HttpResponseRedirect):
        return redirect(f"{response.url}edit/")
    return response


@policy(Act.KEEP, register=MEETINGS)
def fill_minutes(request, pk):
    """The whole sitting on one page; «Close the minutes» saves it and goes on to the move."""
    if ON_THE_WAY in request.headers:
        return keep_minutes(request, pk)
    response = edit_minutes(request, pk)
    if isinstance(response, HttpResponseRedirect) and "close" in request.POST:
        return redirect(MEETINGS.url("move", pk, "close"))
    return response


def keep_minutes(request, pk):
    """Keep what has been typed so far: {v, keys, missing, remarks}, or 409 or 422 with {errors}."""
    meeting = lock_row(find_row(MEETINGS, request, pk))
    if not MEETINGS.may_write(request.user, meeting):
        raise PermissionDenied
    if request.POST.get("v") != str(meeting.version):
        return JsonResponse({"errors": [_("It was changed on another page: save, and compare.")]}, status=409)
    form = build_form(MINUTES, request, meeting, meeting.organisation)
    if not form.is_valid() or not run_with_form_errors(form, lambda: form.save_as(by=request.user)):
        errors = [error for field in form.errors.values() for error in field]
        return JsonResponse({"errors": errors}, status=422)
    words = {"missing": list(map(str, meeting.missing)), "remarks": list(map(str, meeting.remarks))}
    return JsonResponse({"v": meeting.version, "keys": form.kept_keys, **words})
