"""Where answers come from: a TOML file, all of it checked before anything is made, or a person at the
terminal, asked one question at a time.
"""

import getpass
import json
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.utils.translation import gettext as _

from config.setup.checks import check_password
from config.setup.questions import FIRST_BODY, INSTALL, LANGUAGES, PASSWORD_FILE, Answers, Question

FIRST = (*FIRST_BODY, PASSWORD_FILE)
NAMES = {"language", *(question.name for question in (*INSTALL, *FIRST))}


def read_answers(path: Path) -> Answers:
    """The answers of a TOML file as text. CommandError for a file that is none, or a name nobody asks for."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as trouble:
        raise CommandError(f"{path}: {trouble}") from None
    if unknown := sorted(content.keys() - NAMES):
        raise CommandError(f"{path}: " + _("nobody asks for %(names)s") % {"names": ", ".join(unknown)})
    if nested := sorted(name for name, value in content.items() if not isinstance(value, str | int)):
        raise CommandError(f"{path}: " + _("a text is needed: %(names)s") % {"names": ", ".join(nested)})
    return {name: str(value) for name, value in content.items()}


def write_answers(answers: Answers) -> str:
    """TOML of the answers that may be remembered."""
    secret = {question.name for question in (*INSTALL, *FIRST) if question.secret}
    # A JSON string is a TOML basic string.
    lines = (f"{name} = {json.dumps(text, ensure_ascii=False)}\n" for name, text in answers.items())
    head = "# The answers of ./portal setup, proposed when it runs again.\n"
    return head + "".join(line for name, line in zip(answers, lines, strict=True) if name not in secret)


def find_faults(error: ValidationError) -> str:
    return " ".join(error.messages)


def complete_answers(file_answers: Answers, former: Answers, questions: Iterable[Question]) -> Answers:
    """Every answer that is needed, from a file, from the last run or as proposed.

    CommandError with a line for each answer that is missing or wrong, by its name.
    """
    answers, faults = {}, []
    for question in questions:
        if not question.asked_when(answers):
            continue
        known = file_answers.get(question.name, former.get(question.name))
        proposed = question.propose(answers) if known is None else None
        try:
            answers[question.name] = question.clean(known or proposed or "")
        except ValidationError as error:
            answers[question.name] = ""
            # What was proposed from a wrong answer is no fault of its own.
            if not proposed or not faults:
                faults.append(f"{question.name}: {find_faults(error)}")
    if faults:
        raise CommandError("\n".join(faults))
    return answers


class Terminal:
    """A person who answers one question at a time; a wrong answer is asked for again at once.

    Enter takes what is proposed, a hyphen leaves the answer empty.
    """

    def __init__(self, source: TextIO = sys.stdin, out: TextIO = sys.stderr):
        self.source, self.out = source, out

    def write(self, text: str):
        self.out.write(text)
        self.out.flush()

    def read_line(self) -> str:
        line = self.source.readline()
        if not line:
            raise CommandError(_("The questions were broken off: nothing was made."))
        return line.strip()

    def ask_all(self, questions: Iterable[Question], known: Answers) -> Answers:
        """The answers; those that are `known` are proposed."""
        answers: Answers = {}
        for question in questions:
            if question.asked_when(answers):
                answers[question.name] = self.ask(question, known.get(question.name), answers)
        return answers

    def ask(self, question: Question, known: str | None, answers: Answers) -> str:
        proposed = known if known is not None else question.propose(answers)
        self.write(f"\n{question.words}\n")
        for number, (_value, label) in enumerate(question.choices, 1):
            self.write(f"  {number}. {label}\n")
        while True:
            self.write(f"[{self.shown(question, proposed)}] > " if proposed else "> ")
            text = self.read_line() or proposed or ""
            try:
                return question.clean("" if text == "-" else by_number(question, text))
            except ValidationError as error:
                self.write(f"  ✗ {find_faults(error)}\n")

    def shown(self, question: Question, value: str) -> str:
        return str(dict(question.choices).get(value, value))

    def ask_language(self) -> str:
        question = Question(
            "language", "Тил · Язык · Language", choices=LANGUAGES, propose=lambda answers: "ky"
        )
        return self.ask(question, None, {})

    def ask_password(self, login: str) -> str:
        """A password typed twice, unseen."""
        while True:
            first = getpass.getpass(_("First password of the administrator, 12 signs or more") + " > ")
            try:
                check_password(first, login)
            except ValidationError as error:
                self.write(f"  ✗ {find_faults(error)}\n")
                continue
            if getpass.getpass(_("Once more") + " > ") == first:
                return first
            self.write("  ✗ " + _("The two passwords differ.") + "\n")


def by_number(question: Question, text: str) -> str:
    """A choice may be named by its number in the list."""
    if question.choices and text.isascii() and text.isdigit() and 0 < int(text) <= len(question.choices):
        return question.choices[int(text) - 1][0]
    return text
