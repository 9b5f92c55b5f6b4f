"""Pages of signals: form, filter, the signals of a risk."""

import django_filters as filters
from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.models.signal import Signal, names_somebody
from office.registers.forms import DateInput, PortalForm, text_area
from office.registers.links import Line, Link, Panel
from office.registers.policy import policy
from office.registers.values import column_label, format_value, parse_number
from office.roles import Act, may
from risks.catalogues import catalogue_entry_choices, function_kind_choices
from risks.models.risk import Risk
from risks.signals import links


class SignalForm(PortalForm):
    """Source, function and zone of a signal. There is no field for a person."""

    class Meta:
        model = Signal
        fields = ["day", "source", "function", "zone", "note"]
        widgets = {"day": DateInput, "note": text_area(3)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = clock.today()
        nothing = [("", "—")]
        for name, found in (
            ("source", catalogue_entry_choices("source", today)),
            ("function", function_kind_choices(today)),
            ("zone", catalogue_entry_choices("zone", today)),
        ):
            field = self.fields[name]
            self.fields[name] = forms.ChoiceField(
                label=field.label,
                required=field.required,
                choices=[*nothing, *found],
                help_text=field.help_text,
            )

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > clock.today():
            raise ValidationError(_("The day lies in the future."))
        return day

    def warnings(self):
        if names_somebody(self.cleaned_data.get("note", "")):
            return [_("The note looks as if it named somebody. A signal never says who: take the name out.")]
        return []


class SignalFilter(filters.FilterSet):
    source = filters.ChoiceFilter(
        label=_("source of information (281 p. 8)"),
        choices=lambda: catalogue_entry_choices("source", clock.today()),
        empty_label=_("all"),
    )
    function = filters.ChoiceFilter(
        label=_("kind of function (281 p. 5)"),
        choices=lambda: function_kind_choices(clock.today()),
        empty_label=_("all"),
    )
    zone = filters.ChoiceFilter(
        label=_("zone of corruption risk (281 p. 6)"),
        choices=lambda: catalogue_entry_choices("zone", clock.today()),
        empty_label=_("all"),
    )

    class Meta:
        model = Signal
        fields = ["source", "function", "zone"]

    def filter_queryset(self, queryset):
        return links.with_signal_words(
            super().filter_queryset(queryset.filter(organisation=self.request.organisation))
        )


def signal_context(request, signal):
    """The fields in words, and the linked risks."""
    [row] = links.with_signal_words(Signal.objects.of(signal.organisation).filter(pk=signal.pk))
    lines = [
        Line(column_label(Signal, name), format_value(value))
        for name, value in (
            ("day", row.day),
            ("source", row.source_words),
            ("function", row.function_words),
            ("zone", row.zone_words),
            ("note", row.note),
        )
    ]
    risks = Risk.objects.of(signal.organisation).filter(heard_of__signal=signal)
    return {
        "sections": [Panel("", lines)],
        "links": [Link(str(risk), risk.get_absolute_url(), note=risk.get_state_display()) for risk in risks],
        "history": [],  # who entered it is known to the audit alone
    }


def risk_signals_context(request, risk):
    """Signals linked to the risk, and matching ones for who may link them."""
    may_link = may(request.user, Act.KEEP, risk.organisation)
    return {
        "linked_signals": list(links.with_signal_words(links.linked_signals(risk))),
        "matching_signals": list(links.with_signal_words(links.matching_signals(risk))[: links.SIGNALS_SHOWN])
        if may_link
        else [],
        "link_url": reverse("risks:hear", args=[risk.pk]) if may_link else "",
    }


@policy(Act.KEEP, methods=("POST",))
def update_signal_link(request, pk):
    """Link a signal to a risk, or take the link away."""
    risk = get_object_or_404(Risk.objects.visible_to(request.user, Act.KEEP), pk=pk)
    if not {"link", "unlink"} & set(request.POST):
        raise BadRequest("neither to link nor to unlink")
    chosen = parse_number(request.POST.get("link") or request.POST.get("unlink"), 0)
    signal = Signal.objects.of(risk.organisation).filter(pk=chosen).first()
    if signal is None:
        raise Http404
    act = links.link_signal if "link" in request.POST else links.unlink_signal
    act(risk, signal, by=request.user)
    return redirect(risk.get_absolute_url())
