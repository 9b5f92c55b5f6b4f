"""`./portal manage begin`: the first body of an empty install and its administrator; everything after that is
done on the screen.
"""

import sys
from pathlib import Path

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from office import clock
from office.accounts.codes import issue_code
from office.database.actor import act_as
from office.management.base import CommandForAll
from office.models.organisation import Organisation
from office.models.person import Appointment, Person
from office.roles import Role

# What is asked, as the person at the terminal reads it, and the option that answers it beforehand.
ASKED = {
    "code": "Органдын коду, латын тамгалары · code of the body in Latin letters (dostuk)",
    "kind": f"Түрү · kind ({', '.join(Organisation.Kind.values)})",
    "name": "Органдын аталышы кыргызча · name of the body in Kyrgyz",
    "place": "Жайгашкан жери · place, as papers name it",
    "login": "Администратордун логини · login of the administrator",
    "surname": "Фамилиясы · surname",
    "given": "Аты · given name",
}


CODE = "Бир жолку код, сырсөздүн ордуна терилет · one-time code, typed instead of a password"


class Command(CommandForAll):
    help = "Enters a body and the administrator who will enter all the rest. Asks for what no option says."

    def add_arguments(self, parser):
        for name, words in ASKED.items():
            parser.add_argument(f"--{name}", help=words)
        parser.add_argument(
            "--password-file",
            type=Path,
            help="a file whose first line is the first password; without one a one-time code is printed",
        )
        parser.add_argument(
            "--has-begun", action="store_true", help="only say `yes` or `no`: whether there is a body already"
        )

    def handle(self, **options):
        if options["has_begun"]:
            self.stdout.write("yes" if Organisation.objects.exists() else "no")
            return
        answers = {name: options[name] or self.ask(name) for name in ASKED}
        file = options["password_file"]
        try:
            person = create_first_organisation(answers, file.read_text().splitlines()[0] if file else None)
        except ValidationError as error:
            raise CommandError(" ".join(error_sentences(error))) from None
        self.stdout.write(f"{person.username}: {Role.ADMINISTRATOR.label}, {answers['name']}")
        if not file:
            self.stdout.write(f"{CODE}: {issue_code(person)}")

    def ask(self, name):
        if not sys.stdin.isatty():
            raise CommandError(f"--{name} is needed: {ASKED[name]}")
        return input(f"{ASKED[name]}: ").strip()


def create_first_organisation(answers: dict, password: str | None) -> Person:
    """A body that stands under none, and its administrator, both or neither; None: a code is given next.

    ValidationError for what no form would take either.
    """
    organisation = Organisation(
        code=answers["code"], kind=answers["kind"], name_ky=answers["name"], place_ky=answers["place"]
    )
    organisation.stand_under(None)
    person = Person(username=answers["login"], surname=answers["surname"], name=answers["given"])
    if password is not None:
        validate_password(password, person)
    person.set_password(password)
    with act_as(None):
        for row in (organisation, person):
            row.full_clean()
            row.save()
        appoint_administrator(person, organisation)
    return person


def appoint_administrator(person: Person, organisation: Organisation) -> Appointment:
    """By nobody: the command that opens an organisation here."""
    return Appointment.objects.create(
        person=person,
        organisation=organisation,
        role=Role.ADMINISTRATOR,
        post=str(Role.ADMINISTRATOR.label),
        starts=clock.today(),
    )


def error_sentences(error: ValidationError) -> list[str]:
    """Each complaint with the name of its field."""
    if not hasattr(error, "error_dict"):
        return error.messages
    return [f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()]
