"""`./portal manage import_body FOLDER --identity KEY`: an export read into this portal, all or nothing."""

from pathlib import Path

from django.core.management.base import CommandError
from django.utils import translation

from office.accounts.codes import issue_code
from office.database.actor import act_as
from office.handover.package import HandoverError
from office.handover.receipt import import_body
from office.management.base import CommandForAll
from office.management.commands.begin import CODE, appoint_administrator
from office.management.commands.export_body import find_person


class Command(CommandForAll):
    help = (
        "Reads an export of one organisation into this portal: every digest and the chain are proved before "
        "a row is written, and by `verify` after it. With --replace in the place of what is damaged here. "
        "See docs/handover.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--identity", type=Path, required=True, help="the secret key of age, from its safe"
        )
        parser.add_argument("--giver", default="", help="post and name of who hands over, for the act")
        parser.add_argument("--receiver", default="", help="post and name of who receives, for the act")
        parser.add_argument("--sha256", default="", help="of manifest.json, as the paper says")
        parser.add_argument(
            "--administrator",
            metavar="LOGIN",
            help="a person who came: appointed administrator of the organisation, with a one-time code",
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="restore: in the place of the rows the organisation has here; its books are closed after it",
        )

    def handle(self, folder, identity, giver, receiver, sha256, administrator, replace, **options):
        try:
            came = import_body(
                folder,
                identity,
                giver=giver,
                receiver=receiver,
                sha256=sha256,
                administrator=administrator or "",
                replace=replace,
            )
        except HandoverError as trouble:
            raise CommandError(f"Nothing was changed. {trouble}") from trouble
        self.stdout.write(
            f"{came.organisation.code}: {came.rows} rows, {came.files} files, proved by `verify`"
        )
        for name in came.added:
            self.stdout.write(f"Added, to be confirmed here: {name}")
        if came.act is None:
            self.stdout.write(
                "Its books are closed until their last known numbers are entered (docs/restore.md)."
            )
        else:
            code = came.organisation.code
            self.stdout.write(
                f"Act of transfer № {came.act.number}: ./portal manage paper office/transfer "
                f"--organisation {code} -o act.pdf"
            )
        if administrator:
            self.appoint(came.organisation, administrator)

    def appoint(self, organisation, login):
        person = find_person(login)
        with act_as(None), translation.override("ky"):
            appoint_administrator(person, organisation)
        self.stdout.write(f"{person.username}: {CODE}: {issue_code(person)}")
