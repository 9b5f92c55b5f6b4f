"""Named values of an appeal: channel, kind, language, result, ground for no reply."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from office.wall.models.wall import Wall

SHORT_TEXT = 300  # signs of the beginning of a letter of the tray


class Channel(models.TextChoices):
    BOX = "box", _("trust box")
    COUNTER = "counter", _("counter")
    POST = "post", pgettext_lazy("channel", "post")
    TELEPHONE = "telephone", _("trust telephone")
    ONLINE = "online", _("online")
    RECEPTION = "reception", _("personal reception")
    UNKNOWN = "unknown", _("not known")  # of an entry that a restore lost


class AppealKind(models.TextChoices):
    PROPOSAL = "proposal", _("proposal (of a citizen)")
    APPLICATION = "application", _("application")
    COMPLAINT = "complaint", _("complaint")
    UNREADABLE = "unreadable", _("cannot be read")


class Language(models.TextChoices):
    KYRGYZ = "ky", _("Kyrgyz")
    RUSSIAN = "ru", _("Russian")
    OTHER = "other", _("another language")


class AppealResult(models.TextChoices):
    SATISFIED = "satisfied", _("satisfied")
    EXPLAINED = "explained", _("explained")
    REFUSED = "refused", _("refused")


ABOUT = [
    ("", _("nobody of this body, or the sender does not say")),
    *((role.value, role.label) for role in Wall.ABOUT),
]


class NoReplyGround(models.TextChoices):
    ANONYMOUS = "anonymous", _("anonymous: there is nobody to answer")
    OBSCENE = "obscene", _("obscene or insulting")
    REPEATED = "repeated", _("repeated without anything new")
    UNREADABLE = "unreadable", _("cannot be read")
