"""A set of criteria by a later order: from and to the text of its form."""

from django.db import transaction

from monitoring import score_rules
from monitoring.models.criteria import Band, Criterion, Heading, Indicator


def criteria_as_text(criteria_set) -> dict[str, str]:
    """A set as its form shows it: `table` with «#» before headings, `indicators` and `bands` a line each, in
    Kyrgyz as the order has them.
    """
    lines, above = [], None
    for criterion in criteria_set.all_criteria:
        if criterion.heading_id != above:
            above = criterion.heading_id
            lines.append(f"# {criterion.heading.text_ky}")
        lines.append(criterion.text_ky)
    return {
        "table": "\n".join(lines),
        "indicators": "\n".join(one.text_ky for one in criteria_set.all_indicators),
        "bands": "\n".join(f"{band.lowest} {band.text_ky}" for band in criteria_set.all_bands),
    }


@transaction.atomic
def fill_criteria(criteria_set, lines, indicators, bands):
    """Enter the words of a set just made.

    What stood word for word in the set before keeps its translation, documents and mark.
    """
    known = {row.text_ky: row for row in Criterion.objects.order_by("criteria_set__valid_from", "pk")}
    headings = {row.text_ky: row for row in Heading.objects.order_by("criteria_set__valid_from", "pk")}
    of = {"criteria_set": criteria_set}
    heading, place, rows = None, 0, []
    for line in lines:
        if line.startswith("#"):
            place += 1
            heading = enter_heading(of, place, line.lstrip("# "), headings)
            continue
        old = known.get(line)
        rows.append(
            Criterion(
                **of,
                heading=heading,
                number=len(rows) + 1,
                text_ky=line,
                text_ru=old.text_ru if old else "",
                documents=old.documents if old else "",
                about_recommendations=bool(old and old.about_recommendations),
            )
        )
    Criterion.objects.bulk_create(rows)
    scores = sorted(score_rules.SCORES, reverse=True)
    Indicator.objects.bulk_create(
        Indicator(**of, score=score, text_ky=text) for score, text in zip(scores, indicators, strict=True)
    )
    Band.objects.bulk_create(
        Band(**of, rank=rank, lowest=lowest, text_ky=text) for rank, (lowest, text) in enumerate(bands, 1)
    )


def enter_heading(of, number, text, known) -> Heading:
    old = known.get(text)
    return Heading.objects.create(
        **of,
        number=number,
        text_ky=text,
        text_ru=old.text_ru if old else "",
        short_ky=old.short_ky if old else str(number),
        short_ru=old.short_ru if old else "",
    )
