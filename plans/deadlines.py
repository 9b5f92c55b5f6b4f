"""Deadlines of plans beside measures: yearly report (1 February), draft of stage II, citizens' remarks; lines
for «My day» and daily letters.
"""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office import clock
from office.duties import HERE, Source
from office.letters import queue_letter
from office.models.person import Person
from office.registers.links import MyDayLine
from office.roles import Act, Role, may
from plans.models.plan import Plan
from plans.public.models import Remark
from plans.reports.models import PlanReport
from plans.reports.papers import report_due_days

SOON = timedelta(days=31)  # a report is asked for from January on
STEPS = (30, 7, 1, 0, -1, -7)  # days before the due day on which a letter goes out

# --- The report by 1 February -------------------------------------------------------------------------------


def missing_reports(organisation, today: date) -> list[tuple[Plan, int]]:
    """[(plan, year)] of last year's reports that are due within SOON or late and not submitted."""
    year = today.year - 1
    legal, _working = report_due_days(year)
    if today < legal - SOON:
        return []
    return [(plan, year) for plan in plans_without_report(organisation, year).prefetch_related("reports")]


def plans_without_report(organisation, year: int):
    """The running plans of that year whose report on it has not been submitted."""
    handed_in = PlanReport.objects.of(organisation).filter(year=year).exclude(state=PlanReport.State.DRAFT)
    plans = Plan.objects.of(organisation).running().filter(first_year__lte=year, last_year__gte=year)
    return plans.exclude(pk__in=handed_in.values("plan"))


def report_line(plan, year: int, today: date) -> MyDayLine:
    """When the report of a year is due, as a line of «My day»."""
    legal, working = report_due_days(year)
    begun = next((report for report in plan.reports.all() if report.year == year), None)
    return MyDayLine(
        _("Report on the plan %(years)s for %(year)s") % {"years": plan.years, "year": year},
        begun.get_absolute_url() if begun else reverse("plan_reports:create", args=[plan.pk]),
        state=_("report of the year"),
        urgency="overdue" if (working or legal) < today else "soon",
        term=_("by %(day)s") % {"day": day_words(working or legal)},
        how=legal_day_words(legal, working),
        day=working or legal,
    )


def legal_day_words(legal: date, working: date | None) -> str:
    """The legal day and, where it is no working day, the next one (LAW rule 42)."""
    by_law = _("By the strategy the report is due on %(day)s") % {"day": day_words(legal)}
    if working is None:
        return by_law
    if working != legal:
        moved = _("that is no working day, the next one is %(day)s") % {"day": day_words(working)}
        return f"{by_law}; {moved}"
    return by_law


def report_due_words(report) -> dict:
    """`{term, how}` of a report, for its page."""
    legal, working = report_due_days(report.year)
    return {
        "term": _("by %(day)s") % {"day": day_words(working or legal)},
        "how": legal_day_words(legal, working),
    }


def day_words(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


# --- The draft of stage II ----------------------------------------------------------------------------------


def missing_stages(organisation, today: date) -> list[Plan]:
    """Strategy plans of stage I in or after their last year without a draft of stage II
    (strategy plan, 5.3).
    """
    return list(plans_without_stage(organisation, today))


def plans_without_stage(organisation, today: date):
    plans = Plan.objects.of(organisation).running()
    plans = plans.filter(
        kind=Plan.Kind.STRATEGY, stage=Plan.Stage.FIRST, last_year__lte=today.year, parent=None
    )
    next_stages = Plan.objects.of(organisation).filter(stage=Plan.Stage.SECOND, parent__isnull=False)
    return plans.exclude(pk__in=next_stages.values("parent"))


def next_stage_due(plan) -> date:
    """30 June of the plan's last year."""
    return date(plan.last_year, 6, 30)


def next_stage_line(plan, today: date) -> MyDayLine:
    due = next_stage_due(plan)
    return MyDayLine(
        _("Draft of stage II from %(year)s") % {"year": plan.last_year + 1},
        reverse("next_stages:create", args=[plan.pk]),
        state=_("strategy plan"),
        urgency="overdue" if due < today else "soon",
        term=_("by %(day)s") % {"day": day_words(due)},
        how=_("The strategy plan has it in the first half of its last year (5.3)"),
        day=due,
    )


# --- «My day» and letters -----------------------------------------------------------------------------------


def plan_duty_my_day_lines(person, organisation) -> list[MyDayLine]:
    """Lines for people with Act.KEEP: reports, stages, remarks; with Act.SIGN: submitted reports."""
    return [line for source in MY_DAY for line in source.lines(person, organisation)]


def report_duty_lines(person, organisation) -> list[MyDayLine]:
    if organisation is None or not may(person, Act.KEEP, organisation):
        return []
    today = clock.today()
    return [report_line(plan, year, today) for plan, year in missing_reports(organisation, today)]


def stage_duty_lines(person, organisation) -> list[MyDayLine]:
    if organisation is None or not may(person, Act.KEEP, organisation):
        return []
    today = clock.today()
    return [next_stage_line(plan, today) for plan in missing_stages(organisation, today)]


def remark_duty_lines(person, organisation) -> list[MyDayLine]:
    if organisation is None or not may(person, Act.KEEP, organisation):
        return []
    return remark_lines(organisation)


def submitted_report_lines(person, organisation) -> list[MyDayLine]:
    if organisation is None or not may(person, Act.SIGN, organisation):
        return []
    return [
        MyDayLine(str(report), report.get_absolute_url(), state=report.get_state_display())
        for report in submitted_reports(organisation).select_related("plan")
    ]


def submitted_reports(organisation):
    return PlanReport.objects.of(organisation).filter(state=PlanReport.State.SUBMITTED)


def new_remarks(organisation):
    return Remark.objects.of(organisation).filter(state=Remark.State.NEW)


MY_DAY = (
    Source(
        report_duty_lines,
        (Act.KEEP,),
        (lambda: plans_without_report(HERE, clock.today().year - 1),),
    ),
    Source(stage_duty_lines, (Act.KEEP,), (lambda: plans_without_stage(HERE, clock.today()),)),
    Source(remark_duty_lines, (Act.KEEP,), (lambda: new_remarks(HERE),)),
    Source(submitted_report_lines, (Act.SIGN,), (lambda: submitted_reports(HERE),)),
)


def remark_lines(organisation) -> list[MyDayLine]:
    waiting = new_remarks(organisation).count()
    if not waiting:
        return []
    text = _("Remarks of citizens without an answer: %(n)s") % {"n": waiting}
    url = f"{reverse('remarks:register')}?state={Remark.State.NEW}"
    return [MyDayLine(text, url, state=_("remarks on plans"))]


def remind_of_plan_duties(organisation, today: date) -> None:
    """Queue letters to the clerks about reports, the next stage and remarks. Registered in DAILY."""
    for plan, year in missing_reports(organisation, today):
        legal, working = report_due_days(year)
        if step := due_step_word((working or legal) - today):
            subject = _("The report on the plan is due")
            line = report_line(plan, year, today)
            queue_clerk_letters(organisation, f"plans-report:{plan.pk}:{year}:{step}", subject, line)
    for plan in missing_stages(organisation, today):
        if step := due_step_word(next_stage_due(plan) - today):
            subject = _("The draft of stage II is due")
            queue_clerk_letters(
                organisation, f"plans-stage:{plan.pk}:{step}", subject, next_stage_line(plan, today)
            )
    for line in remark_lines(organisation):
        # Once a day, so that a letter does not show the hour of a remark.
        queue_clerk_letters(
            organisation, f"plans-remarks:{today}", _("Citizens have sent remarks on the plans"), line
        )


def due_step_word(left: timedelta) -> str:
    """Event suffix "d<step>" of the last step reached; "" before the first."""
    come = [step for step in STEPS if left.days <= step]
    return f"d{come[-1]}" if come else ""


def queue_clerk_letters(organisation, event, subject, line) -> None:
    text = " ".join(filter(None, [line.text, line.term]))
    for person in organisation_clerks(organisation):
        queue_letter(person, organisation, event, subject, text, line.url)


def organisation_clerks(organisation) -> list[Person]:
    rows = organisation.appointments.today().filter(role=Role.CLERK).select_related("person")
    return [row.person for row in rows]
