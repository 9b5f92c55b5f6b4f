"""Each opening of an identity, and each refusal to open one, as an entry that is never changed and chained to
the one before (SAFETY V-6).
"""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from office import clock
from office.database import chain
from office.database.owned import Owned, make_managers
from office.database.triggers import Guard
from office.models.counter import Counter
from office.registers.labels import with_label
from office.wall.models.wall import WalledQuerySet

ALL_YEARS = 0  # the numbers of openings begin once, not with each year: one chain a body

NOT_CONFIRMED = (
    "NEW.outcome = 'opened' AND NOT EXISTS (SELECT 1 FROM office_disclosure d WHERE d.id = NEW.disclosure_id "
    "AND d.state IN ('confirmed', 'opened') AND d.expires_on >= NEW.day)"
)
EXCLUDED = (
    "NEW.outcome = 'opened' AND EXISTS (SELECT 1 FROM office_exclusion e JOIN office_disclosure d ON "
    "d.wall_id = e.wall_id "
    "WHERE d.id = NEW.disclosure_id AND e.person_id = NEW.by_id AND e.lifted_on IS NULL)"
)


class IdentityOpeningQuerySet(WalledQuerySet):
    WALL = "disclosure__wall"


class IdentityOpening(Owned):
    """One line: who, under which request, which fields, on which ground, on which day; or why it was refused.

    Never what was read.
    """

    GUARDS = (
        Guard("an_identity_opening_needs_a_confirmed_request_in_time", "INSERT", NOT_CONFIRMED),
        Guard("an_excluded_person_opens_nothing", "INSERT", EXCLUDED),
        Guard("an_identity_opening_is_never_changed", "UPDATE"),
        Guard("an_identity_opening_is_never_deleted", "DELETE"),
    )

    class Outcome(models.TextChoices):
        OPENED = "opened", gettext_lazy("opened")
        REFUSED = "refused", gettext_lazy("refused")

    number = models.PositiveIntegerField(gettext_lazy("number"))
    disclosure = models.ForeignKey(
        "office.Disclosure", models.PROTECT, related_name="openings", verbose_name=gettext_lazy("request")
    )
    outcome = models.CharField(gettext_lazy("outcome"), max_length=10, choices=Outcome)
    fields = models.JSONField(gettext_lazy("fields"), default=list, blank=True)
    ground = models.TextField(gettext_lazy("ground"))
    reason = models.TextField(gettext_lazy("why refused"), blank=True)
    day = models.DateField(gettext_lazy("day"))
    by = models.ForeignKey(
        "office.Person", models.PROTECT, related_name="+", verbose_name=gettext_lazy("by whom")
    )
    previous = models.CharField(max_length=64)
    salt = models.CharField(max_length=64)
    leaves = models.JSONField()
    hash = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)

    unscoped, objects = make_managers(IdentityOpeningQuerySet)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_identity_opening_a_number"),
            models.UniqueConstraint(
                fields=["organisation", "previous"], name="one_identity_opening_follows_another"
            ),
            models.CheckConstraint(
                condition=Q(outcome="opened", reason="") | Q(outcome="refused") & ~Q(reason=""),
                name="refused_identity_opening_has_its_reason",
            ),
        ]

    def __str__(self):
        return f"№ {self.number}"

    def get_absolute_url(self):
        return self.disclosure.get_absolute_url()

    @property
    @with_label(gettext_lazy("fields"))
    def fields_words(self):
        from office.wall.models.disclosure import words_of

        return words_of(self.fields)

    @property
    def columns(self) -> dict:
        """Columns sealed in the chain."""
        return {
            "number": self.number,
            "disclosure": self.disclosure_id,
            "matter": self.disclosure.wall.label,
            "outcome": self.outcome,
            "fields": ",".join(self.fields),
            "ground": self.ground,
            "reason": self.reason,
            "day": self.day,
            "by": self.by_id,
            "previous": self.previous,
        }

    @property
    def sealed(self):
        return chain.Sealed(self.salt, self.leaves, self.hash, self.mac)

    @classmethod
    def write(cls, disclosure, *, by, outcome, fields, reason="", day: date | None = None):
        """Append the entry to the body's chain, inside the caller's transaction.

        The counter's row keeps two from following the same one.
        """
        organisation = disclosure.organisation
        number = Counter.take(organisation, "identity-openings", ALL_YEARS)
        before = cls.objects.of(organisation).filter(number=number - 1).first()
        entry = cls(
            organisation=organisation,
            number=number,
            disclosure=disclosure,
            outcome=outcome,
            fields=fields,
            ground=disclosure.ground,
            reason=reason,
            day=day or clock.today(),
            by=by,
            previous=before.hash if before else chain.BEGINNING,
        )
        sealed = chain.seal(chain_name(organisation), entry.columns, chain.chain_key("identity-openings"))
        entry.salt, entry.leaves, entry.hash, entry.mac = sealed.salt, sealed.leaves, sealed.hash, sealed.mac
        entry.save(force_insert=True)
        return entry


def chain_name(organisation) -> str:
    """The name of a body's chain of openings."""
    return f"identity-openings/{organisation.code}"


def countersign_openings(organisation):
    """Seal the openings that came from another portal with our key. ValueError for one that is not what was
    sealed there.
    """
    key = chain.chain_key("identity-openings")
    for entry in IdentityOpening.objects.of(organisation).select_related("disclosure__wall"):
        mac = chain.keyed_hash(key, entry.hash.encode())
        sealed = chain.Sealed(entry.salt, entry.leaves, entry.hash, mac)
        if wrong := chain.record_faults(chain_name(organisation), entry.columns, sealed, key):
            raise ValueError(f"opening of an identity № {entry.number}: {wrong[0]} is not what was sealed")
        IdentityOpening.objects.of(organisation).filter(pk=entry.pk).update(mac=mac)


def chain_faults(organisation):
    """Yield (number, column) of every fault in the organisation's chain of openings."""
    name, key, before = chain_name(organisation), chain.chain_key("identity-openings"), chain.BEGINNING
    entries = IdentityOpening.objects.of(organisation).select_related("disclosure__wall").order_by("number")
    for expected, entry in enumerate(entries, start=1):
        wrong = chain.record_faults(name, entry.columns, entry.sealed, key)
        if entry.number != expected:
            wrong.append("number")
        if entry.previous != before:
            wrong.append("previous")
        for column in dict.fromkeys(wrong):
            yield entry.number, column
        before = entry.hash
