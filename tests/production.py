"""An install in production mode, made by README's own lines, and browsers that come through a TLS proxy."""

import base64
import hmac
import os
import re
import secrets
import ssl
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlparse
from urllib.request import HTTPCookieProcessor, HTTPSHandler, Request, build_opener

import html5lib
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests import postgres
from tests.page import element_text, sent_by
from tests.serving import ROOT, serving

HOST = "localhost"
PASSWORD = "кызыл-алма-бакта"
BEGIN = {
    "code": "dostuk",
    "kind": "village",
    "name": "Достук айыл өкмөтү",
    "place": "Пахта-Дөбө айылы",
    "login": "admin",
    "surname": "Абдылдаев",
    "given": "Тимур",
}


# --- The install
# ------------------------------------------------------------------------------------------------------


@contextmanager
def database(environment):
    """Yield what to add to the environment of the portal, and to that of its owner: nothing for SQLite, a
    durable server of its own for PostgreSQL with the two roles of README.
    """
    if "DATABASE_URL" not in environment:
        yield {}, {}
        return
    with postgres.server(profile=()) as url:
        folder = url.partition("host=")[2].replace("%2F", "/")
        postgres.administer(
            folder,
            "CREATE ROLE portal_owner LOGIN NOSUPERUSER NOBYPASSRLS",
            "ALTER ROLE portal NOCREATEDB",
            "CREATE DATABASE achyk OWNER portal_owner",
        )
        yield (
            {"DATABASE_URL": url},
            {"PORTAL_DATABASE_OWNER_URL": url.replace("//portal@", "//portal_owner@")},
        )


@contextmanager
def installed(folder: Path):
    """Yield the environment of an install in `folder`: one body and its administrator with PASSWORD."""
    inherited = {
        name: text for name, text in os.environ.items() if not name.startswith(("PORTAL_", "DJANGO_"))
    }
    with database(inherited) as (address, owner):
        inherited.pop("DATABASE_URL", None)
        var = folder / "var"
        var.mkdir(mode=0o700)
        env = inherited | address | {"PORTAL_VAR": str(var), "PORTAL_HOSTS": HOST, "PORTAL_BEHIND_PROXY": "1"}
        for name in ("SECRET", "CHAIN"):
            env[f"PORTAL_{name}_KEY_FILE"] = str(private_file(folder / name, secrets.token_urlsafe(64)))
        answers = [word for name, answer in BEGIN.items() for word in (f"--{name}", answer)]
        password = private_file(folder / "password", PASSWORD)
        manage(env | owner, "migrate", "-v", "0")
        manage(env | owner, "createcachetable")
        manage(env, "collectstatic", "--no-input", "-v", "0")
        manage(env, "check", "--deploy", "--fail-level", "WARNING")
        manage(env, "begin", *answers, "--password-file", str(password))
        yield env


def private_file(path: Path, text: str) -> Path:
    path.write_text(text)
    path.chmod(0o400)
    return path


def manage(env, *command):
    """Run a command of the install; AssertionError with what it said when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


# --- The proxy
# --------------------------------------------------------------------------------------------------------


class Forwarder(BaseHTTPRequestHandler):
    """Hand a request on as nginx would: the Host of the browser, and from where and how it came."""

    server: "Proxy"

    def forward(self):
        headers = {name: text for name, text in self.headers.items() if name.lower() != "connection"}
        came_by = [self.headers.get("X-Forwarded-For"), self.client_address[0]]
        headers["X-Forwarded-For"] = ", ".join(filter(None, came_by))
        headers["X-Forwarded-Proto"] = "https"
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        line = HTTPConnection("127.0.0.1", self.server.behind, timeout=120)
        line.request(self.command, self.path, content, headers)
        answer = line.getresponse()
        content = answer.read()
        self.send_response(answer.status, answer.reason)
        for name, text in answer.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "content-length", "server", "date"):
                self.send_header(name, text)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        line.close()

    do_GET = do_POST = forward

    def log_message(self, *args):
        pass


class Proxy(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, behind: int, certificate: Path):
        super().__init__(("127.0.0.1", 0), Forwarder)
        self.behind = behind
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        # Whoever opens a line and says nothing must not keep the others waiting: each has its own thread.
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)


@contextmanager
def tls(behind: int, certificate: Path):
    """Yield the port of a proxy in front of the port `behind`."""
    with Proxy(behind, certificate) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, args=[0.05])
        thread.start()
        try:
            yield proxy.server_port
        finally:
            proxy.shutdown()
            thread.join()


def make_certificate(path: Path) -> Path:
    """A key and a certificate for HOST, signed by itself, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def entrance(env, folder: Path):
    """Serve the install as README says and yield a maker of browsers that come through the proxy."""
    certificate = make_certificate(folder / "certificate.pem")
    with (
        serving(env, "config.wsgi", workers=2, log=folder / "log") as behind,
        tls(behind, certificate) as port,
    ):
        yield lambda: Browser(f"https://{HOST}:{port}", certificate)


# --- People
# -----------------------------------------------------------------------------------------------------------


class Page:
    """What a browser shows after all redirects."""

    def __init__(self, answer):
        self.status, self.url, self.html = answer.status, answer.url, answer.read().decode()
        self.path = urlparse(self.url).path
        self.tree = html5lib.parse(self.html, namespaceHTMLElements=False)

    @property
    def h1(self) -> str:
        return element_text(next(self.tree.iter("h1")))

    def field(self, name: str) -> str:
        """The value of the field with this id."""
        field = next(element for element in self.tree.iter() if element.get("id") == name)
        return field.get("value") or "".join(field.itertext())

    def choice(self, name: str, words: str) -> str:
        """The value of the choice with these words in the field `name`."""
        (field,) = (element for element in self.tree.iter("select") if element.get("name") == name)
        return next(option.get("value") for option in field.iter("option") if element_text(option) == words)

    @property
    def form(self):
        main = next(self.tree.iter("main"))
        return next(form for form in main.iter("form") if form.get("method", "").lower() == "post")


class Browser:
    """Follows redirects, keeps cookies as the standard says and trusts one certificate."""

    def __init__(self, address: str, certificate: Path):
        self.address = address
        context = ssl.create_default_context(cafile=certificate)
        self.opener = build_opener(HTTPSHandler(context=context), HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> Page:
        return self.ask(Request(urljoin(self.address, path)))

    def submit(self, page: Page, path: str = "", **changes) -> Page:
        """Send the main form of a page with some fields filled in; to `path` if there is one."""
        address = urljoin(page.url, path or page.form.get("action") or page.url)
        data = urlencode(sent_by(page.form) | changes).encode()
        return self.ask(Request(address, data, {"Referer": page.url}))

    def ask(self, request) -> Page:
        try:
            return Page(self.opener.open(request, timeout=120))
        except HTTPError as refusal:
            return Page(refusal)

    def sign_in(self, login: str, password: str) -> Page:
        return self.submit(self.get("/"), login=login, password=password)


def one_time_code(secret: str) -> str:
    """The code of a secret in Base32 (RFC 6238), when it has ten seconds left at least."""
    if time.time() % 30 > 20:
        time.sleep(30 - time.time() % 30)
    key = base64.b32decode(re.sub(r"\s", "", secret) + "=" * (-len(secret) % 8))
    mac = hmac.digest(key, int(time.time() // 30).to_bytes(8, "big"), "sha1")
    start = mac[-1] & 15
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06}"
