"""The public page of a survey: no account, no cookie, no trace of who answered; `office.tickets` limits
floods.
"""

from django.core import signing
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from office import clock
from office.database.actor import act_as
from office.open_pages import language_of, not_found_page, public_form, public_page, render_public
from office.tickets import TicketDesk, TooMany
from positions.forms import ReplyForm
from positions.models.monitoring import Reply, Survey
from positions.slips import WrongSlip, slip_hash, use_slip

DESK = TicketDesk("survey", a_minute=30)
A_DAY = 500  # answers to one survey


@public_form
def answer_survey(request, token):
    survey = Survey.objects.with_address(token).first()
    if survey is None:
        return not_found_page(request)
    return show_closed_survey(request, survey) if not survey.is_open else survey_form_page(request, survey)


def show_closed_survey(request, survey):
    return render_public(
        request, "positions/public/survey_closed.html", survey_page_context(survey), status=410
    )


def survey_page_context(survey):
    return {"survey": survey, "body": survey.organisation, "title": str(survey)}


def survey_form_page(request, survey):
    """GET shows the form; a valid POST stores a Reply and redirects."""
    sent = request.method == "POST"
    form = ReplyForm(request.POST if sent else None, survey=survey)
    status, trouble = (422 if sent else 200), ""
    if sent and form.is_valid():
        try:
            with act_as(None):
                accept_reply(survey, form, request.POST.get("ticket", ""))
        except TooMany as reason:
            status, trouble = 429, str(reason)
        except WrongSlip:
            status = refuse_slip(form)
        except signing.BadSignature:
            trouble = _(
                "The page was open for too long or was sent at once. Your answers are still here: "
                "send them again."
            )
        else:
            return redirect(
                f"{reverse('open:survey_thanks', args=[survey.token])}{reply_language_query(request)}"
            )
    context = {
        **survey_page_context(survey),
        "form": form,
        "ticket": DESK.issue(survey.pk),
        "trouble": trouble,
    }
    return render_public(request, "positions/public/survey.html", context, status=status)


def reply_language_query(request):
    return f"?lang={language_of(request)}" if "lang" in request.GET else ""


def refuse_slip(form) -> int:
    """Mark the code that is no unused slip; returns the status of the page."""
    form.add_error("slip", _("This is not the code of an unused slip. Each slip answers once."))
    return 422


@transaction.atomic
def accept_reply(survey, form, signed, channel=Reply.Channel.ONLINE, by=None):
    """Store the reply, once per ticket and slip, and take the slip.

    BadSignature for an invalid ticket, TooMany when the limit is reached, WrongSlip for a code that is no
    unused slip. `by`: who of the office entered what came by another `channel` than the open page.
    """
    nonce = DESK.nonce(signed, survey.pk)
    DESK.admit()
    if survey.replies.filter(day=clock.today()).count() >= A_DAY:
        raise TooMany
    slip = form.cleaned_data["slip"] if survey.by_slips else ""
    if not DESK.first_time(f"{nonce}{slip_hash(survey, slip)}" if slip else nonce):
        return  # sent twice by one press: the first one counts
    if survey.by_slips:
        use_slip(survey, slip)
    Reply.objects.create(
        organisation=survey.organisation,
        survey=survey,
        channel=channel,
        keeper=by,
        answers=form.answers,
        words=form.cleaned_data["words"].strip(),
    )


@public_page
def thank_for_reply(request, token):
    survey = get_object_or_404(Survey.objects.with_address(token))
    return render_public(request, "positions/public/survey_thanks.html", survey_page_context(survey))
