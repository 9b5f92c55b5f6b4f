from dataclasses import replace

from django.utils.translation import gettext_lazy

from office.meetings.forms import CommissionForm, MeetingForm, MinutesForm, SeatForm
from office.models.commission import Commission, Meeting, Seat
from office.registers.links import Link, NextStep
from office.registers.register import Register

# --- Commissions -------------------------------------------------------------------------------------------


def commission_context(request, commission):
    keeps = COMMISSIONS.may_write(request.user, commission) and commission.takes_more
    return {
        "seats": commission.seats.select_related("person"),
        "meetings": commission.meetings.all(),
        "add_seat": SEATS.url("create", commission.pk) if keeps else "",
        "add_meeting": MEETINGS.url("create", commission.pk) if keeps else "",
        "correct_seats": keeps,
        "links": [Link(str(commission.order), commission.order.get_absolute_url())]
        if commission.order
        else [],
    }


COMMISSIONS = Register(
    model=Commission,
    space="commissions",
    title=gettext_lazy("Commissions"),
    new=gettext_lazy("New commission"),
    columns=("name_ky", "kind", "formed_on", "dissolved_on"),
    sections=(("", ("kind", "order", "formed_on", "dissolved_on")),),
    form=CommissionForm,
    record_template="office/commission_detail.html",
    record_extra=commission_context,
)
SEATS = Register(
    model=Seat,
    space="seats",
    title=gettext_lazy("Seats"),
    new=gettext_lazy("New seat"),
    pages=("create", "edit"),
    form=SeatForm,
    parent="commission",
)


def minutes_step(person, meeting):
    """The page of the minutes, as long as something of them is missing."""
    if not MEETINGS.may_write(person, meeting) or not meeting.missing:
        return None
    return NextStep(
        gettext_lazy("Fill in the minutes"),
        MEETINGS.url("edit", meeting.pk),
        gettext_lazy("Who was present, what was heard, decided and voted: one page that saves itself."),
    )


def meeting_context(request, meeting):
    return {
        "items": meeting.items.all(),
        "attendances": meeting.attendances.select_related("seat__person"),
        "next_step": minutes_step(request.user, meeting),
        "papers": [
            Link("PDF", MEETINGS.url("minutes", meeting.pk)),
            Link("Word", MEETINGS.url("minutes_word", meeting.pk), icon="file-earmark-word"),
        ],
        "preview": MEETINGS.url("preview", meeting.pk),
        "links": [
            Link(str(meeting.commission), meeting.commission.get_absolute_url()),
        ],
    }


MEETINGS = Register(
    model=Meeting,
    space="meetings",
    title=gettext_lazy("Meetings"),
    new=gettext_lazy("New meeting"),
    columns=("commission", "held_on", "number", "state"),
    sections=(("", ("commission", "held_on", "place", "number")),),
    form=MeetingForm,
    parent="commission",
    record_template="office/meeting_detail.html",
    record_extra=meeting_context,
)
# The same meeting on the page where its minutes are filled in.
MINUTES = replace(MEETINGS, form=MinutesForm, form_template="office/minutes_form.html")
