"""The staffing table (штаттык расписание)."""

from decimal import Decimal

from django.apps import apps
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, make_managers
from office.database.sqlite import in_kyrgyz_order
from office.models.organisation import Unit
from office.models.reference import in_reader_language
from office.models.search import Searchable, SearchableQuerySet
from office.registers.workflow import ASIDE, Move, Refused, Workflow
from office.roles import Act


class Level(models.TextChoices):
    LOW = "low", _("low")
    MEDIUM = "medium", _("medium")
    HIGH = "high", _("high")


TWIN = _("This unit already has a post of that name: raise its number instead.")


class PostQuerySet(SearchableQuerySet):
    def visible_to(self, person, act=None):
        """Annotates `level_in_list`, "" for a post that is not in the list."""
        exposures = apps.get_model("positions.Exposure").unscoped  # its module imports this one
        listed = exposures.in_the_list().filter(post=OuterRef("pk")).values("level")
        level = Coalesce(Subquery(listed[:1]), Value(""))
        return super().visible_to(person, act).annotate(level_in_list=level)

    def open(self):
        return self.filter(state=Post.State.OPEN)

    def in_order(self):
        """As a staffing table has them: the posts of the head, then unit by unit."""
        return self.order_by(*Post.ORDER)


class Post(Workflow, Searchable, Owned):
    """A post of the staffing table. Names of holders are stored nowhere here, so nothing can publish them."""

    class State(models.TextChoices):
        OPEN = "open", _("in the staffing table")
        CLOSED = "closed", _("closed")

    MOVES = (
        Move(
            "close",
            _("Close the post"),
            (State.OPEN,),
            State.CLOSED,
            Act.KEEP,
            _(
                "The post is no longer offered. Its row leaves the next edition of the list; "
                "approved editions keep it."
            ),
            danger=True,
        ),
        Move(
            "reopen",
            _("Bring back"),
            (State.CLOSED,),
            State.OPEN,
            Act.KEEP,
            _("The post stands in the staffing table again."),
        ),
    )
    ASIDE = ASIDE | {"close"}

    ORDER = (in_kyrgyz_order("unit__name_ky").asc(nulls_first=True), "position", "pk")

    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("structural unit")
    )
    position = models.PositiveIntegerField(default=0, editable=False)
    name_ky = models.CharField(
        _("post in Kyrgyz"), max_length=500, help_text=_("As in the staffing table, without anybody's name")
    )
    name_ru = models.CharField(_("post in Russian"), max_length=500, blank=True)
    count = models.DecimalField(
        _("number of such posts"),
        max_digits=6,
        decimal_places=2,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.01"))],
        help_text=_("Halves and quarters of a post are written with a point: 0.5"),
    )
    powers = models.TextField(
        _("powers"),
        blank=True,
        help_text=_(
            "By the distribution of powers, the regulation on the unit and the job instruction (281 "
            "annex 2, note **)"
        ),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    unscoped, objects = make_managers(PostQuerySet)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["organisation", "state", "unit"], name="post_in_order")]
        constraints = [
            # Two, because SQLite takes no heed of `nulls_distinct`.
            models.UniqueConstraint(
                fields=["organisation", "unit", "name_ky"],
                condition=Q(state="open", unit__isnull=False),
                name="a_post_stands_once_in_its_unit",
                violation_error_message=TWIN,
            ),
            models.UniqueConstraint(
                fields=["organisation", "name_ky"],
                condition=Q(state="open", unit=None),
                name="a_post_outside_the_units_stands_once",
                violation_error_message=TWIN,
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None) | Q(state="closed", closed_on__isnull=False),
                name="closed_post_has_its_day",
            ),
            models.CheckConstraint(condition=Q(state__in=["open", "closed"]), name="post_state_is_known"),
            models.CheckConstraint(condition=Q(count__gt=0), name="number_of_posts_is_positive"),
        ]

    def __str__(self):
        return in_reader_language(self.name_ky, self.name_ru)

    def get_absolute_url(self):
        return reverse("posts:record", args=[self.pk])

    @property
    def is_editable(self):
        return self.state == self.State.OPEN

    @property
    def is_quiet(self):
        return not self.is_editable

    @property
    def takes_more(self):
        """Whether it can be put forward for the list: open and not in the list."""
        return self.is_editable and self.listed is None

    @property
    def count_words(self):
        """«1», «0,5»: without idle zeros, with the comma that is written here."""
        return f"{self.count.normalize():f}".replace(".", ",")

    count_words.fget.label = _("number of such posts")

    @property
    def in_full(self):
        """The post as the list prints it: with its unit, since many units have a «башкы адис»."""
        return f"{self.name_ky} ({self.unit.name_ky})" if self.unit else self.name_ky

    @property
    def listed(self):
        """The row of the list for this post, listed or draft; None when it is not exposed."""
        return self.exposures.in_register().first()

    @property
    def listed_level(self):
        """Level in the list; "" for a post that is not exposed."""
        return (
            self.level_in_list if hasattr(self, "level_in_list") else self.listed.level if self.listed else ""
        )

    listed_level.fget.label = _("level in the list")

    @property
    def searched_texts(self):
        unit = self.unit.name_ky if self.unit else ""
        return [self.name_ky, self.name_ru, unit, self.powers]

    def assign_position(self):
        """Stand last in the staffing table; the caller saves."""
        last = Post.objects.of(self.organisation).aggregate(last=Max("position"))["last"]
        self.position = (last or 0) + 1

    def on_close(self, *, by, closed_on):
        if closed_on > clock.today():
            raise Refused(_("The day lies in the future. Close the post when the day has come."))
        self.closed_on = closed_on
        for row in self.exposures.in_register():
            row.move("drop", by=by, ground=str(_("The post is closed.")))

    def on_reopen(self, *, by):
        self.closed_on = None
        twins = Post.objects.of(self.organisation).open().filter(unit=self.unit, name_ky=self.name_ky)
        if twins.exists():
            raise Refused(TWIN)
