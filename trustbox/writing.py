"""The citizen's first two doors: the page of the trust box and the form, whose answer is the receipt.

No account, cookie or script; what is stored says the day and nothing of the sender (SAFETY D-7, P-1 … P-4). The receipt is the answer
itself: its code stands in no address. The same form sent again brings the same receipt.
"""

from hashlib import sha256

from django.core import signing
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.acting import acting
from office.models import Keeping, Organisation, WrongFile
from office.public import open_form, page, show
from office.tickets import TicketDesk
from office.wall import keeping
from trustbox.actions import take_appeal
from trustbox.citizen_forms import CONTACTS, AppealForm
from trustbox.flood import GAUGE
from trustbox.models import Appeal, Box, Channel, Reception, TrayLetter
from trustbox.receipts import held_receipt, receipt
from trustbox.tray import hold, register_by

# It turns nobody away: in a flood the letters go into the tray (`flood`), whoever sends them.
DESK = TicketDesk("appeal", a_minute=60)


def body_of(code):
    """The working body of this address, or 404."""
    return get_object_or_404(Organisation.objects.working(), code=code)


@page
def doors(request, code):
    """Three doors: write, see the answer, read the lists."""
    body = body_of(code)
    context = {
        "body": body,
        "boxes": Box.objects.of(body).in_use(),
        "receptions": Reception.objects.of(body).held(),
        "flood": GAUGE.is_high(body),
    }
    return show(request, "trustbox/public/doors.html", context)


@open_form
def write(request, code):
    body = body_of(code)
    keeps_names = keeping(body) == Keeping.Mode.VAULT
    if request.method != "POST":
        return asked(request, body, AppealForm(keeps_names=keeps_names))
    try:
        nonce = DESK.nonce(request.POST.get("ticket", ""), body.code)
        if kept := DESK.kept(nonce):
            return again(request, body, kept)
    except signing.BadSignature:
        return refused(request, body, AppealForm(initial=request.POST.dict(), keeps_names=keeps_names))
    form = AppealForm(request.POST, request.FILES, keeps_names=keeps_names)
    if not form.is_valid():
        return asked(request, body, form, status=422)
    try:
        with acting(None):
            if not DESK.first_time(nonce):
                return again(request, body, DESK.kept(nonce))
            row, code = take(body, form)
            DESK.keep(nonce, to_keep(request, row, code))
    except WrongFile:
        return asked(request, body, form, NO_ROOM, status=422)
    return received(request, row, code)


NO_ROOM = gettext_lazy(
    "The server has no room for files now. Your text is still here: send it without files, or bring them on paper or to the box."
)


def to_keep(request, row, code):
    """What a form that comes a second time is answered by."""
    return {
        "row": row.pk,
        "held": isinstance(row, TrayLetter),
        "code": code,
        "sent": fingerprint(request),
    }


def asked(request, body, form, trouble="", status=200):
    context = {
        "body": body,
        "form": form,
        "trouble": trouble,
        "keeps_names": CONTACTS[0] in form.fields,
        "ticket": DESK.renew(request.POST.get("ticket", ""), body.code),
        "flood": GAUGE.is_high(body) and {"by": register_by(timezone.localdate())},
    }
    return show(request, "trustbox/public/write.html", context, status=status)


def refused(request, body, form):
    """The form with everything that was typed; files have to be chosen anew, for no browser sends them twice."""
    trouble = _(
        "The page was open for too long or was sent at once. Your text is still here: choose your files again and send it once more."
    )
    return asked(request, body, form, trouble, status=422)


def take(body, form):
    """Enter the appeal and its files into the journal, in a flood into the tray. Returns (row, code)."""
    data = form.cleaned_data
    letter = {
        "kind": data["kind"],
        "text": data["text"],
        "language": data["language"],
        "anonymous": not form.contacts,
        "signatories": data.get("signatories") or 1,
        "identity": form.contacts or None,
        "files": [("", file.copy.content) for file in data["files"]],
        "originals": [(file.name, file.original) for file in data["files"]],
    }
    if GAUGE.count(body):
        held = hold(body, **letter)
        return held.letter, held.code
    taken = take_appeal(body, channel=Channel.ONLINE, received_on=timezone.localdate(), **letter)
    return taken.appeal, taken.code


def fingerprint(request) -> str:
    """Of what was typed, to tell whether a form sent again says the same."""
    return sha256(request.POST.get("text", "").encode("utf-8", "surrogatepass")).hexdigest()


def again(request, body, kept):
    """The first receipt; when the form now says something else, a word that this was not added."""
    model = TrayLetter if kept["held"] else Appeal
    row = model.objects.of(body).get(pk=kept["row"])
    return received(request, row, kept["code"], changed=kept["sent"] != fingerprint(request))


def received(request, row, code, changed=False):
    held = isinstance(row, TrayLetter)
    context = {
        "body": row.organisation,
        "receipt": held_receipt(row, code) if held else receipt(row, code),
        "changed": changed,
    }
    template = "trustbox/public/held.html" if held else "trustbox/public/receipt.html"
    return show(request, template, context, status=409 if changed else 200)
