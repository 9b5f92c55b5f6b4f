"""Rows of a body. Every query of them says whose rows it wants, or raises.

`Model.objects` is guarded: it runs only after `.visible_to(person)` or `.of(organisation)`. `Model.unscoped`
is the plain manager that Django itself needs (uniqueness, foreign keys, related sets); its uses in our code
are listed in `tests/test_house.py`.
"""

from django.db import models
from django.db.models import FETCH_PEERS, Q
from django.db.models.sql import Query

from office.roles import DOWNWARD, granting


class Unscoped(RuntimeError):
    """A query of owned rows ran without saying whose rows it wants."""


class OwnedQuery(Query):
    """The SQL of owned rows.

    While guarded it cannot be written, neither alone nor as a part of another query.
    """

    guarded = False

    def get_compiler(self, *args, **kwargs):
        self.require_scope()
        return super().get_compiler(*args, **kwargs)

    def combine(self, rhs, connector):
        rhs.require_scope()
        super().combine(rhs, connector)

    def require_scope(self):
        if self.guarded:
            raise Unscoped(
                f"{self.model.__name__}.objects: say whose rows: .visible_to(person) or .of(organisation)"
            )


class OwnedQuerySet(models.QuerySet):
    """Queries shared by all rows of an organisation. `RELEASED` is the condition under which rows may be read
    from above.
    """

    RELEASED: Q | None = None

    def __init__(self, model=None, query=None, using=None, hints=None):
        super().__init__(model, OwnedQuery(model) if query is None else query, using, hints)

    def visible_to(self, person, act=None):
        """The rows `person` may read today: those of the person's bodies, and what bodies below have
        released.

        With `act`, only by appointments that allow it: a clerk of one body is perhaps a mere employee of
        another.
        """
        appointments = granting(person, act)
        mine = Q(organisation__in=sorted({pk for row in appointments for pk in row.reach}))
        below = Q() if act in DOWNWARD else self.RELEASED
        if below is not None:
            for row in appointments:
                mine |= below & Q(organisation__path__startswith=row.organisation.path)
        return self._allow(self.filter(mine))

    def released_below(self, organisation):
        """Released rows of subordinate organisations. Raises ValueError for models without RELEASED."""
        if self.RELEASED is None:
            raise ValueError(f"{self.model.__name__} are read by their own body alone")
        return self._below(organisation).filter(self.RELEASED)

    def _below(self, organisation):
        """Rows of subordinate organisations; the caller lets out only what a body above may know."""
        below = self.filter(organisation__path__startswith=organisation.path)
        return self._allow(below.exclude(organisation=organisation))

    def of(self, organisation):
        """The rows of one body."""
        return self._allow(self.filter(organisation=organisation))

    def anywhere(self):
        """The rows of every body, only to ask whether one is there: `office/duties.py`."""
        return self._allow(self.all())

    def _allow(self, rows):
        rows.query.guarded = False
        return rows

    def _add_hints(self, **hints):
        # A related set is reached from a row that was itself found by scope: Django hands that row over as a
        # hint.
        super()._add_hints(**hints)
        if "instance" in hints:
            self._allow(self)

    # Django writes these two by queries of other classes.

    def update(self, **kwargs):
        self.query.require_scope()
        return super().update(**kwargs)

    update.alters_data = True

    def delete(self):
        self.query.require_scope()
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


def make_managers(queryset=OwnedQuerySet):
    """Return (unscoped, objects) of one queryset class; `unscoped` is Django's default manager."""

    class Unguarded(models.Manager.from_queryset(queryset)):
        def get_queryset(self):
            return super().get_queryset().fetch_mode(FETCH_PEERS)

    class Guarded(Unguarded):
        def get_queryset(self):
            rows = super().get_queryset()
            rows.query.guarded = True
            return rows

    return Unguarded(), Guarded()


class Owned(models.Model):
    """A row that belongs to one body.

    `version` travels through every form, so that a stale one is noticed.
    """

    organisation = models.ForeignKey("office.Organisation", models.PROTECT, related_name="+", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped, objects = make_managers()

    class Meta:
        abstract = True
