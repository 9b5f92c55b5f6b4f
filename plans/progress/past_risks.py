"""Which measures stood against high risks at the end of a day.

Levels and links are those of today with every later change in the audit taken back; what was entered into the
portal after the day counts as it was entered.
"""

from collections import defaultdict
from datetime import date

from office import clock
from office.models.audit import Change
from plans.models.executor import LinkedRisk
from plans.models.measure import Measure
from plans.progress.past import end_of_day
from risks.models.method import Level
from risks.models.risk import Risk


def changes_after(organisation, day: date, model):
    """What happened to rows of a table after the day, the latest first."""
    changes = Change.objects.filter(organisation_id=organisation.pk, table_name=model._meta.db_table)
    return changes.filter(at__gte=end_of_day(day)).order_by("-pk")


def high_risks_on(organisation, day: date) -> set[int]:
    """Primary keys of the high risks of the register at the end of the day."""
    found = {row.pk: {"level": row.level, "state": row.state} for row in Risk.objects.of(organisation)}
    if day < clock.today():
        for change in changes_after(organisation, day, Risk).exclude(event=Change.Event.INSERT):
            known = found.setdefault(change.row_id, {})
            known |= {name: value for name, value in change.old.items() if name in ("level", "state")}
    wanted = {"level": Level.HIGH, "state": Risk.State.ACTIVE}
    return {pk for pk, row in found.items() if row == wanted}


def linked_risks_on(organisation, day: date) -> dict[int, set[int]]:
    """{primary key of a measure: those of the risks it was taken against at the end of the day}."""
    found: dict[int, set[int]] = defaultdict(set)
    for link in LinkedRisk.objects.of(organisation):
        found[link.measure_id].add(link.risk_id)
    if day >= clock.today():
        return found
    entered = changes_after(organisation, day, Measure).filter(event=Change.Event.INSERT)
    later = set(entered.values_list("row_id", flat=True))
    for change in changes_after(organisation, day, LinkedRisk):
        if change.event == Change.Event.DELETE:
            found[change.old["measure_id"]].add(change.old["risk_id"])
        elif change.event == Change.Event.INSERT and change.new["measure_id"] not in later:
            found[change.new["measure_id"]].discard(change.new["risk_id"])
    return found
