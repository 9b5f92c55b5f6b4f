"""The wall round one confidential matter: who may not know of it, and where the identity lies.

A matter (an appeal, an employee's report) points **to** its wall by a one-to-one key; the wall knows a label
and nothing else of it. How to build one, ask and open: `office/wall/actions.py`.
"""

from functools import cache

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.registers.labels import with_label
from office.registries import WALL_BOOK_ACTS, WALL_BOOK_NAMES
from office.roles import Act, Role, may


class WalledQuerySet(OwnedQuerySet):
    """Rows behind a wall: `visible_to` takes away what the person is excluded from, in the same query.

    `WALL` is the path from the row to its wall: "wall" for a matter, "appeal__wall" for what hangs on it. Use
    with `make_managers()`:

        class AppealQuerySet(WalledQuerySet): …
        unscoped, objects = make_managers(AppealQuerySet)
    """

    WALL = "wall"

    def visible_to(self, person, act=None):
        return super().visible_to(person, act).not_hidden_from(person)

    def not_hidden_from(self, person):
        """Without the rows whose wall excludes the person, whatever role the person holds."""
        return self.filter(~self._hides_from(person))

    def hidden_from(self, person):
        """The rows whose wall excludes the person: to leave them out of a count."""
        return self.filter(self._hides_from(person))

    def _hides_from(self, person):
        """Excluded, or holding the role the matter is about while nobody has sorted it."""
        sorted_out = Exclusion.unscoped.filter(wall=OuterRef(self.WALL), person=person.pk)
        path = "" if self.WALL == "pk" else f"{self.WALL}__"
        about = Q(pk__in=[])
        for row in person.appointments_today:
            about |= Q(**{f"{path}about": row.role, f"{path}organisation__in": row.reach})
        return Q(Exists(sorted_out.in_force())) | about & ~Exists(sorted_out)

    def as_read_by(self, reader):
        """The rows as a paper made for this reader counts them; all of them for None, an official paper."""
        return self if reader is None else self.not_hidden_from(reader)


class WallQuerySet(WalledQuerySet):
    WALL = "pk"


@cache
def is_walled(model) -> bool:
    """Whether the rows of a model stand behind a wall, hang on rows that do, or say so themselves by
    `IS_WALLED`.
    """
    if model is Wall or getattr(model, "IS_WALLED", False):
        return True
    if issubclass(getattr(getattr(model, "objects", None), "_queryset_class", object), WalledQuerySet):
        return True
    above = (
        one for one in model._meta.concrete_fields if isinstance(one, models.ForeignKey) and not one.null
    )
    return any(is_walled(one.related_model) for one in above if one.related_model is not model)


class Walled(models.Model):
    """Abstract base of a confidential workflow row: people excluded by its wall may not move it.

    The model declares `wall`.
    """

    class Meta:
        abstract = True

    def permits(self, person):
        return not self.wall.excludes(person)

    def allows(self, person, act):
        """By role, or instead of whom the matter is hidden from."""
        return may(person, act, self.organisation) or act in self.wall.acts_instead(person)


# SQL over a wall: nobody is erasing data of it by law; over what hangs on it too: no approved act of disposal
# of matters of its body is being carried out.
NO_ERASURE = "NOT EXISTS (SELECT 1 FROM office_erasure e WHERE e.wall_id = OLD.id AND e.state = 'confirmed')"
NO_ACT = (
    "NOT EXISTS (SELECT 1 FROM office_disposal d JOIN office_disposalunit u ON u.disposal_id = d.id "
    "WHERE d.organisation_id = OLD.organisation_id AND d.state = 'approved' AND u.kind = 'appeals')"
)


class Wall(Owned):
    """The wall of one matter. `book`, `year` and `number` are the label its sealed texts are bound to."""

    # The audit knows the second: that would be a trace of who sent an appeal when. A wall is never changed,
    # so nothing is lost.
    AUDITED = False
    GUARDS = (
        # But for what it says of an erasure that a second person has confirmed.
        Guard(
            "a_wall_is_never_changed",
            "UPDATE",
            "OLD.book <> NEW.book OR OLD.year <> NEW.year OR OLD.number <> NEW.number OR OLD.mode <> "
            "NEW.mode "
            "OR coalesce(OLD.envelope, 0) <> coalesce(NEW.envelope, 0) OR OLD.is_secret <> NEW.is_secret "
            "OR CAST(OLD.commitments AS text) <> CAST(NEW.commitments AS text) OR OLD.about <> NEW.about "
            f"OR {NO_ERASURE} AND {NO_ACT}",
        ),
        Guard("a_wall_is_never_deleted", "DELETE"),
    )

    class Mode(models.TextChoices):
        NONE = "none", gettext_lazy("anonymous: there is no identity")
        ENVELOPE = "envelope", gettext_lazy("paper envelope: the portal holds no name")
        VAULT = "vault", gettext_lazy("vault: sealed to the custodians")

    # Whom a matter may be about, as its sender says: those who would read of it.
    ABOUT = (Role.HEAD, Role.CLERK, Role.OFFICER, Role.MEMBER, Role.EMPLOYEE)

    ON_PAPER = ("name", "address", "telephone", "email", "other")  # what an envelope may hold

    book = models.SlugField(gettext_lazy("book"), max_length=60)
    year = models.PositiveSmallIntegerField(gettext_lazy("year"))
    number = models.PositiveIntegerField(gettext_lazy("number"))
    mode = models.CharField(gettext_lazy("keeping of the identity"), max_length=10, choices=Mode)
    envelope = models.PositiveIntegerField(gettext_lazy("number of the envelope"), null=True, blank=True)
    # Seed 000 p.25: data of whoever helped against corruption leave only on a written request of an
    # authorised body or a court.
    is_secret = models.BooleanField(gettext_lazy("data of a helper (standard, point 25)"), default=False)
    # No name and no day: it says of nobody who sent what when.
    about = models.CharField(
        gettext_lazy("about whom"), max_length=20, choices=Role, blank=True, default="", editable=False
    )
    commitments = models.JSONField(default=dict, blank=True)  # {field: HMAC(salt, value)}, for the chain
    erased = models.JSONField(default=dict, blank=True)  # {field: number and ground of the erasure by law}

    unscoped, objects = make_managers(WallQuerySet)

    class Meta:
        ordering = ["-year", "book", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "book", "year", "number"], name="one_wall_a_matter"
            ),
            models.UniqueConstraint(
                fields=["organisation", "year", "envelope"],
                condition=Q(envelope__isnull=False),
                name="one_envelope_a_number",
            ),
            models.CheckConstraint(
                condition=Q(mode="envelope", envelope__isnull=False)
                | Q(mode__in=["none", "vault"], envelope=None),
                name="envelope_has_its_number",
            ),
            models.CheckConstraint(
                condition=Q(mode="vault") | Q(commitments={}), name="only_the_vault_has_commitments"
            ),
            models.CheckConstraint(
                condition=Q(about__in=["", *Role.values]), name="whom_a_matter_is_about_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.book_name} № {self.number}/{self.year}"

    def get_absolute_url(self):
        return reverse("walls:record", args=[self.pk])

    @property
    def label(self):
        """«appeals/2026/17»"""
        return f"{self.book}/{self.year}/{self.number}"

    @property
    @with_label(gettext_lazy("book"))
    def book_name(self):
        return str(WALL_BOOK_NAMES.get(self.book, self.book))

    @property
    @with_label(gettext_lazy("what stands instead of the name"))
    def mask(self):
        """Shown for a name in lists, searches, exports and prints: «Анонимдүү», «конверт № 12», «аты-жөнү
        мөөрдүн астында», «өчүрүлгөн».
        """
        return self.mask_of("name")

    @property
    def contacts_mask(self):
        """The same instead of address and telephone."""
        return self.mask_of("address", "telephone", "email")

    def mask_of(self, *fields):
        if gone := self.gone(*fields):
            return _("erased: %(ground)s") % {"ground": gone}
        if self.mode == self.Mode.ENVELOPE:
            return _("envelope № %(number)s") % {"number": self.envelope_number}
        return _("the name is sealed") if self.particulars else _("Anonymous")

    @property
    def envelope_number(self) -> str:
        """«2/2026» as it stands on the envelope; empty where there is none."""
        return f"{self.envelope}/{self.year}" if self.envelope else ""

    @property
    def particulars(self):
        """Sealed fields of the person, without the files."""
        return set(self.commitments) - {"files"}

    def gone(self, *fields) -> str:
        """The ground of the erasure when all of these fields (or, if none was ever present, all fields of the
        person) are erased; "" otherwise.
        """
        present_fields = set(fields) & self.particulars or self.particulars or set(fields)
        return (
            self.erased[max(present_fields)] if present_fields and present_fields <= set(self.erased) else ""
        )

    @property
    def left(self) -> list[str]:
        """Fields not yet erased: the sealed ones in a vault; for an envelope, every field it may hold."""
        present_fields = self.commitments if self.mode == self.Mode.VAULT else self.ON_PAPER
        return (
            []
            if self.mode == self.Mode.NONE
            else [name for name in present_fields if name not in self.erased]
        )

    def erasable_files(self):
        """The files that came with the matter or were added to it, but for the papers of the disclosure
        register.
        """
        scans = self.disclosures.values("scan")
        return self.files.filter(erasure=None).exclude(pk__in=scans).order_by("pk")

    @property
    def has_identity(self):
        return self.mode != self.Mode.NONE

    def excludes(self, person):
        """Tell whether the person may know nothing of the matter."""
        return Wall.objects.of(self.organisation).filter(pk=self.pk).hidden_from(person).exists()

    def acts_instead(self, person) -> set[Act]:
        """The acts a person may do on the matter instead of whom it is hidden from."""
        exclusions = list(self.exclusions.in_force().select_related("person"))
        if person.pk in {row.person_id for row in exclusions}:
            return set()
        return acts_handed_over(self, exclusions, person.pk)

    def excluded(self):
        """Primary keys of the people excluded today; they get no mail and appear in no choice."""
        return set(self.exclusions.in_force().values_list("person", flat=True)) | self.unsorted()

    def unsorted(self) -> set[int]:
        """Primary keys of those who hold the role the matter is about, while nobody has said whether it is
        about them: it is hidden from them until then.
        """
        if not self.about:
            return set()
        rows = self.organisation.appointments.today().filter(role=self.about)
        sorted_out = self.exclusions.values_list("person", flat=True)
        return set(rows.values_list("person", flat=True)) - set(sorted_out)


def acts_handed_over(wall, exclusions, person_pk, seen=frozenset()) -> set[Act]:
    """The acts that the exclusions in force hand over to a person: those of the role of whom the matter is
    hidden from, and those that one had instead of another.
    """
    found: set[Act] = set()
    for row in exclusions:
        if row.stand_in_id == person_pk and row.pk not in seen:
            found |= acts_by_role(wall, row.person)
            found |= acts_handed_over(wall, exclusions, row.person_id, seen | {row.pk})
    return found


def acts_by_role(wall, person) -> set[Act]:
    """The acts of the book of a wall that a person holds at its organisation today."""
    return {act for act in WALL_BOOK_ACTS.get(wall.book, ()) if may(person, act, wall.organisation)}


class ExclusionQuerySet(OwnedQuerySet):
    def in_force(self):
        return self.filter(lifted_on=None)


class Exclusion(Owned):
    """A person from whom a matter is hidden: the official complained about, who stands under them, the head
    included (SAFETY D-16).
    """

    GUARDS = (
        Guard(
            "an_exclusion_is_only_lifted",
            "UPDATE",
            "OLD.lifted_on IS NOT NULL OR OLD.wall_id <> NEW.wall_id OR OLD.person_id <> NEW.person_id "
            "OR OLD.reason <> NEW.reason OR OLD.at <> NEW.at OR OLD.by_id <> NEW.by_id "
            "OR coalesce(OLD.stand_in_id, 0) <> coalesce(NEW.stand_in_id, 0)",
        ),
        Guard("an_exclusion_is_never_deleted", "DELETE"),
    )

    wall = models.ForeignKey(
        Wall, models.PROTECT, related_name="exclusions", verbose_name=gettext_lazy("matter")
    )
    person = models.ForeignKey(
        "office.Person", models.PROTECT, related_name="+", verbose_name=gettext_lazy("person")
    )
    reason = models.CharField(gettext_lazy("reason"), max_length=300)
    at = models.DateTimeField(gettext_lazy("when"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=gettext_lazy("by whom"),
    )
    stand_in = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("who acts instead, in this matter only"),
    )
    lifted_on = models.DateField(gettext_lazy("lifted on"), null=True, blank=True, editable=False)
    lifted_by = models.ForeignKey(
        "office.Person", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    unscoped, objects = make_managers(ExclusionQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["wall", "person"],
                condition=Q(lifted_on=None),
                name="a_person_is_excluded_once",
                violation_error_message=gettext_lazy("This person is excluded from the matter already."),
            ),
            models.CheckConstraint(
                condition=Q(lifted_on=None, lifted_by=None)
                | Q(lifted_on__isnull=False, lifted_by__isnull=False),
                name="exclusion_is_lifted_with_day_and_person",
            ),
            models.CheckConstraint(
                condition=Q(stand_in=None) | ~Q(stand_in=F("person")),
                name="nobody_acts_instead_of_themselves",
                violation_error_message=gettext_lazy("Choose another person than the excluded one."),
            ),
        ]

    def __str__(self):
        return str(self.person)

    def get_absolute_url(self):
        return self.wall.get_absolute_url()
