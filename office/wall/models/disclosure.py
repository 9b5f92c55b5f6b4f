"""The disclosure register: who asked for an identity in writing, who confirmed it, and each opening as an
entry nobody can bend.

Seed 000 p.25: data of whoever helped against corruption are given only on a written request of a state body
authorised to counter corruption, or of a court. LAW rule 22: there is no list with names without such a
request.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import clock
from office.database.owned import make_managers
from office.database.triggers import Guard
from office.registers.labels import with_label
from office.registers.workflow import Move, Refused
from office.roles import Act
from office.wall.models.identity import Identity
from office.wall.models.identity_opening import IdentityOpening
from office.wall.models.request import WrittenRequest, request_constraints, two_hands_on_a_request
from office.wall.models.vault import find_key
from office.wall.models.wall import Wall, WalledQuerySet

# What was asked, by whom and on which paper: fixed once a second person has looked at it.
ASKED = (
    "wall_id asker_kind asker request_number requested_on ground scan_id fields expires_on "
    "entered_by_id year number"
).split()


class DisclosureQuerySet(WalledQuerySet):
    def running(self):
        """Requests on which something may still be opened, or that wait for the second person."""
        return self.filter(state__in=["entered", "confirmed", "opened"])


class Disclosure(WrittenRequest):
    """One written request for the identity behind one wall."""

    GUARDS = (
        *two_hands_on_a_request(
            "neither_person_of_a_request_made_the_other", "no_third_person_made_both_of_a_request"
        ),
        Guard(
            "a_confirmed_request_is_never_changed",
            "UPDATE",
            f"OLD.state <> 'entered' AND ({' OR '.join(f'OLD.{name} <> NEW.{name}' for name in ASKED)})",
        ),
        Guard(
            "a_finished_request_stays_finished",
            "UPDATE",
            "OLD.state IN ('refused', 'closed') AND OLD.state <> NEW.state",
        ),
        Guard(
            "data_of_a_helper_are_asked_from_outside",
            "INSERT",
            "NEW.asker_kind = 'answer' AND EXISTS (SELECT 1 FROM office_wall w WHERE w.id = NEW.wall_id "
            "AND w.is_secret)",
        ),
        Guard(
            "an_anonymous_matter_has_no_identity_to_ask_for",
            "INSERT",
            "EXISTS (SELECT 1 FROM office_wall w WHERE w.id = NEW.wall_id AND w.mode = 'none')",
        ),
        Guard("a_request_is_never_deleted", "DELETE"),
    )

    class State(models.TextChoices):
        ENTERED = "entered", gettext_lazy("entered")
        CONFIRMED = "confirmed", gettext_lazy("confirmed by the second person")
        OPENED = "opened", gettext_lazy("opened")
        CLOSED = "closed", gettext_lazy("closed")
        REFUSED = "refused", gettext_lazy("refused")

    class Asker(models.TextChoices):
        AUTHORISED = "authorised", gettext_lazy("state body authorised to counter corruption")
        COURT = "court", gettext_lazy("court")
        # LAW rule 21: a named applicant gets a reply; whoever writes it asks for the address in writing too.
        ANSWER = "answer", gettext_lazy("the body itself, to answer the applicant")

    BOOK = "disclosures"
    FINISHED = (State.CLOSED, State.REFUSED)
    MOVES = (
        Move(
            "confirm",
            gettext_lazy("Confirm the request"),
            (State.ENTERED,),
            State.CONFIRMED,
            Act.CONFIRM,
            gettext_lazy(
                "You have the paper before you: its number, its date, who signed it and what it asks "
                "for. Your name stays with it."
            ),
        ),
        Move(
            "open",
            gettext_lazy("Open the identity"),
            (State.CONFIRMED, State.OPENED),
            State.OPENED,
            Act.CUSTODY,
            gettext_lazy(
                "Each opening becomes an entry of the register with your name, the ground and the fields."
            ),
            danger=True,
        ),
        Move(
            "close",
            gettext_lazy("Close the request"),
            (State.CONFIRMED, State.OPENED),
            State.CLOSED,
            Act.DISCLOSE,
            gettext_lazy("Nothing more is opened under it."),
        ),
        Move(
            "refuse",
            gettext_lazy("Refuse the request"),
            (State.ENTERED, State.CONFIRMED),
            State.REFUSED,
            Act.CONFIRM,
            gettext_lazy("The refusal and its ground stay in the register."),
            danger=True,
        ),
    )

    wall = models.ForeignKey(
        Wall, models.PROTECT, related_name="disclosures", verbose_name=gettext_lazy("matter")
    )
    state = models.CharField(
        gettext_lazy("state"), max_length=10, choices=State, default=State.ENTERED, editable=False
    )
    asker_kind = models.CharField(gettext_lazy("who asks"), max_length=12, choices=Asker)
    asker = models.CharField(
        gettext_lazy("name of the body or court"),
        max_length=300,
        help_text=gettext_lazy("And who signed the request: post, surname"),
    )
    ground = models.TextField(
        gettext_lazy("ground"), help_text=gettext_lazy("The act, article and case the request names")
    )
    scan = models.ForeignKey(
        "office.StoredFile",
        models.PROTECT,
        related_name="+",
        verbose_name=gettext_lazy("scan of the request"),
    )
    fields = models.JSONField(gettext_lazy("what is asked for"), default=list)
    expires_on = models.DateField(gettext_lazy("holds until"))

    unscoped, objects = make_managers(DisclosureQuerySet)

    class Meta(WrittenRequest.Meta):
        constraints = [
            *request_constraints(
                numbered="one_request_a_number",
                confirmed="request_is_confirmed_with_time_and_person",
                seconded="open_request_has_its_second_person",
                another=(
                    "second_person_is_another_one",
                    gettext_lazy("Another person than the one who entered it confirms."),
                ),
                refused="refused_request_has_its_ground",
                states=["confirmed", "opened", "closed"],
            ),
            models.CheckConstraint(
                condition=Q(state__in=["entered", "confirmed", "opened", "closed", "refused"]),
                name="state_of_request_is_known",
            ),
            models.CheckConstraint(
                condition=Q(asker_kind__in=["authorised", "court", "answer"]), name="asker_is_known_one"
            ),
            models.CheckConstraint(
                condition=~Q(asker="") & ~Q(request_number="") & ~Q(ground=""),
                name="request_says_who_by_which_paper_and_why",
                violation_error_message=gettext_lazy(
                    "A request names who asks, the number of its paper and its ground."
                ),
            ),
            models.CheckConstraint(condition=~Q(fields=[]), name="request_asks_for_something"),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("requested_on")),
                name="request_holds_after_its_date",
                violation_error_message=gettext_lazy("The request would end before its own date."),
            ),
        ]

    def __str__(self):
        return _("Request № %(number)s") % {"number": f"{self.number}/{self.year}"}

    def get_absolute_url(self):
        return reverse("disclosures:record", args=[self.pk])

    @property
    def is_editable(self):
        return self.state == self.State.ENTERED

    @property
    @with_label(gettext_lazy("what is asked for"))
    def fields_words(self):
        return words_of(self.fields)

    def on_confirm(self, *, by):
        super().on_confirm(by=by)
        self.require_in_time()

    def on_open(self, *, by, particulars, secret=""):
        """Open the fields and write the entry, both or neither.

        `self.values` is {field: text} for this one answer and is kept nowhere.
        """
        self.require_in_time()
        opened_fields = [name for name in self.fields if name in particulars]
        if not opened_fields or set(particulars) - set(self.fields):
            raise Refused(_("Only what the request asks for is opened."))
        if gone := set(opened_fields) & set(self.wall.erased):
            raise Refused(_("Erased by law: %(fields)s.") % {"fields": words_of(gone)})
        self.values = self.unsealed(opened_fields, by, secret) if self.wall.mode == Wall.Mode.VAULT else {}
        self.entry = IdentityOpening.write(
            self, by=by, outcome=IdentityOpening.Outcome.OPENED, fields=opened_fields
        )

    def unsealed(self, fields, by, secret):
        custodian, private = find_key(self.organisation, by=by, secret=secret)
        sealed = custodian.identities.filter(wall=self.wall, field__in=fields).select_related(
            "wall__organisation"
        )
        values = {identity.field: identity.opened_with(private)[0] for identity in sealed}
        if missing := set(fields) & set(self.wall.commitments) - set(values):
            raise Refused(
                _("This key does not open %(fields)s: earlier identities have not been sealed to it yet.")
                % {"fields": words_of(sorted(missing))}
            )
        return values

    def require_in_time(self):
        if clock.today() > self.expires_on:
            raise Refused(
                _("The request held until %(day)s. A new one is needed.")
                % {"day": f"{self.expires_on:%d.%m.%Y}"}
            )


def words_of(fields):
    """Fields as a person reads them, in the order of the form."""
    return ", ".join(str(label) for value, label in Identity.Field.choices if value in fields)
