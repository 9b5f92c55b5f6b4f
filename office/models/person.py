"""People and what they are appointed to."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.actor import find_rights
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.sqlite import in_kyrgyz_order
from office.kyrgyz import initials
from office.models.organisation import Organisation, Unit
from office.registers.labels import with_label
from office.roles import STAFF, Role


class PersonQuerySet(models.QuerySet):
    def visible_to(self, person, act=None):
        """People ever appointed at the bodies `person` may reach (with `act`: by appointments that allow it),
        and the person.
        """
        organisations = Organisation.objects.visible_to(person, act)
        known = Appointment.unscoped.filter(organisation__in=organisations).values("person")
        return self.filter(Q(pk=person.pk) | Q(pk__in=known))


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    def create_user(self, username, password=None, **fields):
        person = self.model(username=self.model.normalize_username(username), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser, PermissionsMixin):
    """A user account. Rights come from appointments, never from this row."""

    NOT_AUDITED = (
        "password",
        "last_login",
    )  # a hash is a secret too: who reads the history must not carry it away

    username = models.CharField(
        _("login"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()]
    )
    surname = models.CharField(_("surname"), max_length=80)
    name = models.CharField(_("given name"), max_length=80)
    patronymic = models.CharField(_("patronymic"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True, editable=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["surname", "name"]

    objects = PersonManager()

    class Meta:
        ordering = [in_kyrgyz_order("surname"), in_kyrgyz_order("name"), "pk"]

    def __str__(self):
        return " ".join(filter(None, [self.surname, self.name, self.patronymic]))

    @property
    def browser_key(self):
        """Key of the drafts kept in a browser, so that one person's are never shown to the next."""
        return salted_hmac("office.person.browser_key", str(self.pk), algorithm="sha256").hexdigest()[:16]

    def get_absolute_url(self):
        return reverse("people:record", args=[self.pk])

    @property
    @with_label(_("name"))
    def full_name(self):
        return str(self)

    @property
    def is_quiet(self):
        return not self.is_active

    @property
    def initials(self):
        """«А. А. Сыдыкова», as papers are signed."""
        return initials(self.surname, self.name, self.patronymic)

    @cached_property
    def appointments_today(self):
        """The appointments in force today, bodies with them; read once a request."""
        with find_rights():
            return list(self.appointments.today().select_related("organisation"))

    @cached_property
    def body_ids(self):
        """Primary keys of the person's bodies, with those merged into them."""
        return sorted({pk for appointment in self.appointments_today for pk in appointment.reach})

    @property
    def bodies(self):
        """The bodies the person works at today, each once, in the order of the tree."""
        return sorted(
            {appointment.organisation for appointment in self.appointments_today},
            key=lambda organisation: organisation.path,
        )


class AppointmentQuerySet(OwnedQuerySet):
    def on(self, day):
        return self.filter(Q(ends=None) | Q(ends__gte=day), starts__lte=day)

    def today(self):
        return self.on(clock.today())

    def staff(self):
        """Appointments of those who work at the body; commission members, inspectors and administrators may
        come from outside.
        """
        return self.filter(role__in=STAFF, reads_only=False)

    def staff_below(self, organisation):
        """Staff of the bodies under a body: for counts, never for names."""
        rows = self.staff().filter(organisation__path__startswith=organisation.path)
        return self._allow(rows.exclude(organisation=organisation))


class Appointment(Owned):
    """A person holds a role at a body from the first day to the last, both included."""

    ACROSS_BODIES = ("organisation",)  # nothing hangs on it: one entered at the wrong body is corrected

    organisation = models.ForeignKey(
        "office.Organisation", models.PROTECT, related_name="appointments", verbose_name=_("body")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    post = models.CharField(
        _("post"), max_length=200, help_text=_("As it stands under a signature: «Башчы», «Жооптуу катчы»")
    )
    reads_only = models.BooleanField(
        _("from outside the body, only reads"),
        default=False,
        help_text=_("An authorised officer of the prosecutor's side: reads, changes nothing."),
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("structural unit"),
    )
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"), null=True, blank=True)

    unscoped, objects = make_managers(AppointmentQuerySet)

    class Meta:
        ordering = ["-starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="appointment_ends_after_it_starts",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=Q(ends=None),
                name="one_open_appointment_to_a_role",
                violation_error_message=_("The person already holds this role at this body."),
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="appointment_role_is_known"),
            models.CheckConstraint(
                condition=Q(reads_only=False) | Q(role=Role.OFFICER),
                name="only_an_officer_comes_from_outside",
                violation_error_message=_("Only the authorised officer may come from outside the body."),
            ),
        ]

    def __str__(self):
        return f"{self.post} {self.person.initials}"

    @property
    def is_of_the_staff(self):
        """Whether the person works at the body itself, as `staff()` has it."""
        return self.role in STAFF and not self.reads_only

    def get_absolute_url(self):
        return reverse("appointments:record", args=[self.pk])

    @cached_property
    def reach(self):
        """Primary keys of the body, of those merged into it, and of those merged into these before."""
        found, last = {self.organisation_id}, [self.organisation_id]
        while last := list(Organisation.objects.filter(merged_into__in=last).values_list("pk", flat=True)):
            found.update(last)
        return found

    @property
    def is_quiet(self):
        return self.ends is not None and self.ends < clock.today()
