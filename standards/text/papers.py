"""The columns of the text of a standard."""

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
