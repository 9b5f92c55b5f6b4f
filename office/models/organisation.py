"""Bodies and their units."""

from django.apps import apps
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from office.database.actor import without_row_policies
from office.database.owned import Owned
from office.database.sqlite import in_kyrgyz_order
from office.models.reference import Named, in_reader_language
from office.registers.labels import with_label
from office.roles import Role, granting

# Least and most of what a body may set for its papers: millimetres, points.
PAGE_LIMITS = (
    *((f"page_{side}", 5, 60) for side in ("left", "right", "top", "bottom")),
    ("text_size", 10, 16),
    ("table_size", 7, 16),
)


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, person, act=None):
        """The person's bodies and all that stand under them; with `act`, by appointments that allow it."""
        appointments = granting(person, act)
        below = Q(pk__in=sorted({pk for row in appointments for pk in row.reach}))
        for row in appointments:
            below |= Q(path__startswith=row.organisation.path)
        return self.filter(below)

    def working(self):
        return self.filter(merged_into=None)

    def first_here(self):
        """The body the install began with: the first under none that people were appointed at and no import
        brought; without one the body that came first by an import, whatever stands above it in name alone.
        """
        acts = apps.get_model("office", "BodyTransfer").objects.of(OuterRef("pk")).order_by("-pk")
        rank = Case(
            When(parent=None, came=None, appointments__isnull=False, then=0),
            When(came__isnull=False, then=1),
            When(parent=None, then=2),
            default=3,
        )
        rows = self.annotate(came=Subquery(acts.values("pk")[:1])).annotate(rank=rank)
        return rows.order_by("rank", "came", "pk").first()


class Organisation(models.Model):
    """A body: ministry, district administration, ayil okmotu, school …

    `path` holds the codes from the root down.
    """

    class Kind(models.TextChoices):
        MINISTRY = "ministry", _("Ministry or agency")
        OBLAST = "oblast", _("Oblast administration")
        DISTRICT = "district", _("District administration")
        CITY = "city", _("Mayor's office")
        VILLAGE = "village", _("Ayil okmotu")
        COUNCIL = "council", _("Kenesh")
        SCHOOL = "school", _("School")
        KINDERGARTEN = "kindergarten", _("Kindergarten")
        ENTERPRISE = "enterprise", _("Municipal enterprise")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("stands under")
    )
    path = models.CharField(max_length=400, unique=True, editable=False)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=300)
    name_ru = models.CharField(_("name in Russian"), max_length=300, blank=True)
    place_ky = models.CharField(
        _("place in Kyrgyz"),
        max_length=100,
        help_text=_("As it stands in the head of an order: «Пахта-Дөбө айылы»"),
    )
    place_ru = models.CharField(_("place in Russian"), max_length=100, blank=True)
    letterhead_ky = models.TextField(_("letterhead in Kyrgyz"), blank=True)
    letterhead_ru = models.TextField(_("letterhead in Russian"), blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    telephone = models.CharField(_("telephone"), max_length=100, blank=True)
    website = models.URLField(_("website"), blank=True)
    # Empty ones are what the law sets for every paper.
    page_left = models.PositiveSmallIntegerField(_("left margin, mm"), null=True, blank=True)
    page_right = models.PositiveSmallIntegerField(_("right margin, mm"), null=True, blank=True)
    page_top = models.PositiveSmallIntegerField(_("top margin, mm"), null=True, blank=True)
    page_bottom = models.PositiveSmallIntegerField(_("bottom margin, mm"), null=True, blank=True)
    text_size = models.PositiveSmallIntegerField(_("size of text, points"), null=True, blank=True)
    table_size = models.PositiveSmallIntegerField(
        _("size of text in tables, points"),
        null=True,
        blank=True,
        help_text=_("Within what the law sets; without it tables are printed by the least size."),
    )
    head_post = models.CharField(_("post of the head"), max_length=100, default="Башчы")
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="absorbed",
        verbose_name=_("merged into"),
    )
    merged_on = models.DateField(_("merged on"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(path__endswith=Concat(Value("/"), F("code"), Value("/"))),
                name="path_ends_with_code",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None, merged_on=None)
                | Q(merged_into__isnull=False, merged_on__isnull=False),
                name="merged_body_has_successor_and_day",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__range": (least, most)}),
                    name=f"{name}_leaves_room_for_the_paper",
                    violation_error_message=_(
                        "Margins are from 5 to 60 mm, text from 10 to 16 points, tables from 7 to 16 points."
                    ),
                )
                for name, least, most in PAGE_LIMITS
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisations:record", args=[self.pk])

    @cached_property
    def heads_the_install(self):
        """Whether it is the body the install began with. A tree that was brought in later has its own head
        and no say over the others.
        """
        with without_row_policies():
            first = Organisation.objects.working().first_here()
        return first is not None and first.pk == self.pk

    @property
    @with_label(_("name"))
    def name(self):
        """The name in the reader's language; Kyrgyz where there is no Russian one."""
        return in_reader_language(self.name_ky, self.name_ru)

    @property
    def is_quiet(self):
        return self.merged_into_id is not None

    @property
    def is_editable(self):
        return self.merged_into_id is None

    @property
    def takes_more(self):
        return self.merged_into_id is None

    @property
    def head(self):
        """Today's appointment of the head, or None."""
        return self.appointments.today().filter(role=Role.HEAD).first()

    @property
    def secretary(self):
        """The appointment of the responsible secretary today, or None."""
        return self.appointments.today().filter(role=Role.CLERK).first()

    def stand_under(self, parent):
        """Set the place in the tree; the caller saves.

        Raises ValueError when the body would stand under itself.
        """
        if parent and self.pk and parent.path.startswith(self.path):
            raise ValueError("cyclic")
        self.parent = parent
        self.path = f"{parent.path if parent else '/'}{self.code}/"


class FormerName(Owned):
    """A name a body bore until it was renamed. Old papers keep it; search still finds the body by it."""

    name_ky = models.CharField(_("name in Kyrgyz"), max_length=300)
    name_ru = models.CharField(_("name in Russian"), max_length=300, blank=True)
    until = models.DateField(_("until"))

    class Meta:
        ordering = ["-until", "pk"]

    def __str__(self):
        return self.name_ky


class Unit(Named, Owned):
    """A structural unit (түзүмдүк бөлүм) of a body."""

    name_ky = models.CharField(_("name in Kyrgyz"), max_length=300)
    name_ru = models.CharField(_("name in Russian"), max_length=300, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering = [in_kyrgyz_order("name_ky"), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name_ky"],
                name="unit_name_is_unique_in_its_body",
                violation_error_message=_("The body already has a unit of this name."),
            )
        ]

    def get_absolute_url(self):
        return reverse("units:record", args=[self.pk])

    @property
    @with_label(_("name"))
    def name(self):
        return str(self)

    @property
    def is_quiet(self):
        return self.closed_on is not None
