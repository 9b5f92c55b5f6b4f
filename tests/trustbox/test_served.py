"""The citizens' side as it is installed: gunicorn, the settings of production, files and logs of its own.

After the whole way of an anonymous sender everything the install holds is searched (SAFETY P-1 … P-3).
"""

import base64
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from http.client import HTTPConnection
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from config.application import STAY
from tests import memory
from tests.crowd import ROOT, durable_ground
from tests.office import samples, thief
from tests.serving import serving
from tests.trustbox import served
from tests.trustbox.visitors import hidden
from trustbox import codes

pytestmark = pytest.mark.django_db  # there is a database to copy

HOST = "achyk.example.kg"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="memory of a process is read at /proc")
READER = f"reader-{secrets.token_hex(6)}"
MARK = secrets.token_hex(6)
# The mark in the photograph is this run's own: other tests write that of the samples into the same server.
CAMERA = f"Gulnara-{secrets.randbelow(7000)}".ljust(len(samples.MARK), "x")
# On Linux every 127.x.y.z is ourselves: so the address itself can bear a mark.
ADDRESS = "127.{}.{}.{}".format(*(secrets.randbelow(200) + 20 for _part in range(3)))
HEADERS = {
    "Host": HOST,
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": f"{ADDRESS}, 2001:db8::{MARK[:4]}:{MARK[4:8]}:{MARK[8:]}",
    "User-Agent": f"Mozilla/5.0 {MARK}",
    "Accept-Language": f"ru-{MARK},ru;q=0.9",
    "Referer": f"https://{MARK}.example/",
    "Cookie": f"session={MARK}",
}
WORDS = "Бул жерде пара алышат, далилим бар"
# All that the way of an anonymous sender changes, whichever table or file there is.
TABLES = {
    "office_storedfile",
    "office_wall",
    "portal_cache",
    "trustbox_appeal",
    "trustbox_appealevent",
    "trustbox_appealfile",
    "trustbox_book",
}


def install(env, var):
    """The environment of a production install in the folder `var`, a body in it; only our own static files
    are collected.
    """
    for name in ("secret", "chain"):
        (var / f"{name}-key").write_text(secrets.token_urlsafe(64))
        (var / f"{name}-key").chmod(0o400)
    for folder in ("static", "temporary", "logs"):
        (var / folder).mkdir()
    styles = sorted(path.name for path in (ROOT / "static").iterdir() if path.is_file())
    for name in styles:
        shutil.copy(ROOT / "static" / name, var / "static" / name)
    manifest = {"version": "1.1", "hash": "", "paths": {name: name for name in styles}}
    (var / "static/staticfiles.json").write_text(json.dumps(manifest))
    own = {
        "PORTAL_MODE": "production",
        "PORTAL_VAR": str(var),
        "PORTAL_SECRET_KEY_FILE": str(var / "secret-key"),
        "PORTAL_CHAIN_KEY_FILE": str(var / "chain-key"),
        "PORTAL_HOSTS": HOST,
        "PORTAL_BEHIND_PROXY": "1",
        "TMPDIR": str(var / "temporary"),
    }
    env = {name: value for name, value in env.items() if not name.startswith("PORTAL_")} | own
    clerk(env)
    return env


def clerk(env, *acts):
    command = [sys.executable, "-m", "tests.trustbox.served", *acts]
    subprocess.run(
        command, cwd=ROOT, env=env, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )


def ask(port, path, form=None):
    """The page; each answer keeps its promises (P-3)."""
    source = (ADDRESS, 0) if sys.platform == "linux" else None
    line = HTTPConnection("127.0.0.1", port, timeout=120, source_address=source)
    body = encode_multipart(BOUNDARY, form) if form else None
    kind = {"Content-Type": MULTIPART_CONTENT} if form else {}
    line.request("POST" if form else "GET", f"/open/{served.CODE}/appeal/{path}", body, HEADERS | kind)
    answer = line.getresponse()
    page = answer.read().decode()
    line.close()
    assert answer.status == (422 if form and form.get("code") == "0" * 24 else 200), page
    assert "Set-Cookie" not in answer.headers and "ETag" not in answer.headers
    assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert set(re.findall(r"(?:src|href|action)=\"(?:https?:)?//([^/\"]*)", page)) <= {HOST}
    return page


def whole_way(port, env):
    """Read, write with a photograph, look with a wrong code and the right one, answer what was asked.

    The code.
    """
    pages = {path: ask(port, path) for path in ("", "write/", "answer/", "heads/")}
    time.sleep(3.1)
    photograph = SimpleUploadedFile(
        f"{MARK}.jpg", next(samples.jpegs()).replace(samples.MARK.encode(), CAMERA.encode())
    )
    letter = {"kind": "complaint", "text": WORDS, "language": "ky", "files": photograph}
    receipt = ask(port, "write/", hidden(pages["write/"]) | letter)
    code = "-".join(re.findall(r"<span>([0-9A-Z]{4})</span>", receipt))
    clerk(env, "ask")
    ask(port, "answer/", {"code": "0" * 24})
    state = ask(port, "answer/", {"code": code})
    assert "Качан болду?" in state
    time.sleep(3.1)
    assert "Кечээ болду" in ask(port, "answer/", hidden(state) | {"code": code, "text": "Кечээ болду"})
    return code


@pytest.fixture(scope="module")
def after(django_db_setup, django_db_blocker, tmp_path_factory):
    """What the install held before and after the way, and the code."""
    var = tmp_path_factory.mktemp("install")
    with django_db_blocker.unblock(), durable_ground(var) as place:
        env = install(place, var)
        public = env | {"DJANGO_SETTINGS_MODULE": "config.settings_public"}
        others = set(memory.descendants(os.getpid()))
        with serving(public, "config.public_wsgi", workers=2, log=var / "logs/open.log") as port:
            ask(port, "")
            before = (served.digests(served.table_rows(env)), served.digests(served.files(var)))
            code = whole_way(port, env)
            after = (served.digests(served.table_rows(env)), served.digests(served.files(var)))
            # While the server still runs: its journal and temporary files too.
            contents = {**served.files(var), **tables(env), **served.database_pages(env)}
            server = served_by(others)
            asked = memory.wait_for_others(server, STAY + 20)
            read_elsewhere(port)
            remembered = memory.contents(served_by(others))
        yield SimpleNamespace(
            env=env,
            var=var,
            before=before,
            after=after,
            code=code,
            contents=contents,
            is_replaced=asked,
            remembered=remembered,
        )


def served_by(others):
    """The processes of the server: it and its workers."""
    return memory.of_program(set(memory.descendants(os.getpid())) - others, "gunicorn")


def read_elsewhere(port):
    """A page where nobody writes: its reader's words stay in the memory of the worker that answered."""
    line = HTTPConnection("127.0.0.1", port, timeout=120)
    plain = {"Host": HOST, "X-Forwarded-Proto": "https", "User-Agent": READER}
    line.request("GET", f"/open/{served.CODE}/", headers=plain)
    assert line.getresponse().status == 200
    line.close()


def tables(env):
    return {name: text.encode() for name, text in served.table_rows(env).items()}


def traces(after):
    return [MARK, ADDRESS, after.code, codes.normalise_code(after.code), CAMERA]


def test_install_holds_nothing_of_the_sender(after):
    assert len(after.code) == 29 and any("appeal" in name for name in after.contents)
    assert thief.hits(traces(after), after.contents) == set()


@LINUX
def test_memory_of_the_server_holds_nothing_of_the_sender_half_a_minute_later(after):
    assert after.is_replaced
    assert len(after.remembered) == 3  # the server and its two workers
    assert thief.hits(traces(after), after.remembered) == set()


@LINUX
def test_control_words_of_a_reader_are_found_in_the_memory_of_a_worker(after):
    assert {how for _name, how in thief.hits([READER], after.remembered)} >= {"utf-8"}


def test_way_changes_these_tables_and_files_alone(after):
    (rows, files), (rows_now, files_now) = after.before, after.after
    assert served.changed(rows, rows_now) == TABLES
    kept = {re.sub(r"^files/\d+/\w\w/\w{64}$", "files/…", name) for name in served.changed(files, files_now)}
    assert kept == {"files/…"} | ({"portal.sqlite3"} if "DATABASE_URL" not in after.env else set())
    log = (after.var / "logs/open.log").read_text()
    assert log == "", "a line at the moment of a letter"


def test_control_what_is_planted_is_found_a_deleted_row_too(after):
    """In a row that was deleted again, in the log, in a temporary file: in the clear and in disguise."""
    base = served.connected(after.env)
    cursor = base.cursor()
    if "DATABASE_URL" not in after.env:
        cursor.execute(
            "PRAGMA secure_delete = OFF"
        )  # the portal's own connections overwrite what they delete
    planted = f"'planted', 'x{MARK}x', '2026-01-01 00:00:00'"
    cursor.execute(f"INSERT INTO portal_cache VALUES ({planted})")  # noqa: S608
    base.commit()
    cursor.execute("DELETE FROM portal_cache WHERE cache_key = 'planted'")
    base.commit()
    base.close()
    log, temporary = after.var / "logs/open.log", after.var / "temporary/upload"
    log.write_text(f"{ADDRESS.encode().hex()} {quote(after.code)}")
    temporary.write_bytes(base64.b64encode(b"a" + CAMERA.encode() + b"b") + MARK.encode("utf-16-le"))
    contents = {**served.files(after.var), **served.database_pages(after.env)}
    assert MARK not in "".join(served.table_rows(after.env).values())
    where = {name for name, _how in thief.hits([MARK], contents)}
    assert "temporary/upload" in where and len(where) >= 2
    assert {"hex", "utf-8", "utf-16", "base64"} <= {how for _name, how in thief.hits(traces(after), contents)}
    os.remove(temporary)
