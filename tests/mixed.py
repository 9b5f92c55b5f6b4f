"""Everything at once at one organisation: moves, letters, numbers, seals and daily acts in any order, each in
the transaction of a request (SAFETY N-7). What `tests.crowd` runs in each of several processes.
"""

import itertools
import random
import re
import time
from collections import Counter
from urllib.parse import quote

DEADLOCK, LOCK_TIMEOUT = "40P01", "55P03"


def do_anything(at, gate):
    """Do whatever comes until `at["seconds"]` are over, a dozen acts at least. Says {what became of it: how
    often}; a deadlock and a lock nobody got in time stand by their names.
    """
    from office.models.organisation import Organisation
    from office.models.person import Person

    body = Organisation.objects.get(pk=at["body"])
    people = list(Person.objects.filter(pk__in=[at["clerk"], at["head"]]))
    number_rows_apart(at["place"])
    acts = [*[move_something] * 6, take_letter, take_number, seal, do_daily_acts]
    became: Counter[str] = Counter()
    gate()
    end = time.monotonic() + at["seconds"]
    while time.monotonic() < end or became.total() < 12:
        became[outcome_of(random.choice(acts), body, random.choice(people))] += 1
    return became


def number_rows_apart(place):
    """Rows that several processes make have each a name of its own."""
    from tests import make

    make.serial = itertools.count(10**6 * (place + 1))


def outcome_of(act, body, person) -> str:
    from django.db import OperationalError, transaction

    from office.database.actor import act_as

    try:
        with act_as(person), transaction.atomic():
            act(body, person)
    except OperationalError as trouble:
        code = getattr(trouble.__cause__, "pgcode", None)
        return {DEADLOCK: "deadlock", LOCK_TIMEOUT: "lock timeout"}.get(code, str(trouble).strip())
    except Exception as trouble:  # a lone row is refused by many a move, each in its own words
        return f"refused: {type(trouble).__name__}"
    return act.__name__


def move_something(body, person):
    """A row that somebody else may move at this moment, or one of its own."""
    from django.apps import apps

    from office.registers.workflow import Workflow
    from tests import make

    model = random.choice([one for one in apps.get_models() if issubclass(one, Workflow) and one.MOVES])
    move = random.choice(model.MOVES)
    known = model.unscoped.filter(organisation=body, state__in=move.source).order_by("-pk").first()
    row = known if known and random.random() < 0.6 else make.in_state(model, move.source[0], body)
    row.move(move.name, by=person)


def take_letter(body, person):
    from office import clock
    from trustbox.journal.actions import take_appeal

    take_appeal(body, channel="post", received_on=clock.today(), kind="complaint", text="Кат")


def take_number(body, person):
    from office import clock
    from office.models.counter import Counter as Numbers

    Numbers.take(body, random.choice(["one", "two"]), clock.today().year)


def seal(body, person):
    from office.seals.actions import seal_everything

    seal_everything()


def do_daily_acts(body, person):
    from office.daily_acts import run_daily_acts

    run_daily_acts()


def lock_crosswise(at, gate):
    """Two rows, taken by every second process from the other end. Says {what became of it: how often}."""
    from django.db import OperationalError, transaction

    from office.models.organisation import Organisation, Unit

    body = Organisation.objects.get(pk=at["body"])
    if at["place"] == 0:
        for name in ("1", "2"):
            Unit.objects.create(organisation=body, name_ky=name)
    became: Counter[str] = Counter()
    gate()
    names = ["1", "2"][:: -1 if at["place"] % 2 else 1]
    try:
        with transaction.atomic():
            for name in names:
                Unit.objects.of(body).filter(name_ky=name).update(name_ru=str(at["place"]))
                time.sleep(0.5)
        became["done"] += 1
    except OperationalError as trouble:
        is_deadlock = getattr(trouble.__cause__, "pgcode", None) == DEADLOCK
        became["deadlock" if is_deadlock else str(trouble)] += 1
    return became


# --- Many bodies through the same workers -------------------------------------------------------------------

PAGES = ("/risks/", "/risks/?q=", "/risks/?page=1", "/my/", "/search/?q=БЕЛГИ", "/risks/export.csv")


def read_own_pages(at, gate):
    """The clerk of a body of its own asks the served desk `at["asks"]` times. Says how many answers held its
    own mark, and every answer with the mark of another body.
    """
    from django.conf import settings
    from django.test import Client

    from tests import make
    from tests.trustbox.visitors import Visitor

    number_rows_apart(at["place"])
    mark = f"БЕЛГИ{at['place']:03}Б"
    body = make.organisation(f"{at['code']}-{at['place']}")
    person = make.appoint(make.person(f"reader-{body.code}"), body, "clerk").person
    make.risk(body, function=mark)
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    visitor = Visitor(at["desk"], "", f"{name}={client.cookies[name].value}")
    asked = own = 0
    foreign = []
    gate()
    for visitor.path in itertools.islice(itertools.cycle(map(quote_path, PAGES)), at["asks"]):
        status, text, _answer = visitor.ask("GET")
        marks = set(MARK.findall(text))
        asked += 1
        own += mark in marks
        if marks - {mark} or status >= 500:
            foreign.append([visitor.path, status, *marks])
    return {"asked": asked, "own": own, "foreign": foreign}


MARK = re.compile(r"БЕЛГИ\d{3}Б")


def quote_path(path):
    return quote(path, safe="/?=&")


ACTS = {act.__name__: act for act in (do_anything, lock_crosswise, read_own_pages)}
