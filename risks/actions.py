"""Actions on several rows of the register of risks; each is one transaction."""

from collections import Counter

from django.db import transaction
from django.db.models import Max

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
    return Risk.unscoped.bulk_create(risks, batch_size=500)


def last_positions_by_kind(organisation) -> Counter:
    """{FunctionKind pk: last position}."""
    listed = Risk.objects.of(organisation).in_the_list().order_by()
    return Counter(dict(listed.values_list("kind").annotate(last=Max("position"))))
