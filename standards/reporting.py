"""The yearly report of the authorised officer: each part says what its register holds.

A register of the employee's desk adds its part to `PARTS`: (body, year) → (heading, [line(words, figure), …]); a part without lines is left out.
"""

from collections.abc import Callable

from django.db.models import Count, F, Max

from office.kyrgyz import date_words, genitive
from office.papers import signatures
from office.roles import Role
from standards.coverage import figure
from standards.models import Acknowledgement, ExamTry, OfficerReport, Standard
from standards.papers import OFFICER_REPORT

Lines = list[dict[str, str]]


def line(content: str, number="") -> dict[str, str]:
    return {"content": content, "figure": str(number)}


def of_versions(organisation, year) -> tuple[str, Lines]:
    """Which versions came into force in the year, and how many acknowledged each, in which way."""
    rows = Standard.objects.of(organisation).adopted().filter(in_force_from__year=year).order_by("number")
    ways = Acknowledgement.objects.of(organisation).filter(day__year=year).values("standard", "way")
    counts = {(row["standard"], row["way"]): row["n"] for row in ways.annotate(n=Count("pk"))}
    lines = [line(f"{row.number}-редакция {date_words(row.in_force_from)} күчүнө кирди") for row in rows]
    names = {"screen": "экранда таанышкандар", "sheet": "тааныштыруу баракчасында кол койгондор"}
    for way, words in names.items():
        lines.append(line(f"Жыл ичинде {words}", sum(n for (_pk, one), n in counts.items() if one == way)))
    return "Стандартты жеткирүү", lines


def of_coverage(organisation, year) -> tuple[str, Lines]:
    """The one figure of the version in force."""
    standard = Standard.objects.of(organisation).in_force().first()
    if standard is None:
        return "Камтуу", []
    covered = figure(standard)
    return "Камтуу", [
        line(f"{standard.number}-редакция менен таанышууга тийиш болгон кызматкерлер", covered.total),
        line("Алардын ичинен таанышкандар", covered.done),
        line("Камтуу, пайыз", covered.percent),
    ]


def of_tests(organisation, year) -> tuple[str, Lines]:
    """How many took the test and what their best tries came to; no names, the results belong to the commission (p.6)."""
    tries = ExamTry.objects.of(organisation).filter(at__year=year)
    best = list(
        tries.values("by").annotate(share=Max(F("right") * 100 / F("total"))).values_list("share", flat=True)
    )
    if not best:
        return "Билимди текшерүү", []
    return "Билимди текшерүү", [
        line("Тесттен өткөн кызматкерлер", len(best)),
        line("Бардык аракеттердин саны", tries.count()),
        line("Эң жакшы аракеттердин орточо жыйынтыгы, пайыз", sum(best) // len(best)),
    ]


PARTS: list[Callable[..., tuple[str, Lines]]] = [of_versions, of_coverage, of_tests]


def report_table(report) -> dict:
    """The report of a year, drafted from what the registers hold; as it was handed over once it was."""
    if report.data:
        return report.data
    body = report.organisation
    parts = [part(body, report.year) for part in PARTS]
    words = [("Корутундулар", report.conclusions), ("Жетекчиликке сунуштар", report.proposals)]
    written = [
        (heading, [line(text) for text in said.splitlines() if text.strip()]) for heading, said in words
    ]
    filled = [(heading, lines) for heading, lines in [*parts, *written] if lines]
    return OFFICER_REPORT.table(filled, organisation_genitive=genitive(body.name_ky), year=str(report.year))


def report_context(report) -> dict:
    """What the paper of the report prints, over the officer's signature."""
    officer = report.organisation.appointments.today().filter(role=Role.OFFICER).first()
    signed = (
        [{"post": officer.post, "name": officer.person.initials}]
        if officer
        else signatures(report.organisation)
    )
    return {"table": report_table(report), "signatures": signed, "draft": report.is_editable}


def report_today(organisation) -> dict:
    """The newest report, else a blank one."""
    report = OfficerReport.objects.of(organisation).first()
    if report:
        return report_context(report)
    table = OFFICER_REPORT.table([], organisation_genitive=genitive(organisation.name_ky), year="____")
    return {"table": table, "draft": True}
