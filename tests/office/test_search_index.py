"""The index of the search column: the same answers as a comparison with every row, and no row of another
organisation.
"""

import random

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from office.database import search_index
from office.database.actor import act_as, reach_of
from office.database.grants import grant_runtime
from office.kyrgyz import fold
from office.models import search
from risks.models.risk import Risk
from tests import bench, make
from tests.test_query_plans import plan_of

WORDS = (
    "жөнүндө кабыл алуу сатып айылөкмөтүнүн жайыттарды бөлүштүрүү мүлк ижарага берүү өкмөттүк ёлка йод"
    " объект кеңеш тоңдурулган 50%лык a_b PDFтин «шаар» д'Артаньян \\жол ңөү"
).split()
ALPHABET = "абгдежзийклмнңоөпрстуүхчшыэюяё"
POSTGRES = connection.vendor == "postgresql"


@pytest.fixture(autouse=True)
def asked_at_once(monkeypatch):
    """The index is asked of however few rows."""
    monkeypatch.setattr(search, "SAMPLE", 1)
    monkeypatch.setattr(search, "COMMON", 2)


def random_text(luck):
    made = ("".join(luck.choices(ALPHABET, k=luck.randint(1, 9))) for _ in range(3))
    return " ".join([*luck.sample(WORDS, 3), *made])


def random_needle(luck, texts):
    """A piece of a text, as it stands or as it is typed, or of nothing."""
    text = luck.choice([*texts, random_text(luck)])
    start = luck.randrange(len(text))
    piece = text[start : start + luck.randint(1, 12)]
    return luck.choice([piece, piece.upper(), piece.replace("ө", "о").replace("ү", "у").replace("ш", "sh")])


def fill(body, texts):
    bench.many_risks(body, len(texts))
    for risk, text in zip(Risk.objects.of(body).order_by("pk"), texts, strict=True):
        risk.search = fold(text)
        risk.save()


def contained(rows, words):
    for word in fold(words).split():
        rows = rows.filter(search__contains=word)
    return set(rows.values_list("pk", flat=True))


def found(rows, words):
    return set(rows.text_matches(words).values_list("pk", flat=True))


@pytest.mark.parametrize("seed", range(3))
def test_index_answers_as_a_comparison_with_every_row(body, seed):
    luck = random.Random(seed)
    texts = [random_text(luck) for _ in range(60)]
    fill(body, texts)
    rows, hits = Risk.objects.of(body), 0
    for _ in range(150):
        words = random_needle(luck, texts)
        assert found(rows, words) == contained(rows, words), words
        hits += bool(contained(rows, words)) and max(map(len, fold(words).split()), default=0) >= 3
    assert hits > 30


def test_index_alone_leaves_hardly_a_row_too_many(body):
    """What it finds before the comparison, so that the comparison alone does not make the answers right."""
    fill(body, [f"{word} сөзү" for word in WORDS])
    keys = Risk.objects.of(body).filter(pk__in=search_index.FoundRows(Risk, [fold("айылөкмөт")]))
    assert [fold("айылөкмөтүнүн") in risk.search for risk in keys] == [True]
    assert not Risk.objects.of(body).filter(pk__in=search_index.FoundRows(Risk, ["жокко"])).exists()


def test_changed_and_deleted_rows_are_found_by_what_they_say_now(body):
    fill(body, ["жайыттарды бөлүштүрүү", "мүлктү берүү"])
    rows = Risk.objects.of(body)
    first, second = rows.order_by("pk")
    first.search = fold("сатып алуу")
    first.save()
    assert (found(rows, "сатып"), found(rows, "жайыт")) == ({first.pk}, set())
    rows.filter(pk=second.pk).update(search=fold("кадрлар"))
    assert (found(rows, "кадр"), found(rows, "мүлк")) == ({second.pk}, set())
    pk = second.pk
    second.delete()
    assert not found(rows, "кадр")
    assert pk not in index_rows("кадр")


def index_rows(words):
    """The keys that the index itself names."""
    words = fold(words).split()
    with connection.cursor() as cursor:
        if POSTGRES:
            cursor.execute("SELECT search_risks_risk(%s)", [words])
        else:
            question = search_index.all_trigrams(words)
            cursor.execute("SELECT rowid FROM search_risks_risk WHERE search_risks_risk MATCH %s", [question])
        return {key for (key,) in cursor.fetchall()}


def test_common_words_and_few_rows_do_not_ask_the_index(body, monkeypatch):
    fill(body, ["сатып алуу"] * 12 + ["мүлктү берүү"])
    for sample, common, asks in ((13, 10, False), (14, 13, False), (13, 13, True)):
        monkeypatch.setattr(search, "SAMPLE", sample)
        monkeypatch.setattr(search, "COMMON", common)
        with CaptureQueriesContext(connection) as queries:
            assert len(found(Risk.objects.of(body), "сатып")) == 12
        assert ("search_risks_risk" in queries[-1]["sql"]) is asks


def test_rows_are_found_by_their_keys_from_the_index(body):
    bench.many_risks(body, 120)
    with CaptureQueriesContext(connection) as queries:
        list(Risk.objects.of(body).text_matches("жайыттарды"))
    if POSTGRES:
        with connection.cursor() as cursor:  # 120 rows are as many as a planner expects of a function
            cursor.execute("ALTER FUNCTION search_risks_risk(text[]) ROWS 1")
            cursor.execute("ANALYZE risks_risk")
        inside = plan_of("SELECT row_id FROM search_risks_risk WHERE trigrams @> '{1, 2}'", ["seqscan"])
        assert any("Bitmap Index Scan on search_risks_risk_words" in line for line in inside), inside
        plan = plan_of(queries[-1]["sql"])
        assert any("Index Cond: (id = (search_risks_risk" in line for line in plan), plan
    else:
        plan = plan_of(queries[-1]["sql"])
        assert any("VIRTUAL TABLE INDEX" in line for line in plan), plan
        assert any("SEARCH risks_risk" in line and "rowid=?" in line for line in plan), plan


def test_plan_of_a_comparison_with_every_row_asks_no_index(body):
    """The negative control: words of two letters."""
    bench.many_risks(body, 120)
    with CaptureQueriesContext(connection) as queries:
        list(Risk.objects.of(body).text_matches("жа"))
    assert not any("search_risks_risk" in line for line in plan_of(queries[-1]["sql"]))


def test_other_organisations_are_not_found(body, foreign, clerk):
    make.risk(body, function="Сатып алуу")
    theirs = make.risk(foreign, function="Сатып алуу")
    assert theirs.pk not in found(Risk.objects.visible_to(clerk), "сатып")
    assert len(found(Risk.objects.visible_to(clerk), "сатып")) == 1


@pytest.mark.skipif(not POSTGRES, reason="SQLite has no row policies")
def test_function_of_the_index_shows_the_rows_in_reach_alone(body, foreign, clerk):
    mine, theirs = make.risk(body, function="Сатып алуу"), make.risk(foreign, function="Сатып алуу")
    assert index_rows("сатып") == {mine.pk, theirs.pk}
    with act_as(clerk, reach_of(clerk)):
        assert index_rows("сатып") == {mine.pk}
    with act_as(None, ""):
        assert index_rows("сатып") == set()


@pytest.mark.skipif(not POSTGRES, reason="SQLite has no roles")
@pytest.mark.parametrize("table", [*map(search_index.index_name, search_index.searchable_models())])
def test_role_of_the_portal_neither_reads_nor_writes_the_index_itself(db, table):
    grant_runtime("runtime")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE runtime")
        for statement in (
            f"SELECT 1 FROM {table}",
            f"DELETE FROM {table}",
            f"INSERT INTO {table} VALUES (1)",
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(statement.format(table))


@pytest.mark.skipif(not POSTGRES, reason="SQLite has no roles")
def test_role_of_the_portal_searches_and_its_rows_are_indexed(body, clerk):
    grant_runtime("runtime")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE runtime")
    with act_as(clerk, reach_of(clerk)):
        risk = make.risk(body, function="Сатып алуу")
        assert found(Risk.objects.of(body), "сатып") == {risk.pk}
        Risk.objects.of(body).update(search="башка")
        assert not index_rows("сатып")


@pytest.mark.parametrize("lost", ["trigger", "table"])
def test_lost_index_is_made_and_filled_anew(body, lost):
    risk = make.risk(body, function="Сатып алуу")
    names = {"trigger": "search_risks_risk_change", "table": "search_risks_risk"}
    with connection.cursor() as cursor:
        if lost == "table":
            cursor.execute("DROP TABLE search_risks_risk")
        elif POSTGRES:
            cursor.execute(f"DROP TRIGGER {names[lost]} ON risks_risk")
        else:
            cursor.execute("DROP TRIGGER search_risks_risk_update")
    if lost == "trigger":
        Risk.objects.of(body).update(search=fold("жайыттарды"))
        assert not index_rows("жайыт")
    search_index.install_search_indexes()
    assert index_rows("жайыт" if lost == "trigger" else "сатып") == {risk.pk}


def test_whole_index_is_left_as_it_is(body):
    make.risk(body)
    with CaptureQueriesContext(connection) as queries:
        search_index.install_search_indexes()
    assert not any(query["sql"].lstrip().startswith(("DROP", "CREATE TABLE", "INSERT")) for query in queries)


def test_only_search_columns_are_indexed():
    """Appeals, notices and whatever else lies behind a wall have none."""
    assert {model._meta.label for model in search_index.searchable_models()} == {
        "plans.Measure",
        "positions.Exposure",
        "positions.Post",
        "risks.Risk",
        "standards.Point",
    }
