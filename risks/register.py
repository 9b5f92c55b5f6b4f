"""What stands beside the rows: the matrix with counts, the numbers of the home page, the checks before an order."""

from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office.roles import Act
from risks.models import Assessment, Edition, Level, Risk, RiskImport
from risks.scoring import METHOD_232, cells, response


def summary(request):
    """The body at hand on its home page: risks by level, the matrix, the newest approved edition."""
    counts = counted(at_hand(request).in_register())
    levels = {
        level: sum(n for (found, *_scores), n in counts.items() if found == level) for level in Level.values
    }
    return {
        "levels": [
            {"level": level.value, "label": level.label, "count": levels[level], "url": address(level=level)}
            for level in Level
        ],
        "total": sum(counts.values()),
        "matrix": matrix(counts, {}),
        "edition": Edition.objects.of(request.organisation).approved().select_related("annex__order").first(),
    }


def at_hand(request):
    """The risks of the body the person works at, if the person may read them there."""
    return Risk.objects.visible_to(request.user, Act.READ).filter(organisation=request.organisation)


def counted(risks) -> dict:
    """How many risks by (level, likelihood, harm) of the current sheet; None, None without a sheet. One query."""
    keys = ("level", "assessment__likelihood", "assessment__harm")
    rows = risks.order_by().values_list(*keys).annotate(n=Count("pk"))
    return {tuple(key): n for *key, n in rows}


def matrix(counts, query):
    """The 3×3 strip: each cell its sum, level, count and the filter it stands for; beside it the risks whose level was chosen.

    `query` is the request's, to mark the cell that is on.
    """
    scored = {(likelihood, harm): n for (_level, likelihood, harm), n in counts.items() if likelihood}
    chosen = {level: n for (level, likelihood, _harm), n in counts.items() if not likelihood}
    return {
        "rows": [
            {"score": row[0].likelihood, "cells": [cell(one, scored, query) for one in row]}
            for row in cells(METHOD_232)
        ],
        "scores": METHOD_232.scores,
        "chosen": [
            {
                "level": level,
                "count": chosen[level],
                "url": address(level=level, assessed="no") if level else address(state=Risk.State.DRAFT),
            }
            for level in ["", *Level.values]
            if chosen.get(level)
        ],
        "scored": sum(scored.values()),
    }


def cell(one, scored, query):
    on = query.get("likelihood") == str(one.likelihood) and query.get("harm") == str(one.harm)
    return {
        "level": one.level,
        "points": one.points,
        "count": scored.get((one.likelihood, one.harm), 0),
        "on": on,
        "url": reverse("risks:register") if on else address(likelihood=one.likelihood, harm=one.harm),
        "likelihood": one.likelihood,
        "harm": one.harm,
    }


def address(**filters) -> str:
    """The register under these filters."""
    return f"{reverse('risks:register')}?{urlencode(filters)}"


def answer(level) -> str:
    """What the act wants done about a risk of this level (232 §6), in the reader's language; "" where it says nothing."""
    try:
        found = response(level)
    except ValueError:
        return ""
    return found.text_ru if get_language() == "ru" else found.text_ky


def checks(edition):
    """What to look at before the order: `{text, url, blocks}`, those that stop it first. Empty when all is well."""
    body = edition.organisation
    risks = Risk.objects.of(body)
    drafts = risks.filter(state=Risk.State.DRAFT)
    found = [
        (
            not risks.in_the_list().exists() or None,
            _("The list is empty: there is nothing to approve."),
            reverse("risks:register"),
            True,
        ),
        (
            drafts.filter(level="").count(),
            _("Risks without a level: %(n)s. Give each its level, or drop it with a ground."),
            address(state=Risk.State.DRAFT),
            True,
        ),
        (
            drafts.exclude(level="").count(),
            _("Risks still being described, they are not in this list: %(n)s."),
            address(state=Risk.State.DRAFT),
            False,
        ),
        (
            RiskImport.objects.of(body).filter(state=RiskImport.State.READ).count(),
            _("Files read and not yet accepted or put aside: %(n)s."),
            reverse("imports:register"),
            False,
        ),
        (
            Assessment.objects.of(body).filter(state=Assessment.State.DRAFT).count(),
            _("Assessment sheets in work, their levels are not in this list: %(n)s."),
            reverse("assessments:register"),
            False,
        ),
        (
            risks.in_the_list().filter(assessment=None).count(),
            _("Risks whose level was chosen, without an assessment sheet: %(n)s."),
            address(assessed="no"),
            False,
        ),
    ]
    return [
        {"text": text % {"n": n} if n is not True else text, "url": url, "blocks": blocks}
        for n, text, url, blocks in found
        if n
    ]
