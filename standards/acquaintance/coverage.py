"""Who has acknowledged a version and who has not, by unit and by organisation; computed, never stored."""

from collections import defaultdict
from dataclasses import dataclass, field

from office.database.sqlite import in_kyrgyz_order
from office.models.organisation import Organisation
from office.models.person import Appointment
from standards.acquaintance.models import Acknowledgement, Addressee
from standards.text.models import Standard


def whole_percent(done: int, total: int) -> int:
    """Whole percents, rounded down: 100 only when nobody is missing; 100 of nobody."""
    return 100 * done // total if total else 100


@dataclass
class Coverage:
    """How many are due and how many have acknowledged."""

    done: int = 0
    total: int = 0

    @property
    def percent(self) -> int:
        return whole_percent(self.done, self.total)

    @property
    def missing(self) -> int:
        return self.total - self.done

    def count(self, is_done: bool) -> None:
        self.total += 1
        self.done += is_done


@dataclass
class UnitCoverage(Coverage):
    """A unit (None: staff without one) with its people: (appointment, acknowledgement or None)."""

    unit: object = None
    people: list = field(default_factory=list)

    @property
    def those_missing(self):
        return [appointment for appointment, acknowledged in self.people if acknowledged is None]

    @property
    def those_done(self):
        return [pair for pair in self.people if pair[1]]


def due_appointments(standard) -> list[Appointment]:
    """One current appointment per person due to acknowledge, by name; an appointment with a unit wins."""
    addressed = set(standard.addressees.values_list("unit", flat=True))
    found: dict[int, Appointment] = {}
    for appointment in staff_of(standard.organisation):
        if addressed and appointment.unit_id not in addressed:
            continue
        known = found.get(appointment.person_id)
        if known is None or (known.unit_id is None and appointment.unit_id):
            found[appointment.person_id] = appointment
    return list(found.values())


def staff_of(organisation):
    rows = Appointment.objects.of(organisation).today().staff().select_related("person", "unit")
    return rows.order_by(in_kyrgyz_order("person__surname"), in_kyrgyz_order("person__name"), "pk")


def coverage_by_unit(standard) -> list[UnitCoverage]:
    """The lines of a version in the order of the units' names, those without a unit last. Three queries."""
    acknowledged = {row.person_id: row for row in standard.acknowledgements.select_related("sheet")}
    lines: dict[int, UnitCoverage] = {}
    for appointment in due_appointments(standard):
        line = lines.setdefault(appointment.unit_id or 0, UnitCoverage(unit=appointment.unit))
        row = acknowledged.get(appointment.person_id)
        line.people.append((appointment, row))
        line.count(row is not None)
    return sorted(lines.values(), key=lambda line: (line.unit is None, str(line.unit)))


def total_coverage(lines) -> Coverage:
    """Sum of the units' figures."""
    return Coverage(sum(line.done for line in lines), sum(line.total for line in lines))


def standard_coverage(standard) -> Coverage:
    """Coverage of a version at its organisation."""
    return total_coverage(coverage_by_unit(standard))


def missing_appointments(standard) -> list[Appointment]:
    """Those who have not acknowledged yet, by name."""
    done = set(standard.acknowledgements.values_list("person", flat=True))
    return [appointment for appointment in due_appointments(standard) if appointment.person_id not in done]


def is_due(person, standard) -> bool:
    """Whether the person is to acknowledge the version today and has not yet. Two queries."""
    addressed = set(standard.addressees.values_list("unit", flat=True))
    mine = [
        row
        for row in person.appointments_today
        if row.organisation_id == standard.organisation_id and row.is_of_the_staff
    ]
    concerned = any(not addressed or row.unit_id in addressed for row in mine)
    return concerned and not standard.acknowledgements.filter(person=person).exists()


def coverage_below(organisation) -> list[dict]:
    """[{organisation, standard: or None, figure}] of each working subordinate organisation.

    Five queries; counts only.
    """
    standards = {row.organisation_id: row for row in Standard.objects.released_below(organisation).in_force()}
    of_versions_in_force = {"standard__in": [row.pk for row in standards.values()]}
    addressed = keys_by_organisation(
        Addressee.objects.below(organisation).filter(**of_versions_in_force), "unit"
    )
    done = keys_by_organisation(
        Acknowledgement.objects.below(organisation).filter(**of_versions_in_force), "person"
    )
    people = defaultdict(set)
    staff = Appointment.objects.staff_below(organisation).today()
    for organisation_id, unit, person in staff.values_list("organisation", "unit", "person"):
        if not addressed[organisation_id] or unit in addressed[organisation_id]:
            people[organisation_id].add(person)
    organisations = Organisation.objects.working().filter(path__startswith=organisation.path)
    return [
        {
            "organisation": subordinate,
            "standard": standards.get(subordinate.pk),
            "figure": Coverage(
                len(people[subordinate.pk] & done[subordinate.pk]), len(people[subordinate.pk])
            ),
        }
        for subordinate in organisations.exclude(pk=organisation.pk)
    ]


def keys_by_organisation(rows, name) -> defaultdict[int, set[int]]:
    """{organisation pk: set of the values of one column}"""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for organisation_id, key in rows.values_list("organisation", name):
        found[organisation_id].add(key)
    return found
