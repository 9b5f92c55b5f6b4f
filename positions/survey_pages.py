"""Pages of a survey for the clerk: the sheet of slips, and an answer that came by telephone or on paper."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.papers.downloads import file_response
from office.papers.printing import PrintError
from office.registers.move_view import confirm_page
from office.registers.policy import policy
from office.registers.rows import find_row
from office.registers.submission import warn_of_unprintable
from office.registers.workflow import Refused
from office.roles import Act, may
from office.tickets import TooMany
from positions.forms import HandReplyForm, SlipsForm
from positions.slips import WrongSlip, print_slips
from positions.surveys import DESK, accept_reply, refuse_slip

SLIPS_KEPT = gettext_lazy(
    "The codes stand on this sheet alone: the portal keeps only their hashes. Print it at once and hand the "
    "slips out in any order, without noting who got which."
)


def find_open_survey(register, request, pk):
    """The survey; PermissionDenied without the right to keep the registers, 404 unless it is open."""
    survey = find_row(register, request, pk)
    if not may(request.user, Act.KEEP, survey.organisation):
        raise PermissionDenied
    if not survey.is_open:
        raise Http404
    return survey


def slips_page(register):
    """Print new slips: the answer is their sheet, shown once."""

    @policy(Act.KEEP, register=register)
    def view(request, pk):
        survey = find_open_survey(register, request, pk)
        if not survey.by_slips:
            raise Http404
        form = SlipsForm(
            request.POST if request.method == "POST" else None, person=request.user, record=survey
        )
        if request.method == "POST" and form.is_valid():
            try:
                paper = print_slips(survey, form.cleaned_data["count"])
            except (PrintError, Refused) as trouble:
                form.add_error(None, str(trouble))
            else:
                response = file_response(paper, "pdf", f"slips-{survey.pk}")
                response["Cache-Control"] = "no-store"
                return response
        return confirm_page(request, survey, form, label=_("Print slips"), consequence=SLIPS_KEPT)

    return view


def hand_reply_page(register):
    """Enter an answer that came by telephone or on paper: as without a trace as one from the open page."""

    @policy(Act.KEEP, register=register)
    def view(request, pk):
        survey = find_open_survey(register, request, pk)
        typed = request.POST.copy()
        form = HandReplyForm(typed if request.method == "POST" else None, survey=survey)
        form.fields["once"].initial = DESK.issue(survey.pk)
        if request.method == "POST" and form.is_valid():
            data = form.cleaned_data
            try:
                accept_reply(survey, form, data["once"], channel=data["channel"], by=request.user)
            except WrongSlip:
                refuse_slip(form)
            except (TooMany, signing.BadSignature):
                typed["once"] = DESK.renew(data["once"], survey.pk)
                form.add_error(None, _("The answer was not taken: wait some seconds and send it once more."))
            else:
                messages.success(request, _("Saved."))
                warn_of_unprintable(request, form)
                return redirect(survey)
        consequence = _("Who answered is written nowhere: neither a name nor a telephone number.")
        return confirm_page(request, survey, form, label=_("Enter an answer"), consequence=consequence)

    return view
