"""`./portal manage export_body CODE --to FOLDER --by LOGIN`: one organisation as a folder."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from office.handover.export import export_body
from office.handover.package import HandoverError
from office.management.base import CommandForAll
from office.management.commands.paper import find_organisation
from office.models.person import Person


class Command(CommandForAll):
    help = (
        "Writes one organisation as a folder: a page that opens without the portal, its papers, its tables "
        "as CSV and JSON, its chain and heads, a verifier, and all that an import needs, sealed to the key "
        "of the receiver. The chain key is never in it. See docs/handover.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("organisation", metavar="CODE")
        parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="a new folder")
        parser.add_argument(
            "--by",
            required=True,
            metavar="LOGIN",
            help="who exports: the open part shows what this person may see, and the export is remembered",
        )
        parser.add_argument(
            "--recipient",
            metavar="AGE1",
            default=settings.BACKUP_RECIPIENT,
            help="the receiver's line age1… or a file with it; default: PORTAL_BACKUP_RECIPIENT",
        )

    def handle(self, organisation, to, by, recipient, **options):
        body = find_organisation(organisation)
        person = find_person(by)
        try:
            made = export_body(body, to, by=person, recipient=recipient)
        except HandoverError as trouble:
            raise CommandError(str(trouble)) from trouble
        self.stdout.write(f"{to}\nSHA-256 of manifest.json: {made.manifest_sha256}")


def find_person(login: str) -> Person:
    found = Person.objects.filter(username=login).first()
    if found is None:
        raise CommandError(f"Nobody signs in as {login}.")
    return found
