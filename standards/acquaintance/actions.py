"""Acquaintance with a version: acknowledgements, sheets, reminders, my-day lines."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from office.duties import MINE, Source
from office.kyrgyz import fold
from office.letters import queue_letter
from office.registers.links import MyDayLine
from office.registers.workflow import Refused
from office.roles import Act, Role, may
from standards.acquaintance.coverage import is_due, missing_appointments, standard_coverage
from standards.acquaintance.models import Acknowledgement, AcquaintanceSheet, Addressee, SheetLine
from standards.text.models import Standard
from standards.text.sources import superior_standard


def is_name_of(person, typed: str) -> bool:
    """Whether the words typed are the person's surname and given name, with the patronymic or without, in any
    order and case.
    """
    words = fold(typed).split()
    full = fold(f"{person.surname} {person.name} {person.patronymic}").split()
    needed = fold(f"{person.surname} {person.name}").split()
    return set(needed) <= set(words) <= set(full)


@transaction.atomic
def add_acknowledgement(standard, *, by, name: str, day: date) -> Acknowledgement:
    """Store that the person read this version on screen.

    Refused for a version not in force and for a second time.
    """
    if not standard.is_in_force:
        raise Refused(_("This version is no longer in force: read the new one."))
    if standard.acknowledgements.filter(person=by).exists():
        raise Refused(_("You have already acknowledged this version."))
    return Acknowledgement.objects.create(
        organisation=standard.organisation,
        standard=standard,
        person=by,
        way=Acknowledgement.Way.SCREEN,
        name=name,
        day=day,
        by=by,
    )


@transaction.atomic
def set_addressees(standard, units, *, for_below: bool):
    """Store the units a version is brought to (none: the whole organisation) and whether subordinates may
    take it.
    """
    standard.addressees.exclude(unit__in=units).delete()
    there = set(standard.addressees.values_list("unit", flat=True))
    Addressee.objects.bulk_create(
        Addressee(organisation=standard.organisation, standard=standard, unit=unit)
        for unit in units
        if unit.pk not in there
    )
    standard.for_below = for_below
    standard.version += 1
    standard.save()
    return standard


@transaction.atomic
def prepare_sheet(sheet, people) -> AcquaintanceSheet:
    """Save a new sheet with a line for each appointment of `people`. Refused for nobody."""
    if not people:
        raise Refused(_("Nobody is missing here: there is nothing to print."))
    sheet.number = (sheet.standard.sheets.aggregate(last=Max("number"))["last"] or 0) + 1
    sheet.save()
    SheetLine.objects.bulk_create(
        SheetLine(
            organisation=sheet.organisation,
            sheet=sheet,
            place=place,
            person=appointment.person,
            name=str(appointment.person),
            post=appointment.post,
        )
        for place, appointment in enumerate(people, 1)
    )
    return sheet


def standards_of(person):
    """The versions in force at the organisations where the person works."""
    organisations = [row.organisation for row in person.appointments_today]
    return [
        row
        for organisation in dict.fromkeys(organisations)
        for row in Standard.objects.of(organisation).in_force()
    ]


def acquaintance_my_day_lines(person, organisation):
    """My-day lines: one's own acknowledgement; for the officer sheets to file and people who are missing;
    for whoever keeps the standard the one of the organisation above.
    """
    yield from own_standard_lines(person, organisation)
    yield from superior_standard_lines(person, organisation)


def own_standard_lines(person, organisation):
    """Of the versions in force at one's organisations."""
    for standard in standards_of(person):
        if is_due(person, standard):
            yield MyDayLine(
                _("Read and acknowledge: %(standard)s") % {"standard": standard},
                reverse("standards:acknowledge", args=[standard.pk]),
                state=_("waits for you"),
            )
        if may(person, Act.BRING, standard.organisation):
            yield from officer_lines(standard)


def superior_standard_lines(person, organisation):
    """The standard of the organisation above, while no version of ours was taken from it."""
    if organisation is None or not may(person, Act.STANDARD, organisation):
        return
    above = superior_standard(organisation)
    if above and not Standard.objects.of(organisation).filter(taken_from=above).exists():
        yield MyDayLine(
            _("The body above has a standard for the bodies below: %(standard)s") % {"standard": above},
            reverse("standards:create"),
            state=_("can be taken"),
        )


def officer_lines(standard):
    for sheet in standard.sheets.waiting():
        yield MyDayLine(str(sheet), sheet.get_absolute_url(), state=sheet.get_state_display())
    left = standard_coverage(standard).missing
    if left:
        yield MyDayLine(
            _("Employees who have not acknowledged the standard: %(count)s") % {"count": left},
            reverse("standards:coverage", args=[standard.pk]),
            state=_("coverage"),
        )


def remind_of_acquaintance(organisation, today):
    """Once a week a letter to everybody who has not acknowledged the version in force, and one to the
    officer.
    """
    standard = Standard.objects.of(organisation).in_force().first()
    people = missing_appointments(standard) if standard else []
    if not people:
        return
    week = "{}-{:02}".format(*today.isocalendar()[:2])
    for appointment in people:
        queue_letter(
            appointment.person,
            organisation,
            f"standard-{standard.pk}-{week}",
            _("Read the conduct standard"),
            _("The conduct standard of your body waits to be read and acknowledged by you."),
            reverse("standards:acknowledge", args=[standard.pk]),
        )
    queue_officer_letters(standard, week)


def queue_officer_letters(standard, week):
    officers = standard.organisation.appointments.today().staff().filter(role=Role.OFFICER)
    for appointment in officers.select_related("person"):
        queue_letter(
            appointment.person,
            standard.organisation,
            f"standard-coverage-{standard.pk}-{week}",
            _("The conduct standard is not known by everybody yet"),
            _("Some employees have not acknowledged the version in force."),
            reverse("standards:coverage", args=[standard.pk]),
        )


MY_DAY = (
    Source(
        own_standard_lines,
        waits=(lambda: Standard.objects.anywhere().filter(organisation__in=MINE).in_force(),),
    ),
    # PostgreSQL shows no row of the organisation above to the one question: this source is always run.
    Source(superior_standard_lines, (Act.STANDARD,)),
)
