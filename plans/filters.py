"""Filters of plans and measures; each is a GET parameter."""

import django_filters as filters
from django import forms
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from office import clock
from office.models.organisation import Organisation
from office.models.person import Appointment, Person
from office.roles import Act, may
from plans.models.executor import Executor
from plans.models.measure import Measure
from plans.models.plan import Plan
from positions.models.posts import Post
from risks.models.risk import Risk

ALL = _("all")
OPEN, OVERDUE = "open", "overdue"
STATES = [(OVERDUE, _("overdue")), (OPEN, _("still to be done")), *Measure.State.choices]


def post_choices(request):
    return Post.objects.of(request.organisation).only("name_ky", "name_ru")


def risk_choices(request):
    return Risk.objects.of(request.organisation).only("situation")


def plan_choices(request):
    return Plan.objects.of(request.organisation).without_copies().only("title")


def people_choices(request):
    """People with a past or present appointment at the current organisation."""
    appointments = Appointment.objects.of(request.organisation)
    rows = Person.objects.filter(pk__in=appointments.values("person"))
    return rows.only("surname", "name", "patronymic")


def organisation_and_below(request):
    """The current organisation and those below it."""
    return Organisation.objects.filter(path__startswith=request.organisation.path)


class PlanFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(label=_("kind"), choices=Plan.Kind.choices, empty_label=ALL)
    state = filters.ChoiceFilter(label=_("state"), choices=Plan.State.choices, empty_label=ALL)

    def filter_queryset(self, queryset):
        rows = queryset.without_copies().filter(organisation=self.request.organisation)
        return super().filter_queryset(rows)


def due_year_choices():
    """The years a measure can be due in."""
    this = clock.today().year
    return [(year, str(year)) for year in range(this - 3, this + 7)]


class MeasureFilter(filters.FilterSet):
    """Measures of the current organisation; without Act.READ, those the person executes."""

    q = filters.CharFilter(
        label=_("words"), method="matching", widget=forms.TextInput(attrs={"type": "search"})
    )
    plan = filters.ModelChoiceFilter(label=_("plan"), queryset=plan_choices, empty_label=ALL)
    state = filters.ChoiceFilter(label=_("state"), choices=STATES, method="standing", empty_label=ALL)
    year = filters.ChoiceFilter(
        label=_("term in the year"), choices=due_year_choices, method="in_the_year", empty_label=ALL
    )
    person = filters.ModelChoiceFilter(
        label=_("person"),
        field_name="executors__person",
        queryset=people_choices,
        empty_label=ALL,
    )
    post = filters.ModelChoiceFilter(
        label=_("post"), field_name="executors__post", queryset=post_choices, empty_label=ALL
    )
    body = filters.ModelChoiceFilter(
        label=_("body"),
        field_name="executors__body",
        queryset=organisation_and_below,
        empty_label=ALL,
    )
    risk = filters.ModelChoiceFilter(
        label=_("risk"), field_name="risks", queryset=risk_choices, empty_label=ALL
    )
    control = filters.ChoiceFilter(
        label=_("control of the head"),
        method="under_control",
        choices=[("yes", _("under control")), ("no", _("without"))],
        empty_label=ALL,
    )
    place = filters.ChoiceFilter(
        label=_("place"),
        method="standing_in",
        choices=[("plan", _("in the plan")), ("outside", _("outside the plan"))],
        empty_label=ALL,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        organisation = self.request.organisation
        if organisation is None or not may(self.request.user, Act.READ, organisation):
            # What there is to choose from would show rows this person may not read.
            for name in ("plan", "person", "post", "body", "risk", "control"):
                del self.filters[name]

    def matching(self, rows, name, value):
        return rows.text_matches(value)

    def standing(self, rows, name, value):
        if value == OVERDUE:
            return rows.due_before(clock.today())
        return rows.open() if value == OPEN else rows.filter(state=value)

    def in_the_year(self, rows, name, value):
        return rows.filter(first_day__year__lte=value, last_day__year__gte=value)

    def under_control(self, rows, name, value):
        return rows.filter(controlled=value == "yes")

    def standing_in(self, rows, name, value):
        return rows.outside() if value == "outside" else rows.of_the_paper()

    def filter_queryset(self, queryset):
        rows = queryset.without_copies().filter(organisation=self.request.organisation)
        rows = super().filter_queryset(rows)
        return with_register_columns(rows)


class OwnMeasureFilter(filters.FilterSet):
    """Measures of running plans the person executes; done and dropped ones only by `state`."""

    state = filters.ChoiceFilter(
        label=_("state"), choices=STATES, method="standing", empty_label=_("still to be done")
    )

    standing = MeasureFilter.standing

    def filter_queryset(self, queryset):
        rows = queryset.of_running_plans().filter(organisation=self.request.organisation)
        rows = super().filter_queryset(rows.executed_by(self.request.user))
        return with_register_columns(rows if self.form.cleaned_data.get("state") else rows.open())


def with_register_columns(rows):
    """Prefetch what the columns of the register read."""
    executors = Executor.objects.select_related("post", "body", "person")
    return rows.select_related("plan", "task").prefetch_related(
        "instalments", Prefetch("executors", executors)
    )
