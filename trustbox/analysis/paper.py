"""The figures of a period and their paper (003 4.4, 002 2.3; LAW rule 20): counted from the journal, every
row of it once in each part.

Words are those of the papers, Kyrgyz. `paper(analysis)` is what prints, what Word gets, what is frozen when
the analysis goes to the head.
"""

import re
from collections import Counter
from datetime import date

from django.utils import timezone
from django.utils.text import capfirst

from office import catalogues, clock
from office.kyrgyz import genitive
from office.papers.sheet import Column, Sheet
from trustbox.analysis.models import Analysis
from trustbox.journal.models.appeals import Appeal
from trustbox.tray.models import TrayLetter

FIGURES = Sheet(
    form="trustbox/analysis",
    title="",
    columns=(
        Column("what", "Көрсөткүч", 80),
        Column("now", "{now}", 34, numeric=True),
        Column("before", "{before}", 34, numeric=True),
        Column("difference", "Айырмасы", 24, numeric=True),
    ),
    orientation="portrait",
)
CHANNELS = {
    "box": "“Ишеним кутучасы”",
    "counter": "Кеңсе",
    "post": "Почта",
    "telephone": "“Ишеним телефону”",
    "online": "Онлайн",
    "reception": "Жеке кабыл алуу",
}
KINDS = {"proposal": "Сунуш", "application": "Арыз", "complaint": "Даттануу", "unreadable": "Окулбаган"}
SENDERS = {True: "Анонимдүү", False: "Аты-жөнү көрсөтүлгөн"}
SIGNED = {True: "Жамааттык", False: "Жеке"}
RESULTS = {
    "satisfied": "Канааттандырылды",
    "explained": "Түшүндүрүлдү",
    "refused": "Четке кагылды",
    "forwarded": "Ыйгарым укуктуу органга жөнөтүлдү",
    "closed": "Жоопсуз жабылды",
    "cancelled": "Жазуу жокко чыгарылды",
    "open": "Каралууда",
}
TERMS = {
    "kept": "Мөөнөтүндө каралды",
    "late": "Мөөнөтү бузулуп каралды",
    "overdue": "Мөөнөтү өтүп, каралып бүтө элек",
    "running": "Мөөнөтү өтө элек",
    "none": "Мөөнөт колдонулбайт",
}
TRAY = {
    "": "Карантинге түшкөнү",
    "taken": "Алардын ичинен журналга алынганы",
    "aside": "Алардын ичинен негиз менен четке коюлганы",
    "waiting": "Алардын ичинен чечим күткөнү",
}
BASIS = (
    "Талдоо “Ишеним кутучасынын иштөө тартиби” жөнүндө Жобонун 4.4-пунктуна ылайык түзүлүп, жетекчиге "
    "берилет. "
)
UNDATED = "20____-жылдын «____» ______________"
NO_ZONE, NO_POINT = "Аныкталган эмес", "Пункту көрсөтүлгөн эмес"


def period_entries(analysis, period):
    """The entries of a period by the day of registration; of the yearly analysis those that are about a point
    of the standard.
    """
    rows = Appeal.objects.of(analysis.organisation).filter(registered_on__range=period)
    if not analysis.is_half:
        rows = rows.filter(provision__isnull=False)
    return list(rows.select_related("provision").defer("text", "masked"))


def result_key(row) -> str:
    return row.result or {"forwarded": "forwarded", "closed": "closed", "cancelled": "cancelled"}.get(
        row.state, "open"
    )


def term_key(row, today: date) -> str:
    """Whether the term was kept: by the day it stopped, or by today while it runs."""
    if row.is_cancelled or row.due_on is None:
        return "none"
    if row.finished:
        return "kept" if row.finished <= row.due_on else "late"
    return "overdue" if row.due_on < today else "running"


def table_parts(analysis, today):
    """Parts of the table: (heading, key(row), {key: words} or None to print the key)."""
    day = analysis.period[1]
    return (
        ("Кайрылуулар түшкөн жолу боюнча", lambda row: row.channel, CHANNELS),
        ("Түрү боюнча", lambda row: row.kind, KINDS),
        ("Арыз ээси боюнча", lambda row: row.anonymous, SENDERS),
        ("Жеке жана жамааттык", lambda row: row.is_collective, SIGNED),
        ("Коррупциялык тобокелдик чөйрөсү боюнча", lambda row: zone_words(row, day), None),
        *(
            (("Стандарттын пункту боюнча", lambda row: str(row.provision or NO_POINT), None),)
            if not analysis.is_half
            else ()
        ),
        ("Кароонун жыйынтыгы боюнча", result_key, RESULTS),
        ("Мөөнөттүн сакталышы боюнча", lambda row: term_key(row, today), TERMS),
    )


def zone_words(row, day) -> str:
    return capfirst(catalogues.catalogue_words("zone", row.zone, day)) if row.zone else NO_ZONE


def count_figures(analysis, today=None) -> dict:
    """{"now", "before": int, "parts": [{"heading", "lines": [(words, now, before)]}], "tray": lines}.

    Each part sums to the totals; the tray is separate.
    """
    today = today or clock.today()
    now, before = (period_entries(analysis, period) for period in (analysis.period, analysis.period_before))
    parts = []
    for heading, key, words in table_parts(analysis, today):
        new, old = Counter(map(key, now)), Counter(map(key, before))
        keys = words or {
            name: name for name in sorted({*new, *old}, key=lambda name: (-new[name], point_sort_key(name)))
        }
        parts.append(
            {"heading": heading, "lines": [(said, new[name], old[name]) for name, said in keys.items()]}
        )
    return {"now": len(now), "before": len(before), "parts": parts, "tray": tray_lines(analysis)}


def point_sort_key(name):
    """Points by their numbers, 9 before 14.3; words by the alphabet."""
    point = re.match(r"[\d.]+", name)
    return [int(part) for part in point[0].strip(".").split(".")] if point else [], name


def tray_lines(analysis):
    """[(words, now, before)] of the letters held in the tray; empty where no flood was, and for the yearly
    analysis, which is about the standard.
    """
    if not analysis.is_half:
        return []
    now, before = (
        tray_counts(analysis.organisation, period) for period in (analysis.period, analysis.period_before)
    )
    return [(words, now[key], before[key]) for key, words in TRAY.items()] if now[""] or before[""] else []


def tray_counts(organisation, period) -> Counter:
    """{"" for all, or what became of them: how many} of the letters that came into the tray in a period."""
    rows = TrayLetter.objects.of(organisation).filter(received_on__range=period)
    kinds = Counter(rows.values_list("decision__kind", flat=True))
    taken_count, aside = kinds["taken"], kinds["aside"]
    total = kinds.total()
    return Counter({"": total, "taken": taken_count, "aside": aside, "waiting": total - taken_count - aside})


# --- The paper ----------------------------------------------------------------------------------------------


def analysis_paper(analysis) -> dict:
    """The analysis as a paper of words, a chart and tables; as it was submitted once it was."""
    if analysis.data:
        return analysis.data
    figures, organisation = count_figures(analysis), analysis.organisation
    return {
        "title": analysis_title(analysis),
        "date": UNDATED,
        "place": organisation.place_ky,
        "parts": [
            {"heading": "1. Жалпы маалымат", "text": summary_text(analysis, figures)},
            {"chart": analysis_chart(analysis, figures)},
            {"heading": "2. Көрсөткүчтөр", "table": analysis_table(analysis, figures)},
            *text_section("3. Корутундулар", analysis.conclusions),
            *text_section("4. Жетекчиге сунуштар", analysis.proposals),
        ],
        "signatures": analysis_signatures(organisation),
        "draft": True,
    }


def analysis_signatures(organisation):
    secretary = organisation.secretary
    return [{"post": secretary.post, "name": secretary.person.initials}] if secretary else []


def analysis_title(analysis) -> str:
    name = genitive(analysis.organisation.name_ky)
    if not analysis.is_half:
        return f"{name} кызматкерлеринин үстүнөн {analysis.year}-жылы түшкөн кайрылуулардын\nТАЛДООСУ"
    return (
        f"{name} “Ишеним кутучасынын” ишинин {half_year_genitive(analysis.kind, analysis.year)} "
        "жыйынтыгы боюнча\nТАЛДОО"
    )


def half_year_genitive(kind, year) -> str:
    """«2026-жылдын 1-жарым жылдыгынын»"""
    return f"{year}-жылдын {'1' if kind == Analysis.Kind.FIRST else '2'}-жарым жылдыгынын"


def column_headings(analysis) -> dict:
    if not analysis.is_half:
        return {"now": f"{analysis.year}-жыл", "before": f"{analysis.year - 1}-жыл"}
    halves = [(analysis.year, analysis.kind), (analysis.period_before[0].year, previous_half(analysis.kind))]
    now, before = (f"{year}-жылдын {'1' if kind == 'first' else '2'}-жарым жылдыгы" for year, kind in halves)
    return {"now": now, "before": before}


def previous_half(kind) -> str:
    return Analysis.Kind.FIRST if kind == Analysis.Kind.SECOND else Analysis.Kind.SECOND


def summary_text(analysis, figures) -> str:
    """The first sentence of the paper, with the figures everyone asks for first."""
    now, before = figures["now"], figures["before"]
    first, last = analysis.period
    terms = {words: new for words, new, _old in figures["parts"][-1]["lines"]}
    late = terms[TERMS["late"]] + terms[TERMS["overdue"]]
    tray_counts_by_words = {words: new for words, new, _old in figures["tray"]}
    return (
        f"{BASIS if analysis.is_half else ''}"
        f"{first:%d.%m.%Y}–{last:%d.%m.%Y} аралыгында журналга {now} кайрылуу катталды"
        f" (мурунку мезгилде {before}, айырмасы {format_difference(now - before)})."
        f" Мөөнөтү бузулганы: {late}.{tray_sentence(tray_counts_by_words)}"
    )


def tray_sentence(tray_counts_by_words) -> str:
    """What is said of a flood; nothing when there was none."""
    if not tray_counts_by_words.get(TRAY[""]):
        return ""
    return (
        f" Кайрылуулардын агымынан улам өзүнчө “Карантин” журналына {tray_counts_by_words[TRAY['']]} "
        f"кайрылуу түштү, алардын {tray_counts_by_words[TRAY['taken']]} каттоо"
        f" журналына алынды, {tray_counts_by_words[TRAY['aside']]} негиз көрсөтүлүп четке коюлду."
    )


def format_difference(number: int) -> str:
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


def analysis_table(analysis, figures) -> dict:
    """Every figure, part by part, the total first."""
    total = [figure_row("Бардыгы", figures["now"], figures["before"])]
    groups = [("", total)] + [
        (part["heading"], [figure_row(*line) for line in part["lines"]]) for part in figures["parts"]
    ]
    if figures["tray"]:
        groups.append(("“Карантин” журналы боюнча", [figure_row(*line) for line in figures["tray"]]))
    return FIGURES.table(groups, **column_headings(analysis))


def figure_row(words, now, before) -> dict[str, str]:
    return {
        "what": words,
        "now": str(now),
        "before": str(before),
        "difference": format_difference(now - before),
    }


def text_section(heading, text) -> list[dict]:
    """[{heading, text}, {text} …] of a free text, one paragraph per line; [] for an empty text."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [{"heading": heading, "text": lines[0]}, *({"text": line} for line in lines[1:])] if lines else []


# --- The chart ----------------------------------------------------------------------------------------------

LABELS, WIDE, BAR, GAP, HEAD = 256, 716, 13, 10, 24


def analysis_chart(analysis, figures) -> dict:
    """Bar-pair chart (this period, period before) by channel and by result, as numbers for
    trustbox/charts/bars.html.
    """
    lines = [*figures["parts"][0]["lines"], *figures["parts"][-2]["lines"]]
    most = max([max(new, old) for _words, new, old in lines] + [1])
    room, rows, top = WIDE - LABELS - 40, [], HEAD
    for words, new, old in lines:
        rows.append(
            {
                "words": words,
                "base": top + BAR + 4,
                "bars": [
                    chart_bar(new, most, room, top, ".75"),
                    chart_bar(old, most, room, top + BAR, ".25"),
                ],
            }
        )
        top += 2 * BAR + GAP
    return {
        "template": "trustbox/charts/bars.html",
        "label": "Кайрылуулардын саны: түшкөн жолу жана кароонун жыйынтыгы боюнча",
        "keys": [
            {"words": words, "shade": shade, "x": x, "text": x + 18}
            for words, shade, x in chart_legend(analysis)
        ],
        "rows": rows,
        "labels": LABELS - 8,
        "start": LABELS,
        "width": WIDE,
        "height": top + 4,
        "bar": BAR - 1,
    }


def chart_legend(analysis):
    said_over = column_headings(analysis)
    return [(said_over["now"], ".75", LABELS), (said_over["before"], ".25", LABELS + 235)]


def chart_bar(count, most, room, top, shade) -> dict:
    length = round(room * count / most, 1)
    return {
        "count": count,
        "top": top,
        "length": length,
        "end": LABELS + length + 6,
        "base": top + BAR - 3,
        "shade": shade,
    }


def newest_analysis(organisation) -> dict:
    """Paper of the last finished half-year, drafted as of today when none was entered."""
    today = timezone.localdate()
    kind, year = (
        (Analysis.Kind.FIRST, today.year) if today.month > 6 else (Analysis.Kind.SECOND, today.year - 1)
    )
    found = Analysis.objects.of(organisation).filter(kind=kind, year=year).first()
    return analysis_paper(found or Analysis(organisation=organisation, kind=kind, year=year))
