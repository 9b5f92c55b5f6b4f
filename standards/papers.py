"""The columns of the standard's papers. The acts prescribe a form for none of them but the text itself."""

from office.papers.sheet import Column, Sheet

# A text, kept as a table so that two versions compare point by point and the open page shows it; the print
# draws it as running text.
STANDARD = Sheet(
    form="standards/standard",
    title="{name}",
    columns=(
        Column("code", "Пункт", 14),
        Column("text", "Тексти", 156),
    ),
    orientation="portrait",
)
ACQUAINTANCE = Sheet(
    form="standards/acquaintance-sheet",
    title="«{name}»\n{version}-редакция\nТААНЫШТЫРУУ БАРАКЧАСЫ",
    columns=(
        Column("number", "№", 10, numeric=True),
        Column("name", "Фамилиясы, аты, атасынын аты", 62),
        Column("post", "Кызмат орду", 50),
        Column("signature", "Тааныштым (колу)", 30),
        Column("day", "Күнү", 22),
    ),
    orientation="portrait",
)
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
