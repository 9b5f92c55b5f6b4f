"""The numbers of a half-year for everyone: merged under three, and no difference gives one back."""

from datetime import date
from itertools import product
from random import Random

import pytest
from django.urls import reverse

from office import clock
from office.papers.frozen import Publication
from office.papers.models import Order
from tests import make
from tests.trustbox import build
from trustbox.analysis import open_figures
from trustbox.analysis.figures import NO_ZONE, RESULTS
from trustbox.analysis.models import Analysis
from trustbox.analysis.open_figures import (
    BROKEN,
    FEWER,
    LEAST,
    MERGED,
    PARTS,
    TOTAL,
    analysis_parts,
    merge_small,
    open_lines,
)


def tables_of(total, lines):
    """Every way in which `total` entries can stand in so many lines."""
    for head in product(range(total + 1), repeat=lines - 1):
        if sum(head) <= total:
            yield dict(enumerate((*head, total - sum(head))))


def printed(counts):
    """What everyone reads, as something to compare."""
    groups = open_lines({"боюнча": counts})
    return tuple((heading, tuple(lines)) for heading, lines in groups)


def known_cells(total, lines):
    """Lines that are not shown, though who knows the rule and reads the paper can tell their number."""
    readings = {}
    for counts in tables_of(total, lines):
        readings.setdefault(printed(counts), []).append(counts)
    for found in readings.values():
        shown, merged = merge_small(found[0])
        hidden = [key for key in found[0] if merged and key not in shown]
        yield from ((found[0], key) for key in hidden if len({counts[key] for counts in found}) == 1)


SIZES = [(total, 2) for total in range(41)] + [(total, 3) for total in range(22)]
SIZES += [(total, 4) for total in range(13)] + [(total, 5) for total in range(9)]


def test_who_knows_the_rule_and_every_table_there_can_be_learns_no_hidden_number():
    assert [found for size in SIZES for found in known_cells(*size)] == []


def test_in_many_random_tables_each_hidden_line_could_be_another_number():
    chance = Random(15)  # noqa: S311  the same tables in each run
    for _round in range(5000):
        lines = chance.randint(2, 12)
        counts = {key: chance.choice([0, 1, 2, 3, 4, chance.randint(0, 60)]) for key in range(lines)}
        shown, merged = merge_small(counts)
        assert sum(shown.values()) + merged == sum(counts.values())
        if not merged:
            assert not any(0 < count < LEAST for count in counts.values())
            continue
        assert min(shown.values(), default=LEAST) >= LEAST
        hidden = [key for key in counts if key not in shown]
        for key in hidden:
            others = (one for one in hidden if counts[one] != counts[key])
            other = next(others, None)
            if other is None:  # all alike: nothing but small ones, which fewer with more could be as well
                assert counts[key] < LEAST and not shown
                continue
            changed = {**counts, key: counts[other], other: counts[key]}
            assert printed(changed) == printed(counts)


def leave_out_small(counts):
    """As it is done wrong: a small number alone is left out, and the total gives it back."""
    shown = {key: count for key, count in counts.items() if not 0 < count < LEAST}
    return shown, sum(counts.values()) - sum(shown.values())


def merge_with_one(counts):
    """As it is done wrong too: small ones are merged among themselves; two and two make four."""
    shown = {key: count for key, count in counts.items() if count >= LEAST}
    return shown, sum(counts.values()) - sum(shown.values())


@pytest.mark.parametrize("wrong", [leave_out_small, merge_with_one])
def test_control_another_rule_gives_numbers_back(wrong, monkeypatch):
    monkeypatch.setattr(open_figures, "merge_small", wrong)
    monkeypatch.setitem(globals(), "merge_small", wrong)
    with pytest.raises(AssertionError):
        test_who_knows_the_rule_and_every_table_there_can_be_learns_no_hidden_number()


@pytest.mark.parametrize(
    "counts, shown, merged",
    [
        ({"а": 7, "б": 0}, {"а": 7, "б": 0}, 0),
        ({"а": 7, "б": 5, "в": 1, "г": 0}, {"а": 7}, 6),
        ({"а": 7, "б": 5, "в": 5, "г": 2}, {"а": 7}, 12),
        ({"а": 9, "б": 1}, {}, 10),
    ],
)
def test_small_lines_are_merged_with_the_smallest_other(counts, shown, merged):
    assert merge_small(counts) == (shown, merged)


def test_one_or_two_entries_of_a_half_year_are_no_number_at_all():
    assert open_lines({"боюнча": {"а": 2, "б": 0}}) == [("", [(TOTAL, FEWER)])]
    assert open_lines({"боюнча": {"а": 0, "б": 0}})[0] == ("", [(TOTAL, "0")])


# --- From the analysis to the open page ---------------------------------------------------------------------


@pytest.fixture
def read_analysis(body, clerk, head, monkeypatch):
    """The analysis of this half-year, read by the head, with eight entries: one by telephone."""
    for number in range(8):
        build.appeal(body, channel="post" if number else "telephone")
    today = clock.today()
    kind = "first" if today.month <= 6 else "second"
    analysis = Analysis.objects.create(organisation=body, kind=kind, year=today.year, conclusions="Корутунду")
    with monkeypatch.context() as later:
        later.setattr("django.utils.timezone.localdate", lambda *_any: date(today.year + 1, 1, 5))
        analysis.move("submit", by=clerk)
        return analysis.move("read", by=head)


def test_parts_of_an_analysis_each_sum_to_its_journal(read_analysis):
    parts = analysis_parts(read_analysis.data)
    assert list(parts) == list(PARTS)
    assert [sum(counts.values()) for counts in parts.values()] == [8] * 5


def test_what_a_restore_lost_is_counted_nowhere(read_analysis):
    paper = read_analysis.data
    table = next(part["table"] for part in paper["parts"] if "table" in part)
    for words in ("Белгисиз", "Окулбаган", NO_ZONE, RESULTS["lost"], "Мөөнөт колдонулбайт"):
        rows = [row for group in table["groups"] for row in group["rows"] if row["what"] == words]
        if rows:
            rows[0]["now"] = str(int(rows[0]["now"]) + 4)
        else:
            add_row(table, words)
    parts = analysis_parts(paper)
    assert [sum(counts.values()) for counts in parts.values()] == [8] * 5
    assert RESULTS["lost"] not in parts["Кароонун жыйынтыгы боюнча"]


def test_a_line_of_the_half_year_before_is_not_printed_with_a_nought(read_analysis):
    """Two zones of one letter each were merged then; now a nought would name them."""
    paper = read_analysis.data
    table = next(part["table"] for part in paper["parts"] if "table" in part)
    for heading, words in (
        ("Коррупциялык тобокелдик чөйрөсү боюнча", "Жер берүү"),
        ("Кайрылуулар түшкөн жолу боюнча", "Белгисиз"),
        ("Кароонун жыйынтыгы боюнча", RESULTS["lost"]),
    ):
        group = next(one for one in table["groups"] if one["heading"] == heading)
        group["rows"].append({"what": words, "now": "0", "before": "1", "difference": "−1"})
    parts = analysis_parts(paper)
    printed_words = {words for counts in parts.values() for words in counts}
    assert not printed_words & {"Жер берүү", "Белгисиз", RESULTS["lost"]}
    assert {"Кеңсе", RESULTS["refused"], BROKEN} <= printed_words


def add_row(table, words):
    heading = "Кайрылуулар түшкөн жолу боюнча" if words == "Белгисиз" else "Кароонун жыйынтыгы боюнча"
    group = next(one for one in table["groups"] if one["heading"] == heading)
    group["rows"].append({"what": words, "now": "4", "before": "0", "difference": "+4"})


def test_numbers_go_by_an_order_to_the_open_page(read_analysis, body, clerk, head, page):
    record = page(clerk).get(read_analysis.get_absolute_url())
    address = reverse("analyses:order", args=[read_analysis.pk])
    assert f'href="{address}"' in record.content.decode()
    pressed = page(clerk).get(address)
    assert pressed.submit().headers["Location"] == pressed.submit().headers["Location"]
    order = Order.objects.of(body).get()
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    order.move("register", by=clerk, number="7", date=make.LONG_AGO)
    page(clerk).get(reverse("orders:publish", args=[order.pk, 1])).submit(looked="on")
    publication = Publication.objects.of(body).get()
    shown = page().get(reverse("open:paper", args=[body.code, publication.token]))
    assert f"{TOTAL}8" in shown.text.replace("\n", "")
    answer = page().get(reverse("open:file", args=[body.code, publication.token, "csv"]))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert any(MERGED in line and "8" in line for line in lines)
    assert not any("телефон" in line.casefold() for line in lines)


def test_only_the_clerk_and_only_a_half_year_that_the_head_has_read(read_analysis, body, clerk, head, page):
    address = reverse("analyses:order", args=[read_analysis.pk])
    assert page(head).get(address).status_code == 403
    assert "/order/" not in page(head).get(read_analysis.get_absolute_url()).content.decode()
    draft = Analysis.objects.create(organisation=body, kind="employees", year=clock.today().year)
    for row in (draft, Analysis.objects.create(organisation=body, kind="first", year=2021)):
        assert page(clerk).get(reverse("analyses:order", args=[row.pk])).status_code == 404
