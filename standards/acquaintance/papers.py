"""The columns of the acquaintance sheet; no act prescribes its form."""

from office.data.layouts import own_layout
from office.papers.layouts import DatedForm
from office.papers.sheet import Column, Sheet

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
SHIPPED_LAYOUTS = (own_layout(ACQUAINTANCE),)
DATED_FORMS = {ACQUAINTANCE.form: DatedForm(ACQUAINTANCE)}
