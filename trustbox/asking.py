"""The citizen's later doors: by the code the state of an appeal and a talk both ways; for everyone the heads of the books.

A code comes by POST alone and stands in no address. Whatever is typed, one path looks for it and one answer says no (SAFETY P-6, P-7).
"""

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from office.acting import acting
from office.public import open_form, page, show
from office.tickets import TicketDesk, TooMany
from trustbox import codes, terms
from trustbox.actions import record
from trustbox.citizen_forms import CodeForm, MessageForm
from trustbox.models import Appeal, AppealEvent, Book, TrayLetter
from trustbox.talk import told
from trustbox.tray import register_by
from trustbox.writing import body_of

DESK = TicketDesk("message", a_minute=60)
A_DAY = 20  # messages of one sender


@open_form
def answer(request, code):
    """The state behind a code, and what the sender adds."""
    body = body_of(code)
    if request.method != "POST":
        return ask_code(request, body, CodeForm())
    form = CodeForm(request.POST)
    appeal, letter = found(body, request.POST.get("code", ""))
    if not (appeal or letter) or not form.is_valid():
        return ask_code(request, body, form, status=422)
    if appeal is None:
        return held(request, letter)
    if "text" in request.POST:
        return add(request, appeal)
    return state(request, appeal, MessageForm())


def found(body, typed):
    """(entry of the journal, letter of the tray) of this code, each or None: the same work for every text."""
    digest = codes.digest(typed[:200])
    entry = Appeal.objects.of(body).filter(code_hash=digest).first()
    letter = TrayLetter.objects.of(body).filter(code_hash=digest).select_related("decision").first()
    return entry, letter


def held(request, letter):
    """The state of a letter that does not stand in the journal."""
    context = {"body": letter.organisation, "letter": letter, "register_by": register_by(letter)}
    context["head"] = f"{letter.book.head_of(letter.number)} · {letter.head}"
    return show(request, "trustbox/public/tray_state.html", context)


def ask_code(request, body, form, status=200):
    context = {"body": body, "form": form, "ticket": DESK.issue(body.code), "unknown": status == 422}
    return show(request, "trustbox/public/code.html", context, status=status)


def add(request, appeal):
    """A message of the sender; sent twice by one press it counts once."""
    try:
        nonce = DESK.nonce(request.POST.get("ticket", ""), appeal.pk)
        DESK.admit()
        if written_today(appeal) >= A_DAY:
            raise TooMany
    except TooMany as reason:
        return state(request, appeal, MessageForm(initial=request.POST.dict()), str(reason), status=429)
    except signing.BadSignature:
        trouble = _(
            "The page was open for too long or was sent at once. Your text is still here: send it once more."
        )
        return state(request, appeal, MessageForm(initial=request.POST.dict()), trouble, status=422)
    form = MessageForm(request.POST, request.FILES)
    if not form.is_valid():
        return state(request, appeal, form, status=422)
    with acting(None):
        if DESK.first_time(nonce):
            files = [("", file.copy.content) for file in form.cleaned_data["files"]]
            record(appeal, AppealEvent.Kind.HEARD, by=None, text=form.cleaned_data["text"], files=files)
    return state(request, appeal, MessageForm(), sent=True)


def written_today(appeal) -> int:
    return appeal.events.filter(kind=AppealEvent.Kind.HEARD, day=timezone.localdate()).count()


def state(request, appeal, form, trouble="", status=200, sent=False):
    context = {
        "body": appeal.organisation,
        "appeal": appeal,
        "number": f"{appeal.number}/{appeal.year}",
        "code": codes.grouped(codes.bare(request.POST["code"])),
        "counted": terms.counted(appeal),
        "left": terms.left(appeal, terms.calendar()),
        "lines": told(appeal),
        "form": form,
        "ticket": DESK.issue(appeal.pk) if sent else DESK.renew(request.POST.get("ticket", ""), appeal.pk),
        "trouble": trouble,
        "sent": sent,
        "letter": getattr(appeal, "tray_letter", None),
    }
    return show(request, "trustbox/public/state.html", context, status=status)


@page
def heads(request, code):
    """How many appeals each book holds and what its head is: kept by anyone, they show later whether a book was bent (SAFETY D-5)."""
    body = body_of(code)
    context = {"body": body, "books": Book.objects.of(body), "today": timezone.localdate()}
    return show(request, "trustbox/public/heads.html", context)
