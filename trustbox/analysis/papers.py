"""The paper of an analysis in Kyrgyz (002 2.3, 003 4.4): printed, written to Word, frozen when submitted."""

from office import clock
from office.data.layouts import own_layout
from office.kyrgyz import genitive
from office.papers.layouts import DatedForm, form_layout
from office.papers.sheet import Column, Sheet
from trustbox.analysis.chart import analysis_chart
from trustbox.analysis.figures import TERMS, TRAY, column_headings, count_figures
from trustbox.analysis.models import Analysis

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
SHIPPED_LAYOUTS = (own_layout(FIGURES),)
DATED_FORMS = {FIGURES.form: DatedForm(FIGURES)}
BASIS = (
    "Талдоо “Ишеним кутучасынын иштөө тартиби” жөнүндө Жобонун 4.4-пунктуна ылайык түзүлүп, жетекчиге "
    "берилет. "
)
UNDATED = "20____-жылдын «____» ______________"
# --- The paper ----------------------------------------------------------------------------------------------


def analysis_paper(analysis, reader=None) -> dict:
    """The analysis as a paper of words, a chart and tables; as it was submitted once it was.

    A draft counts for its `reader`; for None, to be submitted, as the journal does.
    """
    if analysis.data:
        return analysis.data
    figures, organisation = count_figures(analysis, reader=reader), analysis.organisation
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


def with_left_out_ground(paper: dict, ground: str) -> dict:
    """The paper with the ground why entries of the journal are not counted, under its first sentence."""
    first, *rest = paper["parts"]
    decided = {"text": f"Эсептелбеген кайрылуулар боюнча чечимдин негизи: {ground.strip()}"}
    return {**paper, "parts": [first, decided, *rest]}


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


def summary_text(analysis, figures) -> str:
    """The first sentence of the paper, with the figures everyone asks for first."""
    journal, journal_before = figures["journal"]
    first, last = analysis.period
    terms = {words: new for words, new, _old in figures["parts"][-1]["lines"]}
    late = terms[TERMS["late"]] + terms[TERMS["overdue"]]
    tray_counts_by_words = {words: new for words, new, _old in figures["tray"]}
    return (
        f"{BASIS if analysis.is_half else ''}"
        f"{first:%d.%m.%Y}–{last:%d.%m.%Y} аралыгында журналга {journal} кайрылуу катталды"
        f" (мурунку мезгилде {journal_before}, айырмасы {format_difference(journal - journal_before)})."
        f"{counted_sentence(analysis, figures)}"
        f" Мөөнөтү бузулганы: {late}.{tray_sentence(tray_counts_by_words)}"
    )


def counted_sentence(analysis, figures) -> str:
    """How many of the journal the yearly analysis counts, and which entries it does not."""
    if analysis.is_half:
        return ""
    about = (
        f" Алардын ичинен стандарттын пункту боюнча классификацияланганы жана төмөндө эсептелгени: "
        f"{figures['now']} (мурунку мезгилде {figures['before']})."
    )
    left_out = figures["left_out"][0]
    if not left_out:
        return about
    return (
        f"{about} Пункту көрсөтүлө электиктен эсептелбегени: {len(left_out)} "
        f"(журналдагы № {', '.join(left_out)})."
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
    if not analysis.is_half:
        left_out = [len(numbers) for numbers in figures["left_out"]]
        total = [
            figure_row("Журналда катталганы", *figures["journal"]),
            figure_row("Пункту көрсөтүлө электиктен эсептелбегени", *left_out),
            figure_row("Эсептелгендердин бардыгы", figures["now"], figures["before"]),
        ]
    groups = [("", total)] + [
        (part["heading"], [figure_row(*line) for line in part["lines"]]) for part in figures["parts"]
    ]
    if figures["tray"]:
        groups.append(("“Карантин” журналы боюнча", [figure_row(*line) for line in figures["tray"]]))
    sheet = form_layout(FIGURES.form, analysis.organisation)
    return sheet.table(groups, **column_headings(analysis))


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


def newest_half(organisation) -> Analysis:
    """The analysis of the last finished half-year, a new one as of today when none was entered."""
    today = clock.today()
    kind, year = (
        (Analysis.Kind.FIRST, today.year) if today.month > 6 else (Analysis.Kind.SECOND, today.year - 1)
    )
    found = Analysis.objects.of(organisation).filter(kind=kind, year=year).first()
    return found or Analysis(organisation=organisation, kind=kind, year=year)


def newest_analysis(organisation) -> dict:
    """Paper of the last finished half-year, drafted as of today when none was entered."""
    return analysis_paper(newest_half(organisation))
