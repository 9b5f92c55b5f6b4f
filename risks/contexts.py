"""Print contexts of the register: rows of the two lists, assessment sheets, the matrix with counts.

`risk_cells` feeds the screen, Excel, CSV, Word and PDF.
"""

from itertools import groupby

from office import clock
from office.database.actor import act_as
from office.lists.papers import approved_paper, edition_print_context
from office.models.commission import Commission, Seat
from office.papers.layouts import (
    DatedForm,
    form_layout,
    form_layouts,
    organisation_name_cases,
    words_of_columns,
)
from office.papers.models import Order
from office.papers.official import OfficialForm, annex_mark, secretary_signatures
from office.papers.sheet import KEY, NUMBER
from risks import charts
from risks import matrix as matrix_papers
from risks.assessments import papers as sheet_papers
from risks.assessments.papers import SHEET, sheet_look
from risks.editions.models import Edition
from risks.matrix import MATRIX, matrix_context
from risks.models.assessment import Assessment
from risks.models.method import Method
from risks.models.risk import Risk
from risks.papers import ANNEX_1, CHANGES, VILLAGE_LIST
from risks.score_rules import METHOD_232, METHOD_281, SCORES
from risks.sessions.models import Matter, Session

PARTS = {
    Seat.Part.CHAIR: "Төрага",
    Seat.Part.SECRETARY: "Катчы",
    Seat.Part.MEMBER: "Мүчө",
    Seat.Part.SUBSTITUTE: "Алмаштыруучу мүчө",
}


# --- the two lists ------------------------------------------------------------------------------------------


def current_list_form(organisation) -> str:
    """Form key of the list the organisation keeps: that of its newest edition, else the list of 2026."""
    newest = Edition.objects.of(organisation).order_by("-begun_on", "-pk").values_list("form", flat=True)
    return newest.first() or VILLAGE_LIST.form


def risk_cells(risk, sheet=VILLAGE_LIST) -> dict[str, str]:
    """One row of a list as {column: text}, without the number.

    A form without a column of posts (annex 1) has them in the unit's cell.
    """
    unit = risk.unit_words
    if risk.posts and not sheet.has_column("posts"):
        unit = f"{unit} ({risk.posts})" if unit else risk.posts
    return {
        "function": risk.function,
        "situation": risk.situation,
        "category": sheet.words["category"][risk.category],
        "level": sheet.words["level"].get(risk.level, ""),
        "unit": unit,
        "posts": risk.posts,
        "elsewhere": risk.elsewhere,
        "note": risk.note,
    }


def risk_table(form, organisation, risks, **meta) -> dict:
    """The list as a table, grouped by kind of function; `risks` are in the paper's order, `meta` is stored
    with the table.
    """
    sheet = form_layout(form, organisation)
    groups = [
        (heading, list(numbered_cells(group, sheet)))
        for heading, group in groupby(risks, key=lambda risk: risk.kind.heading)
    ]
    return sheet.table(groups, **organisation_name_cases(organisation), **words_of_columns(sheet), **meta)


def numbered_cells(risks, sheet):
    """The rows of one group. Risks of a working print that are not in the list have no number."""
    place = 0
    for risk in risks:
        is_listed = risk.state == Risk.State.ACTIVE
        place += is_listed
        yield {**risk_cells(risk, sheet), NUMBER: str(place) if is_listed else "", KEY: str(risk.pk)}


def count_risks_with(person, key: str) -> int:
    """How many risks of all bodies hold something in a column: a version binds each. Posts print in the
    unit's cell where they have no column.
    """
    if key == "posts":
        return 0
    with act_as(person):
        rows = Risk.objects.anywhere()
        return rows.exclude(**{key: ""}).count() if key in ("note", "elsewhere") else 1 + rows.count()


def listed_risks(organisation):
    """Risks of the next edition in the paper's order, related rows selected."""
    return Risk.objects.of(organisation).in_the_list().select_related("kind", "unit").in_order()


def risk_list_print_context(form, organisation, risks=None) -> dict:
    """Context of a list as it is today: a draft, number and date of the order blank."""
    risks = listed_risks(organisation) if risks is None else risks
    return {
        "table": risk_table(form, organisation, risks),
        "annex_mark": annex_mark(Order(organisation=organisation), 1),
        "signatures": secretary_signatures(organisation),
        "draft": True,
    }


def approved_risk_paper(form, organisation, number):
    """The frozen paper of an approved edition.

    LookupError with a sentence when there is none of that number.
    """
    return approved_paper(Edition.objects.filter(form=form), form, organisation, number)


def risk_edition_print_context(edition) -> dict:
    """Context of an edition: the frozen data once approved, else the annex of its draft order, else the
    register.
    """
    return edition_print_context(edition, lambda: risk_list_print_context(edition.form, edition.organisation))


# --- the matrix ---------------------------------------------------------------------------------------------


def matrix_print_context(organisation) -> dict:
    """Context of the matrix of today with the number of risks in each cell."""
    stands = Risk.objects.of(organisation).in_the_list().filter(assessment__isnull=False)
    found = list(stands.values_list("assessment__likelihood", "assessment__harm"))
    counts = [[found.count((likelihood, harm)) for harm in SCORES] for likelihood in SCORES]
    pictures = {"heat": charts.heat_map(organisation), "trend": charts.edition_trend(organisation)}
    look = {"sheet": form_layout(MATRIX.form, organisation), "rules": rules_of_today()}
    return {**matrix_context("ky", organisation.name_ky, counts, **look), **pictures, "draft": True}


def rules_of_today():
    """The rules of the method with points in force today; those of resolution 232 where none is."""
    method = Method.with_points_on(clock.today())
    return method.rules if method else METHOD_232


# --- assessment sheets --------------------------------------------------------------------------------------


def current_sheets_print_context(organisation) -> dict:
    """Context of the current assessment sheets of the list, in its order."""
    risks = (
        listed_risks(organisation)
        .filter(assessment__isnull=False)
        .prefetch_related("assessment__method__bands")
    )
    sheets = [risk.assessment for risk in risks]
    signatures = working_group_signatures(organisation)
    return {**sheets_print_context(organisation, sheets, signatures), "draft": True}


def sheets_print_context(organisation, assessments, signatures) -> dict:
    """Context of assessment sheets under these signatures, [{post, name}]."""
    looks = form_layouts(SHEET.form, organisation)
    matrices = form_layouts(MATRIX.form, organisation)
    return {
        "title": "Коррупциялык тобокелдикти баалоо баракчасы",
        "organisation": organisation.name_ky,
        "sheets": [
            assessment_data(one, looks(one.assessed_on), matrices(one.assessed_on)) for one in assessments
        ],
        "signatures": signatures,
    }


def sheet_signatures(sheet) -> list[dict[str, str]]:
    """[{post, name}] of those who sign a sheet: of an agreed one those present at the sitting that agreed it,
    without a sitting the two people who scored and agreed it; a sheet in work waits for the whole group.
    """
    if sheet.is_editable:
        return working_group_signatures(sheet.organisation)
    if seats := seats_at_the_sitting(sheet):
        return seat_signatures(seats)
    signed = []
    for person in filter(None, (sheet.scorer, sheet.agreed_by)):
        own = working_group_seats(sheet.organisation).filter(person=person)
        signed += seat_signatures(own) or [{"post": "", "name": person.initials}]
    return signed


def seats_at_the_sitting(sheet):
    """The seats present at the sitting whose agreed scores became the sheet; none without a sitting."""
    matter = (
        Matter.objects.of(sheet.organisation)
        .agreed()
        .filter(risk=sheet.risk, session__state=Session.State.CLOSED)
        .filter(session__meeting__held_on=sheet.assessed_on)
        .filter(likelihood=sheet.likelihood, harm=sheet.harm)
        .filter(likelihood_reason=sheet.likelihood_reason, harm_reason=sheet.harm_reason)
        .select_related("session")
        .first()
    )
    return list(matter.session.present) if matter else []


def assessment_data(assessment: Assessment, sheet=SHEET, matrix=MATRIX) -> dict:
    """One sheet by the versions of its form and of the matrix on the day of the assessment."""
    risk, rules = assessment.risk, assessment.method.rules
    levels = sheet.words["level"]
    return {
        "look": sheet_look(sheet, risk.organisation, assessment.numbered),
        "number": assessment.numbered,
        "function": risk.function,
        "risk": risk.situation,
        "mechanism": "",
        "category": sheet.words["category"][risk.category],
        "unit": risk.unit_words,
        "positions": risk.posts,
        "zone": risk.zone.name_ky if risk.zone else "",
        "likelihood": score_words(rules, assessment.likelihood, assessment.likelihood_reason, levels),
        "harm": score_words(rules, assessment.harm, assessment.harm_reason, levels),
        "indicators": [found.indicator.name_ky for found in assessment.found.select_related("indicator")],
        "points": str(assessment.points),
        "level": levels[assessment.level],
        "control": assessment.control,
        "effectiveness": levels.get(assessment.effectiveness, ""),
        "residual": {"level": levels[assessment.outcome], "reason": assessment.residual_reason},
        "response": matrix.words["response"][assessment.level],
        "measures": [line.strip() for line in assessment.measures.splitlines() if line.strip()],
        "date": assessment.assessed_on.isoformat(),
        "method": assessment.method.name_ky,
    }


def score_words(rules, value, reason, levels) -> dict[str, str]:
    return {"score": str(value), "word": levels[rules.levels[value - 1]], "reason": reason}


def working_group_signatures(organisation) -> list[dict[str, str]]:
    """[{post, name}] of the sitting members of the working group."""
    return seat_signatures(working_group_seats(organisation))


def working_group_seats(organisation):
    """The seats held today in the working group of the body."""
    groups = Commission.objects.of(organisation).working().filter(kind=Commission.Kind.WORKING_GROUP)
    seats = Seat.objects.of(organisation).filter(left_on=None, commission__in=groups.values("pk")[:1])
    return seats.select_related("person")


def seat_signatures(seats) -> list[dict[str, str]]:
    return [{"post": f"{PARTS[seat.part]}: {seat.post}", "name": seat.holder} for seat in seats]


DATED_FORMS = {
    **{
        sheet.form: DatedForm(sheet, count_risks_with, method.levels)
        for sheet, method in ((VILLAGE_LIST, METHOD_232), (ANNEX_1, METHOD_281))
    },
    CHANGES.form: DatedForm(CHANGES),
    **sheet_papers.DATED_FORMS,
    **matrix_papers.DATED_FORMS,
}
FORMS = {
    VILLAGE_LIST.form: OfficialForm(
        "Коррупциялык тобокелдиктердин тизмеги (2026)",
        lambda organisation: risk_list_print_context(VILLAGE_LIST.form, organisation),
        lambda organisation, number: approved_risk_paper(VILLAGE_LIST.form, organisation, number),
    ),
    ANNEX_1.form: OfficialForm(
        "281-буйруктун 1-тиркемеси: коррупциялык тобокелдиктердин тизмеги",
        lambda organisation: risk_list_print_context(ANNEX_1.form, organisation),
        lambda organisation, number: approved_risk_paper(ANNEX_1.form, organisation, number),
    ),
    MATRIX.form: OfficialForm("Коррупциялык тобокелдиктерди баалоо матрицасы", matrix_print_context),
    SHEET.form: OfficialForm("Коррупциялык тобокелдикти баалоо баракчасы", current_sheets_print_context),
}
