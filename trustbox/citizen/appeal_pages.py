"""Public trust-box page and appeal form.

POST answers with the receipt; a repeated POST answers with the same receipt (SAFETY D-7, P-1 … P-4).
"""

from hashlib import sha256

from django.core import signing
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import clock
from office.database.actor import act_as
from office.files.models import WrongFile
from office.models.organisation import Organisation
from office.open_pages import Shelf, public_form, public_page, render_public
from office.registers.workflow import Refused
from office.tickets import TicketDesk
from office.wall.actions import keeping_mode
from office.wall.models.custody import Keeping
from trustbox.boxes.models.boxes import Box
from trustbox.boxes.models.receptions import Reception
from trustbox.citizen.forms import CONTACTS, CitizenAppealForm
from trustbox.journal.actions import take_appeal
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.choices import Channel
from trustbox.receipts import appeal_receipt_context, tray_receipt_context
from trustbox.tray.actions import hold_letter, register_by
from trustbox.tray.flood import GAUGE
from trustbox.tray.models import TrayLetter

# It turns nobody away: in a flood the letters go into the tray (`flood`), whoever sends them.
DESK = TicketDesk("appeal", a_minute=60)


# A body with a box stands on the first open page, also when it has published nothing; its section leads to
# the box by itself.
BOX_SHELF = Shelf(
    lines=lambda organisation: [],
    bodies=lambda: (
        Box.objects.everywhere()
        .in_use()
        .filter(organisation__in=Organisation.objects.working())
        .values("organisation")
    ),
)


def working_organisation(code):
    """The working organisation of this address, or 404."""
    return get_object_or_404(Organisation.objects.working(), code=code)


@public_page
def trust_box_home(request, code):
    """Public start page: write an appeal, read an answer, read the lists."""
    organisation = working_organisation(code)
    context = {
        "body": organisation,
        "boxes": Box.objects.of(organisation).in_use(),
        "receptions": Reception.objects.of(organisation).current(),
        "flood": GAUGE.is_high(organisation),
    }
    return render_public(request, "trustbox/public/doors.html", context)


@public_form
def write_appeal(request, code):
    organisation = working_organisation(code)
    keeps_names = keeping_mode(organisation) == Keeping.Mode.VAULT
    if request.method != "POST":
        return render_appeal_form(request, organisation, CitizenAppealForm(keeps_names=keeps_names))
    try:
        nonce = DESK.nonce(request.POST.get("ticket", ""), organisation.code)
        if kept := DESK.kept(nonce):
            return repeat_receipt(request, organisation, kept)
    except signing.BadSignature:
        return render_expired_form(
            request, organisation, CitizenAppealForm(initial=request.POST.dict(), keeps_names=keeps_names)
        )
    form = CitizenAppealForm(request.POST, request.FILES, keeps_names=keeps_names)
    if not form.is_valid():
        return render_appeal_form(request, organisation, form, status=422)
    try:
        with act_as(None):
            if not DESK.first_time(nonce):
                return repeat_receipt(request, organisation, DESK.kept(nonce))
            row, code = register_letter(organisation, form)
            DESK.keep(nonce, receipt_to_keep(request, row, code))
    except WrongFile:
        return render_appeal_form(request, organisation, form, NO_ROOM, status=422)
    except Refused as refusal:
        return render_appeal_form(request, organisation, form, str(refusal), status=422)
    return render_receipt(request, row, code)


NO_ROOM = gettext_lazy(
    "The server has no room for files now. Your text is still here: send it without files, or bring them on "
    "paper or to the box."
)


def receipt_to_keep(request, row, code):
    """What DESK stores to answer a repeated POST: {row, held, code, sent (digest of the text)}."""
    return {
        "row": row.pk,
        "held": isinstance(row, TrayLetter),
        "code": code,
        "sent": text_fingerprint(request),
    }


def render_appeal_form(request, organisation, form, trouble="", status=200):
    context = {
        "body": organisation,
        "form": form,
        "trouble": trouble,
        "keeps_names": CONTACTS[0] in form.fields,
        "ticket": DESK.renew(request.POST.get("ticket", ""), organisation.code),
        "flood": GAUGE.is_high(organisation) and {"by": register_by(clock.today())},
    }
    return render_public(request, "trustbox/public/write.html", context, status=status)


def render_expired_form(request, organisation, form):
    """The form with everything that was typed; files have to be chosen anew, for no
    browser sends them twice.
    """
    trouble = _(
        "The page was open for too long or was sent at once. Your text is still here: choose your files "
        "again and send it once more."
    )
    return render_appeal_form(request, organisation, form, trouble, status=422)


def register_letter(organisation, form):
    """Register the valid form's appeal: in the journal, during a flood in the tray. Returns (row, code)."""
    data = form.cleaned_data
    letter = {
        "kind": data["kind"],
        "text": data["text"],
        "language": data["language"],
        "about": data["about"],
        "anonymous": not form.contacts,
        "signatories": data["signatories"],
        "brings_envelope": data.get("brings_envelope", False),
        "identity": form.contacts or None,
        "files": [("", file.copy.content) for file in data["files"]],
        "originals": [(file.name, file.original) for file in data["files"]],
    }
    if GAUGE.count(organisation):
        tray_receipt = hold_letter(organisation, **letter)
        return tray_receipt.letter, tray_receipt.code
    receipt = take_appeal(organisation, channel=Channel.ONLINE, received_on=clock.today(), **letter)
    return receipt.appeal, receipt.code


def text_fingerprint(request) -> str:
    """SHA-256 of the typed text, hexadecimal."""
    return sha256(request.POST.get("text", "").encode("utf-8", "surrogatepass")).hexdigest()


def repeat_receipt(request, organisation, kept):
    """The receipt of the first POST; status 409 with a remark when the text differs from the first."""
    model = TrayLetter if kept["held"] else Appeal
    row = model.objects.of(organisation).get(pk=kept["row"])
    return render_receipt(request, row, kept["code"], changed=kept["sent"] != text_fingerprint(request))


def render_receipt(request, row, code, changed=False):
    is_in_tray = isinstance(row, TrayLetter)
    context = {
        "body": row.organisation,
        "receipt": tray_receipt_context(row, code) if is_in_tray else appeal_receipt_context(row, code),
        "changed": changed,
    }
    template = "trustbox/public/held.html" if is_in_tray else "trustbox/public/receipt.html"
    return render_public(request, template, context, status=409 if changed else 200)
