"""The results of the test as a list for the evaluation commission (000 p.6): everybody of a unit with the
best try of a period.
"""

from collections import defaultdict

from office.data.layouts import own_layout
from office.models.person import Appointment
from office.papers.layouts import DatedForm, form_layout
from office.papers.official import OfficialForm
from office.papers.sheet import Column, Sheet
from standards.acquaintance import coverage
from standards.exam.models import ExamTry
from standards.notices.contexts import officer_signature
from standards.text.models import Standard

WITHOUT = "Түзүмдүк бөлүмсүз"
BEFORE = "Штаттан тышкары жана кеткендер"


def version_of(organisation, chosen=None):
    """The version that is asked about: the chosen one, that in force, the newest."""
    rows = Standard.objects.of(organisation)
    return chosen or rows.in_force().first() or rows.adopted().first()


def result_groups(standard, tries, unit=None) -> list[tuple[str, list[dict]]]:
    """Groups of the list by unit, those who have left last: the best of the `tries` of each person, and who
    has none. Three queries.
    """
    mine = defaultdict(list)
    for row in tries.filter(standard=standard).select_related("by").order_by("number"):
        mine[row.by].append(row)
    groups: dict[str, list[dict]] = {}
    staff = {row.person_id: row for row in coverage.staff_of(standard.organisation) if is_in(row, unit)}
    for row in sorted(
        staff.values(), key=lambda row: (row.unit is None, row.unit.name_ky if row.unit else "")
    ):
        heading = row.unit.name_ky if row.unit else WITHOUT
        groups.setdefault(heading, []).append(result_line(row.person, row.post, mine.get(row.person, [])))
    gone = [person for person in mine if person.pk not in staff]
    posts = posts_before(standard.organisation, gone, unit)
    left = [result_line(person, posts[person.pk], mine[person]) for person in gone if person.pk in posts]
    return [*groups.items(), *([(BEFORE, left)] if left else [])]


def is_in(appointment, unit):
    return unit is None or appointment.unit_id == unit.pk


def posts_before(organisation, people, unit) -> dict[int, str]:
    """The last post of those who are not of the staff here today, by person; of the unit alone where one is
    asked about.
    """
    rows = Appointment.objects.of(organisation).filter(person__in=people).order_by("starts", "pk")
    return {row.person_id: row.post for row in rows if is_in(row, unit)}


def result_line(person, post, tries) -> dict[str, str]:
    """One person; a try that has more right answers, or as many and came first, is the best."""
    if not tries:
        return {
            "name": str(person),
            "post": post,
            "tries": "0",
            "best": "тест тапшыра элек",
            "percent": "",
            "day": "",
        }
    best = max(tries, key=lambda row: (row.right / row.total, -row.number))
    return {
        "name": str(person),
        "post": post,
        "tries": str(len(tries)),
        "best": best.result,
        "percent": f"{coverage.whole_percent(best.right, best.total)} %",
        "day": f"{best.at:%d.%m.%Y}",
    }


def results_context(organisation, tries, *, standard, unit=None, since=None, until=None) -> dict:
    """What the list prints; `since` and `until` only name the period that `tries` were narrowed to."""
    table = form_layout(EXAM_RESULTS.form, organisation).table(
        result_groups(standard, tries, unit), name=standard.title, version=str(standard.number)
    )
    table["intro"] = [*exam_period_words(since, until), POINT_SIX]
    return {"table": table, "signatures": officer_signature(organisation)}


def results_today(organisation) -> dict:
    """All tries of the version in force."""
    standard = version_of(organisation)
    if standard is None:
        raise LookupError("No version of the standard has been adopted yet: there is no test to list.")
    return results_context(organisation, ExamTry.objects.of(organisation), standard=standard)


POINT_SIX = (
    "Стандартты билүү жана аны сактоо кесиптик ишмердүүлүктүн жана кызматтык жүрүм-турумдун сапатын "
    "баалоонун критерийлеринин бири болуп саналат (6-пункт)."
)


def exam_period_words(since, until) -> list[str]:
    days = [f"{day:%d.%m.%Y}" if day else "…" for day in (since, until)]
    return [f"Мезгили: {' – '.join(days)}."] if since or until else []


EXAM_RESULTS = Sheet(
    form="standards/exam-results",
    title="«{name}»\n{version}-редакция\nСТАНДАРТТЫ БИЛҮҮ БОЮНЧА ТЕСТТИН ЖЫЙЫНТЫКТАРЫ",
    columns=(
        Column("number", "№", 10, numeric=True),
        Column("name", "Фамилиясы, аты, атасынын аты", 52),
        Column("post", "Кызмат орду", 42),
        Column("tries", "Аракеттердин саны", 22, numeric=True),
        Column("best", "Мыкты жыйынтык", 22),
        Column("percent", "Пайызы", 16),
        Column("day", "Күнү", 22),
    ),
    orientation="portrait",
)
SHIPPED_LAYOUTS = (own_layout(EXAM_RESULTS),)
DATED_FORMS = {EXAM_RESULTS.form: DatedForm(EXAM_RESULTS)}
FORMS = {EXAM_RESULTS.form: OfficialForm("Стандартты билүү боюнча тесттин жыйынтыктары", results_today)}
