"""The list of corruption-prone positions and the staffing table as declared sheets, and the words they are
filled with.

Headings and notes of annex 2 stand to the letter: the form is the act's, not ours. The staffing table has no
form in the acts we keep.
"""

from dataclasses import replace
from datetime import date

from office.data.layouts import ShippedLayout, own_layout
from office.lists.changes import sheet_of_changes
from office.papers.sheet import Column, Sheet

LEVEL_WORDS = {"high": "Жогорку", "medium": "Орточо", "low": "Төмөнкү"}

NUMBER = Column("number", "№", 10, numeric=True, aliases=("№ п/п", "№ р/с", "К/№"))

# Annex 2 to the method approved by the Prime Minister's order No 281 of 18.05.2016 (seed 001); aliases: its
# own sample. The form lacks the column of numbers that its sample has.
ANNEX_2 = Sheet(
    form="positions/annex-2",
    title="Мамлекеттик органдагы коррупциогендик кызмат орундарынын\nТИЗМЕГИ\n{organisation}",
    columns=(
        NUMBER,
        Column(
            "post",
            "Коррупциялык тобокелдик бар кызмат орду(*)",
            58,
            aliases=("Коррупциогендик кызмат орду", "Коррупционно-опасная должность", "Должность"),
        ),
        Column(
            "powers",
            "Кызматтык ыйгарым укуктар(**)",
            66,
            aliases=("Кызматтык ыйгарым укуктары", "Должностные полномочия"),
        ),
        Column(
            "areas",
            "Коррупциялык тобокелдик(***)",
            84,
            aliases=("Коррупциялык тобокелдиктер", "Коррупционный риск", "Коррупционные риски"),
        ),
        Column(
            "level",
            "Коррупциялык тобокелдиктердин деңгээли(****)",
            39,
            aliases=(
                "Коррупциялык тобокелдиктин деңгээли",
                "Коррупциялык тобокелдиктердин деңгээли (жогорку, орточо, төмөнкү)",
                "деңгээли",
                "Уровень коррупционных рисков",
                "Уровень коррупционного риска",
            ),
        ),
    ),
    notes=(
        "Эскертүү:",
        "(*) - штаттык расписаниеге ылайык;",
        (
            "(**) - ыйгарым укуктарды бөлүштүрүүгө, Түзүмдүк бөлүм жөнүндө жобого, кызматтык "
            "нускамаларга ылайык;"
        ),
        "(***) - кызматтык ыйгарым укуктарды аткарууда коррупциялык тобокелдиктердин пайда болушу "
        "мүмкүн болгон мамлекеттик органдын иш чөйрөсү;",
        "(****) - коррупциялык тобокелдиктердин деңгээли:",
        "- жогорку;",
        "- орточо;",
        "- төмөнкү.",
    ),
    words={"level": LEVEL_WORDS},
    blanks=("organisation", "organisation_genitive", "organisation_dative", "organisation_locative"),
)

# A school or an enterprise is no state body: its list bears its own name, as the ministry's sample does.
OWN_TITLE = "{organisation_locative} коррупциогендик кызмат орундарынын\nТИЗМЕГИ"

CHANGES = sheet_of_changes("positions/changes", "коррупциогендик кызмат орундарынын тизмегине")
SHIPPED_CHANGES = (own_layout(CHANGES),)

STAFFING = Sheet(
    form="positions/staffing",
    title="{organisation_genitive}\nШТАТТЫК РАСПИСАНИЕСИ",
    columns=(
        NUMBER,
        Column(
            "unit",
            "Түзүмдүк бөлүм",
            55,
            aliases=(
                "Түзүмдүк бөлүмдүн аталышы",
                "Түзүмдүк бөлүнүш",
                "Бөлүм",
                "Структурное подразделение",
                "Наименование структурного подразделения",
                "Подразделение",
            ),
        ),
        Column(
            "post",
            "Кызмат орду",
            65,
            aliases=(
                "Кызмат ордунун аталышы",
                "Кызмат орундарынын аталышы",
                "Кызмат орундары",
                "Наименование должности",
                "Наименование должностей",
                "Должность",
            ),
        ),
        Column(
            "count",
            "Штаттык бирдиктердин саны",
            27,
            numeric=True,
            aliases=(
                "Саны",
                "Штаттык бирдик",
                "Бирдиктердин саны",
                "Штат бирдигинин саны",
                "Количество штатных единиц",
                "Кол-во штатных единиц",
                "Количество единиц",
                "Количество",
            ),
        ),
        Column(
            "powers",
            "Кызматтык ыйгарым укуктар",
            100,
            aliases=("Кызматтык ыйгарым укуктары", "Ыйгарым укуктар", "Должностные полномочия", "Полномочия"),
        ),
    ),
)

# The yearly report of point 15 has no form in the act: numbered lines under headings.
YEAR_REPORT = Sheet(
    form="positions/year-report",
    title="{organisation_genitive} иши коррупциялык тобокелдиктерге байланышкан кызмат адамдарынын "
    "кызматтык милдеттерин аткаруусуна {year}-жылы жүргүзүлгөн мониторингдин жыйынтыктары жөнүндө\nБАЯНДАМА",
    columns=(
        NUMBER,
        Column("content", "Мазмуну", 110),
        Column("figure", "Маалымат", 50),
    ),
    orientation="portrait",
)
SHIPPED_LAYOUTS = (
    ShippedLayout(ANNEX_2, "method-281", date(2016, 5, 18), point="2-тиркеме"),
    ShippedLayout(
        replace(ANNEX_2, title=OWN_TITLE),
        "method-281",
        date(2016, 5, 18),
        point="2-тиркеме",
        kinds=("school", "kindergarten", "enterprise"),
        confirmed=False,
    ),
    ShippedLayout(STAFFING, "", date(2016, 5, 18)),
    ShippedLayout(YEAR_REPORT, "method-281", date(2016, 5, 18), point="15-пункт"),
)
FINDING_WORDS = {
    "conduct": "Кызматтык жүрүм-турумга карата талаптардын сакталбагандыгы жөнүндө материал",
    "interest": "Кызыкчылыктардын кагылышын жөнгө салуу талаптарынын сакталбагандыгы жөнүндө материал",
    "measure": "Тобокелдикти минималдоо же жокко чыгаруу боюнча сунуш",
    "risks": "Коррупциялык тобокелдиктердин тизмегин өзгөртүү боюнча сунуш",
    "posts": "Коррупциогендик кызмат орундарынын тизмегин өзгөртүү боюнча сунуш",
}
