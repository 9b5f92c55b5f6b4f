"""The analyses for the head: every part adds up to the journal, the paper stays as it was submitted (003 4.4,
002 2.3; LAW rule 20).
"""

from datetime import date, timedelta

import docx
import pytest
from django.utils import timezone

from office.models.provision import Provision
from office.registers.workflow import Refused
from tests.page import Visitor
from tests.trustbox import build
from trustbox.analysis.figures import count_figures, table_parts
from trustbox.analysis.models import Analysis, period_of
from trustbox.analysis.papers import FIGURES, analysis_paper, format_difference
from trustbox.journal.actions import classify_appeal
from trustbox.journal.models.appeals import Appeal


def this_half():
    today = timezone.localdate()
    return Analysis.Kind.FIRST if today.month <= 6 else Analysis.Kind.SECOND, today.year


@pytest.fixture
def journal(body, clerk, head):
    """Ten entries of every way and fate."""
    build.close_opening(build.opening(body, clerk, letters=3), clerk)
    build.answer_appeal(build.assign_appeal(body, clerk), clerk)
    build.answer_appeal(build.assign_appeal(body, clerk, channel="online"), clerk, result="satisfied")
    build.forward_appeal(build.appeal(body, channel="post"), clerk)
    build.appeal(body, signatories=3, kind="proposal")
    build.appeal(body, channel="reception").move("close", by=clerk, ground="anonymous", text="")
    build.appeal(body).move("cancel", by=clerk, reason="Жаңылыштык")
    build.extend_term(build.assign_appeal(body, clerk), head)
    return Appeal.objects.of(body)


@pytest.fixture
def analysis(body):
    kind, year = this_half()
    return Analysis.objects.create(organisation=body, kind=kind, year=year)


def ended(analysis, monkeypatch):
    """The day after the period."""
    monkeypatch.setattr(
        "django.utils.timezone.localdate", lambda *args: analysis.period[1] + timedelta(days=1)
    )


def test_every_part_adds_up_to_the_journal(journal, analysis):
    counted = count_figures(analysis)
    assert counted["now"] == journal.count() == 10
    assert [sum(new for _words, new, _old in part["lines"]) for part in counted["parts"]] == [10] * 7
    assert [sum(old for _words, _new, old in part["lines"]) for part in counted["parts"]] == [0] * 7


def test_counts_are_those_of_the_journal(journal, analysis):
    lines = {words: new for part in count_figures(analysis)["parts"] for words, new, _old in part["lines"]}
    wanted = {
        "“Ишеним кутучасы”": 3, "Онлайн": 1, "Почта": 1, "Жеке кабыл алуу": 1,
        "Сунуш": 1, "Даттануу": 9, "Анонимдүү": 10, "Жамааттык": 1,
        "Канааттандырылды": 1, "Түшүндүрүлдү": 1, "Ыйгарым укуктуу органга жөнөтүлдү": 1,
        "Жоопсуз жабылды": 1, "Жазуу жокко чыгарылды": 1, "Каралууда": 5,
        "Мөөнөтүндө каралды": 4, "Мөөнөтү өтө элек": 5, "Мөөнөт колдонулбайт": 1,
    }  # fmt: skip
    assert {words: lines[words] for words in wanted} == wanted


def test_entries_of_another_body_are_not_counted(foreign, journal, analysis):
    build.appeal(foreign)
    assert count_figures(analysis)["now"] == 10


def test_term_passed_is_counted_as_broken(journal, analysis):
    later = timezone.localdate() + timedelta(days=200)
    lines = {words: new for words, new, _old in count_figures(analysis, later)["parts"][-1]["lines"]}
    assert lines["Мөөнөтү өтүп, каралып бүтө элек"] == 5


def test_half_before_stands_beside(body, journal, analysis, monkeypatch):
    ended(analysis, monkeypatch)
    following = Analysis(
        organisation=body,
        kind="first" if analysis.kind == "second" else "second",
        year=analysis.year + (analysis.kind == "second"),
    )
    assert (count_figures(following)["now"], count_figures(following)["before"]) == (0, 10)


@pytest.mark.parametrize(
    "kind, first, last",
    [("first", (1, 1), (6, 30)), ("second", (7, 1), (12, 31)), ("employees", (1, 1), (12, 31))],
)
def test_period_is_that_of_the_law(kind, first, last):
    assert period_of(kind, 2026) == (date(2026, *first), date(2026, *last))


def test_yearly_analysis_counts_what_is_about_the_standard(body, clerk, journal):
    about = journal.filter(state="registered").first()
    classify_appeal(about, by=clerk, function="", zone="", provision=Provision.objects.first())
    yearly = Analysis(organisation=body, kind="employees", year=timezone.localdate().year)
    counted = count_figures(yearly)
    assert counted["now"] == 1
    assert "Стандарттын пункту боюнча" in [part["heading"] for part in counted["parts"]]


def test_yearly_analysis_gives_the_number_of_the_journal_and_lists_what_it_leaves_out(body, clerk, journal):
    about = journal.filter(state="registered").first()
    classify_appeal(about, by=clerk, function="", zone="", provision=Provision.objects.first())
    yearly = Analysis.objects.create(organisation=body, kind="employees", year=timezone.localdate().year)
    rows = analysis_paper(yearly)["parts"][2]["table"]["groups"][0]["rows"]
    assert [row["now"] for row in rows] == ["10", "9", "1"]
    shown = " ".join(Visitor(clerk).get(yearly.get_absolute_url()).text.split())
    assert "журналга 10 кайрылуу катталды" in shown
    numbers = journal.filter(provision=None).order_by("registered_on", "pk").values_list("number", flat=True)
    assert f"эсептелбегени: 9 (журналдагы № {', '.join(map(str, numbers))})" in shown


def test_an_analysis_that_counts_everything_speaks_of_nothing_left_out(body, analysis, clerk):
    entry = build.appeal(body)
    assert count_figures(analysis)["left_out"] == ([], [])
    classify_appeal(entry, by=clerk, function="", zone="", provision=Provision.objects.first())
    yearly = Analysis(organisation=body, kind="employees", year=timezone.localdate().year)
    assert count_figures(yearly)["left_out"][0] == []
    assert "эсептелбегени" not in analysis_paper(yearly)["parts"][0]["text"]


@pytest.mark.parametrize("number, text", [(3, "+3"), (0, "0"), (-2, "−2")])
def test_difference_is_signed(number, text):
    assert format_difference(number) == text


# --- The paper ---------------------------------------------------------------------------------------------


def test_headings_of_the_figures_are_these(analysis):
    assert [column.heading for column in FIGURES.columns] == ["Көрсөткүч", "{now}", "{before}", "Айырмасы"]
    assert len(table_parts(analysis, timezone.localdate())) == 7


def test_analysis_is_submitted_after_its_period_with_conclusions(journal, clerk, analysis, monkeypatch):
    with pytest.raises(Refused):
        analysis.move("submit", by=clerk)
    ended(analysis, monkeypatch)
    with pytest.raises(Refused):
        analysis.move("submit", by=clerk)


def test_submitted_analysis_stays_as_it_was(body, journal, clerk, head, analysis, monkeypatch):
    ended(analysis, monkeypatch)
    Analysis.objects.of(body).update(conclusions="Кайрылуулар көбөйдү", version=2)
    analysis.refresh_from_db()
    analysis.move("submit", by=clerk)
    before = analysis_paper(analysis)
    build.appeal(body)
    assert analysis_paper(Analysis.objects.of(body).get()) == before
    assert not before["draft"]
    analysis.move("read", by=head)
    assert (analysis.read_by, analysis.state) == (head, "read")


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_analysis_prints(journal, clerk, analysis, kind):
    answer = Visitor(clerk).get(f"/trustbox/analyses/{analysis.pk}/paper.{kind}")
    assert answer.status_code == 200 and len(answer.content) > 5000


def test_word_has_the_same_figures(journal, clerk, analysis, tmp_path):
    content = Visitor(clerk).get(f"/trustbox/analyses/{analysis.pk}/paper.docx").content
    (tmp_path / "a.docx").write_bytes(content)
    rows = [[cell.text for cell in row.cells] for row in docx.Document(tmp_path / "a.docx").tables[0].rows]
    assert rows[1] == ["Бардыгы", "10", "0", "+10"]


def test_page_shows_the_paper_and_its_chart(journal, clerk, analysis):
    page = Visitor(clerk).get(f"/trustbox/analyses/{analysis.pk}/")
    assert "катталды" in page.text and b'class="chart"' in page.content


def test_clerk_begins_an_analysis_once(clerk, body):
    visitor = Visitor(clerk)
    form = visitor.get("/trustbox/analyses/new/")
    assert form.form["year"] == str(timezone.localdate().year)
    assert form.submit(kind="first", year="2026").status_code == 302
    again = visitor.get("/trustbox/analyses/new/").submit(kind="first", year="2026")
    assert again.status_code == 422 and Analysis.objects.of(body).count() == 1


def test_an_analysis_that_leaves_entries_out_waits_for_the_decision_and_prints_its_ground(
    body, clerk, journal, settings
):
    about = journal.filter(state="registered").first()
    classify_appeal(about, by=clerk, function="", zone="", provision=Provision.objects.first())
    year = timezone.localdate().year
    yearly = Analysis.objects.create(
        organisation=body, kind="employees", year=year, conclusions="Кызматкерлерге түшүндүрүлдү"
    )
    settings.TODAY = date(year + 1, 1, 11)
    with pytest.raises(Refused, match="Көрсөткүчтөр журналдын айрым жазууларын эсепке албайт: № "):
        yearly.move("submit", by=clerk)
    form = Visitor(clerk).get(f"{yearly.get_absolute_url()}move/submit/")
    assert form.submit(left_out_ground="").status_code == 422
    ground = "Кызматкерлерге тиешеси жок, кызмат көрсөтүү жөнүндө"
    assert form.submit(left_out_ground=ground).status_code == 302
    yearly = Analysis.objects.of(body).get(pk=yearly.pk)
    assert yearly.data["parts"][1]["text"].endswith(ground)


def test_an_analysis_that_counts_everything_asks_for_no_ground(body, clerk, analysis, settings):
    settings.TODAY = date(analysis.year + 1, 1, 11)
    form = Visitor(clerk).get(f"{analysis.get_absolute_url()}move/submit/")
    assert "left_out_ground" not in form.form
