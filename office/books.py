"""How the rows of the office are shown: a Book for each register. Addresses are bound in `office/urls.py`."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.acting import beyond_reach
from office.filters import (
    ActFilter,
    AppointmentFilter,
    DayFilter,
    OrderFilter,
    PersonFilter,
    ProvisionFilter,
    ValueFilter,
)
from office.forms_bodies import AppointmentForm, OrganisationForm, PersonForm, UnitForm
from office.forms_law import CalendarDayForm, LegalActForm, LegalValueForm, ProvisionForm
from office.forms_meetings import AgendaItemForm, CommissionForm, EndForm, MeetingForm, SeatForm
from office.forms_orders import OrderForm, RegisterForm, SignForm
from office.generic import Book
from office.models import (
    AgendaItem,
    Appointment,
    CalendarDay,
    Commission,
    FormerName,
    LegalAct,
    LegalValue,
    Letter,
    Meeting,
    Order,
    Organisation,
    Person,
    Provision,
    Publication,
    Seat,
    StoredFile,
    Unit,
)
from office.proofreading import remarks
from office.roles import Act, may

# --- Orders ----------------------------------------------------------------------------------------------------------


def order_page(request, order):
    """The papers of an order with what may be done to each, the remarks of the proofreader, the scan."""
    frozen = list(order.papers.select_related("annex"))
    annexes = list(order.annexes.all())
    open_papers = {row.paper.annex_id: row for row in open_publications(order)}
    published = may(request.user, Act.PUBLISH, order.organisation) and order.is_in_force
    return {
        "papers": [{"label": "PDF", "url": print_url(order, 0)}],
        "preview": preview_url(order, 0),
        "annexes": [
            annex_line(order, annex, frozen, open_papers.get(annex.pk), published) for annex in annexes
        ],
        "frozen": [paper_line(paper) for paper in frozen],
        "remarks": [] if order.is_quiet else remarks(order),
        "scan_url": scan_url(order, request.user),
    }


def open_publications(order):
    return (
        Publication.objects.of(order.organisation)
        .filter(paper__order=order, withdrawn_on=None)
        .select_related("paper")
    )


def annex_line(order, annex, frozen, publication, may_publish):
    """An annex with its addresses: preview, PDF, Word; the public page, or the way to it."""
    return {
        "annex": annex,
        "preview": preview_url(order, annex.number),
        "pdf": print_url(order, annex.number),
        "word": reverse("orders:word", args=[order.pk, annex.number]) if "table" in annex.data else "",
        "publication": publication,
        "publish": reverse("orders:publish", args=[order.pk, annex.number])
        if may_publish and not publication
        else "",
    }


def paper_line(paper):
    return {
        "label": str(paper.annex or _("The order itself")),
        "stage": paper.get_stage_display(),
        "url": reverse("orders:paper", args=[paper.order_id, paper.pk]),
        "sha256": paper.sha256,
        "data_sha256": paper.data_sha256,
    }


def preview_url(order, number):
    return reverse("orders:preview", args=[order.pk, number])


def print_url(order, number):
    return reverse("orders:print", args=[order.pk, number])


def scan_url(order, person):
    """Where the scan is filed; "" when it is there already or not due yet."""
    due = order.is_signed and not order.scan_id and may(person, Act.AGREE, order.organisation)
    return reverse("orders:scan", args=[order.pk]) if due else ""


def signing(request, order, move):
    """Before a move that freezes or numbers the papers: the paper on the page and the remarks beside it."""
    if move.name not in ("submit", "sign", "register"):
        return {}
    return {"preview": preview_url(order, 0), "remarks": remarks(order)}


ORDERS = Book(
    model=Order,
    space="orders",
    title=gettext_lazy("Orders"),
    new=gettext_lazy("New order"),
    empty=gettext_lazy("No order has been entered yet. An edition of the list of risks makes its own draft."),
    columns=("title", "number", "date", "kind", "state"),
    sections=(
        (gettext_lazy("Head of the order"), ("kind", "number", "date", "title")),
        (gettext_lazy("Signature"), ("signer_post", "signer_name", "signed_at", "signed_by")),
    ),
    form=OrderForm,
    filters=OrderFilter,
    move_forms={"sign": SignForm, "register": RegisterForm, "replace": EndForm, "cancel": EndForm},
    record_template="office/order_detail.html",
    move_template="office/order_confirm.html",
    record_extra=order_page,
    move_extra=signing,
)


# --- Commissions -----------------------------------------------------------------------------------------------------


def commission_page(request, commission):
    keeps = COMMISSIONS.may_write(request.user, commission) and commission.takes_more
    return {
        "seats": commission.seats.select_related("person"),
        "meetings": commission.meetings.all(),
        "add_seat": SEATS.url("create", commission.pk) if keeps else "",
        "add_meeting": MEETINGS.url("create", commission.pk) if keeps else "",
        "correct_seats": keeps,
        "links": [{"label": str(commission.order), "url": commission.order.get_absolute_url()}]
        if commission.order
        else [],
    }


COMMISSIONS = Book(
    model=Commission,
    space="commissions",
    title=gettext_lazy("Commissions"),
    new=gettext_lazy("New commission"),
    columns=("name_ky", "kind", "formed_on", "dissolved_on"),
    sections=(("", ("kind", "order", "formed_on", "dissolved_on")),),
    form=CommissionForm,
    record_template="office/commission_detail.html",
    record_extra=commission_page,
)

SEATS = Book(
    model=Seat,
    space="seats",
    title=gettext_lazy("Seats"),
    new=gettext_lazy("New seat"),
    pages=("create", "edit"),
    form=SeatForm,
    parent="commission",
)


def meeting_page(request, meeting):
    return {
        "items": meeting.items.all(),
        "attendances": meeting.attendances.select_related("seat__person"),
        "keeps": MEETINGS.may_write(request.user, meeting),
        "papers": [{"label": "PDF", "url": MEETINGS.url("minutes", meeting.pk)}],
        "preview": MEETINGS.url("preview", meeting.pk),
        "links": [
            {"label": str(meeting.commission), "url": meeting.commission.get_absolute_url()},
        ],
    }


MEETINGS = Book(
    model=Meeting,
    space="meetings",
    title=gettext_lazy("Meetings"),
    new=gettext_lazy("New meeting"),
    columns=("commission", "held_on", "number", "state"),
    sections=(("", ("commission", "held_on", "place", "number")),),
    form=MeetingForm,
    parent="commission",
    record_template="office/meeting_detail.html",
    record_extra=meeting_page,
)

ITEMS = Book(
    model=AgendaItem,
    space="items",
    title=gettext_lazy("Questions of the agenda"),
    pages=("edit",),
    form=AgendaItemForm,
    parent="meeting",
)


# --- What the administrator keeps ------------------------------------------------------------------------------------


def body_page(request, body):
    """Its units, its former names and the bodies under it."""
    keeps = ORGANISATIONS.may_write(request.user, body)
    return {
        "units": Unit.objects.of(body),
        "former": FormerName.objects.of(body),
        "below": body.children.all(),
        "appointments": Appointment.objects.of(body).today().select_related("person"),
        "add_unit": UNITS.url("create", body.pk) if keeps else "",
        "add_keeping": reverse("keepings:create", args=[body.pk]) if keeps else "",
        "moves": [direct_page(_("Merge into another body"), ORGANISATIONS.url("merge", body.pk), MERGED)]
        if keeps
        else [],
    }


MERGED = gettext_lazy(
    "Its papers, numbers and name stay as they are; whoever works at the successor sees them. Its appointments end today."
)


def direct_page(label, url, consequence):
    return {"label": label, "url": url, "consequence": consequence, "danger": True}


ORGANISATIONS = Book(
    model=Organisation,
    space="organisations",
    title=gettext_lazy("Bodies"),
    new=gettext_lazy("New body"),
    read=Act.MANAGE,
    write=Act.MANAGE,
    columns=("name", "kind", "parent", "code"),
    sections=(
        (
            gettext_lazy("The body"),
            ("code", "kind", "parent", "name_ky", "name_ru", "merged_into", "merged_on"),
        ),
        (
            gettext_lazy("Letterhead"),
            ("letterhead_ky", "letterhead_ru", "place_ky", "place_ru", "address", "telephone", "website"),
        ),
    ),
    form=OrganisationForm,
    record_template="office/organisation_detail.html",
    record_extra=body_page,
)

UNITS = Book(
    model=Unit,
    space="units",
    title=gettext_lazy("Units"),
    new=gettext_lazy("New unit"),
    read=Act.MANAGE,
    write=Act.MANAGE,
    columns=("name", "organisation", "closed_on"),
    sections=(("", ("organisation", "name_ky", "name_ru", "closed_on")),),
    form=UnitForm,
    parent="organisation",
)


def keeps_person(administrator, person):
    """A person is kept by an administrator of every body where they hold a role today: nobody resets a password across bodies."""
    with beyond_reach():
        held = list(person.appointments.today().select_related("organisation"))
    return all(may(administrator, Act.MANAGE, row.organisation) for row in held)


def person_page(request, person):
    return {
        "appointments": Appointment.objects.visible_to(request.user, Act.MANAGE)
        .filter(person=person)
        .select_related("organisation"),
        "add_appointment": APPOINTMENTS.url("create", person.pk),
    }


PEOPLE = Book(
    model=Person,
    space="people",
    title=gettext_lazy("People"),
    new=gettext_lazy("New person"),
    read=Act.MANAGE,
    write=Act.MANAGE,
    keeps=keeps_person,
    columns=("full_name", "username", "email", "is_active"),
    sections=(("", ("username", "surname", "name", "patronymic", "email", "is_active")),),
    form=PersonForm,
    filters=PersonFilter,
    record_template="office/person_detail.html",
    record_extra=person_page,
)


def appointment_page(request, appointment):
    person = appointment.person
    may_end = appointment.ends is None and APPOINTMENTS.may_write(request.user, appointment)
    return {
        "links": [{"label": str(person), "url": person.get_absolute_url()}],
        "moves": [
            direct_page(_("End the appointment"), APPOINTMENTS.url("end", appointment.pk), ENDED),
        ]
        if may_end
        else [],
    }


ENDED = gettext_lazy("From the day after the last one the person no longer has the rights of this role.")

APPOINTMENTS = Book(
    model=Appointment,
    space="appointments",
    title=gettext_lazy("Appointments"),
    new=gettext_lazy("New appointment"),
    read=Act.MANAGE,
    write=Act.MANAGE,
    columns=("person", "organisation", "unit", "role", "post", "starts", "ends"),
    sections=(("", ("person", "organisation", "unit", "role", "post", "reads_only", "starts", "ends")),),
    form=AppointmentForm,
    filters=AppointmentFilter,
    parent="person",
    record_extra=appointment_page,
)


def confirmation(book):
    """What the administrator sees of a row nobody has proved: a button that confirms it by name and date."""

    def extra(request, row):
        if row.confirmed:
            return {}
        button = {
            "label": _("Confirm"),
            "url": book().url("confirm", row.pk),
            "consequence": _("Your name and today's date stay with it."),
            "primary": True,
            "direct": True,
        }
        return {"state": row.standing, "moves": [button]}

    return extra


KEPT = {"read": Act.MANAGE, "write": Act.MANAGE}
CONFIRMED = ("standing", "confirmed_by", "confirmed_on")

CALENDAR = Book(
    model=CalendarDay,
    space="calendar",
    title=gettext_lazy("Working-day calendar"),
    new=gettext_lazy("New day"),
    columns=("day", "kind", "name", "standing"),
    sections=(("", ("day", "kind", "name_ky", "name_ru", "source", *CONFIRMED)),),
    form=CalendarDayForm,
    filters=DayFilter,
    order=("-day",),
    record_extra=confirmation(lambda: CALENDAR),
    **KEPT,
)

ACTS = Book(
    model=LegalAct,
    space="acts",
    title=gettext_lazy("Legal acts"),
    new=gettext_lazy("New act"),
    columns=("name", "kind", "number", "date", "valid_from", "valid_to", "standing"),
    sections=(
        ("", ("code", "kind", "title_ky", "title_ru", "number", "date", "valid_from", "valid_to", "note")),
        ("", CONFIRMED),
    ),
    form=LegalActForm,
    filters=ActFilter,
    record_extra=confirmation(lambda: ACTS),
    **KEPT,
)

VALUES = Book(
    model=LegalValue,
    space="values",
    title=gettext_lazy("Legal values"),
    new=gettext_lazy("New value"),
    columns=("name", "value_words", "unit_words", "valid_from", "valid_to", "standing"),
    sections=(
        (
            "",
            ("code", "label_ky", "label_ru", "value_words", "unit_words", "act", "valid_from", "valid_to"),
        ),
        ("", CONFIRMED),
    ),
    form=LegalValueForm,
    filters=ValueFilter,
    record_extra=confirmation(lambda: VALUES),
    **KEPT,
)

PROVISIONS = Book(
    model=Provision,
    space="provisions",
    title=gettext_lazy("Points of the law"),
    new=gettext_lazy("New point"),
    columns=("code", "words", "kind", "valid_from", "valid_to", "standing"),
    sections=(
        ("", ("code", "kind", "name_ky", "name_ru", "text_ky", "act", "valid_from", "valid_to")),
        ("", CONFIRMED),
    ),
    form=ProvisionForm,
    filters=ProvisionFilter,
    record_extra=confirmation(lambda: PROVISIONS),
    **KEPT,
)

LETTERS = Book(
    model=Letter,
    space="letters",
    title=gettext_lazy("Letters"),
    empty=gettext_lazy("No letter has been written. Reminders of terms stand here, sent or not."),
    columns=("subject", "person", "written_at", "tries", "standing"),
    pages=("register",),
    read=Act.MANAGE,
)

# Registers of the administrator that belong to another app: (title, route). Each app enters its own in `AppConfig.ready`.
FURTHER: list[tuple[str | Promise, str]] = [
    (gettext_lazy("Keeping of identities"), "keepings:register"),
    (LETTERS.title, "letters:register"),
]
SETTINGS = (ORGANISATIONS, UNITS, PEOPLE, APPOINTMENTS, CALENDAR, ACTS, VALUES, PROVISIONS)


# --- Publications and files ------------------------------------------------------------------------------------------


def publication_page(request, publication):
    paper = publication.paper
    order = paper.order
    withdraw = publication.withdrawn_on is None and may(request.user, Act.PUBLISH, publication.organisation)
    return {
        "links": [
            {"label": str(order), "url": order.get_absolute_url(), "note": order.get_state_display()},
            {"label": _("Open page"), "url": publication.public_url, "note": _("as anyone sees it")},
        ],
        "moves": [
            direct_page(_("Withdraw"), PUBLICATIONS.url("withdraw", publication.pk), WITHDRAWN),
        ]
        if withdraw
        else [],
    }


WITHDRAWN = gettext_lazy("The open page then only says that the paper was withdrawn, and when.")

PUBLICATIONS = Book(
    model=Publication,
    space="publications",
    title=gettext_lazy("Publication"),
    empty=gettext_lazy(
        "Nothing has been published yet. An annex of an order in force is published from the order."
    ),
    columns=("title", "organisation", "published_on", "withdrawn_on"),
    sections=(
        (
            "",
            ("title", "organisation", "published_on", "published_by", "sha256"),
        ),
        (gettext_lazy("Withdrawal"), ("withdrawn_on", "withdrawn_by", "withdraw_ground")),
    ),
    pages=("register", "record"),
    write=Act.PUBLISH,
    record_extra=publication_page,
)

FILES = Book(model=StoredFile, space="files", title=gettext_lazy("Files"), pages=())


def unconfirmed():
    """Each book of what the law says, with how many of its rows wait for somebody to confirm them."""
    return [
        (book, book.model.objects.filter(confirmed=False).count())
        for book in (CALENDAR, ACTS, VALUES, PROVISIONS)
    ]
