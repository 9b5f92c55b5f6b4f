"""Margins and sizes of letters of a body's papers: its own, else what the law sets (LAW rule 50)."""

from datetime import date

from office import clock
from office.models.law import law_value

SIDES = ("left", "right", "top", "bottom")


def page_style(organisation, day: date | None = None) -> dict:
    """{left, right, top, bottom: mm; size, table: pt} of a paper of `organisation` made on `day` (today).

    The law gives tables a least and a greatest size: a body that sets none prints its tables by the least.
    """
    on = day or clock.today()
    legal = dict(zip(SIDES, law_value("page_margins", on=on), strict=True))
    legal |= {"size": law_value("document_font_size", on=on), "table": law_value("table_font_size", on=on)[0]}
    own = {side: getattr(organisation, f"page_{side}") for side in SIDES}
    own |= {"size": organisation.text_size, "table": organisation.table_size}
    return legal | {name: value for name, value in own.items() if value is not None}


def with_page(context: dict, organisation, day: date | None = None) -> dict:
    """The context of a paper with the page of its body; data that was frozen with a page keeps its own."""
    return {"page": page_style(organisation, day), **context}
