"""Acts of the positions that change several rows at once. Each is one transaction and knows who acts."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from office.workflow import Refused
from positions.levels import highest


@transaction.atomic
def follow_risks(post, linked):
    """Bring the post's row of the list in line with its risks: `linked` are their levels today. Returns the row, or None.

    A row in the list whose risks have all gone keeps its last level: taking the post out of the list is a person's decision.
    """
    row = post.listed
    if row is None:
        return None
    level = row.given_level or highest(linked) or (row.level if row.state == row.State.LISTED else "")
    if level != row.level:
        row.level = level
        row.version += 1
        row.save(update_fields=["level", "version"])
    return row


@transaction.atomic
def throw_away(post, *, by):
    """Delete a post entered by mistake. Refused for a post that anything points at: such a post is closed and stays."""
    try:
        with transaction.atomic():
            post.delete()
    except ProtectedError:
        raise Refused(
            _(
                "This post is in use: the list or a record of its monitoring names it. Close it instead; it then stays for the memory."
            )
        ) from None
