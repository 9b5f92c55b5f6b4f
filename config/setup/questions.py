"""The questions of setup in their order: words, check, what is proposed, and when one is asked at all."""

import getpass
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.setup import checks
from office.models.organisation import Organisation

Answers = dict[str, str]
Labels = Sequence[tuple[str, object]]

LANGUAGES: Labels = [("ky", "Кыргызча"), ("ru", "Русский"), ("en", "English")]
DATABASES: Labels = [
    ("postgresql", gettext_lazy("PostgreSQL: several offices, or many people at once")),
    ("sqlite", gettext_lazy("SQLite: one small office, nothing to install")),
]
SECURITIES: Labels = [
    ("starttls", gettext_lazy("STARTTLS, mostly port 587")),
    ("tls", gettext_lazy("TLS from the first byte, mostly port 465")),
    ("none", gettext_lazy("none: a mail server on this very machine")),
]
PROXIES: Labels = [("nginx", "nginx"), ("caddy", "Caddy")]


def as_it_is(text: str) -> str:
    return text


def always(answers: Answers) -> bool:
    return True


class Question(NamedTuple):
    """One question. `propose` gives the answer that Enter takes, or None where a person must answer; an
    empty answer is taken only where `may_be_empty`. `secret` is never remembered.
    """

    name: str
    words: object
    check: Callable[[str], str] = as_it_is
    propose: Callable[[Answers], str | None] = lambda answers: None
    choices: Labels = ()
    asked_when: Callable[[Answers], bool] = always
    may_be_empty: bool = False
    secret: bool = False

    def clean(self, text: str) -> str:
        """The answer as it is kept. ValidationError with the sentence for a person."""
        text = text.strip()
        if not text:
            if self.may_be_empty:
                return ""
            raise ValidationError(_("An answer is needed."))
        if self.choices and text not in dict(self.choices):
            words = ", ".join(value for value, _label in self.choices)
            raise ValidationError(_("One of these is needed: %(words)s") % {"words": words})
        return self.check(text)


def constant(text: str) -> Callable[[Answers], str]:
    return lambda answers: text


def inside(name: str) -> Callable[[Answers], str]:
    return lambda answers: str(Path(answers["folder"], name))


def first_host(answers: Answers) -> str:
    return answers["hosts"].partition(",")[0]


def workers_for_cores(answers: Answers) -> str:
    """Two for each core and one more, as gunicorn advises, within reason for memory."""
    return str(min(2 * (os.cpu_count() or 1) + 1, 12))


def usual_mail_port(answers: Answers) -> str:
    return {"starttls": "587", "tls": "465"}.get(answers["mail_security"], "25")


def on_postgres(answers: Answers) -> bool:
    return answers["database"] == "postgresql"


def has_mail(answers: Answers) -> bool:
    return bool(answers["mail_host"])


def has_mail_user(answers: Answers) -> bool:
    return has_mail(answers) and bool(answers["mail_user"])


def current_user(answers: Answers) -> str:
    """Whoever types; root makes the install for a user who may do less."""
    return "portal" if os.geteuid() == 0 else getpass.getuser()


PLACE = (
    Question(
        "folder",
        gettext_lazy("Folder for keys, database, files and settings of the portal"),
        checks.check_folder,
        lambda answers: str(Path.home() / "achyk"),
    ),
    Question(
        "user", gettext_lazy("User of this machine whom the portal runs as"), checks.check_user, current_user
    ),
    Question(
        "hosts", gettext_lazy("Host names of the portal, with commas (achyk.example.kg)"), checks.check_hosts
    ),
    Question(
        "address",
        gettext_lazy("Address that is printed on papers"),
        checks.check_address,
        lambda answers: f"https://{first_host(answers)}",
    ),
)
DATABASE = (
    Question("database", gettext_lazy("Database"), propose=constant("postgresql"), choices=DATABASES),
    Question(
        "database_name",
        gettext_lazy("Name of the database"),
        checks.check_database_name,
        constant("achyk"),
        asked_when=on_postgres,
    ),
    Question(
        "database_role",
        gettext_lazy("Role the portal runs as; its owner and its backups get roles of their own"),
        checks.check_database_name,
        constant("portal"),
        asked_when=on_postgres,
    ),
    Question(
        "database_host",
        gettext_lazy("Host of the database, or the folder of its socket"),
        checks.check_database_host,
        constant("localhost"),
        asked_when=on_postgres,
    ),
    Question(
        "database_port",
        gettext_lazy("Port of the database"),
        checks.check_port,
        constant("5432"),
        asked_when=on_postgres,
    ),
    Question(
        "superuser",
        gettext_lazy("Administrator of PostgreSQL: peer (through sudo -u postgres), postgres://…, or empty"),
        checks.check_superuser,
        lambda answers: "peer" if os.geteuid() == 0 else "",
        asked_when=on_postgres,
        may_be_empty=True,
        secret=True,
    ),
)
MAIL = (
    Question(
        "mail_host",
        gettext_lazy("Mail server; empty: no letters yet"),
        checks.check_host,
        constant(""),
        may_be_empty=True,
    ),
    Question(
        "mail_security",
        gettext_lazy("How the line to it is closed"),
        propose=constant("starttls"),
        choices=SECURITIES,
        asked_when=has_mail,
    ),
    Question("mail_port", gettext_lazy("Its port"), checks.check_port, usual_mail_port, asked_when=has_mail),
    Question(
        "mail_user",
        gettext_lazy("Login at the mail server; empty: none"),
        checks.check_plain,
        constant(""),
        asked_when=has_mail,
        may_be_empty=True,
    ),
    Question(
        "mail_password_file",
        gettext_lazy("File with the password of this login, closed to others (chmod 600)"),
        checks.check_private_file,
        asked_when=has_mail_user,
    ),
    Question(
        "mail_from",
        gettext_lazy("Sender of the letters"),
        checks.check_sender,
        lambda answers: f"portal@{first_host(answers)}",
        asked_when=has_mail,
    ),
    Question(
        "mail_try",
        gettext_lazy("Send a letter on trial to this address; empty: none"),
        checks.check_mailbox,
        constant(""),
        asked_when=has_mail,
        may_be_empty=True,
        secret=True,
    ),
)
KEEPING = (
    Question("backups", gettext_lazy("Folder of the backups"), checks.check_folder, inside("backups")),
    Question(
        "backup_recipient",
        gettext_lazy("Line age1… that backups are sealed to; empty: it is made later"),
        checks.check_recipient,
        constant(""),
        may_be_empty=True,
    ),
    Question(
        "proxy",
        gettext_lazy("Web server that speaks TLS in front"),
        propose=constant("nginx"),
        choices=PROXIES,
    ),
    Question(
        "port", gettext_lazy("Port of the staff side, on this machine"), checks.check_port, constant("8000")
    ),
    Question(
        "open_port",
        gettext_lazy("Port of the citizens' side, on this machine"),
        checks.check_port,
        constant("8001"),
    ),
    Question("workers", gettext_lazy("Processes of the staff side"), checks.check_workers, workers_for_cores),
)
INSTALL = (*PLACE, *DATABASE, *MAIL, *KEEPING)

# Asked while the install has no body yet.
FIRST_BODY = (
    Question(
        "code", gettext_lazy("Short name of the first body in Latin letters (dostuk)"), checks.check_code
    ),
    Question(
        "kind", gettext_lazy("Its kind"), checks.check_kind, constant("village"), Organisation.Kind.choices
    ),
    Question("name", gettext_lazy("Its name in Kyrgyz, as papers have it"), checks.check_words),
    Question("place", gettext_lazy("Its place, as papers name it"), checks.check_words),
    Question("login", gettext_lazy("Login of its administrator"), checks.check_login, constant("admin")),
    Question("surname", gettext_lazy("Surname of the administrator"), checks.check_words),
    Question("given", gettext_lazy("Given name of the administrator"), checks.check_words),
)
# A file of answers names it; at the terminal the password itself is asked for, twice and unseen.
PASSWORD_FILE = Question(
    "password_file",
    gettext_lazy("File whose first line is the first password"),
    checks.check_password_file,
    secret=True,
)
