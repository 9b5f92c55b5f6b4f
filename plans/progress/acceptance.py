"""What awaits the head's acceptance: his lines of «My day», letters to him and to whoever reported."""

from django.utils.translation import gettext as _

from office.duties import HERE, Source
from office.letters import queue_letter
from office.registers.links import MyDayLine
from office.roles import Act, Role, may
from plans.models.measure import Measure
from plans.progress.models import Instalment


def reported_rows(organisation) -> list:
    """Measures and years of running plans that are reported and not accepted, the first reported first."""
    measures, years = reported_measures(organisation), reported_years(organisation)
    return sorted(
        [*measures.select_related("done_by"), *years.select_related("measure", "done_by")],
        key=lambda row: (row.steps[-1]["on"], row.pk),
    )


def reported_measures(organisation):
    return Measure.objects.of(organisation).of_running_plans().filter(state=Measure.State.REPORTED)


def reported_years(organisation):
    measures = Measure.objects.of(organisation).of_running_plans()
    return Instalment.objects.of(organisation).filter(measure__in=measures, state=Measure.State.REPORTED)


def acceptance_my_day_lines(person, organisation) -> list[MyDayLine]:
    """All that awaits the acceptance of the head, for a person with Act.SIGN."""
    if organisation is None or not may(person, Act.SIGN, organisation):
        return []
    return [
        MyDayLine(
            str(row),
            row.get_absolute_url(),
            state=_("reported as done by yourself, awaits another person with the right to sign")
            if row.done_by_id == person.pk
            else _("reported as done, awaits your acceptance"),
            urgency=row.urgency,
            term=_("reported by %(person)s") % {"person": row.done_by},
        )
        for row in reported_rows(organisation)
    ]


def queue_report_letters(row) -> None:
    """A letter to every head on duty today."""
    appointments = row.organisation.appointments.today().filter(role=Role.HEAD).select_related("person")
    for appointment in appointments:
        queue_letter(
            appointment.person,
            row.organisation,
            letter_event("reported", row),
            _("A measure is reported as done and awaits your acceptance"),
            str(row.done_by),
            row.get_absolute_url(),
        )


def queue_return_letter(row, person) -> None:
    """A letter to whoever reported what the head has returned."""
    queue_letter(
        person,
        row.organisation,
        letter_event("returned", row),
        _("The head returned a measure to you"),
        _("It is under way again. The word of the head stands on its page."),
        row.get_absolute_url(),
    )


def letter_event(what, row) -> str:
    return f"plans-{what}:{row._meta.model_name}:{row.pk}:{row.version}"


MY_DAY = Source(
    acceptance_my_day_lines,
    (Act.SIGN,),
    (lambda: reported_measures(HERE), lambda: reported_years(HERE)),
)
