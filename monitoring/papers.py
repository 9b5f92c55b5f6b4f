"""The papers of a monitoring as sheets: headings to the letter; one table serves screen, Word, Excel, CSV and
PDF. In Kyrgyz, as papers are.

A table may carry `intro`: paragraphs between the title and the table.
"""

from dataclasses import replace
from datetime import date

from office.data.layouts import ShippedLayout
from office.papers.layouts import DatedForm
from office.papers.sheet import Column, Sheet

NUMBER = Column("n", "№", 8, numeric=True)
SCORE_KEYS = {5: "five", 4: "four", 3: "three", 2: "two", 1: "one"}
MARK = "+"
TITLE = (
    "Мамлекеттик жарандык кызмат жана муниципалдык кызмат чөйрөсүндө мыйзамдарды сактоо боюнча мониторинг "
    "жүргүзүүдөгү критерийлер жана "
    "индикаторлор"
)
FINAL = "Жыйынтыктоочу баа"
KINDS = {"planned": "пландуу", "unplanned": "пландан тышкаркы"}

TABLE = Sheet(
    form="monitoring/table",
    title=TITLE,
    columns=(
        Column("criterion", "Критерийлер", 74),
        *(Column(key, "{" + key + "}", 33, numeric=True) for key in SCORE_KEYS.values()),
        Column("final", FINAL, 34, numeric=True),
    ),
)

MEMO = Sheet(
    form="monitoring/memo",
    title="ЭСКЕРТКИЧ\n{about}",
    columns=(
        NUMBER,
        Column("criterion", "Критерийлер", 82),
        Column("documents", "Жумушчу комиссияга берилүүчү документтер", 80),
    ),
    orientation="portrait",
)

CERTIFICATE = Sheet(
    form="monitoring/certificate",
    title="МААЛЫМКАТ\n{about}",
    columns=(
        NUMBER,
        Column("criterion", "Критерийлер", 82),
        Column("score", FINAL, 34, numeric=True),
        Column("reason", "Негиздеме", 46),
    ),
    orientation="portrait",
)

SELF_CHECK = Sheet(
    form="monitoring/self-check",
    title="ӨЗҮН ӨЗҮ ТЕКШЕРҮҮ\n{about}",
    columns=(
        NUMBER,
        Column("criterion", "Критерийлер", 100),
        Column("last", "Мурдагы баа", 22, numeric=True),
        Column("score", "Баа", 18, numeric=True),
        Column("proof", "Далилдөөчү документтер", 70),
        Column("responsible", "Жооптуу", 45),
    ),
)

# The table is the order's form, each cell in its place: a version has other headings, widths, title and
# notes. The other three are ours, with what the order asks for in them.
SHIPPED_LAYOUTS = (
    ShippedLayout(TABLE, "monitoring-158", date(2018, 12, 26)),
    *(
        ShippedLayout(sheet, "", date(2018, 12, 26), confirmed=False)
        for sheet in (MEMO, CERTIFICATE, SELF_CHECK)
    ),
)
# The column `heading` stands for one of each heading of the criteria.
RATING = Sheet(
    form="monitoring/rating",
    title=(
        "{organisation_genitive} караштуу {who} мамлекеттик жарандык кызмат жана муниципалдык кызмат "
        "чөйрөсүндө мыйзамдарды сактоо боюнча {year}-жылдагы рейтинги"
    ),
    columns=(
        Column("place", "Орун", 9, numeric=True),
        Column("body", "{whom}", 40),
        Column("heading", "{heading}", 19, numeric=True),
        Column("total", "Жалпы балл", 14, numeric=True),
        Column("change", "Өткөн жылга салыштырмалуу", 28, numeric=True),
        Column("band", "Категория", 17, numeric=True),
    ),
)
RATING_LAYOUT = ShippedLayout(RATING, "", date(2018, 12, 26), confirmed=False)
DATED_FORMS = {
    TABLE.form: DatedForm(TABLE, has_places=False),
    RATING.form: DatedForm(RATING),
    **{sheet.form: DatedForm(sheet) for sheet in (MEMO, CERTIFICATE, SELF_CHECK)},
}


def rating_sheet(look, headings) -> Sheet:
    """The rating in the look of a day; a column for each heading of the criteria in force, `headings` are
    (key, short name) pairs.
    """
    columns: list[Column] = []
    for column in look.columns:
        many = column.key == "heading"
        columns += [replace(column, key=key, heading=short) for key, short in headings] if many else [column]
    return replace(look, columns=tuple(columns))
