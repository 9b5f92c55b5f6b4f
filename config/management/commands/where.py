"""`./portal manage where /risks/17/`: which files answer an address."""

import inspect
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import Resolver404, resolve


class Command(BaseCommand):
    help = "Prints the route, the right it asks for, the model, the template and the tests of an address."

    def add_arguments(self, parser):
        parser.add_argument("address", help="such as /risks/17/")

    def handle(self, *, address, **options):
        try:
            match = resolve(address)
        except Resolver404:
            raise CommandError(f"No route answers {address}") from None
        for label, value in describe_route(match):
            if value:
                self.stdout.write(f"{label:<9} {value}")


def describe_route(match):
    """Pairs of label and value, in the order one looks for them."""
    view = inspect.unwrap(match.func)
    register = getattr(match.func, "register", None)
    yield "route", f"{match.view_name}  {match.route}"
    yield "view", source_place(view)
    act = getattr(match.func, "act", None)
    yield "right", str(act.value) if act else "public" if getattr(match.func, "public", False) else ""
    if register:
        yield "model", source_place(register.model)
        yield "form", source_place(register.form) if register.form else ""
        template = {
            "record": register.record_template,
            "register": register.list_template,
            "move": "office/confirm.html",
        }
        yield "template", f"templates/{template.get(match.url_name, register.form_template)}"
        yield "tests", f"tests/{register.model._meta.app_label}/"


def source_place(thing):
    """`risks/models/risk.py:150 Risk`, relative to the checkout where it lies there."""
    path = Path(inspect.getsourcefile(thing))
    shown = path.relative_to(settings.BASE_DIR) if path.is_relative_to(settings.BASE_DIR) else path
    return f"{shown}:{inspect.getsourcelines(thing)[1]} {thing.__qualname__}"
