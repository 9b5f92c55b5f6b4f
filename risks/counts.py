"""Counts of risks: the matrix strip, levels by method, the summary of the home page."""

from collections import Counter
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import BigIntegerField, CharField, Count, IntegerField, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from office import clock
from office.papers.layouts import code_of_word
from office.roles import Act
from risks.editions.models import Edition
from risks.matrix import scale_texts
from risks.models.method import Level, Method
from risks.models.risk import Risk
from risks.papers import LEVEL_WORDS
from risks.score_rules import METHOD_232, matrix_cells


class RiskCount(NamedTuple):
    """Number of risks with the same level, scores, residual and method; None without a sheet."""

    level: str
    likelihood: int | None
    harm: int | None
    residual: str | None
    method: int | None
    risks: int


class KeptCounts(NamedTuple):
    """`at`: when they were counted; None for now."""

    counts: list[RiskCount]
    at: datetime | None


SHEET_KEYS = ("likelihood", "harm", "residual", "method")
KEPT_FROM = 1000
KEPT_SECONDS = 600


def risk_summary(request):
    """Summary for the home page: levels, matrix, edition in force.

    The levels are those of the list in force; while none is, of the register.
    """
    counts, at = counts_of_register(readable_risks(request).in_register())
    edition = Edition.objects.of(request.organisation).in_force_on(clock.today()).first()
    approved = approved_counts(edition) if edition else None
    return {
        "levels": [
            {
                "level": level.value,
                "label": level.label,
                "count": sum_counts(counts, level=level) if approved is None else approved[level],
                "url": risk_register_address(level=level) if approved is None else edition.get_absolute_url(),
            }
            for level in Level
        ],
        "total": sum_counts(counts),
        "matrix": matrix_strip(counts, {}, at),
        "edition": edition,
    }


def approved_counts(edition) -> Counter:
    """{level: number of risks} of the frozen list of an edition."""
    table = edition.annex.paper.content["table"]
    words = [row["level"] for group in table["groups"] for row in group["rows"]]
    return Counter(code_of_word(table, "level", word, LEVEL_WORDS) for word in words)


def readable_risks(request):
    """Risks of the current organisation, if the person may read them there."""
    return Risk.objects.visible_to(request.user, Act.READ).filter(organisation=request.organisation)


def count_risks(risks) -> list[RiskCount]:
    """RiskCount rows over the current sheets of `risks`; one query.

    Risks without a sheet are counted by themselves: an index alone does it.
    """
    scored = risks.order_by().filter(assessment__isnull=False)
    chosen = risks.order_by().filter(assessment=None)
    kinds = (IntegerField(), IntegerField(), CharField(), BigIntegerField())
    nothing = {f"no_{key}": Value(None, kind) for key, kind in zip(SHEET_KEYS, kinds, strict=True)}
    found = [
        scored.values_list("level", *(f"assessment__{key}" for key in SHEET_KEYS)).annotate(n=Count("*")),
        chosen.values_list("level").annotate(**nothing, n=Count("*")),
    ]
    return [RiskCount(*row) for row in found[0].union(found[1], all=True).order_by()]


def counts_of_register(risks) -> KeptCounts:
    """The counts of `risks`; one query. Those of more risks than KEPT_FROM are kept for some minutes: to
    count a million anew for each page would take a second.
    """
    keys = ("level", *(f"assessment__{key}" for key in SHEET_KEYS))
    found = Counter(risks.order_by().values_list(*keys)[: KEPT_FROM + 1])
    if found.total() <= KEPT_FROM:
        return KeptCounts([RiskCount._make((*key, number)) for key, number in found.items()], None)
    sql, params = risks.order_by().query.sql_with_params()
    name = f"risk-counts-{sha256(repr((sql, params)).encode()).hexdigest()}"
    kept = cache.get(name)
    if kept is None:
        kept = KeptCounts(count_risks(risks), timezone.now())
        cache.set(name, kept, KEPT_SECONDS)
    return kept


def sum_counts(counts, **alike) -> int:
    """Sum of `risks` over the counts whose fields equal `alike`."""
    return sum(
        count.risks for count in counts if all(getattr(count, key) == value for key, value in alike.items())
    )


def method_rules_on(day):
    """Rules of the method with points in force on `day`; METHOD_232 before the first."""
    method = Method.with_points_on(day)
    return method.rules if method else METHOD_232


def matrix_strip(counts, query, counted_at=None):
    """The 3×3 strip of the register: per cell its sum, level, count and filter address; beside it the risks
    with a chosen level, and when kept counts were counted.

    `query` is the request's GET, to mark the chosen cell. Levels follow the method in force today.
    """
    rules = method_rules_on(clock.today())
    chosen = {level: sum_counts(counts, level=level, likelihood=None) for level in ["", *Level.values]}
    return {
        "rows": [
            {"score": row[0].likelihood, "cells": [matrix_strip_cell(cell, counts, query) for cell in row]}
            for row in matrix_cells(rules)
        ],
        "scores": rules.scores,
        "chosen": [
            {
                "level": level,
                "count": chosen[level],
                "url": risk_register_address(level=level, assessed="no")
                if level
                else risk_register_address(state=Risk.State.DRAFT),
            }
            for level in chosen
            if chosen[level]
        ],
        "scored": sum(cell.risks for cell in counts if cell.likelihood),
        "methods": counts_by_method(counts),
        "levels": Level.values,
        "counted_at": counted_at,
    }


def counts_by_method(counts) -> list[dict]:
    """[{method, counts by level}]: first the levels chosen by people, then each method that sheets were made
    under.
    """
    names = {method.pk: method for method in Method.with_bands()}
    chosen = next((method for method in names.values() if not method.uses_points), "")
    used = [None, *sorted({count.method for count in counts if count.method})]
    return [
        {
            "method": chosen if pk is None else names[pk],
            "counts": [sum_counts(counts, method=pk, level=level) for level in Level.values],
        }
        for pk in used
    ]


def matrix_strip_cell(cell, counts, query):
    is_chosen = query.get("likelihood") == str(cell.likelihood) and query.get("harm") == str(cell.harm)
    return {
        "level": cell.level,
        "points": cell.points,
        "count": sum_counts(counts, likelihood=cell.likelihood, harm=cell.harm),
        "on": is_chosen,
        "url": reverse("risks:register")
        if is_chosen
        else risk_register_address(likelihood=cell.likelihood, harm=cell.harm),
        "likelihood": cell.likelihood,
        "harm": cell.harm,
    }


def risk_register_address(**filters) -> str:
    """URL of the register with these filters."""
    return f"{reverse('risks:register')}?{urlencode(filters)}"


def level_response_text(level, organisation, day=None) -> str:
    """The response the act prescribes for a level (232 §6) on a day, today by default, in the reader's
    language; "" for an unknown level.
    """
    return scale_texts("response", organisation, day, get_language()).get(level, "") if level else ""
