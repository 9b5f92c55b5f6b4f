"""What setup does with the answers, in order; each step looks first at what is there already."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.core.management import CommandError
from django.utils.translation import gettext as _

from config.bootstrap import ENVIRONMENT, ROOT, read_environment_file
from config.setup import disk, postgres
from config.setup.questions import Answers, on_postgres

SETUP_LINE = "./portal setup"


def missing_packages(answers: Answers) -> list[str]:
    """Packages of Debian with the programs that backups need and this machine lacks."""
    needed = {"age": "age"} | ({"pg_dump": "postgresql-client"} if on_postgres(answers) else {})
    return [package for program, package in needed.items() if not shutil.which(program)]


class Left(NamedTuple):
    """What a person must do still, and the line to type."""

    what: str
    line: str


class Install:
    """One install: its answers, where its files lie, and what this run made or left."""

    def __init__(self, answers: Answers, environment: Path, write: Callable[[str], object]):
        self.answers, self.environment, self.write = answers, environment, write
        self.folder = Path(answers["folder"])
        self.owner_environment = environment.with_name(f"{environment.name}.owner")
        self.ledger = disk.Ledger()
        self.left: list[Left] = []

    @property
    def var(self) -> Path:
        return self.folder / "var"

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    def make_folders(self):
        paths = (self.folder, self.keys, self.var, Path(self.answers["backups"]))
        faults = [disk.find_folder_fault(path) for path in (*paths, self.folder / "deploy")]
        if any(faults):
            raise CommandError("\n".join(filter(None, faults)))
        for path in paths:
            disk.make_folder(path, self.ledger)

    def make_keys(self):
        for name in ("secret-key", "chain-key"):
            disk.make_key(self.keys / name, self.ledger)

    def write_environment(self):
        """The variables of the served portal, and apart from them those of the owner and of backups."""
        answers, urls = self.answers, self.database_urls()
        values = {
            "PORTAL_MODE": "production",
            "PORTAL_SECRET_KEY_FILE": str(self.keys / "secret-key"),
            "PORTAL_CHAIN_KEY_FILE": str(self.keys / "chain-key"),
            "PORTAL_HOSTS": answers["hosts"],
            "PORTAL_ADDRESS": answers["address"],
            "PORTAL_VAR": str(self.var),
            "PORTAL_BEHIND_PROXY": "1",
            "PORTAL_BACKUPS": answers["backups"],
            "PORTAL_BACKUP_RECIPIENT": answers["backup_recipient"],
            "DATABASE_URL": urls.portal if urls else "",
            "PORTAL_MAIL_HOST": answers["mail_host"],
            **{
                f"PORTAL_{name.upper()}": answers.get(name, "")
                for name in ("mail_port", "mail_security", "mail_user", "mail_password_file", "mail_from")
            },
        }
        disk.write_environment(self.environment, values, self.ledger)
        if urls:
            owner = {"PORTAL_DATABASE_OWNER_URL": urls.owner, "PORTAL_BACKUP_DATABASE_URL": urls.backup}
            disk.write_environment(self.owner_environment, owner, self.ledger)
        if "PORTAL_ENVIRONMENT_FILE" not in os.environ:
            disk.link_environment(self.environment, ENVIRONMENT, self.ledger)

    def database_urls(self) -> postgres.Urls | None:
        if self.answers["database"] != "postgresql":
            return None
        return postgres.make_urls(self.answers, self.variables(owner=True))

    def variables(self, *, owner: bool = False) -> dict[str, str]:
        """What the environment file says now, and the file of the owner where it is asked for."""
        files = [self.environment, *([self.owner_environment] if owner else [])]
        found: dict[str, str] = {}
        for path in files:
            found |= read_environment_file(path) if path.exists() else {}
        return found

    def make_database(self):
        """Roles and database, where setup may make them; else CommandError with the SQL to run."""
        if (urls := self.database_urls()) is None or (refusal := postgres.find_refusal(urls)) is None:
            return
        sql, superuser = postgres.make_sql(self.answers, urls), self.answers.get("superuser", "")
        if superuser:
            try:
                postgres.run_sql(sql, superuser, postgres.socket_place(self.answers))
                refusal = postgres.find_refusal(urls)
            except postgres.DatabaseError as trouble:
                refusal = f"{refusal}\n{trouble}"
        if refusal:
            raise CommandError(self.words_of_sql(sql, refusal))
        self.ledger.made.append(_("PostgreSQL: roles and database"))

    def words_of_sql(self, sql: str, refusal: str) -> str:
        path = self.folder / "roles.sql"
        disk.write_file(path, sql, self.ledger)
        place = " ".join(postgres.socket_place(self.answers))
        return "\n\n".join(
            (
                _("The database cannot be reached yet: %(refusal)s") % {"refusal": refusal},
                _("This SQL makes what is missing and touches nothing that is there (%(path)s):")
                % {"path": path},
                sql,
                _("Type these two lines, then delete the file:"),
                f"  sudo -u postgres psql {place} -v ON_ERROR_STOP=1 < {path}\n  {SETUP_LINE}",
            )
        )

    def run(self, *command: str, owner: bool = False, check: bool = True) -> str:
        """Run a command of the install; what it prints. CommandError with its words when it fails."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not (name == "DATABASE_URL" or name.startswith(("PORTAL_", "DJANGO_")))
        }
        done = subprocess.run(
            [sys.executable, ROOT / "manage.py", *command],
            env=kept | self.variables(owner=owner),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode and check:
            line = f"./portal manage {' '.join(command)}"
            raise CommandError(_("This step failed: %(line)s") % {"line": line} + f"\n{done.stderr.strip()}")
        return done.stdout

    def make_tables(self):
        self.write(_("Tables: some minutes at the first time"))
        self.run("migrate", "-v", "0", owner=True)
        self.run("createcachetable", "-v", "0", owner=True)
        self.write(_("Files of the pages"))
        self.run("collectstatic", "--no-input", "-v", "0")
        self.write(_("Checks"))
        self.run("check", "--deploy", "--database", "default")

    def has_body(self) -> bool:
        return self.environment.exists() and self.run("begin", "--has-begun", check=False).strip() == "yes"

    def enter_first_body(self, first: Answers):
        """The first body and its administrator; `first` holds `password_file`, or the `password` itself."""
        with tempfile.TemporaryDirectory(prefix="achyk-setup-") as folder:
            file = first.get("password_file", "")
            if not file:
                file = str(Path(folder, "password"))
                disk.write_file(Path(file), first["password"] + "\n", disk.Ledger())
            options = [f"--{name}={text}" for name, text in first.items() if not name.startswith("password")]
            self.run("begin", *options, f"--password-file={file}")
        self.ledger.made.append(_("First body and administrator: %(login)s") % {"login": first["login"]})
        self.add_left(
            _("The chain key proves the books and is in no backup: carry a copy to another place"),
            f"cat {self.keys / 'chain-key'}",
        )

    def try_mail(self):
        if not (address := self.answers.get("mail_try")):
            return
        try:
            self.run("sendtestemail", address)
        except CommandError as trouble:
            reason = str(trouble).splitlines()[-1]
            self.add_left(_("The letter on trial was not sent: %(reason)s") % {"reason": reason}, SETUP_LINE)
        else:
            self.write(_("A letter was sent to %(address)s: see whether it came.") % {"address": address})

    def make_first_backup(self):
        """The first backup, once it can be sealed; later ones are the timer's."""
        if self.status()["last_backup"]:
            return
        if not self.answers["backup_recipient"]:
            self.add_left(
                _("Backups have no key yet. Make one on another machine; its line age1… goes to setup:"),
                f"age-keygen -o offline-key && {SETUP_LINE}",
            )
            return
        if names := " ".join(missing_packages(self.answers)):
            what = _("Backups need programs that are not here: %(names)s") % {"names": names}
            self.add_left(what, f"sudo apt-get install {names} && {SETUP_LINE}")
            return
        self.write(_("First backup"))
        self.ledger.made.append(self.run("backup", owner=True).splitlines()[0])

    def status(self) -> dict:
        """`./portal status --json`, which ends with 1 when something is to be done."""
        return json.loads(self.run("status", "--json", check=False))

    def add_left(self, what: str, line: str):
        self.left.append(Left(what, line))
