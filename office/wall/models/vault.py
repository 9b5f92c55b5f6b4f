"""The vault: whose keys open it, what lies in it sealed, and whether a body keeps names there or in paper
envelopes.
"""

from datetime import timedelta
from math import ceil

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.registers.labels import with_label
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act
from office.wall import sealed_box
from office.wall.models.identity import Identity

AT_ONCE = 2000  # fields re-sealed by one press: what is left waits for the next
FREE = 4  # wrong passphrases that nobody has to wait after
LONGEST = 60  # minutes of a wait: nobody is ever locked out
FEWEST = 2  # custodians: one lost key must never be the last


class CustodianQuerySet(OwnedQuerySet):
    def live(self):
        """Those the vault seals to today."""
        return self.filter(state=Custodian.State.LIVE)


def minutes_after_misses(misses: int) -> int:
    """Minutes of waiting after so many wrong passphrases: none after the first four, then 1, 2, 4 … up to an
    hour.
    """
    return min(2 ** min(misses - FREE - 1, 10), LONGEST) if misses > FREE else 0


class Custodian(Owned, Workflow):
    """A person whom the head's order named to keep a key of the vault.

    The person makes the key alone; it goes live only when the printed recovery sheet has been typed in again.
    `locked_key` is the private key under the person's passphrase: neither the portal nor the administrator
    can open it.
    """

    GUARDS = (
        Guard(
            "a_made_key_is_never_exchanged",
            "UPDATE",
            "OLD.public_key IS NOT NULL AND (NEW.public_key IS NULL OR NEW.public_key <> OLD.public_key)",
        ),
        Guard("a_retired_custodian_stays_retired", "UPDATE", "OLD.state = 'retired'"),
        Guard("a_custodian_is_never_deleted", "DELETE"),
    )

    class State(models.TextChoices):
        NAMED = "named", gettext_lazy("named: the key is not made yet")
        MADE = "made", gettext_lazy("key made: the recovery sheet is not re-entered yet")
        LIVE = "live", gettext_lazy("keeps a key")
        RETIRED = "retired", gettext_lazy("retired")

    MOVES = (
        Move(
            "make",
            gettext_lazy("Make the key"),
            (State.NAMED,),
            State.MADE,
            Act.CUSTODY,
            gettext_lazy(
                "The portal answers with the recovery sheet, once. Print it before you close the page: "
                "the key stands on it and nowhere else."
            ),
        ),
        Move(
            "verify",
            gettext_lazy("Re-enter the recovery sheet"),
            (State.MADE,),
            State.LIVE,
            Act.CUSTODY,
            gettext_lazy("From now on identities are sealed to this key too. Put the sheet into a safe."),
        ),
        Move(
            "renew",
            gettext_lazy("Choose another passphrase"),
            (State.LIVE,),
            State.LIVE,
            Act.CUSTODY,
            gettext_lazy("The key stays the same. Whoever forgot the passphrase types the recovery sheet."),
        ),
        Move(
            "reseal",
            gettext_lazy("Seal earlier identities to this key"),
            (State.LIVE,),
            State.LIVE,
            Act.CUSTODY,
            gettext_lazy(
                "With the passphrase of another custodian everything sealed before is sealed to this key "
                "too. Nothing is shown to anybody."
            ),
        ),
        Move(
            "retire",
            gettext_lazy("Retire the custodian"),
            (State.NAMED, State.MADE, State.LIVE),
            State.RETIRED,
            Act.SIGN,
            gettext_lazy("What was sealed to this key is taken away: it opens nothing any more."),
            danger=True,
        ),
    )
    OWN = ("make", "verify", "renew")  # by the named person alone

    person = models.ForeignKey(
        "office.Person", models.PROTECT, related_name="+", verbose_name=gettext_lazy("person")
    )
    decision = models.CharField(
        gettext_lazy("order that names the custodian"),
        max_length=200,
        help_text=gettext_lazy("Its number and date, as they stand on the paper"),
    )
    state = models.CharField(
        gettext_lazy("state"), max_length=10, choices=State, default=State.NAMED, editable=False
    )
    public_key = models.BinaryField(null=True, editable=False)
    locked_key = models.BinaryField(null=True, editable=False)
    verified_on = models.DateField(gettext_lazy("sheet re-entered on"), null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=gettext_lazy("re-entered by"),
    )
    retired_on = models.DateField(gettext_lazy("retired on"), null=True, blank=True, editable=False)
    retired_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=gettext_lazy("retired by"),
    )
    retire_ground = models.CharField(gettext_lazy("ground"), max_length=300, blank=True, editable=False)
    misses = models.PositiveIntegerField(
        default=0, editable=False
    )  # wrong passphrases since the last right one
    waits_until = models.DateTimeField(null=True, editable=False)  # before it no passphrase is looked at

    unscoped, objects = make_managers(CustodianQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=~Q(state="retired"),
                name="a_person_keeps_one_key",
                violation_error_message=gettext_lazy("This person is a custodian already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["named", "made", "live", "retired"]),
                name="state_of_custodian_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["named", "retired"])
                | Q(public_key__isnull=False, locked_key__isnull=False),
                name="custodian_has_the_key_of_its_state",
            ),
            models.CheckConstraint(
                condition=Q(verified_on=None, verified_by=None, state__in=["named", "made", "retired"])
                | Q(verified_on__isnull=False, verified_by=F("person"), state__in=["live", "retired"]),
                name="live_custodian_has_re_entered_the_sheet",
            ),
            models.CheckConstraint(
                condition=Q(retired_on=None, retired_by=None)
                | Q(retired_on__isnull=False, retired_by__isnull=False),
                name="custodian_is_retired_with_day_and_person",
            ),
            models.CheckConstraint(
                condition=Q(state="retired", retired_on__isnull=False) & ~Q(retire_ground="")
                | ~Q(state="retired") & Q(retired_on=None, retire_ground=""),
                name="retired_custodian_has_day_and_ground",
            ),
        ]

    def __str__(self):
        return str(self.person)

    def get_absolute_url(self):
        return reverse("custodians:record", args=[self.pk])

    @property
    @with_label(gettext_lazy("mark of the key"))
    def fingerprint(self):
        return sealed_box.key_fingerprint(bytes(self.public_key)) if self.public_key else ""

    @property
    def is_editable(self):
        return self.state == self.State.NAMED

    @property
    def is_quiet(self):
        return self.state == self.State.RETIRED

    def moves_for(self, person):
        """A key is made and verified by the named person alone; another custodian re-seals to it."""
        own = person == self.person
        return [
            move
            for move in super().moves_for(person)
            if (own if move.name in self.OWN else not own if move.name == "reseal" else True)
        ]

    def on_make(self, *, by, passphrase):
        """Make the pair of keys.

        `self.sheet` holds the groups of the recovery sheet for this one answer and is kept nowhere.
        """
        self.require_own(by)
        private, self.public_key = sealed_box.new_keys()
        self.locked_key = sealed_box.lock_private_key(private, passphrase)
        self.sheet = sealed_box.key_to_paper(private)

    def on_verify(self, *, by, sheet):
        self.require_own(by)
        if self.key_on(sheet) is None:
            raise Refused(
                _(
                    "These are not the groups of this key's sheet. Look at each group of four; 0 is "
                    "never O and 1 is never I."
                )
            )
        self.verified_on, self.verified_by = clock.today(), by

    def on_renew(self, *, by, secret, passphrase):
        self.require_own(by)
        self.locked_key = sealed_box.lock_private_key(self.private(secret), passphrase)

    def on_reseal(self, *, by, secret):
        keeper, private = find_key(self.organisation, by=by, secret=secret)
        if keeper == self:
            raise Refused(_("Earlier identities are opened by another custodian's key, not by this one."))
        for identity in self.not_sealed_by(keeper)[:AT_ONCE]:
            text, salt = identity.opened_with(private)
            Identity.put(identity.wall, self, identity.field, text, salt)

    def on_retire(self, *, by, ground):
        alone_count = self.alone_with()
        if alone_count:
            raise Refused(
                _(
                    "%(count)s sealed fields would be left with fewer than two custodians. Name another "
                    "custodian and seal the earlier identities to that key first."
                )
                % {"count": alone_count}
            )
        self.retired_on, self.retired_by, self.retire_ground = clock.today(), by, ground
        self.identities.all().delete()

    def require_own(self, by):
        if by != self.person:
            raise Refused(_("Only the named person does this."))

    def key_on(self, sheet):
        """The private key typed from the sheet; None when it is not this custodian's."""
        try:
            private = sealed_box.key_from_paper(sheet)
        except sealed_box.WrongKey:
            return None
        return private if sealed_box.public_of(private) == bytes(self.public_key) else None

    def private(self, secret):
        """The private key, unlocked by the passphrase or read from the recovery sheet.

        Raises Refused for a wrong secret, and for a passphrase while the wait after failures runs (the sheet
        is accepted at once).
        """
        private = self.key_on(secret)
        if private:
            return private
        rows = type(self).objects.of(self.organisation)
        self.refresh_from_db(fields=["misses", "waits_until"], from_queryset=rows.select_for_update())
        if self.wait:
            raise Refused(
                _(
                    "Too many wrong passphrases: the next try is possible in %(minutes)s min. The "
                    "recovery sheet opens at once."
                )
                % {"minutes": self.wait}
            )
        try:
            private = sealed_box.unlock_private_key(bytes(self.locked_key), secret)
        except sealed_box.WrongKey:
            raise Refused(self.wrong(), afterwards=self.miss) from None
        self.misses, self.waits_until = 0, None
        rows.filter(pk=self.pk).exclude(misses=0).update(misses=0, waits_until=None)
        return private

    @property
    def wait(self) -> int:
        """Minutes before the next passphrase is looked at, begun ones counted; 0 when nobody waits."""
        left = self.waits_until and (self.waits_until - timezone.now()).total_seconds()
        return max(ceil(left / 60), 0) if left else 0

    def wrong(self):
        """The refusal text for a wrong passphrase: how many tries are left, or the minutes to wait."""
        minutes = minutes_after_misses(self.misses + 1)
        refusal_text = _("This is neither the passphrase nor the recovery sheet of this key.")
        wait_text = (
            _("The next try is possible in %(minutes)s min.") % {"minutes": minutes}
            if minutes
            else _("Tries before a wait: %(left)s.") % {"left": FREE - self.misses - 1}
        )
        return f"{refusal_text} {wait_text}"

    def miss(self):
        """Increment the failed-attempt counter in its own transaction, so that it survives the caller's
        rollback; sets `waits_until` once the free tries are used.
        """
        rows = type(self).objects.of(self.organisation).filter(pk=self.pk)
        rows.update(misses=F("misses") + 1)
        minutes = minutes_after_misses(rows.values_list("misses", flat=True).get())
        if minutes:
            rows.update(waits_until=timezone.now() + timedelta(minutes=minutes))

    def not_sealed_by(self, keeper):
        """The fields another custodian can open and this one cannot yet."""
        mine = self.identities.filter(wall=models.OuterRef("wall"), field=models.OuterRef("field"))
        return (
            keeper.identities.filter(~models.Exists(mine)).select_related("wall__organisation").order_by("pk")
        )

    @property
    def waiting(self):
        """How many fields other custodians can open and this one cannot yet."""
        mine = self.identities.filter(wall=models.OuterRef("wall"), field=models.OuterRef("field"))
        others = Identity.objects.of(self.organisation).filter(~models.Exists(mine))
        return others.values("wall", "field").distinct().count()

    def alone_with(self):
        """Count sealed fields that fewer than FEWEST other live custodians can open."""
        others = Q(
            wall__identities__field=F("field"),
            wall__identities__custodian__state=self.State.LIVE,
        ) & ~Q(wall__identities__custodian=self.pk)
        found = self.identities.annotate(
            others=models.Count("wall__identities", filter=others, distinct=True)
        )
        return found.filter(others__lt=FEWEST).count()


def find_key(organisation, *, by, secret):
    """Return (custodian, private key): the person's own by passphrase, or any live custodian's by recovery
    sheet. Raises Refused.
    """
    live = list(Custodian.objects.of(organisation).live().select_related("person"))
    for custodian in live:
        if private := custodian.key_on(secret):
            return custodian, private
    own = next((custodian for custodian in live if custodian.person == by), None)
    if own is None:
        raise Refused(
            _("You keep no key of the vault. Type the groups of a recovery sheet, or ask a custodian.")
        )
    return own, own.private(secret)
