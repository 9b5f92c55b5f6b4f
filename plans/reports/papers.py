"""Contexts of the yearly report on a plan, and the day it is due.

Figures are those of `plans.progress.counts`, so that the totals equal those of the plan's page.
"""

from datetime import date

from office import clock
from office.kyrgyz import short_date
from office.law.workdays import YearNotCovered, next_workday
from office.models.calendar import working_calendar
from office.papers.layouts import DatedForm, code_of_word, form_layout
from office.papers.official import OfficialForm, secretary_signatures
from office.papers.sheet import KEY, NUMBER
from plans import contexts
from plans.models.plan import Plan
from plans.papers import ALL, COUNTS, DETAILS, INDICATORS, LATE, OUTSIDE, PROOFS, REPORT, STATES
from plans.progress import counts
from plans.progress.past import UNKNOWN, PastMeasures, measures_as_of
from plans.progress.past_risks import high_risks_on, linked_risks_on
from plans.reports.models import PlanReport, legal_day
from risks.editions.models import Edition
from risks.models.method import Level
from risks.papers import LEVEL_WORDS


def report_data(report, today: date | None = None) -> dict:
    """Data of the report: stored once submitted, else computed as of 31 December of its year, or as of today
    while the year lasts.

    {"table": the sections in figures, "more": [indicators, measures], "text": lines of the conclusions}.
    """
    if report.data:
        return report.data
    plan, today = report.plan, today or clock.today()
    past = past_measures(plan, report.year, today)
    found = counts.progress_by_section(plan, past.rows, past.day, past.sections)
    table = figures_table(plan, report.year, found, past)
    lines = [*table.get("intro", ()), *day_lines(report.year, past), *reported_lines(past.rows)]
    return {
        "table": table | {"intro": lines},
        "more": [
            indicators_table(plan, report.year, found, past.day),
            measures_table(report.year, found, past.day),
        ],
        "text": [line.strip() for line in report.text.splitlines() if line.strip()],
    }


def past_measures(plan, year: int, today: date) -> PastMeasures:
    """The measures the report of a year speaks of, as of its last day or, while it lasts, today."""
    return measures_as_of(plan, year, min(today, date(year, 12, 31)))


def day_lines(year: int, past: PastMeasures) -> list[str]:
    """Of which day the figures are, and what they leave out."""
    day = short_date(past.day)
    lines = [f"Маалыматтар {day} күнүнө карата берилди."]
    if past.day < date(year, 12, 31):
        lines = [f"{year}-жыл бүтө элек: маалыматтар {day} күнүнө карата, алар жыл аягына чейин өзгөрөт."]
    for words, rows in (
        ("Мөөнөтү кийинки жылдарда башталгандыктан эсептелбеген иш-чаралар", past.later),
        (f"Аткарылганы {day} күнүнөн кийин киргизилгендиктен эсептелбеген иш-чаралар", past.entered_later),
        (f"{day} күнүнө карата абалы белгисиз иш-чаралар", past.unknown),
    ):
        if rows:
            lines.append(f"{words}: {len(rows)} ({'; '.join(row.text for row in rows)}).")
    return lines


def reported_lines(rows) -> list[str]:
    """Which of the measures under way are reported as done and not accepted by the head."""
    reported = [row for row in rows if row.is_reported]
    if not reported:
        return []
    words = "Аткарылганы билдирилип, башчы кабыл ала элек иш-чаралар (аткарылууда катары эсептелди)"
    return [f"{words}: {len(reported)} ({'; '.join(row.text for row in reported)})."]


def section_name(part) -> str:
    return part.section.title if part.section else OUTSIDE


def figures_table(plan, year, found, past: PastMeasures) -> dict:
    """A row for each section, then all of them; the measures outside the plan stand apart below."""
    whole = counts.count_of_plan([row for part in found for row in part.measures], past.day)
    rows = [
        {
            NUMBER: part.section.number if part.section else "",
            "section": section_name(part),
            **totals_cells(part.totals),
        }
        for part in found
    ]
    apart = [rows.pop()] if found and found[-1].section is None else []
    rows += [{NUMBER: "", "section": ALL, **totals_cells(whole)}, *apart]
    sheet = form_layout(REPORT.form, plan.organisation, past.day)
    return sheet.table([("", rows)], heading=past.title, year=str(year))


def totals_cells(totals) -> dict[str, str]:
    """What is reported and not accepted by the head is still under way."""
    cells = {key: getattr(totals, key) for key in COUNTS}
    cells["under_way"] += totals.reported
    return {key: str(count) for key, count in cells.items()}


# --- The indicators of effectiveness (strategy plan, 7.1) ---------------------------------------------------


def indicators_table(plan, year, found, day) -> dict:
    """Shares of the measures of the plan in whole per cent, rounded down; «–» where there is nothing to take
    a share of.
    """
    rows = [row for part in found if part.section for row in part.measures if not row.is_dropped]
    keys = approved_high_risks(plan.organisation, day)
    links = linked_risks_on(plan.organisation, day)
    done = [row for row in rows if row.is_done]
    timely = [row for row in done if row.last_day is None or row.done_on <= row.last_day]
    proved = [row for row in done if row.proofs.all()]
    high = [row for row in rows if keys & (links[row.pk] | links[row.parent_id])]
    remarks = plan.remarks.filter(day__year=year, day__lte=day)
    lines = [
        ("Аткарылган иш-чаралардын үлүшү, %", percent_share(done, rows)),
        ("Мөөнөтүндө аткарылгандардын үлүшү, %", percent_share(timely, done)),
        ("Тастыктоочу материалы бар аткарылган иш-чаралардын үлүшү, %", percent_share(proved, done)),
        (
            "Жогорку тобокелдиктер боюнча аткарылган иш-чаралардын үлүшү, %",
            percent_share([row for row in high if row.is_done], high),
        ),
        ("Жарандардан түшкөн сын-пикирлердин саны", str(remarks.count())),
        (
            "Алардын ичинен жооп берилгени",
            str(remarks.filter(state="answered", answered_on__lte=day).count()),
        ),
    ]
    return INDICATORS.table([("", [{"indicator": name, "value": value} for name, value in lines])])


def approved_high_risks(organisation, day) -> set[int]:
    """Primary keys of the high risks of the list in force on the day; of the register as it stood then while
    no list was approved.
    """
    edition = Edition.objects.of(organisation).in_force_on(day).first()
    if edition is None:
        return high_risks_on(organisation, day)
    table = edition.annex.paper.content["table"]
    rows = [row for group in table["groups"] for row in group["rows"]]
    high = [row for row in rows if code_of_word(table, "level", row["level"], LEVEL_WORDS) == Level.HIGH]
    return {int(row[KEY]) for row in high}


def percent_share(part, whole) -> str:
    return str(100 * len(part) // len(whole)) if whole else "–"


# --- The measures one by one --------------------------------------------------------------------------------


def measures_table(year, found, today) -> dict:
    groups = [
        (details_heading(part), [measure_report_row(row, year, today) for row in part.measures])
        for part in found
    ]
    return DETAILS.table([(name, rows) for name, rows in groups if rows])


def details_heading(part) -> str:
    return contexts.section_heading(part.section) if part.section else OUTSIDE


def measure_report_row(measure, year, today) -> dict[str, str]:
    """What became of one measure; of what is done every year, what was done in the year of the report."""
    return {
        NUMBER: measure.task.number if measure.task else "",
        "measure": measure.text,
        "term": measure.printed_term,
        "executors": measure.executor_words,
        "state": measure_state_words(measure, year, today),
        "done": "\n".join(
            note.text for note in reversed(entries_of_year(measure.notes.all(), measure, year))
        ),
        "proof": "\n".join(
            proof_words(proof) for proof in reversed(entries_of_year(measure.proofs.all(), measure, year))
        ),
    }


def entries_of_year(rows, measure, year) -> list:
    """Entries (newest first) of the given year; entries without an Instalment always."""
    years = {one.pk: one.year for one in measure.instalments.all()}
    return [row for row in rows if row.instalment_id is None or years[row.instalment_id] == year]


def measure_state_words(measure, year, today) -> str:
    """«Аткарылды (15.03.2026)», «Аткарылууда, мөөнөтү өттү», «2026: Аткарылды»."""
    words = state_words(measure)
    if measure.is_late_on(today):
        words = f"{words}, {LATE}"
    periods = [one for one in measure.instalments.all() if one.year == year and not one.is_dropped]
    if len(periods) > 1:
        return f"{words}\n{year}: аткарылганы {sum(one.is_done for one in periods)}/{len(periods)}"
    periods = [one for one in measure.instalments.all() if one.year == year]
    return f"{words}\n{year}: {state_words(periods[0])}" if len(periods) == 1 else words


STATE_UNKNOWN = "Абалы белгисиз"


def state_words(row) -> str:
    words = STATE_UNKNOWN if row.state == UNKNOWN else STATES[row.state]
    if row.is_done or row.is_reported:
        return f"{words} ({short_date(row.done_on)})"
    return f"{words}: {row.drop_ground}" if row.is_dropped else words


def proof_words(proof) -> str:
    """«буйрук: … № 12, 15.03.2026»."""
    about = f"{PROOFS[proof.kind]}: {proof.title}"
    if proof.order:
        about += f" (№ {proof.order.number or '____'})"
    return f"{about} {proof.link}".strip()


# --- The paper and the day ----------------------------------------------------------------------------------


def plan_report_print_context(report) -> dict:
    """What the template of the report prints; a draft until the head has accepted it."""
    return {
        **report_data(report),
        "signatures": secretary_signatures(report.organisation),
        "draft": not report.is_accepted,
    }


def newest_plan_report_print_context(organisation) -> dict:
    """The newest report of an organisation; that on its newest plan for this year when none has been begun; a
    sheet without rows without a plan.
    """
    report = PlanReport.objects.of(organisation).select_related("plan").first()
    plan = Plan.objects.of(organisation).without_copies().first()
    if report is None and plan is None:
        return {"table": form_layout(REPORT.form, organisation).table([], heading="", year=""), "draft": True}
    year = clock.today().year
    return plan_report_print_context(report or PlanReport(organisation=organisation, plan=plan, year=year))


DATED_FORMS = {REPORT.form: DatedForm(REPORT)}
FORMS = {
    REPORT.form: OfficialForm(
        "План аткарылышы жөнүндө 1-февралга карата отчет", newest_plan_report_print_context
    )
}


def report_due_days(year: int) -> tuple[date, date | None]:
    """(legal day, next working day); the latter is None without a calendar of that year (LAW rule 42)."""
    legal = legal_day(year)
    try:
        return legal, next_workday(legal, working_calendar())
    except YearNotCovered:
        return legal, None
