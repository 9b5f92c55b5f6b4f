"""What the administrator's day says of the machine, with the line to type: a backup that is too old, a
database without checksums.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from office.duties import Source
from office.operations.checksums import checksums_line, lack_checksums
from office.recovery.backup import GoodBackup, last_backup
from office.registers.links import MyDayLine
from office.roles import Act, may

BACKUP_LINE = "./portal backup"


def backup_is_old(last: GoodBackup | None, now: datetime) -> bool:
    """Whether no good backup was made for `settings.BACKUP_DAYS` days; 0 reminds of none."""
    return is_old(last.at if last else None, now)


def is_old(moment: datetime | None, now: datetime) -> bool:
    days = settings.BACKUP_DAYS
    return bool(days) and (moment is None or now - moment > timedelta(days=days))


def backup_my_day_lines(person, organisation, now: datetime | None = None):
    """For the administrator: the last good backup, once it is too old."""
    if organisation is None or not may(person, Act.MANAGE, organisation):
        return []
    now = now or datetime.now(UTC)
    last = last_backup()
    if not backup_is_old(last, now):
        return []
    words = (
        _("The last good backup was made %(days)s days ago") % {"days": (now - last.at).days}
        if last
        else _("No good backup has been made yet")
    )
    term = _("Type on the server: %(line)s") % {"line": BACKUP_LINE}
    return [MyDayLine(words, f"{reverse('guide')}#backups", urgency="overdue", term=term)]


def checksums_my_day_lines(person, organisation):
    """For the administrator: PostgreSQL that would not notice damage on its disk."""
    if organisation is None or not may(person, Act.MANAGE, organisation) or not lack_checksums():
        return []
    words = _("PostgreSQL keeps no checksums: damage on its disk goes unseen")
    term = _("Type on the server: %(line)s") % {"line": checksums_line()}
    return [MyDayLine(words, f"{reverse('guide')}#backups", urgency="soon", term=term)]


MY_DAY = (Source(backup_my_day_lines, (Act.MANAGE,)), Source(checksums_my_day_lines, (Act.MANAGE,)))
