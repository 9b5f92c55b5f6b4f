"""Public pages for the holder of a code: state and messages of an appeal; and, for everyone, the heads of the
books.
"""

from django.core import signing
from django.utils.translation import gettext as _

from office import clock
from office.database.actor import act_as
from office.models.calendar import working_calendar
from office.open_pages import public_form, public_page, render_public
from office.papers.typed_codes import format_code, normalise_code
from office.registers.workflow import Refused
from office.seals.proofs import daily_head
from office.tickets import TicketDesk, TooMany
from trustbox import codes
from trustbox.citizen.appeal_pages import working_organisation
from trustbox.citizen.forms import CodeForm, SenderMessageForm
from trustbox.citizen.timeline import sender_timeline
from trustbox.journal import terms
from trustbox.journal.actions import add_event, keep_opinion
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import Book
from trustbox.journal.models.events import AppealEvent
from trustbox.journal.models.opinions import AnswerOpinion
from trustbox.tray.actions import register_by
from trustbox.tray.models import TrayLetter

DESK = TicketDesk("message", a_minute=60)
MESSAGES_A_DAY = 20  # messages of one sender


@public_form
def show_answer(request, code):
    """The state behind a code, and what the sender adds."""
    organisation = working_organisation(code)
    if request.method != "POST":
        return render_code_form(request, organisation, CodeForm())
    form = CodeForm(request.POST)
    appeal, letter = find_by_code(organisation, request.POST.get("code", ""))
    if not (appeal or letter) or not form.is_valid():
        return render_code_form(request, organisation, form, status=422)
    if appeal is None:
        return tray_status(request, letter)
    if "opinion" in request.POST:
        return add_opinion(request, appeal)
    if "text" in request.POST:
        return add_message(request, appeal)
    return render_appeal_state(request, appeal, SenderMessageForm())


def find_by_code(organisation, typed):
    """(Appeal or None, TrayLetter or None) of a code. Does the same work for every input (timing)."""
    digest = codes.code_digest(typed[:200])
    entry = Appeal.objects.of(organisation).filter(code_hash=digest).first()
    letter = TrayLetter.objects.of(organisation).filter(code_hash=digest).select_related("decision").first()
    return entry, letter


def tray_status(request, letter):
    """The state of a letter that does not stand in the journal."""
    context = {"body": letter.organisation, "letter": letter, "register_by": register_by(letter)}
    context["head"] = f"{letter.book.head_of(letter.number)} · {letter.head}"
    return render_public(request, "trustbox/public/tray_state.html", context)


def render_code_form(request, organisation, form, status=200):
    context = {
        "body": organisation,
        "form": form,
        "ticket": DESK.issue(organisation.code),
        "unknown": status == 422,
    }
    return render_public(request, "trustbox/public/code.html", context, status=status)


def add_message(request, appeal):
    """A message of the sender; sent twice by one press it counts once."""
    try:
        nonce = DESK.nonce(request.POST.get("ticket", ""), appeal.pk)
        DESK.admit()
        if count_messages_today(appeal) >= MESSAGES_A_DAY:
            raise TooMany
    except TooMany as reason:
        return render_appeal_state(
            request, appeal, SenderMessageForm(initial=request.POST.dict()), str(reason), status=429
        )
    except signing.BadSignature:
        trouble = _(
            "The page was open for too long or was sent at once. Your text is still here: send it once more."
        )
        return render_appeal_state(
            request, appeal, SenderMessageForm(initial=request.POST.dict()), trouble, status=422
        )
    form = SenderMessageForm(request.POST, request.FILES)
    if not form.is_valid():
        return render_appeal_state(request, appeal, form, status=422)
    try:
        with act_as(None):
            if DESK.first_time(nonce):
                files = [("", file.copy.content) for file in form.cleaned_data["files"]]
                text = form.cleaned_data["text"]
                add_event(appeal, AppealEvent.Kind.HEARD, by=None, text=text, files=files)
    except Refused as refusal:
        return render_appeal_state(request, appeal, form, str(refusal), status=422)
    return render_appeal_state(request, appeal, SenderMessageForm(), sent=True)


def add_opinion(request, appeal):
    """Whether the reply was an answer, by one tap; it is counted once, whatever is tapped later."""
    status, trouble = 200, ""
    try:
        DESK.nonce(request.POST.get("ticket", ""), appeal.pk)
        DESK.admit()
        with act_as(None):
            keep_opinion(appeal, is_answer=request.POST["opinion"] == "yes")
    except TooMany as reason:
        status, trouble = 429, str(reason)
    except signing.BadSignature:
        status, trouble = 422, _("The page was open for too long or was sent at once. Press once more.")
    except Refused as refusal:
        status, trouble = 422, str(refusal)
    return render_appeal_state(request, appeal, SenderMessageForm(), trouble, status=status)


def count_messages_today(appeal) -> int:
    return appeal.events.filter(kind=AppealEvent.Kind.HEARD, day=clock.today()).count()


def render_appeal_state(request, appeal, form, trouble="", status=200, sent=False):
    context = {
        "body": appeal.organisation,
        "appeal": appeal,
        "number": f"{appeal.number}/{appeal.year}",
        "code": format_code(normalise_code(request.POST["code"])),
        "term_explanation": terms.term_explanation(appeal),
        "time_left": terms.term_left(appeal, working_calendar()),
        "lines": sender_timeline(appeal),
        "form": form,
        "ticket": DESK.issue(appeal.pk) if sent else DESK.renew(request.POST.get("ticket", ""), appeal.pk),
        "trouble": trouble,
        "sent": sent,
        "letter": getattr(appeal, "tray_letter", None),
        "opinion": AnswerOpinion.objects.of(appeal.organisation).filter(appeal=appeal).first(),
    }
    return render_public(request, "trustbox/public/state.html", context, status=status)


@public_page
def show_heads(request, code):
    """Number of entries and head of each book, and the day's head of the official records: whoever keeps them
    can show later that something was altered (SAFETY D-5).
    """
    organisation = working_organisation(code)
    context = {
        "body": organisation,
        "books": Book.objects.of(organisation),
        "today": clock.today(),
        "official_head": daily_head(organisation),
    }
    return render_public(request, "trustbox/public/heads.html", context)
