"""The yearly report of the authorised officer: each part says what its register holds.

A part is (organisation, year) → (heading, [line(words, figure), …]); a part without lines is left out.
"""

from collections.abc import Callable

from django.db.models import Count, F, Max

from office.data.layouts import own_layout
from office.kyrgyz import date_words, genitive
from office.papers.layouts import DatedForm, form_layout
from office.papers.official import OfficialForm, secretary_signatures
from office.papers.sheet import Column, Sheet
from office.roles import Role
from standards.acquaintance.coverage import standard_coverage
from standards.acquaintance.models import Acknowledgement
from standards.exam.models import ExamTry
from standards.notices.counts import NOTICE_PARTS
from standards.officer_report.models import OfficerReport
from standards.text.models import Standard

Lines = list[dict[str, str]]


def officer_report_line(content: str, number="") -> dict[str, str]:
    return {"content": content, "figure": str(number)}


def version_part(organisation, year) -> tuple[str, Lines]:
    """Which versions came into force in the year, and how many acknowledged each, in which way."""
    rows = Standard.objects.of(organisation).adopted().filter(in_force_from__year=year).order_by("number")
    ways = Acknowledgement.objects.of(organisation).filter(day__year=year).values("standard", "way")
    counts = {(row["standard"], row["way"]): row["n"] for row in ways.annotate(n=Count("pk"))}
    lines = [
        officer_report_line(f"{row.number}-редакция {date_words(row.in_force_from)} күчүнө кирди")
        for row in rows
    ]
    names = {"screen": "экранда таанышкандар", "sheet": "тааныштыруу баракчасында кол койгондор"}
    for way, words in names.items():
        lines.append(
            officer_report_line(
                f"Жыл ичинде {words}", sum(n for (_pk, one), n in counts.items() if one == way)
            )
        )
    return "Стандартты жеткирүү", lines


def coverage_part(organisation, year) -> tuple[str, Lines]:
    """Coverage of the version in force."""
    standard = Standard.objects.of(organisation).in_force().first()
    if standard is None:
        return "Камтуу", []
    covered = standard_coverage(standard)
    return "Камтуу", [
        officer_report_line(
            f"{standard.number}-редакция менен таанышууга тийиш болгон кызматкерлер", covered.total
        ),
        officer_report_line("Алардын ичинен таанышкандар", covered.done),
        officer_report_line("Камтуу, пайыз", covered.percent),
    ]


def test_part(organisation, year) -> tuple[str, Lines]:
    """How many took the test and what their best tries came to; no names, the results belong to the
    commission (p.6).
    """
    tries = ExamTry.objects.of(organisation).filter(at__year=year)
    best = list(
        tries.values("by").annotate(share=Max(F("right") * 100 / F("total"))).values_list("share", flat=True)
    )
    if not best:
        return "Билимди текшерүү", []
    return "Билимди текшерүү", [
        officer_report_line("Тесттен өткөн кызматкерлер", len(best)),
        officer_report_line("Бардык аракеттердин саны", tries.count()),
        officer_report_line("Эң жакшы аракеттердин орточо жыйынтыгы, пайыз", sum(best) // len(best)),
    ]


PARTS: tuple[Callable[..., tuple[str, Lines]], ...] = (version_part, coverage_part, test_part, *NOTICE_PARTS)


def officer_report_table(report) -> dict:
    """The report of a year, drafted from what the registers hold; as it was handed over once it was."""
    if report.data:
        return report.data
    organisation = report.organisation
    parts = [part(organisation, report.year) for part in PARTS]
    words = [("Корутундулар", report.conclusions), ("Жетекчиликке сунуштар", report.proposals)]
    written = [
        (heading, [officer_report_line(text) for text in said.splitlines() if text.strip()])
        for heading, said in words
    ]
    filled = [(heading, lines) for heading, lines in [*parts, *written] if lines]
    return form_layout(OFFICER_REPORT.form, organisation).table(
        filled, organisation_genitive=genitive(organisation.name_ky), year=str(report.year)
    )


def officer_report_context(report) -> dict:
    """What the paper of the report prints, over the officer's signature."""
    officer = report.organisation.appointments.today().filter(role=Role.OFFICER).first()
    signed = (
        [{"post": officer.post, "name": officer.person.initials}]
        if officer
        else secretary_signatures(report.organisation)
    )
    return {"table": officer_report_table(report), "signatures": signed, "draft": report.is_editable}


def officer_report_today(organisation) -> dict:
    """The newest report, else a blank one."""
    report = OfficerReport.objects.of(organisation).first()
    if report:
        return officer_report_context(report)
    sheet = form_layout(OFFICER_REPORT.form, organisation)
    table = sheet.table([], organisation_genitive=genitive(organisation.name_ky), year="____")
    return {"table": table, "draft": True}


OFFICER_REPORT = Sheet(
    form="standards/officer-report",
    title=(
        "{organisation_genitive} кызматкерлеринин коррупцияга каршы жүрүм-турум стандартынын аткарылышы "
        "жөнүндө\n"
        "ыйгарым укуктуунун {year}-жыл үчүн\nОТЧЕТУ"
    ),
    columns=(
        Column("content", "Мазмуну", 140),
        Column("figure", "Саны", 30),
    ),
    orientation="portrait",
)
SHIPPED_LAYOUTS = (own_layout(OFFICER_REPORT),)
DATED_FORMS = {OFFICER_REPORT.form: DatedForm(OFFICER_REPORT)}
FORMS = {OFFICER_REPORT.form: OfficialForm("Ыйгарым укуктуунун отчету", officer_report_today)}
