"""A register of a million risks beside one of 50, by the clock: `./portal bench --million`.

It takes some minutes and, on SQLite, 3 GB in the folder for temporary files.
"""

import random
import tempfile
import time
from functools import partial
from pathlib import Path

import django
from django.db import connection

from tests import bench, bulk

ROWS = 1_000_000
TEXTS = 5_000  # that many texts are unlike each other; the rest are copies of them
SYLLABLES = "жа йы ты ка бы ла ту сат тап бер үү өк мөт кел ки иш мүлк ижа ра то ко рот дук эл кен үң".split()

NUMBERS = {
    "postgresql": "generate_series(1, {}) AS numbers(n)",
    "sqlite": "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {}) "
    "SELECT n FROM c)",
}
PAGES = {
    "first page": "",
    "page 10 000, from its row": "?page=10000&after={middle}",
    "page 19 990, from its row": "?page=19990&after={end}",
    "page 20, by its number": "?page=20",
    "last page, by its number": "?page=20000",
    "a level": "?level=medium",
    "a level and a category": "?level=medium&category=potential",
    "a level, page 5 000 from its row": "?level=medium&page=5000&after={middle}",
    "words that 0.02 % have": "?q=канарейка",
    "words that half have": "?q=кабыл",
    "sorted by the level": "?sort=-level",
}
WORDS = {"0.02 %": "канарейка", "inside of words, 0.02 %": "арейк", "1 %": "тилкеси", "half": "кабыл"}


def fill(body, rows=ROWS):
    """Copy the one risk of the body `rows` times, with words of its own for each of `TEXTS`, spread over the
    kinds; past the triggers, which would remember each row.
    """
    from office.database import search_index, triggers
    from office.kyrgyz import fold
    from risks.models.method import FunctionKind
    from risks.models.risk import Risk

    first = Risk.objects.of(body).get()
    luck, kinds = random.Random(17), list(FunctionKind.objects.values_list("pk", flat=True))
    values = {f.attname: getattr(first, f.attname) for f in Risk._meta.concrete_fields if not f.primary_key}
    texts = []
    for number in range(TEXTS):
        words = ["".join(luck.choices(SYLLABLES, k=luck.randint(2, 4))) for _ in range(25)]
        words += ["кабыл алуу"] * (number % 2) + ["жер тилкеси"] * (number % 100 == 7)
        words += ["канарейка"] * (number == 4321)
        function, situation = " ".join(words[:5]), " ".join(words[5:])
        known = {"function": function, "situation": situation, "search": fold(" ".join(words))}
        known |= {"kind_id": luck.choice(kinds), "level": luck.choice(["low", "medium", "high"])}
        texts.append(Risk(**{**values, **known, "position": number + 1}))
    Risk.objects.bulk_create(texts, batch_size=500)
    copied = [f.column for f in Risk._meta.concrete_fields if not f.primary_key and f.column != "position"]
    names = ", ".join(f'"{name}"' for name in copied)
    numbers = NUMBERS[connection.vendor].format(rows // TEXTS - 1)
    triggers.drop_triggers()
    with connection.cursor() as cursor:
        drop_index_triggers(cursor)
        cursor.execute(
            # A place is a small number; that several have the same is of no matter here.
            f"INSERT INTO risks_risk ({names}, position) SELECT {names}, (position + {TEXTS} * n) % 32000 "
            f"FROM risks_risk CROSS JOIN {numbers} "
            f"WHERE organisation_id = {body.pk} AND id <> {first.pk}"
        )
    search_index.install_search_indexes()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def drop_index_triggers(cursor):
    """The index is filled at once afterwards, sooner than row by row."""
    names = ["row", "change"] if connection.vendor == "postgresql" else ["insert", "update", "delete"]
    on = " ON risks_risk" if connection.vendor == "postgresql" else ""
    for name in names:
        cursor.execute(f"DROP TRIGGER search_risks_risk_{name}{on}")


def pages(few, many, body):
    """Each page beside that of the register of 50 with the same filters."""
    from risks.models.risk import Risk

    medium = Risk.objects.of(body).filter(level="medium").in_order().values_list("pk", flat=True)
    count = medium.count()
    rows = {"middle": medium[count // 2], "end": medium[count - 300]}
    small, large = bench.visit(few), bench.visit(many)
    for name, query in PAGES.items():
        floor, ours = bench.measured(
            small(f"/risks/{query.format(middle=0, end=0)}"),
            large(f"/risks/{query.format(**rows)}"),
        )
        bench.benchmark_line(f"1 000 000 risks, {name}", ours, ("50 risks", floor))


def searches(body):
    """A page of what is found and its count, beside the same by `icontains`."""
    from office.kyrgyz import fold
    from risks.models.risk import Risk

    rows = Risk.objects.of(body)
    for name, words in WORDS.items():
        plain = partial(page_and_count, lambda words=words: rows.filter(search__icontains=fold(words)))
        found = partial(page_and_count, lambda words=words: rows.text_matches(words))
        ours, floor = bench.measured(found, plain)
        bench.benchmark_line(f"search among 1 000 000, {name}", ours, ("icontains", floor))


def page_and_count(find):
    rows = find()
    list(rows.in_order().values_list("pk", flat=True)[:51])
    rows.order_by()[:1001].count()


def main():
    arguments = bench.parse_arguments()
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder, "million.sqlite3"))
        with bulk.two_bodies() as (body, clerk, other, keeper):
            bench.many_risks(body, 50)
            bench.many_risks(other, 1)
            start = time.perf_counter()
            fill(other)
            print(f"filled in {time.perf_counter() - start:.0f} s", flush=True)
            pages(clerk, keeper, other)
            searches(other)
            bench.show_figures(arguments)


if __name__ == "__main__":
    main()
