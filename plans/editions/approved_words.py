"""The executors of an approved measure in the words of its paper: no later name of a post or body rewrites
them.
"""

from office.papers.sheet import KEY
from plans.models.measure import Measure


def executors_of_paper(edition) -> dict[str, str]:
    """{key of a measure: its executors} as the frozen paper of the edition names them."""
    groups = edition.annex.paper.content["table"]["groups"]
    rows = [row for group in groups for row in group["rows"]]
    return {row[KEY]: row["executors"] for row in rows if KEY in row}


def keep_approved_executors(plan, words: dict[str, str]) -> None:
    """Write down the executors of the measures of a plan as they were approved."""
    for row in Measure.objects.of(plan.organisation).of_the_paper().filter(plan=plan):
        approved = words.get(str(row.pk), row.approved_executors)
        if approved != row.approved_executors:
            row.approved_executors = approved
            row.save(update_fields=["approved_executors"])


def keep_present_executors(plan) -> None:
    """Write down the executors of a plan that an order on paper has approved: they are named as today."""
    rows = plan.measures.of_the_paper().prefetch_related("executors__post", "executors__body")
    keep_approved_executors(plan, {str(row.pk): row.executor_words for row in rows})
