"""Print contexts of the positions. One row function a sheet feeds the screen, Excel, CSV, Word and PDF."""

from collections import Counter
from datetime import date

from django.db.models import Q

from office import clock
from office.kyrgyz import genitive
from office.lists.papers import approved_paper, edition_print_context, edition_table
from office.papers.layouts import (
    DatedForm,
    code_of_word,
    form_layout,
    organisation_name_cases,
    words_of_columns,
)
from office.papers.official import OfficialForm, secretary_signatures
from office.papers.sheet import KEY
from positions.editions.models import PositionEdition
from positions.models.exposures import Exposure
from positions.models.monitoring import Finding, Survey, YearReport
from positions.models.posts import Post
from positions.papers import ANNEX_2, CHANGES, FINDING_WORDS, LEVEL_WORDS, STAFFING, YEAR_REPORT


def exposure_cells(row, words=LEVEL_WORDS) -> dict[str, str]:
    """One row of annex 2 as {column: text}, without the number; several risks one per line."""
    return {
        "post": row.post.in_full,
        "powers": row.powers,
        "areas": row.areas,
        "level": words.get(row.level, ""),
    }


def post_cells(post) -> dict[str, str]:
    return {
        "unit": post.unit.name_ky if post.unit else "",
        "post": post.name_ky,
        "count": post.count_words,
        "powers": post.powers,
    }


def exposure_table(organisation, rows, **meta) -> dict:
    """The list as a table; rows keep the key of their post, `meta` is stored with the table."""
    sheet = form_layout(ANNEX_2.form, organisation)
    cells = [{**exposure_cells(row, sheet.words["level"]), KEY: str(row.post_id)} for row in rows]
    names = {"organisation": organisation.name_ky, **organisation_name_cases(organisation)}
    return sheet.table([("", cells)], **names, **words_of_columns(sheet), **meta)


def staffing_table(organisation, posts) -> dict:
    cells = [post_cells(post) for post in posts]
    sheet = form_layout(STAFFING.form, organisation)
    return sheet.table([("", cells)], organisation_genitive=genitive(organisation.name_ky))


def listed_exposures(organisation):
    """Rows of the next edition, related rows selected."""
    return Exposure.objects.of(organisation).in_the_list().select_related("post__unit").in_order()


def exposure_list_print_context(organisation, rows=None) -> dict:
    """Context of annex 2 as it is today: a draft, the head's «Бекитемин» undated."""
    head = organisation.head
    return {
        "table": exposure_table(organisation, listed_exposures(organisation) if rows is None else rows),
        "approval": {
            "post": head.post if head else organisation.head_post,
            "name": head.person.initials if head else "",
            "date": "",
        },
        "draft": True,
    }


def position_edition_print_context(edition) -> dict:
    """Context of an edition: the frozen data once approved, else the annex of its draft order,
    else the list.
    """
    return edition_print_context(edition, lambda: exposure_list_print_context(edition.organisation))


def position_edition_table(edition) -> dict:
    """The list of an edition: as approved, as annexed to the draft order, or as it stands now."""
    body = edition.organisation
    return edition_table(edition, lambda: exposure_table(body, listed_exposures(body)))


def approved_position_paper(organisation, number):
    """The frozen paper of an approved edition.

    LookupError with a sentence when there is none of that number.
    """
    return approved_paper(PositionEdition.objects, ANNEX_2.form, organisation, number)


def staffing_print_context(organisation) -> dict:
    posts = Post.objects.of(organisation).open().select_related("unit").in_order()
    return {"table": staffing_table(organisation, posts), "draft": True}


# --- the yearly report (281 p.15) ---------------------------------------------------------------------------


def year_report_table(report) -> dict:
    """The year report as a table: stored data once heard, else computed."""
    if report.data:
        return report.data
    organisation, year = report.organisation, report.year
    groups = [
        ("Коррупциогендик кызмат орундарынын тизмеги", list_rows_of_year(organisation, year)),
        ("Сурамжылоолор", survey_rows_of_year(organisation, year)),
        ("Материалдар жана сунуштар", finding_rows_of_year(organisation, year)),
        ("Корутундулар", text_rows(report.conclusions)),
        ("Жетекчиликке сунуштар", text_rows(report.proposals)),
    ]
    filled = [(heading, rows) for heading, rows in groups if rows]
    sheet = form_layout(YEAR_REPORT.form, organisation, min(clock.today(), date(year, 12, 31)))
    return sheet.table(filled, organisation_genitive=genitive(organisation.name_ky), year=str(year))


def report_row(content, figure="") -> dict[str, str]:
    return {"content": content, "figure": str(figure)}


def list_rows_of_year(organisation, year) -> list:
    """Rows: posts by level in the list in force on the last day of the year or today, posts dropped in the
    year; while no list is approved, those of the register, and the row says so.
    """
    rows = Exposure.objects.of(organisation)
    dropped = rows.filter(dropped_on__year=year)
    day = min(clock.today(), date(year, 12, 31))
    edition = PositionEdition.objects.of(organisation).in_force_on(day).first()
    if edition:
        table = edition.annex.paper.content["table"]
        cells = [row for group in table["groups"] for row in group["rows"]]
        counts = Counter(code_of_word(table, "level", row["level"], LEVEL_WORDS) for row in cells)
        dropped = dropped.exclude(post__in=[row[KEY] for row in cells if row.get(KEY)])
        words = f"Тизмектеги кызмат орундары ({edition.approved_by} буйругу менен бекитилген)"
    else:
        counts = Counter(rows.in_the_list().values_list("level", flat=True))
        words = "Тизмектеги кызмат орундары (тизмек бекитиле элек)"
    return [
        report_row(words, counts.total()),
        *(
            report_row(f"Деңгээли: {word.lower()}", counts.get(level, 0))
            for level, word in LEVEL_WORDS.items()
        ),
        report_row("Жыл ичинде тизмектен чыгарылган кызмат орундары", dropped.count()),
    ]


def survey_rows_of_year(organisation, year) -> list:
    """The surveys open in the year, how many answered in it, and the indicators most people said yes to:
    those stand in the year in which the survey was closed, of all its answers together.
    """
    surveys = Survey.objects.of(organisation).filter(opened_on__year__lte=year)
    surveys = surveys.filter(Q(closed_on=None) | Q(closed_on__year__gte=year)).select_related("post__unit")
    return [row for survey in surveys for row in survey_rows(survey, year)]


def survey_rows(survey, year):
    about = f"«{survey.title_ky}»" + (f", {survey.post.in_full}" if survey.post else "")
    count = survey.replies.filter(day__year=year).count()
    yield report_row(f"Сурамжылоо {about}: жооптор", count)
    if survey.closed_on is None or survey.closed_on.year != year:
        return
    if (whole := survey.reply_count) != count:
        yield report_row(f"Сурамжылоо {about}: башталгандан бери бардык жооптор", whole)
    for result in survey.results():
        if result["yes"]:
            yield report_row(f"«Ооба» деген жооптор: {result['sign'].name_ky}", result["yes"])


def finding_rows_of_year(organisation, year) -> list:
    """The materials and proposals of the year one by one, by kind."""
    found = list(Finding.objects.of(organisation).filter(found_on__year=year).select_related("post__unit"))
    return [
        report_row(f"{word}: {post_prefix(row)}{row.text}", row.outcome)
        for kind, word in FINDING_WORDS.items()
        for row in found
        if row.kind == kind
    ]


def post_prefix(row) -> str:
    return f"{row.post.in_full}. " if row.post else ""


def text_rows(text) -> list:
    return [report_row(part.strip()) for part in text.splitlines() if part.strip()]


def year_report_print_context(report) -> dict:
    """Context of the report; a draft until it was heard."""
    return {
        "table": year_report_table(report),
        "signatures": secretary_signatures(report.organisation),
        "draft": report.is_editable,
    }


def newest_year_report_print_context(organisation) -> dict:
    """The report of the newest year begun; that of this year when none is."""
    report = YearReport.objects.of(organisation).first()
    year = clock.today().year
    return year_report_print_context(report or YearReport(organisation=organisation, year=year))


DATED_FORMS = {sheet.form: DatedForm(sheet) for sheet in (ANNEX_2, STAFFING, YEAR_REPORT, CHANGES)}
FORMS = {
    YEAR_REPORT.form: OfficialForm(
        "Мониторингдин жыйынтыктары жөнүндө жылдык баяндама", newest_year_report_print_context
    ),
    ANNEX_2.form: OfficialForm(
        "281-буйруктун 2-тиркемеси: коррупциогендик кызмат орундарынын тизмеги",
        exposure_list_print_context,
        approved_position_paper,
    ),
    STAFFING.form: OfficialForm("Штаттык расписание", staffing_print_context),
}
