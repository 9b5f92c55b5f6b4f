"""The one door to how an official form looks for a body on a day: its stored version over the declared sheet.

An app declares a `Sheet` (which cells it can fill) and enters it in `DATED_FORMS`; the versions are rows of
`FormLayout`, the shipped ones written by a migration. Printing, Word, Excel, CSV and the headings an importer
knows all take the sheet from here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from string import Formatter

from office import clock
from office.database.request_memory import read_once
from office.kyrgyz import dative, genitive, locative
from office.models.form_layout import FormLayout
from office.papers.sheet import KEY, Column, Sheet
from office.registries import DATED_FORMS


def count_every_row(person, key: str) -> int:
    """A column that is computed always holds something."""
    return 1


@dataclass(frozen=True)
class DatedForm:
    """A form whose look is dated data.

    `count_rows(person, key)` says how many rows hold something in a column: it may not vanish then; `levels`
    are the codes of the levels its method has, all of its words without them. Where the print template has a
    place for each cell, a version has the same cells in the same order (`has_places`); where the cells are
    lines and no columns, they have no width (`has_widths`). Lines that are words of an order (`is_words`)
    know their own blanks alone, may be empty, and are no headings of a table. `sample(sheet, organisation)`
    fills the print template of a form that is more than its table.
    """

    sheet: Sheet
    count_rows: Callable[..., int] = count_every_row
    levels: tuple[str, ...] = ()
    has_places: bool = True
    has_widths: bool = True
    is_words: bool = False
    sample: Callable[..., dict] | None = None

    @property
    def offered(self) -> tuple[Column, ...]:
        """Every column a version may print."""
        return (*self.sheet.columns, *self.sheet.spare)

    @property
    def width(self) -> float:
        """Millimetres that the columns of every version fill together."""
        return sum(column.width for column in self.sheet.columns)

    @property
    def blanks(self) -> set[str]:
        """The `{words}` that the form can fill."""
        texts = (self.sheet.title, *(column.heading for column in self.sheet.columns))
        return {*self.sheet.blanks, *(name for text in texts for name in blanks_of(text))}

    def blanks_in(self, text: str) -> set[str]:
        """The `{words}` that the form can fill where it declares `text`."""
        return {*self.sheet.blanks, *blanks_of(text)} if self.is_words else self.blanks


def blanks_of(text: str) -> list[str]:
    """The `{words}` in a text, with what stands behind a name to shape it. ValueError for braces that do not
    pair.
    """
    return [
        name + (f"!{conversion}" if conversion else "") + (f":{shape}" if shape else "")
        for _text, name, shape, conversion in Formatter().parse(text)
        if name is not None
    ]


def form_layout(form: str, organisation, day: date | None = None) -> Sheet:
    """The sheet of `form` as the version in force on `day` (today) has it for this body.

    What is frozen keeps the version it was made by: a table stands on its own.
    """
    return form_layouts(form, organisation)(day or clock.today())


def form_layouts(form: str, organisation) -> Callable[[date], Sheet]:
    """`form_layout` of one form and body for many days: the versions are read once."""
    versions = FormLayout.objects.versions_of(form, organisation.kind)
    rows = read_once(("layouts", form, organisation.kind), lambda: list(versions))

    def sheet_on(day: date) -> Sheet:
        row = next((one for one in rows if one.holds_on(day)), None)
        return apply_layout(row) if row else DATED_FORMS[form].sheet

    return sheet_on


def apply_layout(row: FormLayout) -> Sheet:
    """The declared sheet with title, columns, notes and words of one version."""
    dated = DATED_FORMS[row.form]
    declared = {column.key: column for column in dated.offered}
    return replace(
        dated.sheet,
        title=row.title,
        columns=tuple(restyled_column(declared[one["key"]], one) for one in row.columns),
        notes=tuple(row.notes.splitlines()),
        words={key: {**words, **row.words.get(key, {})} for key, words in dated.sheet.words.items()},
    )


def restyled_column(column: Column, look: Mapping) -> Column:
    return replace(column, heading=look["heading"], width=look["width"])


def stored_sheets() -> tuple[Sheet, ...]:
    """Every version of every form, for an importer: a file of any year is known by its own headings."""
    rows = FormLayout.objects.order_by("-valid_from", "pk")
    return tuple(apply_layout(row) for row in rows if not DATED_FORMS[row.form].is_words)


def words_of_columns(sheet: Sheet) -> dict:
    """What a table keeps of its own words: nothing while they are the declared ones."""
    return {} if sheet.words == DATED_FORMS[sheet.form].sheet.words else {"words": sheet.words}


def code_of_word(table: Mapping, key: str, word: str, declared: Mapping[str, str]) -> str:
    """The code of a word in a frozen table, by the words it was made with; "" for an unknown one."""
    words = table.get("words", {}).get(key, declared)
    return next((code for code, known in words.items() if known.casefold() == word.strip().casefold()), "")


# What a table says of itself; all else in it filled the words of its headings.
LAID_ON = "laid_on"
OWN_KEYS = {LAID_ON, "form", "language", "title", "orientation", "columns", "groups", "notes", "words"}


def relay_table(table: dict, organisation, day: date) -> dict:
    """A table that is not frozen yet in the look its form has on `day`: headings, widths, order of columns,
    notes, words of the scales.

    The table as it is where its form is not dated, has no stored version, or prints a column now that its
    rows do not have: such an annex is made anew. A table that is `LAID_ON` the day of an earlier act of its
    own, as that of a certificate is, keeps the form of that day.
    """
    form = table.get("form", "")
    if table.get(LAID_ON):
        return table
    row = FormLayout.objects.newest_of(form, organisation.kind, day) if form in DATED_FORMS else None
    if row is None or lacking_columns(table, row):
        return table
    sheet = apply_layout(row)
    names = {"organisation": organisation.name_ky, **organisation_name_cases(organisation), **table}
    changed = {
        key: {word.casefold(): sheet.words[key].get(code, word) for code, word in known.items()}
        for key, known in {**DATED_FORMS[form].sheet.words, **table.get("words", {})}.items()
    }
    groups = [
        {**group, "rows": [reworded_row(one, changed, sheet) for one in group["rows"]]}
        for group in table["groups"]
    ]
    filled = {key: names[key] for key in names if key not in OWN_KEYS}
    fresh = sheet.table([], title=table["title"], **filled)
    kept = {key: value for key, value in table.items() if key != "words"}
    look = {"columns": fresh["columns"], "notes": fresh["notes"], "groups": groups}
    return {**kept, **words_of_columns(sheet), **look, "title": relaid_title(sheet, names, table["title"])}


def lacking_columns(table: Mapping, row: FormLayout) -> list[str]:
    """Keys of the columns that a version prints and the rows of a table do not have."""
    there = {column["key"] for column in table["columns"]}
    return [one["key"] for one in row.columns if one["key"] not in there]


def reworded_row(row: Mapping, changed: Mapping, sheet: Sheet) -> dict:
    """A row of the columns of a version, with the words of its scales; words no scale has stay."""
    printed = {column.key for column in sheet.columns} | {KEY}
    return {
        key: changed.get(key, {}).get(str(cell).casefold(), cell)
        for key, cell in row.items()
        if key in printed
    }


def relaid_title(sheet: Sheet, names: Mapping, before: str) -> str:
    """The title of the version; the one there was where the table does not know what fills it."""
    try:
        return sheet.title.format(**names)
    except KeyError:
        return before


def organisation_name_cases(organisation) -> dict[str, str]:
    """The organisation's name in the genitive, dative and locative."""
    name = organisation.name_ky
    return {
        "organisation_genitive": genitive(name),
        "organisation_dative": dative(name),
        "organisation_locative": locative(name),
    }


def sample_table(sheet: Sheet, organisation) -> dict:
    """The form with one row of dots; blanks that only a real paper fills stay blank."""
    names = {"organisation": organisation.name_ky, **organisation_name_cases(organisation)}
    blanks = dict.fromkeys(DATED_FORMS[sheet.form].blanks, "____") | names
    row = dict.fromkeys((column.key for column in sheet.columns), "…")
    row |= {key: " / ".join(known.values()) for key, known in sheet.words.items()}
    return sheet.table([("", [row])], **blanks)
