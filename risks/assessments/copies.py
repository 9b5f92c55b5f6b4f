"""Reasons that stand word for word in many sheets: they are told, never refused."""

import re
from collections import defaultdict

from django.db.models import F, Q

from risks.models.assessment import Assessment

MANY = 3  # risks under one and the same reason
REASONS = ("likelihood_reason", "harm_reason")


def plain_words(text: str) -> str:
    """The words of a reason without case, signs and line ends."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def copied_reasons(rows, of: str) -> list[tuple[str, set]]:
    """[(reason as first written, the risks it stands under)] of reasons under MANY risks or more, the most
    copied first.

    `rows` have the fields REASONS; `of` is the attribute that says which risk a row is about.
    """
    risks, written = defaultdict(set), {}
    for row in rows:
        for name in REASONS:
            if words := plain_words(getattr(row, name)):
                risks[words].add(getattr(row, of))
                written.setdefault(words, getattr(row, name))
    found = [(written[words], about) for words, about in risks.items() if len(about) >= MANY]
    return sorted(found, key=lambda one: (-len(one[1]), one[0]))


def counting_sheets(organisation):
    """The sheets whose levels count, and those in work."""
    counting = Q(state=Assessment.State.DRAFT) | Q(risk__assessment=F("pk"))
    return Assessment.objects.of(organisation).filter(counting).select_related("risk")


def sheets_with_copied_reasons(organisation) -> list[Assessment]:
    """The sheets of the register with a reason that stands under MANY risks or more."""
    sheets = list(counting_sheets(organisation))
    copied = {plain_words(text) for text, _risks in copied_reasons(sheets, "risk_id")}
    return [sheet for sheet in sheets if copied & {plain_words(getattr(sheet, name)) for name in REASONS}]


def copied_reasons_of(sheet) -> list[tuple[str, int]]:
    """[(reason, how many risks it stands under)] of one sheet, among all that count."""
    own = {plain_words(getattr(sheet, name)) for name in REASONS}
    rows = {row.pk: row for row in counting_sheets(sheet.organisation)} | {sheet.pk: sheet}
    found = copied_reasons(rows.values(), "risk_id")
    return [(text, len(risks)) for text, risks in found if plain_words(text) in own]
