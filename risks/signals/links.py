"""Signals in the register: words of their codes, matching risks, the link between the two."""

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import get_language

from office.models.signal import Signal
from risks.models.method import CatalogueEntry, FunctionKind
from risks.models.risk import RiskSignal, RiskSource

SIGNALS_SHOWN = 20


def with_signal_words(signals):
    """Annotate source, function and zone (`source_text`, …) in the reader's language; one query."""
    name = "name_ru" if get_language() == "ru" else "name_ky"
    lines = CatalogueEntry.objects.order_by("pk")
    return signals.annotate(
        source_text=Subquery(lines.filter(catalogue="source", code=OuterRef("source")).values(name)[:1]),
        function_text=Subquery(FunctionKind.objects.filter(code=OuterRef("function")).values(name)[:1]),
        zone_text=Subquery(lines.filter(catalogue="zone", code=OuterRef("zone")).values(name)[:1]),
    )


def matching_signals(risk):
    """Unlinked signals with the function and zone of the risk; empty function or zone of a signal matches
    any. A risk without a zone matches by function only.
    """
    same_function = Q(function=risk.kind.code)
    zone = risk.zone.code if risk.zone else None
    fitting = Q(function__in=["", risk.kind.code], zone__in=["", zone]) if zone else same_function
    return Signal.objects.of(risk.organisation).filter(fitting).exclude(pk__in=risk.heard_of.values("signal"))


def linked_signals(risk):
    return Signal.objects.of(risk.organisation).filter(pk__in=risk.heard_of.values("signal"))


@transaction.atomic
def link_signal(risk, signal, *, by):
    """Link a signal to the risk; its source becomes a source of the risk (281 p.8)."""
    RiskSignal.objects.of(risk.organisation).get_or_create(
        risk=risk, signal=signal, defaults={"organisation": risk.organisation}
    )
    source = CatalogueEntry.objects.filter(catalogue="source", code=signal.source).first()
    if source:
        RiskSource.objects.of(risk.organisation).get_or_create(
            risk=risk, source=source, defaults={"organisation": risk.organisation}
        )


@transaction.atomic
def unlink_signal(risk, signal, *, by):
    """Delete the link; the source stays with the risk until the risk is corrected."""
    risk.heard_of.filter(signal=signal).delete()
