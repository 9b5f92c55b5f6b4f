"""The public page of a survey: no account, no cookie, no trace of who answered.

What stands against a script that floods it: a signed ticket that is some seconds old, holds two hours and serves once, and a bucket for the
whole portal. Nothing is counted by address: whoever answers from the village's one telephone is not turned away for the others.
"""

import secrets
import time

from django.core import signing
from django.core.cache import cache
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from office.generic import WRITES, answer_to_method
from office.public import language_of, nothing, page, public, show
from positions.forms import ReplyForm
from positions.models import Reply, Survey

TICKET = signing.TimestampSigner(salt="positions.survey")
HOLDS = 2 * 3600  # seconds
SOONEST = 3  # seconds a person needs at least
A_MINUTE = 30  # answers of the whole portal
A_DAY = 500  # answers to one survey


class TooMany(Exception):
    """More answers than people give: the page asks to come back, and keeps what was typed."""


# Without a session there is nothing a forged request could use; the ticket says that the form came from here.
@csrf_exempt
@public
def answer(request, token):
    if refused := answer_to_method(request, WRITES):
        return refused
    with translation.override(language_of(request)):
        survey = Survey.objects.with_address(token).first()
        if survey is None:
            return nothing(request)
        return closed(request, survey) if not survey.is_open else asked(request, survey)


def closed(request, survey):
    return show(request, "positions/public/survey_closed.html", about(survey), status=410)


def about(survey):
    return {"survey": survey, "body": survey.organisation, "title": str(survey)}


def asked(request, survey):
    """The form, or what it brought."""
    sent = request.method == "POST"
    form = ReplyForm(request.POST if sent else None, survey=survey)
    status, trouble = (422 if sent else 200), ""
    if sent and form.is_valid():
        try:
            take(survey, form, request.POST.get("ticket", ""))
        except TooMany as reason:
            status, trouble = 429, str(reason)
        except signing.BadSignature:
            trouble = _(
                "The page was open for too long or was sent at once. Your answers are still here: send them again."
            )
        else:
            return redirect(f"{reverse('open:survey_thanks', args=[survey.token])}{lang(request)}")
    context = {**about(survey), "form": form, "ticket": ticket(survey), "trouble": trouble}
    return show(request, "positions/public/survey.html", context, status=status)


def lang(request):
    return f"?lang={language_of(request)}" if "lang" in request.GET else ""


def ticket(survey) -> str:
    return TICKET.sign_object({"survey": survey.pk, "nonce": secrets.token_hex(8)})


def take(survey, form, signed):
    """Keep the reply, once a ticket. Raises BadSignature for a ticket that is none, TooMany when the bucket is full."""
    content = TICKET.unsign_object(signed, max_age=HOLDS)
    if content["survey"] != survey.pk or age(signed) < SOONEST:
        raise signing.BadSignature("of another page, or sent at once")
    if full(survey):
        raise TooMany(
            _(
                "Too many answers are coming in at this moment. Nothing is lost: wait a minute and send once more."
            )
        )
    if not cache.add(f"survey-ticket-{content['nonce']}", True, HOLDS):
        return  # sent twice by one press: the first one counts
    Reply.objects.create(
        organisation=survey.organisation,
        survey=survey,
        answers=form.answers,
        words=form.cleaned_data["words"].strip(),
    )


def age(signed) -> float:
    """Seconds since the ticket was made; its time stands before the signature."""
    return time.time() - signing.b62_decode(signed.rsplit(":", 2)[1])


def full(survey) -> bool:
    """Whether more answers have come than people give: of the portal in this minute, to this survey today."""
    minute = f"survey-minute-{int(time.time() // 60)}"
    cache.add(minute, 0, 120)
    if cache.incr(minute) > A_MINUTE:
        return True
    return survey.replies.filter(day=timezone.localdate()).count() >= A_DAY


@page
def thanks(request, token):
    survey = get_object_or_404(Survey.objects.with_address(token))
    return show(request, "positions/public/survey_thanks.html", about(survey))
