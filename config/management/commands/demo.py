"""`manage.py demo`: fills an empty install with a living demo; a second run finds it and changes nothing."""

from django.conf import settings
from django.core.management.base import CommandError

from config import demo
from office.management.base import CommandForAll
from office.models.organisation import Organisation
from office.seals.actions import seal_everything


class Command(CommandForAll):
    help = "Loads the demo: a district with two villages, a school, a kindergarten, and their people."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("The demo has a public password: it loads only with PORTAL_MODE=demo.")
        if Organisation.objects.filter(code=demo.VILLAGE).exists():
            self.stdout.write("The demo is already here. To begin anew: ./portal demo --fresh")
            return
        demo.load_demo()
        seal_everything()
        self.stdout.write("The demo is loaded.")
