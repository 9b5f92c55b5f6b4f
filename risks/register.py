"""What the register's page and the home page show beside the rows: the matrix with counts, three numbers."""

from django.db.models import Count

from risks.models import Edition, Level, Risk


def summary(request):
    """Counts of the body at hand for its home page: risks by level, the newest approved edition."""
    risks = Risk.objects.of(request.organisation).in_register()
    counts = dict(risks.order_by().values_list("level").annotate(n=Count("pk")))
    return {
        "levels": [
            {"level": level.value, "label": level.label, "count": counts.get(level.value, 0)}
            for level in Level
        ],
        "total": sum(counts.values()),
        "edition": Edition.objects.of(request.organisation).approved().select_related("annex__order").first(),
    }
