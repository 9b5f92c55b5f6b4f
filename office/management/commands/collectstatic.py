"""Django's `collectstatic`, in a folder that is closed to others."""

from django.contrib.staticfiles.management.commands import collectstatic

from office.management.base import make_folder_of_portal


class Command(collectstatic.Command):
    def handle(self, **options):
        make_folder_of_portal()
        return super().handle(**options)
