"""`./portal setup`: an install that people work with, from questions or from a file of answers."""

import os
import sys
from pathlib import Path

from django.core.management import CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from config.bootstrap import ENVIRONMENT
from config.setup import answers as sources
from config.setup.disk import write_file
from config.setup.questions import FIRST_BODY, INSTALL, LANGUAGES, Answers
from config.setup.services import write_services
from config.setup.steps import Install
from office.management.base import CommandForAll

REMEMBERED = "setup.toml"


class Command(CommandForAll):
    help = (
        "Makes keys, environment file, folders, roles and database, tables, the first body with its "
        "administrator, the first backup, units of systemd and lines of a proxy; says what is left, each "
        "with the line to type. Run again, it keeps what is there and says what changed."
    )
    requires_system_checks = ()  # there is no install yet whose checks could be asked

    def add_arguments(self, parser):
        parser.add_argument("--answers", type=Path, metavar="FILE", help="TOML; nothing is asked")
        parser.add_argument("--language", choices=[code for code, _label in LANGUAGES])

    def handle(self, *, answers, language, **options):
        os.umask(0o077)
        file_answers = sources.read_answers(answers) if answers else None
        if file_answers is None and not sys.stdin.isatty():
            raise CommandError(_("Nobody can answer here: name a file of answers with --answers FILE"))
        self.terminal = sources.Terminal()
        language = (
            language
            or (file_answers or {}).get("language")
            or (self.terminal.ask_language() if file_answers is None else "ky")
        )
        if language not in dict(LANGUAGES):
            raise CommandError(f"language: ky, ru, en, not {language}")
        with translation.override(language):
            self.make_install(file_answers, language)

    def make_install(self, file_answers: Answers | None, language: str):
        """Everything that is asked is checked before anything is made."""
        known = environment_file()
        former = find_former(known)
        if file_answers is None:
            answers = self.terminal.ask_all(INSTALL, former)
        else:
            answers = sources.complete_answers(file_answers, former, INSTALL)
        install = Install(answers, known or Path(answers["folder"], "environment"), self.say)
        first = None if install.has_body() else self.find_first_body(file_answers, former)
        install.make_folders()
        install.make_keys()
        install.write_environment()
        # Also of the first body: a run that breaks off before it is there asks nothing twice.
        first_body = {question.name for question in FIRST_BODY}
        kept = {name: text for name, text in (first or former).items() if name in first_body}
        remembered = sources.write_answers({"language": language} | answers | kept)
        write_file(install.environment.with_name(REMEMBERED), remembered, install.ledger)
        install.make_database()
        install.make_tables()
        if first and not install.has_body():
            install.enter_first_body(first)
        install.try_mail()
        install.make_first_backup()
        write_services(install)
        self.report(install)

    def find_first_body(self, file_answers: Answers | None, former: Answers) -> Answers:
        if file_answers is not None:
            return sources.complete_answers(file_answers, former, sources.FIRST)
        first = self.terminal.ask_all(FIRST_BODY, former)
        return first | {"password": self.terminal.ask_password(first["login"])}

    def say(self, text: str):
        self.stderr.write(f"→ {text}", str)  # no fault: not in red

    def report(self, install: Install):
        ledger = install.ledger
        for title, entries in ((_("Made:"), ledger.made), (_("Changed:"), ledger.changed)):
            if entries:
                self.stdout.write("\n".join((title, *(f"  {entry}" for entry in entries))))
        if not ledger.made and not ledger.changed:
            self.stdout.write(_("Everything was there already: nothing was changed."))
        if install.left:
            self.stdout.write("\n" + _("What is left:"))
        for number, (what, line) in enumerate(install.left, 1):
            self.stdout.write(f"{number}. {what}\n     " + line.replace("\n", "\n     "))


def environment_file() -> Path | None:
    """The environment file of an install that is there, or the place that PORTAL_ENVIRONMENT_FILE names."""
    if path := os.environ.get("PORTAL_ENVIRONMENT_FILE"):
        return Path(path).absolute()
    if "PORTAL_ENVIRONMENT_FILE" not in os.environ and ENVIRONMENT.exists():
        return ENVIRONMENT.resolve()
    return None


def find_former(environment: Path | None) -> Answers:
    """The answers of the last run, which lie in the folder of the install."""
    if environment and (path := environment.with_name(REMEMBERED)).exists():
        return sources.read_answers(path)
    return {}
