"""Erasure by law: who asked, on which ground, who confirmed it, what is gone.

The act stays, the data do not (SAFETY T-10).

Of an applicant who asks the row keeps no name: it would be the very datum that is erased, and the audit would
keep it for ever.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.database.owned import make_managers
from office.database.triggers import Guard
from office.files.models import StoredFile
from office.registers.labels import with_label
from office.registers.workflow import Move
from office.roles import Act
from office.wall.models.disclosure import words_of
from office.wall.models.request import WrittenRequest, request_constraints, two_hands_on_a_request
from office.wall.models.wall import Wall, WalledQuerySet

# What was asked, by whom and on which paper: fixed once a second person has looked at it.
ASKED = "wall_id asker_kind asker request_number requested_on ground entered_by_id year number".split()
LISTED = ("fields", "copies")  # JSON, which PostgreSQL compares as text alone


class ErasureQuerySet(WalledQuerySet):
    def running(self):
        """Acts that wait for the second person, or to be carried out."""
        return self.filter(state__in=["entered", "confirmed"])


class Erasure(WrittenRequest):
    """One act of erasing data of one person behind one wall.

    `fields` are of `Identity.Field`, `copies` primary keys of stored files.
    """

    GUARDS = (
        *two_hands_on_a_request(
            "neither_person_of_an_erasure_made_the_other", "no_third_person_made_both_of_an_erasure"
        ),
        Guard(
            "a_confirmed_erasure_is_never_changed",
            "UPDATE",
            "OLD.state <> 'entered' AND ("
            + " OR ".join(
                [f"OLD.{name} <> NEW.{name}" for name in ASKED]
                + [f"CAST(OLD.{name} AS text) <> CAST(NEW.{name} AS text)" for name in LISTED]
            )
            + ")",
        ),
        Guard(
            "a_finished_erasure_stays_finished",
            "UPDATE",
            "OLD.state IN ('erased', 'refused') AND OLD.state <> NEW.state",
        ),
        Guard("an_erasure_is_never_deleted", "DELETE"),
    )

    class State(models.TextChoices):
        ENTERED = "entered", gettext_lazy("entered")
        CONFIRMED = "confirmed", gettext_lazy("confirmed by the second person")
        ERASED = "erased", gettext_lazy("data erased")
        REFUSED = "refused", gettext_lazy("refused")

    class Asker(models.TextChoices):
        APPLICANT = "applicant", gettext_lazy("the person whose data they are")
        COURT = "court", gettext_lazy("court")
        AUTHORISED = "authorised", gettext_lazy("state body for personal data")

    BOOK = "erasures"
    FINISHED = (State.ERASED, State.REFUSED)
    MOVES = (
        Move(
            "confirm",
            gettext_lazy("Confirm the erasure"),
            (State.ENTERED,),
            State.CONFIRMED,
            Act.CONFIRM,
            gettext_lazy(
                "You have the paper before you: its number, its date, its ground. Your name stays with "
                "the act. Nothing is erased yet."
            ),
        ),
        Move(
            "erase",
            gettext_lazy("Erase the data"),
            (State.CONFIRMED,),
            State.ERASED,
            Act.DISCLOSE,
            gettext_lazy(
                "The sealed data with their salts, the files and their names go out of the database and "
                "the file store at once and cannot be brought back, "
                "by the custodians neither. Copies of the portal made before keep them sealed until they "
                "are themselves destroyed in their turn. "
                "A paper envelope is destroyed by hand before this button is pressed. The entry of the "
                "journal and its proof stay."
            ),
            danger=True,
        ),
        Move(
            "refuse",
            gettext_lazy("Refuse the erasure"),
            (State.ENTERED, State.CONFIRMED),
            State.REFUSED,
            Act.CONFIRM,
            gettext_lazy("The refusal and its ground stay in the register."),
            danger=True,
        ),
    )

    wall = models.ForeignKey(
        Wall, models.PROTECT, related_name="erasures", verbose_name=gettext_lazy("matter")
    )
    state = models.CharField(
        gettext_lazy("state"), max_length=10, choices=State, default=State.ENTERED, editable=False
    )
    asker_kind = models.CharField(gettext_lazy("who asks"), max_length=12, choices=Asker)
    asker = models.CharField(
        gettext_lazy("name of the body or court"),
        max_length=300,
        blank=True,
        help_text=gettext_lazy(
            "Empty when the person asks: the name would stay here when everything else is erased"
        ),
    )
    ground = models.CharField(
        gettext_lazy("ground"),
        max_length=300,
        help_text=gettext_lazy("The act and its article, as the journal will print it. No name, no address."),
    )
    fields = models.JSONField(gettext_lazy("what is erased"), default=list, blank=True)
    copies = models.JSONField(gettext_lazy("files"), default=list, blank=True)
    erased_at = models.DateTimeField(gettext_lazy("erased on"), null=True, blank=True, editable=False)
    erased_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=gettext_lazy("erased by"),
    )

    unscoped, objects = make_managers(ErasureQuerySet)

    class Meta(WrittenRequest.Meta):
        constraints = [
            *request_constraints(
                numbered="one_erasure_a_number",
                confirmed="an_erasure_is_confirmed_with_time_and_person",
                seconded="an_erasure_has_its_second_person",
                another=("another_person_confirms_an_erasure", None),
                refused="a_refused_erasure_has_its_ground",
                states=["confirmed", "erased"],
            ),
            models.CheckConstraint(
                condition=Q(state__in=["entered", "confirmed", "erased", "refused"]),
                name="state_of_erasure_is_known",
            ),
            models.CheckConstraint(
                condition=Q(asker_kind="applicant", asker="")
                | Q(asker_kind__in=["court", "authorised"]) & ~Q(asker=""),
                name="an_erasure_names_a_body_and_never_the_applicant",
                violation_error_message=gettext_lazy(
                    "Name the body or the court that asks. When the person asks, leave the name out."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(request_number="") & ~Q(ground=""),
                name="an_erasure_says_by_which_paper_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(fields=[]) | ~Q(copies=[]), name="an_erasure_erases_something"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None, erased_by=None) & ~Q(state="erased")
                | Q(erased_at__isnull=False, erased_by__isnull=False, state="erased"),
                name="what_was_erased_has_time_and_person",
            ),
        ]

    def __str__(self):
        return _("Erasure № %(number)s") % {"number": f"{self.number}/{self.year}"}

    def get_absolute_url(self):
        return reverse("erasures:record", args=[self.pk])

    @property
    @with_label(gettext_lazy("what is erased"))
    def fields_words(self):
        return words_of(self.fields)

    @property
    @with_label(gettext_lazy("files"))
    def copies_count(self):
        return len(self.copies)

    def on_erase(self, *, by):
        """Sealed fields and salts are deleted, files lose their names; their bytes go once the transaction is
        through (`office.wall.erased_files`).
        """
        from office.wall.erased_files import sweep_after_commit

        self.erased_at, self.erased_by = timezone.now(), by
        self.wall.identities.filter(field__in=self.fields).delete()
        words = f"№ {self.number}/{self.year}, {self.ground}"
        Wall.objects.of(self.organisation).filter(pk=self.wall_id).update(
            erased=self.wall.erased | dict.fromkeys(self.fields, words)
        )
        StoredFile.objects.of(self.organisation).filter(pk__in=self.copies, wall=self.wall_id).update(
            name="", erasure=self
        )
        sweep_after_commit(self.organisation)
