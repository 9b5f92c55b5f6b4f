"""Processes of the portal that are killed with SIGKILL in the middle of what they do, again and again (SAFETY
F-3, F-4, F-8).

`python -m tests.kills ACT ROUNDS` founds an organisation in the database of its environment, lets forked
processes do an act of this module and kills them. It says JSON: how many were killed, what was acknowledged,
and what stands afterwards.
"""

import json
import os
import random
import secrets
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager, nullcontext
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote

from tests import databases, postgres
from tests.files import csv_file
from tests.trustbox.visitors import Citizen

WRITERS, ROWS = 2, 30
LONGEST = 0.3  # seconds a writer has after its first words
SERVERS: list[subprocess.Popen] = []


class Persistent(Citizen):
    """A citizen who sends the same form again for as long as the line breaks."""

    def ask(self, method, body=None):
        try:
            return super().ask(method, body)
        except (OSError, HTTPException):
            time.sleep(0.05)
            return 599, "", None

    def open_form(self):
        while True:
            try:
                return super().open_form()
            except AssertionError:
                time.sleep(0.05)


class Victim:
    """A forked process that does an act. `say` of the act writes a line that stands although it is killed."""

    def __init__(self, act, at):
        self.reader, writer = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(self.reader)
            random.seed()
            try:
                act(at, lambda *words: os.write(writer, f"{json.dumps(words)}\n".encode()))
            except BaseException as trouble:
                os.write(2, f"{act.__name__}: {trouble!r}\n".encode())
                os._exit(1)
            os._exit(0)
        os.close(writer)

    def kill(self) -> tuple[bool, list]:
        """(whether it was in the middle of it, what it had said)"""
        os.kill(self.pid, signal.SIGKILL)
        return self.wait()

    def wait(self) -> tuple[bool, list]:
        _pid, status = os.waitpid(self.pid, 0)
        with os.fdopen(self.reader) as lines:
            return os.WIFSIGNALED(status), [json.loads(line) for line in lines if line.endswith("\n")]


def wait_for_words(victims):
    """Until each has said something, and some moments more."""
    for victim in victims:
        select.select([victim.reader], [], [], 60)
    time.sleep(random.uniform(0, LONGEST))


def kill_writers(act, at, rounds):
    """(kills, what was said) of so many rounds of a few processes each."""
    from django.db import connection

    kills, said = 0, []
    enter_letters(at | {"most": 4}, lambda *words: said.append(words))  # what is read once is read
    connection.close()
    while kills < rounds:
        victims = [Victim(act, at) for _ in range(min(WRITERS, rounds - kills))]
        wait_for_words(victims)
        for victim in victims:
            was_killed, words = victim.kill()
            assert was_killed, f"{act.__name__} ended by itself"
            kills += 1
            said += words
    return kills, said


def kill_act(act, at, rounds):
    """How many were killed in the middle of it; what stands is looked at after each, and after one more that
    is let alone.
    """
    from django.db import connection

    before, after = LOOKS[act]

    def begin():
        before(at)
        connection.close()
        return time.monotonic(), Victim(act, at)

    def complete():
        begun, victim = begin()
        was_killed, _said = victim.wait()
        assert not was_killed
        after(at)
        return time.monotonic() - begun

    kills, length = 0, complete()
    for _try in range(4 * rounds):
        if kills == rounds:
            break
        _begun, victim = begin()
        time.sleep(random.uniform(0, length))
        kills += victim.kill()[0]
        after(at)
    time.sleep(5 * LONGEST)  # what a victim began ends by itself a moment later
    complete()
    return kills


# --- Acts ---------------------------------------------------------------------------------------------------


def enter_letters(at, say):
    """Enter letters, without an end unless `most` is given, one in four with a file; say each that stands."""
    from office import clock
    from office.models.organisation import Organisation
    from trustbox.journal.actions import take_appeal

    body = Organisation.objects.get(pk=at["body"])
    for _letter in range(at.get("most", 10**9)):
        text = secrets.token_hex(8)
        files = [("", b"%PDF-1.7 " + os.urandom(20_000))] if random.random() < 0.25 else ()
        receipt = take_appeal(
            body, channel="counter", received_on=clock.today(), kind="complaint", text=text, files=files
        )
        say(text, receipt.appeal.number)


def enter_letters_unsaved(at, say):
    """The same by somebody who says the number before the row stands."""
    from django.db import transaction

    from office import clock
    from office.models.organisation import Organisation
    from trustbox.journal.actions import take_appeal

    body = Organisation.objects.get(pk=at["body"])
    while True:
        with transaction.atomic():
            text = secrets.token_hex(8)
            receipt = take_appeal(
                body, channel="counter", received_on=clock.today(), kind="complaint", text=text
            )
            say(text, receipt.appeal.number)
            time.sleep(LONGEST)
        time.sleep(LONGEST)  # SQLite keeps no queue: who begins again at once shuts the others out


def send_letters(at, say):
    """A citizen at the served door sends letters, each again until it is taken."""
    visitor = Persistent(at["open"], f"/open/{at['code']}/appeal/write/")
    papers = [visitor.open_form() for _letter in range(at["letters"])]
    time.sleep(3.1)  # nobody writes faster than that
    for paper in papers:
        text = secrets.token_hex(8)
        *receipts, answers = visitor.write(paper, text, "")
        say(text, sorted({number for number, _code in receipts}), answers)


def call(*words, **options):
    from django.core.management import call_command

    with open(os.devnull, "w") as nowhere:
        call_command(*words, **options, stdout=nowhere, stderr=nowhere)


def import_risks(at, say):
    call("import_risks", Path(at["folder"], "list.csv"), organisation=at["code"], changed="add")


def write_paper(at, say):
    call("paper", "risks/village-list", organisation=at["code"], output=str(Path(at["folder"], "paper.pdf")))


def back_up(at, say):
    call("backup", to=str(Path(at["folder"], "backups")), recipient=at["recipient"])


def tick(at, say):
    from django.conf import settings

    backend = "django.core.mail.backends.filebased.EmailBackend"
    options = {"file_path": str(Path(at["folder"], "mail"))}
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
    call("tick")


# --- What is laid ready before an act, and what must stand after it -----------------------------------------


def lay_list(at):
    """A list of risks that the register has not yet."""
    from risks.papers import VILLAGE_LIST

    at.setdefault("lists", []).append(secrets.token_hex(6))
    headings = [
        column.heading.replace("{organisation_dative}", "Достук айыл өкмөтүнө")
        for column in VILLAGE_LIST.columns
    ]
    rows = [
        [str(n), f"{at['lists'][-1]} {n}", f"кырдаал {n}", "Кырдаалдык", "Жогорку", "бөлүм", "адис", "жок"]
        for n in range(1, ROWS + 1)
    ]
    group = ["Кызмат көрсөтүү функциясы", *[""] * 7]
    Path(at["folder"], "list.csv").write_bytes(csv_file([headings, group, *rows]))


def see_lists(at):
    """All rows of a list or none."""
    from risks.models.risk import Risk

    functions = Risk.unscoped.filter(organisation=at["body"]).values_list("function", flat=True)
    counts = Counter(function.partition(" ")[0] for function in functions)
    assert {counts[one] for one in at["lists"]} <= {0, ROWS}, counts


def see_paper(at):
    """A whole paper or none."""
    place = Path(at["folder"], "paper.pdf")
    assert not place.exists() or place.read_bytes().rstrip().endswith(b"%%EOF")
    place.unlink(missing_ok=True)


def see_backups(at):
    """Whatever bears the name of a backup is a whole one."""
    from office.recovery.archive import MANIFEST, opened_archive

    for path in Path(at["folder"], "backups").glob("achyk-*.tar.age"):
        with opened_archive(path, Path(at["identity"])) as tar:
            names = [member.name for member in tar]
        assert names[-1] == MANIFEST, path.name


def write_letters(at):
    """Ten letters that wait for the tick."""
    from office.letters import queue_letter
    from office.models.organisation import Organisation
    from office.models.person import Person

    Person.objects.filter(pk=at["clerk"]).update(email="clerk@achyk.example")
    person, body = Person.objects.get(pk=at["clerk"]), Organisation.objects.get(pk=at["body"])
    for _letter in range(10):
        name = secrets.token_hex(6)
        queue_letter(person, body, name, name, "Мөөнөт жакындады", "/plans/1/")


def see_mail(at):
    """No letter goes twice, and each that has gone is known as sent or as begun by somebody who died."""
    from office.models.letter import Letter

    gone = Counter(
        line.removeprefix("Subject: ")
        for path in Path(at["folder"], "mail").glob("*")
        for line in path.read_text().splitlines()
        if line.startswith("Subject: ")
    )
    assert max(gone.values()) == 1, gone  # the first tick is let alone: something has gone
    waiting = Letter.unscoped.filter(taken_at=None, sent_at=None).values_list("event", flat=True)
    assert not set(waiting) & set(gone)


LOOKS = {
    import_risks: (lay_list, see_lists),
    write_paper: (lambda at: None, see_paper),
    back_up: (lambda at: None, see_backups),
    tick: (write_letters, see_mail),
}


def letters_standing(at, said) -> dict:
    """What became of the letters: `said` is [(text, number)] of those acknowledged."""
    from office.verification import verify
    from tests.trustbox.writers import journal_state

    state = journal_state(at)
    kept = Counter((text, number) for _year, number, text, _code in state["texts"])
    numbers, known = state["entries"], {tuple(one) for one in said}
    return {
        "acknowledged": len(said),
        "lost": [one for one in said if kept[tuple(one)] != 1],
        "unacknowledged": sum(pair not in known for pair in kept),
        "holes": numbers != list(range(1, len(numbers) + 1)),
        "faults": [str(fault) for fault in verify()],
    }


# --- The whole server ---------------------------------------------------------------------------------------


def kill_server(at, folder, rounds):
    """(kills, what was said): every process of a durable PostgreSQL is killed while people write to it, and
    it is begun again.
    """
    from django.db import connection

    said = []
    enter_letters(at | {"most": 4}, lambda *words: said.append(words))
    for _round in range(rounds):
        connection.close()
        victims = [Victim(enter_letters, at) for _ in range(WRITERS)]
        wait_for_words(victims)
        os.killpg(SERVERS[-1].pid, signal.SIGKILL)
        SERVERS[-1].wait()
        said += [one for victim in victims for one in victim.wait()[1]]
        begin_server(folder)
    return rounds, said


def begin_server(folder):
    SERVERS.append(postgres.start(folder, ()))
    postgres.wait(folder, SERVERS[-1])


@contextmanager
def server_of_its_own():
    """Yield the folder of a durable server with a database, which the environment names."""
    kept = postgres.prepare()
    with postgres.home() as folder:
        postgres.copy(kept, folder / "data")
        begin_server(folder)
        try:
            url = f"postgres://portal@/achyk?host={quote(str(folder), safe='')}"
            named = databases.database_settings(url, databases.ROOT)
            databases.server(named, f"CREATE DATABASE killed TEMPLATE {databases.postgres_template(url)}")
            os.environ["DATABASE_URL"] = databases.at(url, "killed")
            yield folder
        finally:
            SERVERS[-1].send_signal(signal.SIGQUIT)
            SERVERS[-1].wait()


# --- The doors ----------------------------------------------------------------------------------------------


def come_to_the_door(at, people):
    """What citizens said whose letters were taken, however often a worker died: [text, numbers, answers]."""
    from django.db import connection

    connection.close()
    victims = [Victim(send_letters, at) for _ in range(people)]
    return [one for victim in victims for one in victim.wait()[1]]


def main(name, rounds, at):
    import django

    django.setup()
    from office.database.actor import act_for_all
    from tests.crowd import create_order_to_sign

    with act_for_all():
        at |= create_order_to_sign()
        if name == "send_letters":
            said = come_to_the_door(at, rounds)
            pairs = [(text, int(numbers[0])) for text, numbers, _answers in said if len(numbers) == 1]
            again = sum(len(answers) > 1 for *_said, answers in said)
            return {"letters": len(said), "again": again, **letters_standing(at, pairs)}
        if name == "kill_server":
            kills, said = kill_server(at, Path(at["server"]), rounds)
            return {"kills": kills, **letters_standing(at, said)}
        act = globals()[name]
        if act in LOOKS:
            return {"kills": kill_act(act, at, rounds), **letters_standing(at, [])}
        kills, said = kill_writers(act, at, rounds)
        return {"kills": kills, **letters_standing(at, said)}


if __name__ == "__main__":
    arguments = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])
    with server_of_its_own() if arguments[0] == "kill_server" else nullcontext() as own:
        print(json.dumps(main(arguments[0], arguments[1], arguments[2] | {"server": str(own)})))
