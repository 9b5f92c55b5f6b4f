"""The register of publications in the media (158 criterion 22). No act prescribes its columns."""

from datetime import date

from monitoring.models.media import MediaReport
from office import clock
from office.data.layouts import own_layout
from office.kyrgyz import short_date
from office.papers.layouts import DatedForm, form_layout
from office.papers.official import OfficialForm, secretary_signatures
from office.papers.sheet import Column, Sheet

MEDIA = Sheet(
    form="monitoring/media",
    title="{organisation} жөнүндө\nМАССАЛЫК МААЛЫМАТ КАРАЖАТТАРЫНДАГЫ ЖАРЫЯЛАРДЫН РЕЕСТРИ\n{when}",
    columns=(
        Column("n", "№", 10, numeric=True),
        Column("published", "Жарыяланган күнү", 26),
        Column("medium", "Маалымат каражаты, аталышы, дареги", 66),
        Column("content", "Кыскача мазмуну", 55),
        Column("finding", "Эмне текшерилди, ким, качан", 50),
        Column("result", "Эмне жасалды, жыйынтыгы, ким, качан", 50),
    ),
)
SHIPPED_LAYOUTS = (own_layout(MEDIA),)
DATED_FORMS = {MEDIA.form: DatedForm(MEDIA)}
# Papers are Kyrgyz whatever the reader's language. What criterion 22 asks for stands first.
GROUPS = {
    "reception": "Жарандарды кабыл алуу, «Ишеним телефону», жарандар менен иштөө",
    "corruption": "Коррупция жөнүндө",
    "conduct": "Кызматкерлердин жүрүм-туруму жөнүндө",
    "other": "Башка",
}


def media_cells(number, row) -> dict[str, str]:
    place = row.address or ("кесиндиси порталда сакталат" if row.clipping_id else "")
    return {
        "n": str(number),
        "published": short_date(row.published_on),
        "medium": "\n".join(filter(None, [row.medium, f"«{row.title}»", place])),
        "content": row.content,
        "finding": signed_words(row.finding, row.checked_by, row.checked_on),
        "result": signed_words(row.result, row.done_by, row.done_on),
    }


def signed_words(words, person, day) -> str:
    return "\n".join([words, f"{person.initials}, {short_date(day)}"]) if words else ""


def media_context(organisation, rows, year=None) -> dict:
    """The rows by kind and day; `year` stands in the title."""
    known = rows.select_related("checked_by", "done_by").order_by("published_on", "pk")
    by_kind: dict[str, list] = {kind: [] for kind in GROUPS}
    for row in known:
        by_kind[row.kind].append(row)
    ordered = [(heading, by_kind[kind]) for kind, heading in GROUPS.items() if by_kind[kind]]
    numbers = iter(range(1, len(known) + 1))
    groups = [(heading, [media_cells(next(numbers), row) for row in found]) for heading, found in ordered]
    today = clock.today()
    sheet = form_layout(MEDIA.form, organisation, min(today, date(year, 12, 31)) if year else today)
    table = sheet.table(
        groups,
        organisation=organisation.name_ky,
        when=f"{year}-жыл" if year else f"{short_date(today)} карата",
    )
    return {"table": table, "signatures": secretary_signatures(organisation)}


def media_of_year(organisation, year) -> dict:
    return media_context(organisation, MediaReport.objects.of(organisation).published_in(year), year)


FORMS = {
    MEDIA.form: OfficialForm(
        "Массалык маалымат каражаттарындагы жарыялардын реестри",
        lambda organisation: media_of_year(organisation, clock.today().year),
    )
}
