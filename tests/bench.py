"""Our times beside the floors, in one run and in turn: `./portal bench`.

Machines are noisy: read the ratios, not the milliseconds.

Each pair is run round by round, both sides in the same round, so that what slows one slows the other; what is
printed are medians. Pages are measured in CPU of this process, everything else by the clock. `--pages` leaves
everything but the pages out, `--million` runs a register of a million rows alone (`tests/million.py`),
`--json` prints the figures as JSON alone. A ratio that the baseline (`tests/bench.json`) has otherwise stands
with what it was; `--keep` writes the baseline of the engine anew.
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from html import escape
from pathlib import Path

import django

from tests import bulk, kept

ROUNDS = 5
ROOT = Path(__file__).resolve().parent.parent
BASELINE = ROOT / "tests/bench.json"

# {what: {"ms", "ratios": {floor: ratio}, "queries" of a page}}, in the order of the run
FIGURES: dict[str, dict] = {}


def measured(
    *sides: Callable, times=1, rounds=ROUNDS, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Median milliseconds of one call of each side; every side once first, to be warm."""
    taken: list[list[float]] = [[] for _ in sides]
    for side in sides:
        side()
    for _ in range(rounds):
        for side, found in zip(sides, taken, strict=True):
            start = clock()
            for _ in range(times):
                side()
            found.append((clock() - start) * 1000 / times)
    return [statistics.median(found) for found in taken]


def benchmark_line(what, ours, *beside, queries=None):
    """Keep one figure: our milliseconds, the ratio to each floor, the queries of a page."""
    FIGURES[what] = {"ms": round(ours, 2), "ratios": {name: round(ours / ms, 2) for name, ms in beside}}
    if queries is not None:
        FIGURES[what]["queries"] = queries


def print_figures(before: dict[str, dict]):
    """One line a figure; what the baseline has otherwise stands in brackets."""
    for what, figure in FIGURES.items():
        kept = before.get(what, {})
        parts = [
            f"{ratio:6.2f} × {name}{earlier(ratio, kept.get('ratios', {}).get(name))}"
            for name, ratio in figure["ratios"].items()
        ]
        if "queries" in figure:
            parts.append(f"{figure['queries']} queries{earlier(figure['queries'], kept.get('queries'))}")
        print(f"{what:<46} {figure['ms']:10.2f} ms   {' · '.join(parts)}")


def earlier(now, before) -> str:
    return "" if before in (None, now) else f" (was {before})"


def write_baseline(engine: str):
    """Keep the ratios and the queries of this run, beside those of the other engine: no time, no machine."""
    kept = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    kept[engine] = kept.get(engine, {}) | {
        what: {name: value for name, value in figure.items() if name != "ms"}
        for what, figure in FIGURES.items()
    }
    BASELINE.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


# --- Pages -------------------------------------------------------------------------------------------------

HAND = """SELECT r.id, k.heading, r.position, r.function, r.situation, r.category, r.level,
    r.posts, r.unit_text
    FROM risks_risk r JOIN risks_functionkind k ON k.id = r.kind_id
    WHERE r.organisation_id = %s ORDER BY k.position, r.position LIMIT 50"""


def empty_view(request):
    from django.http import HttpResponse

    return HttpResponse("")


def by_hand(request):
    """The limit: one query and one string."""
    from django.db import connection
    from django.http import HttpResponse

    with connection.cursor() as cursor:
        cursor.execute(HAND, [request.organisation.pk])
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>"
            for row in cursor.fetchall()
        )
    return HttpResponse(f"<table>{rows}</table>")


ROOMS = {
    "register of risks, 50 rows": "risks:register",
    "journal of appeals, 50 rows": "appeals:register",
    "register of measures, 50 rows": "measures:register",
    "register of conflicts, no row": "conflicts:register",
    "rating, no row": "rating:register",
    "my day": "home",
}


def visit(clerk):
    """address → a function that asks for it as this person."""
    from django.test import Client

    visitor = Client()
    visitor.force_login(clerk)

    def getter(address):
        def ask():
            assert visitor.get(address).status_code == 200

        return ask

    return getter


def page_timings(clerk):
    """The pages people have open all day, beside the two floors; CPU, and the queries of each."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from risks.models.risk import Risk

    get = visit(clerk)
    first = Risk.objects.of(clerk.bodies[0]).in_order().first()
    pages = {what: reverse(route) for what, route in ROOMS.items()}
    pages |= {"form of a risk": reverse("risks:create"), "record of a risk": first.get_absolute_url()}
    asked = ["/bench/nothing/", "/bench/hand/", *pages.values()]
    empty, hand, *found = measured(*map(get, asked), times=5, clock=time.process_time)
    for (what, address), ours in zip(pages.items(), found, strict=True):
        with CaptureQueriesContext(connection) as queries:
            get(address)()
        benchmark_line(what, ours, ("empty view", empty), ("hand SQL", hand), queries=len(queries))


def depth(few, many):
    """The register of an organisation with 10 000 risks beside one with 50, in the same round."""
    ways = {
        "first page": "",
        "last page": "?page=200",
        "words": "?q=кабыл",
        "level": "?level=medium",
        "sorted": "?sort=-level",
    }
    small, large = visit(few), visit(many)
    for name, query in ways.items():
        floor, ours = measured(
            small(f"/risks/{query}"), large(f"/risks/{query}"), times=3, clock=time.process_time
        )
        benchmark_line(f"10 000 risks, {name}", ours, ("50 risks", floor))


def fill_body(body):
    """50 measures and 50 appeals of the body."""
    from tests.plans import build as plans
    from tests.trustbox import build as trustbox

    plan = plans.plan(body)
    for _ in range(50):
        plans.measure(plan)
        trustbox.appeal(body)


def many_risks(body, count):
    from risks.models.risk import Risk
    from tests import make

    first = make.risk(body, posts="Башкы адис", unit_text="Аппарат")
    given = {f.attname: getattr(first, f.attname) for f in Risk._meta.concrete_fields if not f.primary_key}
    Risk.objects.bulk_create(
        (Risk(**{**given, "position": number}) for number in range(2, count + 1)), batch_size=500
    )


def addresses():
    """The portal's addresses with the two floors beside them, under the whole middleware."""
    from django.urls import include, path

    return [
        path("bench/nothing/", empty_view),
        path("bench/hand/", by_hand),
        path("", include("config.urls")),
    ]


# --- Papers, imports, numbers ------------------------------------------------------------------------------


def paper_timings(body):
    from office.papers.official import template_of
    from office.papers.printing import html, pdf
    from risks import contexts
    from risks.models.risk import Risk

    form = "risks/village-list"
    for count in (20, 200, 2000):
        context = contexts.risk_list_print_context(form, body, Risk.objects.of(body).in_order()[:count])
        template = template_of(form)
        page = html(template, context, stylesheet=(ROOT / "static/print.css").as_uri())
        make_ours, make_plain = partial(pdf, template, context), partial(weasyprint, page)
        ours, plain = measured(make_ours, make_plain, rounds=3 if count < 2000 else 1)
        benchmark_line(f"village list as PDF, {count} rows", ours, ("plain WeasyPrint", plain))


def weasyprint(page):
    """The same HTML and stylesheet in the defaults of the library, in this process."""
    import weasyprint

    return weasyprint.HTML(string=page, base_url=ROOT.as_uri()).write_pdf()


def imports():
    from risks.imports import read_risk_list
    from risks.papers import ANNEX_1
    from tests import files

    row = ["1", *["Жерди жалпы пайдалануудан чыгаруу учурлары"] * 3, "потенциалдуу", "орточо", "ооба", ""]
    content = files.excel_file([[column.heading for column in ANNEX_1.columns], *[row] * 5000])
    (ours,) = measured(lambda: read_risk_list(content, "x.xlsx"), rounds=3)
    benchmark_line("import of 5 000 rows to the dry run", ours)


def counter_timings(body):
    from django.db import transaction

    from office.models.counter import Counter

    @transaction.atomic
    def take():
        Counter.take(body, "bench", 2026)

    @transaction.atomic
    def bare():
        Counter.objects.of(body).count()

    ours, floor = measured(take, bare, times=200)
    benchmark_line(f"a number, {1000 / ours:.0f} a second", ours, ("one query", floor))


def proofs(body, records=20_000):
    """The proof of a book, three events to an entry, beside the bare reading and hashing of the same rows."""
    from django.db import connection, transaction

    from office.database.actor import act_as
    from trustbox.journal.proofs import prove_book

    book = bulk.sealed_book(body, records)

    @transaction.atomic
    def ours():
        assert list(prove_book(book)) == []

    def bare():
        with connection.cursor() as cursor:
            for table in ("trustbox_appeal", "trustbox_appealevent"):
                cursor.execute(f"SELECT * FROM {table} WHERE book_id = {book.pk} ORDER BY place")
                while rows := cursor.fetchmany(2000):
                    for row in rows:
                        sha256(repr(row).encode()).hexdigest()

    def by_seals():
        with act_as(None):
            for strand in (book.appeals.select_related("wall"), book.appealevents.all()):
                for record in strand.iterator():
                    assert record.faults(book.name) == []

    proved, floor, seals = measured(ours, bare, by_seals, rounds=3)
    words = f"proof of a journal, {records / proved * 1000:,.0f} records a second"
    benchmark_line(words, proved, ("SELECT and sha256", floor), ("seals", seals))


# --- Installing --------------------------------------------------------------------------------------------


def new_database(rounds=3):
    """CPU of `migrate` on an empty database beside that of `check`, in processes of their own; a server's CPU
    is not counted.
    """
    taken: dict[str, list[float]] = {"migrate": [], "check": []}
    for _ in range(rounds):
        for command, found in taken.items():
            with empty_database() as surroundings:
                found.append(cpu_of([sys.executable, "manage.py", command], surroundings))
    migrate, check = (statistics.median(found) for found in taken.values())
    benchmark_line("CPU of a new database", migrate, ("CPU of manage check", check))


def cpu_of(command, surroundings) -> float:
    """Milliseconds of CPU that a command and its children take."""
    before = os.times()
    subprocess.run(
        command, cwd=ROOT, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True
    )
    after = os.times()
    return 1000 * sum(after[2:4]) - 1000 * sum(before[2:4])


@contextlib.contextmanager
def empty_database(name="achyk_new") -> Iterator[dict[str, str]]:
    """Yield the environment of a command on a database without a table."""
    from django.db import connection

    with tempfile.TemporaryDirectory() as folder:
        url = kept.at(os.environ.get("DATABASE_URL", ""), name)
        if url:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {name}")
        yield os.environ | {"PORTAL_VAR": folder, "DATABASE_URL": url}
        if url:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name}")


def parse_arguments():
    parser = argparse.ArgumentParser(prog="./portal bench", description="Speed as ratios, in one run.")
    parser.add_argument("--pages", action="store_true", help="only the pages")
    parser.add_argument("--million", action="store_true", help="only a register of a million rows")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--keep", action="store_true", help="write the baseline of this engine anew")
    return parser.parse_args()


def run_benchmarks():
    arguments = parse_arguments()
    django.setup()
    from django.test import override_settings

    with bulk.two_bodies() as (body, clerk, other, keeper):
        many_risks(body, 50)
        if not arguments.pages:
            many_risks(other, 10_000)
        fill_body(body)
        with override_settings(ROOT_URLCONF=type("urls", (), {"urlpatterns": addresses()})):
            page_timings(clerk)
            if not arguments.pages:
                depth(clerk, keeper)
        if not arguments.pages:
            paper_timings(other)
            new_database()
            imports()
            counter_timings(body)
            proofs(body)
        show_figures(arguments)


def show_figures(arguments):
    from django.db import connection

    engine, python = connection.vendor, sys.version.split()[0]
    if arguments.json:
        print(
            json.dumps({"engine": engine, "python": python, "figures": FIGURES}, ensure_ascii=False, indent=1)
        )
    else:
        print(f"{engine}, Python {python}, medians of {ROUNDS} rounds\n")
        print_figures(json.loads(BASELINE.read_text()).get(engine, {}) if BASELINE.exists() else {})
    if arguments.keep:
        write_baseline(engine)


if __name__ == "__main__":
    run_benchmarks()
