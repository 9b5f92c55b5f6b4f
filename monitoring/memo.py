"""The memo of a monitoring: its lines, the documents asked for, the notice that carries it to the
organisation.
"""

from django.db import transaction

from monitoring.models.criteria import CriteriaSet
from monitoring.models.monitoring import Line, Monitoring
from monitoring.models.notice import Notice
from office.kyrgyz import short_date


@transaction.atomic
def create_lines(monitoring) -> Monitoring:
    """Create one Line per criterion; documents asked for come from the last memo,
    else from the criteria set.
    """
    criteria = monitoring.criteria_set.all_criteria
    asked = last_memo(monitoring)
    Line.objects.of(monitoring.organisation).bulk_create(
        Line(
            organisation=monitoring.organisation,
            monitoring=monitoring,
            criterion=criterion,
            documents=asked.get(criterion.pk, criterion.documents),
        )
        for criterion in criteria
    )
    return monitoring


def last_memo(monitoring) -> dict[int, str]:
    """{criterion: documents asked for} of the newest monitoring of this organisation under the same criteria;
    empty for the first.
    """
    rows = Monitoring.objects.of(monitoring.organisation).filter(criteria_set=monitoring.criteria_set)
    last = rows.exclude(pk=monitoring.pk).order_by("-pk").first()
    return dict(last.lines.values_list("criterion", "documents")) if last else {}


def directions_of(criteria_set: CriteriaSet) -> str:
    """The headings of the table as the directions of a memo, one a line; papers are in Kyrgyz."""
    return "\n".join(f"{one.number}. {one.text_ky}" for one in criteria_set.headings.all())


@transaction.atomic
def keep_memo(monitoring, documents: dict[int, str]):
    """Set the documents asked for, by the number of the criterion; the rest stays."""
    rows = list(monitoring.lines.select_related("criterion"))
    changed = [
        line for line in rows if line.documents != documents.get(line.criterion.number, line.documents)
    ]
    for line in changed:
        line.documents = documents[line.criterion.number]
        line.version += 1
    monitoring.lines.bulk_update(changed, ["documents", "version"])


def hand_memo(monitoring, *, by) -> Notice:
    """Give the organisation its notice with the memo as it stands. Runs inside the move that announces."""
    order = monitoring.order
    return Notice.objects.create(
        organisation=monitoring.subject,
        monitoring=monitoring,
        monitor=monitoring.organisation,
        sent_by=by,
        memo={
            "directions": monitoring.directions.splitlines(),
            "lines": [
                {"number": line.criterion.number, "documents": line.documents}
                for line in monitoring.lines.select_related("criterion")
            ],
            "members": member_lines(monitoring),
            "order": order_words(order) if order else "",
        },
        **shared_fields(monitoring),
    )


def member_lines(monitoring) -> list[dict[str, str]]:
    """Who scores, the chair first: `[{post, name, instead}]`; `instead` is the member a substitute stands in
    for.
    """
    return [
        {
            "post": seat.post,
            "name": seat.holder,
            **({"instead": seat.instead_of.holder} if seat.instead_of else {}),
        }
        for seat in monitoring.members
    ]


def order_words(order) -> str:
    """«03.02.2026 № 12-Б»; blanks where number or day are not known yet."""
    return f"{short_date(order.date) if order.date else '____'} № {order.number or '____'}"


def shared_fields(row) -> dict:
    """Fields copied from a monitoring to its notice and certificate."""
    names = ("criteria_set", "kind", "year", "period_from", "period_to", "visit_from", "state_secretary")
    return {name: getattr(row, name) for name in names}
