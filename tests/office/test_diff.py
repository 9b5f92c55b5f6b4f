"""Two states of a list compared: rows are known again by their key or by their text, whatever happened to
their numbers.
"""

from collections import Counter
from time import monotonic

from hypothesis import given, settings
from hypothesis import strategies as st

from office.lists.diff import ADDED, CHANGED, GROUP, REMOVED, compare_tables
from office.papers.excel import to_xlsx
from office.papers.sheet import KEY, Column, Sheet, canonical_json, to_csv
from office.papers.word import to_docx
from tests.net import figure

LIST = Sheet(
    form="risks/annex-1",
    title="Тизмек",
    columns=(
        Column("number", "№", 10, numeric=True),
        Column("situation", "Учур", 50),
        Column("function", "Функция", 50),
        Column("level", "Деңгээли", 20),
    ),
)
FIRST = ("Жөлөк пул дайындоо учурлары", "Социалдык коргоо", "Орточо")
SECOND = ("Жер тилкесин берүү учурлары", "Жер маселелери", "Жогорку")


def table(*rows, group="Кызмат көрсөтүү функциясы"):
    """A list of (key, situation, function, level); no key, no hidden key."""
    cells = [
        {"situation": situation, "function": function, "level": level} | ({KEY: key} if key else {})
        for key, situation, function, level in rows
    ]
    return LIST.table([(group, cells)])


def compared_rows(old, new):
    found = compare_tables(old, new, known_by=("situation", "function"), group="Функция")
    return [
        (one.kind, one.key, [(field.key, field.was, field.became) for field in one.fields]) for one in found
    ]


def test_the_same_list_has_no_changes_though_its_numbers_move():
    assert compared_rows(table(("1", *FIRST), ("2", *SECOND)), table(("2", *SECOND), ("1", *FIRST))) == []


def test_a_row_is_known_by_its_key_however_it_is_rewritten():
    was, became = table(("1", *FIRST)), table(("1", "Таптакыр башка сөздөр", "Башка функция", "Орточо"))
    assert compared_rows(was, became) == [
        (
            "changed",
            "1",
            [("situation", FIRST[0], "Таптакыр башка сөздөр"), ("function", FIRST[1], "Башка функция")],
        )
    ]


def test_rows_with_two_keys_are_never_one_row():
    assert compared_rows(table(("1", *FIRST)), table(("2", *FIRST))) == [
        ("added", "2", []),
        ("removed", "1", []),
    ]


def test_an_older_list_without_keys_is_known_by_its_words():
    old = table((None, *FIRST), (None, *SECOND), (None, "Мектепке кабыл алуу", "Билим берүү", "Төмөнкү"))
    new = table(
        ("5", FIRST[0].upper(), FIRST[1], "Жогорку"), ("6", SECOND[0] + " жана ижара", SECOND[1], "Жогорку")
    )
    assert [(kind, [field[0] for field in fields]) for kind, _key, fields in compared_rows(old, new)] == [
        ("changed", ["situation", "level"]),
        ("changed", ["situation"]),
        ("removed", []),
    ]


def test_twins_of_one_text_are_paired_once_each():
    old = table((None, *FIRST), (None, *FIRST))
    assert compared_rows(old, table(("1", *FIRST), ("2", *FIRST), ("3", *FIRST))) == [("added", "3", [])]


def test_a_move_to_another_group_is_a_change():
    old, new = table(("1", *FIRST)), table(("1", *FIRST), group="Уруксат берүү функциясы")
    assert compared_rows(old, new) == [
        ("changed", "1", [("group", "Кызмат көрсөтүү функциясы", "Уруксат берүү функциясы")])
    ]


def test_columns_of_one_list_alone_are_not_compared():
    old = table(("1", *FIRST))
    old["columns"] = [column for column in old["columns"] if column["key"] != "level"]
    assert compared_rows(old, table(("1", *FIRST[:2], "Жогорку"))) == []


def test_the_hidden_key_is_kept_in_the_data_and_printed_nowhere():
    keyed, bare = table(("981237", *FIRST)), table((None, *FIRST))
    assert b"981237" in canonical_json(keyed)
    for render in (to_csv, to_xlsx, to_docx):
        assert render(keyed) == render(bare)


def test_five_thousand_rows_without_keys_take_seconds():
    rows = [(None, f"Учур {n} боюнча чечим кабыл алуу", f"Функция {n % 7}", "Орточо") for n in range(5000)]
    changed = [(str(n), f"Учур {n} боюнча башкача чечим кабыл алуу", *row[2:]) for n, row in enumerate(rows)]
    began = monotonic()
    assert len(compared_rows(table(*rows), table(*changed))) == 5000
    assert monotonic() - began < 5


# --- Applied to the older list, the changes make the newer one ---------------------------------------------

CELLS = ("situation", "function", "level")
TEXTS = st.lists(
    st.sampled_from("жер тилке берүү чечим пул мектеп ижара кезек".split()), min_size=1, max_size=4
).map(" ".join)


@st.composite
def editions(draw):
    """Two lists of one register: rows with keys or without, under two headings, in any order."""
    rows = st.tuples(st.sampled_from(["1", "2", "3", "4", None, None]), TEXTS, TEXTS, TEXTS)
    made = []
    for _edition in range(2):
        found = draw(st.lists(rows, max_size=7))
        found = list(keyed_rows(found))
        cut = draw(st.integers(0, len(found)))
        made.append([("Мүлк", found[:cut]), ("Кызмат", found[cut:])])
    return made


def keyed_rows(found):
    """Each key once: a register has no two rows of one key."""
    seen = set()
    for key, *cells in found:
        if key not in seen:
            yield ({KEY: key} if key else {}) | dict(zip(CELLS, cells, strict=True))
        seen |= {key} - {None}


def visible(group, cells):
    return (group, *(cells[key] for key in CELLS))


def rows_shown(table):
    return Counter(visible(part["heading"], row) for part in table["groups"] for row in part["rows"])


def apply_changes(rows, changes):
    """What becomes of the rows of a list by its changes; KeyError for a change of a row that is not there."""
    rows = Counter(rows)
    for one in changes:
        before = dict(one.cells) | {field.key: field.was for field in one.fields}
        was = visible(before.pop(GROUP, one.group), before)
        if one.kind != ADDED:
            if not rows[was]:
                raise KeyError(was)
            rows[was] -= 1
        if one.kind != REMOVED:
            rows[visible(one.group, one.cells)] += 1
    return +rows


@settings(max_examples=figure(200, 20_000), deadline=None)
@given(both=editions())
def test_changes_applied_to_the_older_list_make_the_newer_one(both):
    old, new = (LIST.table(edition) for edition in both)
    changes = compare_tables(old, new, known_by=("situation", "function"), group="Функция")
    assert apply_changes(rows_shown(old), changes) == rows_shown(new)
    assert all(bool(one.fields) == (one.kind == CHANGED) for one in changes)


def test_control_a_change_that_is_left_out_makes_another_list():
    old, new = table(("1", *FIRST), ("2", *SECOND)), table(("1", *FIRST))
    changes = compare_tables(old, new, known_by=("situation", "function"), group="Функция")
    assert apply_changes(rows_shown(old), changes) == rows_shown(new)
    assert apply_changes(rows_shown(old), changes[1:]) != rows_shown(new)
