"""Actions on several rows of the register of risks; each is one transaction."""

from collections import Counter

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from office.registers.workflow import Refused
from risks.models.method import FunctionKind
from risks.models.risk import Risk

FIELDS_BY_COLUMN = {
    "function": "function",
    "situation": "situation",
    "category": "category",
    "level": "level",
    "unit": "unit_text",
    "posts": "posts",
    "elsewhere": "elsewhere",
    "note": "note",
}  # column of a list → field of a risk


@transaction.atomic
def add_imported_risks(organisation, rows):
    """Create active risks from resolved rows of a file (`RiskListReading.resolve`), in the file's order,
    numbered after those in the list. Returns the risks.
    """
    kinds = {kind.code: kind for kind in FunctionKind.objects.all()}
    last_positions = last_positions_by_kind(organisation)
    risks = []
    for row in rows:
        kind = kinds[row["kind"]]
        last_positions[kind.pk] += 1
        risk = Risk(
            organisation=organisation, kind=kind, position=last_positions[kind.pk], state=Risk.State.ACTIVE
        )
        for column, name in FIELDS_BY_COLUMN.items():
            setattr(risk, name, row[column])
        risk.index()
        risks.append(risk)
    return Risk.objects.of(organisation).bulk_create(risks, batch_size=500)


def last_positions_by_kind(organisation) -> Counter:
    """{FunctionKind pk: last position}."""
    listed = Risk.objects.of(organisation).in_the_list().order_by()
    return Counter(dict(listed.values_list("kind").annotate(last=Max("position"))))


def comparable_risks(organisation):
    """The risks that a file may speak of; a situation of the library nobody has touched is none of them."""
    return Risk.objects.of(organisation).in_register().filter(untouched=False).select_related("kind", "unit")


def listed_cells(risk) -> dict[str, str]:
    """A risk in the words of a list: texts and codes by column."""
    cells = {column: getattr(risk, name) for column, name in FIELDS_BY_COLUMN.items()}
    return {**cells, "kind": risk.kind.code, "unit": risk.unit_words}


@transaction.atomic
def update_risks_from_list(organisation, compared, *, source):
    """Correct risks to what a file says (`ComparedRow`s with their differences), as a person would.

    Refused for a level other than that of the agreed sheet.
    """
    kinds = {kind.code: kind for kind in FunctionKind.objects.all()}
    locked = comparable_risks(organisation).select_for_update(of=("self",))
    risks = {risk.pk: risk for risk in locked.filter(pk__in=[one.known.pk for one in compared])}
    for one in compared:
        risk, old_kind = risks[one.known.pk], risks[one.known.pk].kind
        if "level" in one.differences and risk.assessment_id:
            raise Refused(
                _("«%(risk)s»: the level follows from the agreed assessment sheet and not from a file.")
                % {"risk": risk}
            )
        for column in one.differences:
            if column == "kind":
                risk.kind = kinds[one.row["kind"]]
            else:
                setattr(risk, FIELDS_BY_COLUMN[column], one.row[column])
        if "level" in one.differences:
            risk.level_ground = f"«{source}» файлындагы тизмектен алынды."
        if risk.position and risk.kind != old_kind:
            risk.close_gap(old_kind.pk)
            risk.assign_position()
        risk.version += 1
        risk.index()
        risk.save()
        risk.update_post_levels()


def number_listed_risks(organisation):
    """Number the risks of each group anew, from 1 in their order."""
    last: Counter = Counter()
    for risk in Risk.objects.of(organisation).in_the_list().in_order():
        last[risk.kind_id] += 1
        if risk.position != last[risk.kind_id]:
            Risk.objects.of(organisation).filter(pk=risk.pk).update(position=last[risk.kind_id])
