"""Acts of the office that change several rows at once. Each is one transaction and knows who acts."""

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from office import clock
from office.models.commission import AgendaItem, Attendance
from office.models.organisation import FormerName, Organisation
from office.papers.frozen import TEXT_FORM, Publication
from office.papers.models import Annex, Order, OrderPoint
from office.registers.workflow import Refused


@transaction.atomic
def rename_and_move(organisation, *, parent, was):
    """Prepare a body for saving under `parent`; `was` (names ky, ru) is kept as a former name when it
    changed. Old papers stay as they are.
    """
    old = organisation.path
    organisation.stand_under(parent)
    if organisation.pk is None:
        return
    if was and was != (organisation.name_ky, organisation.name_ru):
        FormerName.objects.create(
            organisation=organisation, name_ky=was[0], name_ru=was[1], until=clock.today()
        )
    if old != organisation.path:
        for below in Organisation.objects.filter(path__startswith=old).exclude(pk=organisation.pk):
            below.path = organisation.path + below.path[len(old) :]
            below.save(update_fields=["path"])


@transaction.atomic
def merge_organisation(organisation, *, into, by):
    """Merge a body into its successor.

    Its papers, numbers and name stay; whoever works at the successor sees them; appointments end today.
    """
    if organisation.merged_into_id or into.merged_into_id or organisation.pk == into.pk:
        raise Refused(_("A body is merged once, into a body that still works."))
    organisation.merged_into, organisation.merged_on = into, clock.today()
    organisation.version += 1
    organisation.save()
    organisation.appointments.filter(ends=None).update(ends=Greatest("starts", Value(organisation.merged_on)))
    for below in organisation.children.working():
        rename_and_move(below, parent=into, was=None)
        below.version += 1
        below.save()
    return organisation


@transaction.atomic
def end_appointment(appointment, *, day, by):
    """End an appointment with its last day. The person's other appointments stay."""
    if appointment.ends:
        raise Refused(_("This appointment has already ended."))
    if day < appointment.starts:
        raise Refused(_("The last day lies before the first."))
    appointment.ends = day
    appointment.version += 1
    appointment.save()
    return appointment


@transaction.atomic
def confirm_row(row, *, by):
    """Say that an act, a value or a day is true: name and date stay with it."""
    if row.confirmed:
        raise Refused(_("This has already been confirmed."))
    row.confirmed = True
    row.stand_by(by)
    row.version += 1
    row.save()
    return row


@transaction.atomic
def keep_points(order, texts):
    """Replace the numbered points of a draft order by `texts`, in their order."""
    order.points.all().delete()
    OrderPoint.objects.bulk_create(
        OrderPoint(organisation=order.organisation, order=order, number=number, text=text)
        for number, text in enumerate(texts, 1)
    )


@transaction.atomic
def keep_meeting(meeting, *, present, questions, seats=None):
    """Set the attendance and the agenda; decisions on questions that stay are kept.

    `seats`: those of the day of the sitting; None for those of now.
    """
    keep_attendance(meeting, present=present, seats=seats)
    keep_agenda(meeting, [{"question": question} for question in questions])


@transaction.atomic
def keep_attendance(meeting, *, present, seats=None):
    """Set who of the seats was present; what stands so already is not written again."""
    if seats is None:
        seats = meeting.commission.seats.filter(left_on=None)
    meeting.attendances.exclude(seat__in=seats).delete()
    there = {row.seat_id: row for row in meeting.attendances.all()}
    for seat in seats:
        row = there.get(seat.pk) or Attendance(
            organisation=meeting.organisation, meeting=meeting, seat=seat, present=None
        )
        if row.present != (seat in present):
            row.present = seat in present
            row.save()


@transaction.atomic
def keep_agenda(meeting, rows: list[dict]):
    """Set the questions in their order: `rows` are {field: value} of `AgendaItem`, at least the question.

    A row with `pk` is that question, one without is the question of the same words, else a new one. What
    no row names goes; what stands so already is not written again.
    """
    there = {item.pk: item for item in meeting.items.all()}
    items = [there.pop(row.get("pk"), None) for row in rows]
    for place, row in enumerate(rows):
        same = next((pk for pk, item in there.items() if item.question == row["question"]), None)
        items[place] = items[place] or there.pop(same, None)
    meeting.items.filter(pk__in=there).delete()
    numbers = {item.pk: number for number, item in enumerate(items, 1) if item}
    # Numbers are moved out of the way first: two questions never share one.
    for item in items:
        if item and item.number != numbers[item.pk]:
            meeting.items.filter(pk=item.pk).update(number=item.number + 1000)
    for number, (item, row) in enumerate(zip(items, rows, strict=True), 1):
        kept = item or AgendaItem(organisation=meeting.organisation, meeting=meeting)
        values = {**row, "pk": kept.pk, "number": number}
        if not kept.pk or any(getattr(kept, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(kept, name, value)
            kept.version += bool(item)
            kept.save()


def publish_annex(annex: Annex, *, by) -> Publication:
    """Put the frozen paper of an annex on the body's open page. Refused as `publish_paper`."""
    return publish_paper(annex.order, annex.paper, title=annex.title, form=annex.form, by=by)


def publish_text(order: Order, *, by) -> Publication:
    """Put the text of an order on the body's open page. Refused as `publish_paper`."""
    paper = order.papers.filter(annex=None).last()
    return publish_paper(order, paper, title=order.title, form=TEXT_FORM, by=by)


@transaction.atomic
def publish_paper(order: Order, paper, *, title, form, by) -> Publication:
    """Put a frozen paper on the open page.

    Refused unless its order is in force and it is not there already.
    """
    order = Order.unscoped.select_for_update().get(pk=order.pk)
    if not order.is_in_force:
        raise Refused(
            _("Only a paper under an order in force can be published: sign it and give it its number first.")
        )
    if Publication.objects.open_of(order.organisation).filter(paper=paper).exists():
        raise Refused(_("This paper is already on the open page."))
    return Publication.objects.create(
        organisation=order.organisation,
        paper=paper,
        title=title[: Publication._meta.get_field("title").max_length],
        form=form,
        published_by=by,
    )


@transaction.atomic
def withdraw_publication(publication: Publication, *, ground, by) -> Publication:
    """Take a paper off the open page; the day, the person and the ground stay."""
    publication.refresh_from_db(from_queryset=Publication.unscoped.select_for_update())
    if publication.withdrawn_on:
        raise Refused(_("This paper has already been withdrawn."))
    publication.withdrawn_on, publication.withdrawn_by, publication.withdraw_ground = (
        clock.today(),
        by,
        ground,
    )
    publication.version += 1
    publication.save()
    return publication
