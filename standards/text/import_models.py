"""A text an organisation has in Word or as plain text, on its way into a draft."""

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned, make_managers
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act
from standards.text.models import Point, Standard
from standards.text.parser import TextReading

# Why a line of the file is not a part of the text by itself, or should be looked at.
REASONS = {
    "stamp": _("the stamp of an electronic signature: taken out of the text"),
    "before": _("stands before the text: not taken"),
    "signature": _("the signature under the text: not taken"),
    "joined": _("begins with a small letter: joined to the paragraph above"),
    "order": _("the number does not follow the one before"),
    "twice": _("the number is there already: taken as a paragraph without a number"),
    "placeholder": _("a field of the form that nobody filled in: left out"),
    "hidden-text": _("holds words that are hidden in the file: taken too"),
    "struck-text": _("holds words that are struck out in the file: taken too"),
}


class TextImport(Workflow, Owned):
    """Nothing of the file is a point of the draft before the last step. `reading` is what was understood."""

    class State(models.TextChoices):
        READ = "read", _("read, waits to be accepted")
        ACCEPTED = "accepted", _("accepted")
        DISCARDED = "discarded", _("put aside")

    MOVES = (
        Move(
            "accept",
            _("Accept the text"),
            (State.READ,),
            State.ACCEPTED,
            Act.STANDARD,
            _("The whole text becomes that of the draft; points that stand there now are replaced."),
        ),
        Move(
            "discard",
            _("Put aside"),
            (State.READ,),
            State.DISCARDED,
            Act.STANDARD,
            _("Nothing enters the draft."),
            danger=True,
        ),
    )
    NOT_AUDITED = ("reading",)
    KINDS = Point.Kind.choices

    standard = models.ForeignKey(
        Standard,
        models.PROTECT,
        related_name="imports",
        verbose_name=_("version of the standard"),
        editable=False,
    )
    name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    reading = models.JSONField()
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.READ, editable=False)
    read_at = models.DateTimeField(_("read on"), auto_now_add=True)
    read_by = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name=_("read by"))

    unscoped, objects = make_managers()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("text_imports:record", args=[self.pk])

    @property
    def is_waiting(self):
        return self.state == self.State.READ

    @cached_property
    def found(self) -> TextReading:
        """What was understood of the file."""
        return TextReading.from_dict(self.reading)

    def on_accept(self, *, by):
        if not self.standard.is_editable:
            raise Refused(_("The version is no longer in work."))
        if not self.found.parts:
            raise Refused(_("No point was found in the file."))
        self.standard.points.all().delete()
        self.standard.write(
            Point(kind=part.kind, code=part.code, text=part.text) for part in self.found.parts
        )
