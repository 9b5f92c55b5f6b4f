"""What is asked before letters of the tray are decided on, and what the tray can be narrowed by."""

import django_filters as filters
from django import forms
from django.db.models import Case, Count, F, IntegerField, When, Window
from django.utils.translation import gettext_lazy as _

from office.filters import year_choices
from office.kyrgyz import fold
from office.registers.forms import text_area, with_capitals
from trustbox.journal.filters import ALL
from trustbox.journal.models.choices import AppealKind
from trustbox.tray.models import TrayDecision, TrayLetter


class TrayFilter(filters.FilterSet):
    """Letters of the organisation at hand; what is hidden from the reader is left out before anything is
    counted or compared.
    """

    q = filters.CharFilter(
        label=_("words"), method="matching", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = filters.ChoiceFilter(
        label=_("state"),
        method="by_state",
        choices=[
            ("waiting", _("waits in the tray")),
            ("taken", TrayDecision.Kind.TAKEN.label),
            ("set_aside", TrayDecision.Kind.ASIDE.label),
        ],
        empty_label=ALL,
    )
    words = filters.ChoiceFilter(
        label=_("how often sent"),
        method="by_words",
        choices=[("alone", _("these words once")), ("alike", _("the same words more than once"))],
        empty_label=ALL,
    )
    like = filters.NumberFilter(label=_("same words as №"), method="like_number")
    received_on = filters.DateFilter(
        label=_("received on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    first = filters.NumberFilter(label=_("from №"), field_name="number", lookup_expr="gte")
    last = filters.NumberFilter(label=_("to №"), field_name="number", lookup_expr="lte")
    kind = filters.ChoiceFilter(label=_("kind of appeal"), choices=AppealKind.choices[:3], empty_label=ALL)
    year = filters.ChoiceFilter(label=_("year"), choices=year_choices, empty_label=ALL)

    class Meta:
        model = TrayLetter
        fields = ["q", "state", "words", "like", "received_on", "first", "last", "kind", "year"]

    def matching(self, rows, name, value):
        """Letters whose text has every word."""
        wanted = fold(value).split()
        found = [
            pk
            for pk, text in rows.order_by().values_list("pk", "text").iterator()
            if all(word in fold(text) for word in wanted)
        ]
        return rows.filter(pk__in=found)

    def by_state(self, rows, name, value):
        return getattr(rows, value)()

    @property
    def visible_letters(self):
        """The letters of the organisation that the reader sees: what is hidden is not even compared with."""
        return self.queryset.filter(organisation=self.request.organisation)

    def by_words(self, rows, name, value):
        return getattr(rows, value)(among=self.visible_letters)

    def like_number(self, rows, name, value):
        """Those with the words of the newest letter of this number that the reader sees."""
        pattern = self.visible_letters.filter(number=value).exclude(likeness="")
        return rows.filter(likeness__in=pattern.order_by("-year").values("likeness")[:1])

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset.filter(organisation=self.request.organisation))
        return rows.select_related("decision", "appeal").annotate(
            alike_shown=Case(
                When(likeness="", then=None),
                default=Window(Count("pk"), partition_by=[F("likeness")]),
                output_field=IntegerField(),
            )
        )


class TrayDecisionForm(forms.Form):
    """`upto` and `count` say which letters the person saw: those that came since are not decided on."""

    upto = forms.IntegerField(widget=forms.HiddenInput)
    count = forms.IntegerField(widget=forms.HiddenInput)

    def move_arguments(self):
        return {name: value for name, value in self.cleaned_data.items() if name not in ("upto", "count")}


class SetAsideForm(TrayDecisionForm):
    ground = forms.ChoiceField(label=_("ground"), choices=[("", "—"), *TrayDecision.Ground.choices])
    text = forms.CharField(
        label=_("in words"),
        max_length=1000,
        widget=text_area(3),
        help_text=_("The sender of each of these letters reads it by the code."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        with_capitals(self)


class BringBackForm(TrayDecisionForm):
    text = forms.CharField(label=_("why"), max_length=1000, widget=text_area(3))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        with_capitals(self)
