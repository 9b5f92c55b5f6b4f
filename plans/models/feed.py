"""Calendar feed: the secret address under which a calendar program reads the terms of measures, without a
cookie.
"""

import secrets

from django.db import models

from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.models.person import Person


def new_token() -> str:
    """A random token of 128 bits."""
    return secrets.token_hex(16)


class FeedQuerySet(OwnedQuerySet):
    def with_address(self, token):
        """The feed of a public address, across organisations."""
        return self._allow(self.filter(token=token))


class Feed(Owned):
    """The feed of a person at an organisation; whoever has the token reads it, deleting the row
    revokes it.
    """

    NOT_AUDITED = ("token",)  # whoever reads the history must not carry the address away

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)

    unscoped, objects = make_managers(FeedQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="one_calendar_a_person_and_body")
        ]

    def __str__(self):
        return str(self.person)
