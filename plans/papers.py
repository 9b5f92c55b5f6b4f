"""The papers of a plan as declared sheets, and the words they are filled with.

The seven headings stand to the letter of the village's strategy plan (seed 002); the columns of numbers under
them (1 2 3 5 6 6 7) are its slip and are not copied. The report has no form in the acts we keep: section by
section, planned, done, late, dropped, then the proof.
"""

from datetime import date

from office.data.layouts import ShippedLayout, own_layout
from office.lists.changes import sheet_of_changes
from office.papers.sheet import NUMBER, Column, Sheet

NUMBERS = Column(NUMBER, "№", 10, numeric=True, aliases=("№ п/п", "№ р/с", "К/№", "Т/б"))

PLAN = Sheet(
    form="plans/plan",
    title="{heading}",
    columns=(
        NUMBERS,
        Column("task", "Милдеттер", 40, aliases=("Милдет", "Задачи", "Задача")),
        Column(
            "measure",
            "Иш-чаралар",
            66,
            aliases=("Иш-чара", "Иш-чаранын аталышы", "Чаралар", "Мероприятия", "Мероприятие", "Меры"),
        ),
        Column(
            "term",
            "Ишке ашыруу мөөнөтү",
            28,
            aliases=(
                "Ишке ашыруу мөөнөттөрү",
                "Аткаруу мөөнөтү",
                "Мөөнөтү",
                "Мөөнөт",
                "Срок реализации",
                "Сроки реализации",
                "Срок исполнения",
                "Срок",
            ),
        ),
        Column(
            "result",
            "Күтүлүүчү натыйжалар",
            54,
            aliases=("Күтүлүүчү натыйжа", "Күтүлгөн натыйжа", "Ожидаемые результаты", "Ожидаемый результат"),
        ),
        Column(
            "executors",
            "Жооптуу аткаруучулар",
            33,
            aliases=(
                "Жооптуу аткаруучу",
                "Аткаруучулар",
                "Жооптуулар",
                "Ответственные исполнители",
                "Ответственный исполнитель",
                "Исполнители",
            ),
        ),
        Column(
            "funding",
            "Каржылоо булактары",
            26,
            aliases=("Каржылоо булагы", "Источники финансирования", "Источник финансирования"),
        ),
    ),
)

OUTSIDE = "Пландан тышкаркы иш-чаралар"
CHANGES = sheet_of_changes("plans/changes", "иш-чаралар планына")
SHIPPED_CHANGES = (own_layout(CHANGES),)

# The report by 1 February (strategy plan, 7.1 and 7.2) has no form in the acts we keep. Three tables: the
# sections in figures, the indicators of effectiveness, the measures one by one with what was done and what
# proves it.
COUNTS = {
    "planned": "Пландалган",
    "done": "Аткарылган",
    "under_way": "Аткарылууда",
    "not_begun": "Башталган жок",
    "overdue": "Мөөнөтү өткөн",
    "dropped": "Алынып салынган",
    "percent": "Аткарылышы, %",
}
REPORT = Sheet(
    form="plans/report",
    title="{heading}\nаткарылышы жөнүндө {year}-жылдын жыйынтыгы боюнча\nОТЧЕТ",
    columns=(
        NUMBERS,
        Column("section", "Бөлүм", 79),
        *(Column(key, heading, 24, numeric=True) for key, heading in COUNTS.items()),
    ),
)
SHIPPED_LAYOUTS = (
    ShippedLayout(PLAN, "strategy-137", date(2024, 6, 5)),
    ShippedLayout(REPORT, "strategy-137", date(2024, 6, 5)),
)
INDICATORS = Sheet(
    form="plans/report-indicators",
    title="Натыйжалуулук көрсөткүчтөрү",
    columns=(NUMBERS, Column("indicator", "Көрсөткүч", 207), Column("value", "Мааниси", 40, numeric=True)),
)
DETAILS = Sheet(
    form="plans/report-measures",
    title="Иш-чаралардын аткарылышы",
    columns=(
        NUMBERS,
        Column("measure", "Иш-чара", 66),
        Column("term", "Ишке ашыруу мөөнөтү", 27),
        Column("executors", "Жооптуу аткаруучулар", 32),
        Column("state", "Аткарылышы", 27),
        Column("done", "Эмне жасалды", 55),
        Column("proof", "Тастыктоочу материалдар", 40),
    ),
)
ALL = "Баары"

STATES = {
    "not_begun": "Башталган жок",
    "under_way": "Аткарылууда",
    "reported": "Аткарылганы билдирилди, башчы кабыл ала элек",
    "done": "Аткарылды",
    "dropped": "Алынып салынды",
}
LATE = "мөөнөтү өттү"
PROOFS = {"file": "файл", "photo": "сүрөт", "order": "буйрук", "link": "шилтеме"}
