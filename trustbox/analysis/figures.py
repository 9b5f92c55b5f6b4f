"""The figures of a period (003 4.4; LAW rule 20): counted from the journal, every row once in each part."""

import re
from collections import Counter
from datetime import date

from django.utils.text import capfirst

from office import catalogues, clock
from trustbox.analysis.models import Analysis
from trustbox.journal.models.appeals import Appeal
from trustbox.tray.models import TrayLetter

CHANNELS = {
    "box": "“Ишеним кутучасы”",
    "counter": "Кеңсе",
    "post": "Почта",
    "telephone": "“Ишеним телефону”",
    "online": "Онлайн",
    "reception": "Жеке кабыл алуу",
    "unknown": "Белгисиз",
}
# Lines of what a restore lost: most papers have none, and then do not speak of it.
ONLY_WHEN_THERE = ("unknown", "lost")
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
    "lost": "Калыбына келтирүүдө жоголгон",
    "open": "Каралууда",
}
TERMS = {
    "kept": "Мөөнөтүндө каралды",
    "late": "Мөөнөтү бузулуп каралды",
    "overdue": "Мөөнөтү өтүп, каралып бүтө элек",
    "running": "Мөөнөтү өтө элек",
    "none": "Мөөнөт колдонулбайт",
}
# What senders say of their replies, told by the portal alone: a part only where somebody did.
OPINIONS = {True: "Жооп болду", False: "Жооп болгон жок", None: "Пикири билдирилген эмес"}
TRAY = {
    "": "Карантинге түшкөнү",
    "taken": "Алардын ичинен журналга алынганы",
    "aside": "Алардын ичинен негиз менен четке коюлганы",
    "waiting": "Алардын ичинен чечим күткөнү",
}


def journal_entries(analysis, period, reader=None):
    """The entries of the journal in a period by the day of registration, as `reader` may know of them; every
    one for None.
    """
    rows = Appeal.objects.of(analysis.organisation).filter(registered_on__range=period)
    return rows.as_read_by(reader)


def left_out_entries(analysis, period, reader=None) -> list[str]:
    """Numbers of the entries of a period that the yearly analysis does not count: nobody has said yet which
    point of the standard they are about.
    """
    if analysis.is_half:
        return []
    rows = journal_entries(analysis, period, reader).filter(provision=None).order_by("registered_on", "pk")
    return [str(number) for number in rows.values_list("number", flat=True)]


def period_entries(analysis, period, reader=None):
    """The entries of a period by the day of registration; of the yearly analysis those that are about a point
    of the standard.
    """
    rows = journal_entries(analysis, period, reader)
    if not analysis.is_half:
        rows = rows.filter(provision__isnull=False)
    return list(rows.select_related("provision", "opinion").defer("text", "masked"))


def result_key(row) -> str:
    ends = ("forwarded", "closed", "cancelled", "lost")
    return row.result or (row.state if row.state in ends else "open")


def term_key(row, today: date) -> str:
    """Whether the term was kept: by the day it stopped, or by today while it runs."""
    if row.is_cancelled or row.due_on is None:
        return "none"
    if row.finished:
        return "kept" if row.finished <= row.due_on else "late"
    return "overdue" if row.due_on < today else "running"


def opinion_key(row) -> bool | None:
    return row.opinion.is_answer if hasattr(row, "opinion") else None


def table_parts(analysis, today, has_opinions=False):
    """Parts of the table: (heading, key(row), {key: words} or None to print the key)."""
    day = analysis.period[1]
    return (
        ("Кайрылуулар түшкөн жолу боюнча", lambda row: row.channel, CHANNELS),
        ("Түрү боюнча", lambda row: row.kind, KINDS),
        ("Арыз ээси боюнча", lambda row: row.is_anonymous, SENDERS),
        ("Жеке жана жамааттык", lambda row: row.is_collective, SIGNED),
        ("Коррупциялык тобокелдик чөйрөсү боюнча", lambda row: zone_words(row, day), None),
        *(
            (("Стандарттын пункту боюнча", lambda row: str(row.provision or NO_POINT), None),)
            if not analysis.is_half
            else ()
        ),
        ("Кароонун жыйынтыгы боюнча", result_key, RESULTS),
        ("Мөөнөттүн сакталышы боюнча", lambda row: term_key(row, today), TERMS),
        *((("Арыз ээсинин жооп жөнүндө пикири боюнча", opinion_key, OPINIONS),) if has_opinions else ()),
    )


def zone_words(row, day) -> str:
    return capfirst(catalogues.catalogue_words("zone", row.zone, day)) if row.zone else NO_ZONE


def count_figures(analysis, today=None, reader=None) -> dict:
    """{"now", "before": int, "parts": [{"heading", "lines": [(words, now, before)]}], "tray": lines,
    "journal": (now, before) in the journal, "left_out": (numbers now, before) of what is not counted}.

    Each part sums to the totals; the tray is separate. `reader`: what is hidden from this person is counted
    nowhere; None counts as the journal does.
    """
    today, periods = today or clock.today(), (analysis.period, analysis.period_before)
    now, before = (period_entries(analysis, period, reader) for period in periods)
    parts = []
    has_opinions = any(opinion_key(row) is not None for row in (*now, *before))
    for heading, key, words in table_parts(analysis, today, has_opinions):
        new, old = Counter(map(key, now)), Counter(map(key, before))
        keys = words or {
            name: name for name in sorted({*new, *old}, key=lambda name: (-new[name], point_sort_key(name)))
        }
        parts.append(
            {
                "heading": heading,
                "lines": [
                    (said, new[name], old[name])
                    for name, said in keys.items()
                    if name not in ONLY_WHEN_THERE or new[name] or old[name]
                ],
            }
        )
    return {
        "now": len(now),
        "before": len(before),
        "parts": parts,
        "tray": tray_lines(analysis, reader),
        "journal": tuple(journal_entries(analysis, period, reader).count() for period in periods),
        "left_out": tuple(left_out_entries(analysis, period, reader) for period in periods),
    }


def point_sort_key(name):
    """Points by their numbers, 9 before 14.3; words by the alphabet."""
    point = re.match(r"[\d.]+", name)
    return [int(part) for part in point[0].strip(".").split(".")] if point else [], name


def tray_lines(analysis, reader=None):
    """[(words, now, before)] of the letters held in the tray; empty where no flood was, and for the yearly
    analysis, which is about the standard.
    """
    if not analysis.is_half:
        return []
    now, before = (
        tray_counts(analysis.organisation, period, reader)
        for period in (analysis.period, analysis.period_before)
    )
    return [(words, now[key], before[key]) for key, words in TRAY.items()] if now[""] or before[""] else []


def tray_counts(organisation, period, reader=None) -> Counter:
    """{"" for all, or what became of them: how many} of the letters that came into the tray in a period."""
    rows = TrayLetter.objects.of(organisation).filter(received_on__range=period).as_read_by(reader)
    kinds = Counter(rows.values_list("decision__kind", flat=True))
    taken_count, aside = kinds["taken"], kinds["aside"]
    total = kinds.total()
    return Counter({"": total, "taken": taken_count, "aside": aside, "waiting": total - taken_count - aside})


NO_ZONE, NO_POINT = "Аныкталган эмес", "Пункту көрсөтүлгөн эмес"


def column_headings(analysis) -> dict:
    if not analysis.is_half:
        return {"now": f"{analysis.year}-жыл", "before": f"{analysis.year - 1}-жыл"}
    halves = [(analysis.year, analysis.kind), (analysis.period_before[0].year, previous_half(analysis.kind))]
    now, before = (f"{year}-жылдын {'1' if kind == 'first' else '2'}-жарым жылдыгы" for year, kind in halves)
    return {"now": now, "before": before}


def previous_half(kind) -> str:
    return Analysis.Kind.FIRST if kind == Analysis.Kind.SECOND else Analysis.Kind.SECOND
