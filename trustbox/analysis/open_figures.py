"""The numbers of a half-year for everyone, as the annex of an order: no line that a few people stand behind.

Only one period is printed: last half-year's numbers were merged by themselves, and two ways of merging the
same numbers would show what each hides. Parts that follow from one another are not printed beside each
other either: of the terms only whether they were kept, and not who signed.
"""

from collections.abc import Mapping

from office.data.layouts import own_layout
from office.kyrgyz import genitive
from office.lists.order import add_points, one_line
from office.papers.layouts import DatedForm, form_layout
from office.papers.models import Order
from office.papers.order_words import (
    PREAMBLE,
    order_words,
    order_words_form,
    order_words_sheet,
    shipped_words,
)
from office.papers.sheet import Column, Sheet
from trustbox.analysis.figures import CHANNELS, KINDS, NO_ZONE, ONLY_WHEN_THERE, RESULTS, TERMS
from trustbox.analysis.models import Analysis
from trustbox.analysis.papers import analysis_paper, half_year_genitive, newest_half

LEAST = 3  # people behind a number that everyone may read
OPEN_FIGURES = Sheet(
    form="trustbox/open-figures",
    title="{whose} “Ишеним кутучасынын” {half}\nКӨРСӨТКҮЧТӨРҮ",
    columns=(Column("what", "Көрсөткүч", 130), Column("count", "Саны", 40, numeric=True)),
    notes=(
        "Бир же эки кайрылуу турган сандар өзүнчө көрсөтүлбөйт: алар эң кичине башка сан менен бириктирилди.",
    ),
    orientation="portrait",
)
TOTAL, MERGED, FEWER = "Катталган кайрылуулардын бардыгы", "Бириктирилген калгандары", f"{LEAST}төн аз"
BROKEN, KEPT = "Мөөнөтү бузулган", "Мөөнөтү бузулбаган"
# The parts that are printed, by the headings of the analysis; None: the lines as they stand there.
PARTS: dict[str, Mapping[str, str] | None] = {
    "Кайрылуулар түшкөн жолу боюнча": None,
    "Түрү боюнча": None,
    "Коррупциялык тобокелдик чөйрөсү боюнча": None,
    "Кароонун жыйынтыгы боюнча": None,
    "Мөөнөттүн сакталышы боюнча": {
        words: BROKEN if code in ("late", "overdue") else KEPT for code, words in TERMS.items()
    },
}
# The lines that stand in every analysis. Any other of which there is none now was there in the half-year
# before: printed beside its nought, it would say what was merged then.
LASTING = {*CHANNELS.values(), *KINDS.values(), *RESULTS.values(), KEPT, BROKEN} - {
    words[code] for words in (CHANNELS, RESULTS) for code in ONLY_WHEN_THERE if code in words
}
# Where an entry that a restore lost stands in each part: it is nobody's letter any more.
LOST_LINES = (CHANNELS["unknown"], KINDS["unreadable"], NO_ZONE, RESULTS["lost"], TERMS["none"])
FIGURES_ORDER = order_words_sheet(
    "trustbox/figures-order",
    "“Ишеним кутучасынын” {half} көрсөткүчтөрүн жарыялоо жөнүндө",
    preamble=(
        "“Ишеним кутучасынын иштөө тартиби” жөнүндө Жобонун 4.4-пунктуна ылайык жетекчиге берилген "
        "талдоонун негизинде"
    ),
    approve="“Ишеним кутучасынын” {half} көрсөткүчтөрү тиркемеге ылайык бекитилсин.",
    publish="Көрсөткүчтөр расмий сайтка жайгаштырылсын.",
)
DATED_FORMS = {
    FIGURES_ORDER.form: order_words_form(FIGURES_ORDER),
    OPEN_FIGURES.form: DatedForm(OPEN_FIGURES),
}
SHIPPED_LAYOUTS = (shipped_words(FIGURES_ORDER),)
SHIPPED_FIGURES = (own_layout(OPEN_FIGURES),)


def merge_small(counts: Mapping[str, int]) -> tuple[dict[str, int], int]:
    """(lines that are shown, sum of the merged ones); 0 where nothing had to be merged.

    With the lines under `LEAST` goes every one of the smallest other number. The merged ones could be any of
    them then: exchange a small one for the other, and the same is printed.
    """
    if not any(0 < count < LEAST for count in counts.values()):
        return dict(counts), 0
    least = min((count for count in counts.values() if count >= LEAST), default=0)
    shown = {words: count for words, count in counts.items() if count >= LEAST and count != least}
    return shown, sum(counts.values()) - sum(shown.values())


def open_lines(parts: Mapping[str, Mapping[str, int]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of (words, number) to print of parts that all have the same sum."""
    total = sum(next(iter(parts.values())).values())
    if 0 < total < LEAST:
        return [("", [(TOTAL, FEWER)])]
    groups = [("", [(TOTAL, str(total))])]
    for heading, counts in parts.items():
        shown, merged = merge_small(counts)
        lines = [(words, str(count)) for words, count in shown.items()]
        groups.append((heading, [*lines, *([(MERGED, str(merged))] if merged else [])]))
    return groups


def analysis_parts(paper: Mapping) -> dict[str, dict[str, int]]:
    """The parts to print of an analysis as it was submitted, without entries that a restore lost."""
    table = next(part["table"] for part in paper["parts"] if "table" in part)
    numbers = {
        group["heading"]: {row["what"]: int(row["now"]) for row in group["rows"]} for group in table["groups"]
    }
    lost = numbers["Кароонун жыйынтыгы боюнча"].get(RESULTS["lost"], 0)
    found = {}
    for heading, joined in PARTS.items():
        counts: dict[str, int] = {}
        for words, count in without_lost(numbers[heading], lost).items():
            name = joined[words] if joined else words
            counts[name] = counts.get(name, 0) + count
        found[heading] = {name: count for name, count in counts.items() if count or name in LASTING}
    return found


def without_lost(lines: Mapping[str, int], lost: int) -> dict[str, int]:
    """The lines of a part without so many entries that a restore lost."""
    if not lost:
        return dict(lines)
    where = next(words for words in LOST_LINES if words in lines)
    rest = {**lines, where: lines[where] - lost}
    return {words: count for words, count in rest.items() if count or words != where}


def open_table(analysis: Analysis) -> dict:
    """The filled sheet of a half-year, from what was submitted to the head."""
    groups = open_lines(analysis_parts(analysis_paper(analysis)))
    rows = [(heading, [{"what": what, "count": count} for what, count in lines]) for heading, lines in groups]
    return form_layout(OPEN_FIGURES.form, analysis.organisation).table(
        rows,
        whose=genitive(analysis.organisation.name_ky),
        half=half_year_genitive(analysis.kind, analysis.year),
    )


def draft_figures_order(analysis: Analysis) -> Order:
    """A draft order with the numbers of a half-year; signed and registered, they are published."""
    table = open_table(analysis)
    half = half_year_genitive(analysis.kind, analysis.year)
    words = order_words(FIGURES_ORDER.form, analysis.organisation)
    order = Order.objects.create(
        organisation=analysis.organisation, title=words.title(half=half), preamble=words.line(PREAMBLE)
    )
    order.attach(one_line(table["title"]), table["form"], {"table": table})
    add_points(order, [*words.points("approve", half=half), *words.points("publish")])
    return order


def newest_open_figures(organisation) -> dict:
    """Context of the sheet of the last finished half-year."""
    return {"table": open_table(newest_half(organisation))}
