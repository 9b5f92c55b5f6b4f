"""The pages of a long list: by the row that a page goes on from, which costs the same at any depth; by its
number where nothing says from which row.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import OrderBy

from office.database.triggers import is_owned
from office.registers.values import parse_number, query_link

PAGE_SIZE = 50
COUNT_LIMIT = 1000
AFTER, BEFORE = "after", "before"
# (model, organisation) whose list was long: of a short one no question is asked before its rows.
LONG_LISTS: set[tuple] = set()
FIRST = {"page": None, AFTER: None, BEFORE: None}  # changes of an address that lead to the first page


class Page(NamedTuple):
    """`length`: of all rows, up to COUNT_LIMIT + 1: counting a million costs too much; `more`: whether rows
    follow.
    """

    length: int
    rows: list
    number: int
    more: bool

    @property
    def count_text(self) -> str | int:
        return f"{COUNT_LIMIT}+" if self.length > COUNT_LIMIT else self.length


def ask_page(request, rows) -> Page:
    """The page that an address asks for: `?page=3&after=17` the rows after row 17, `?page=2&before=17` those
    before it. Where that row is not in the list any more, by the number alone.
    """
    number = parse_number(request.GET.get("page"), 1)
    if number <= 1:
        return first_page(rows, (rows.model, getattr(request.organisation, "pk", None)))
    terms = order_terms(rows)
    for name, back in ((AFTER, False), (BEFORE, True)):
        if terms and (key := parse_number(request.GET.get(name), 0)):
            place = place_of(rows, terms, key)
            shown = place and rows_beside(rows, terms, place, PAGE_SIZE + 1, back=back)
            if shown and (not back or len(shown) >= PAGE_SIZE):
                more = back or len(shown) > PAGE_SIZE
                shown = shown[-PAGE_SIZE:] if back else shown[:PAGE_SIZE]
                return Page(count_of_rows(rows), shown, number, more)
    return numbered_page(rows, number)


def page_links(request, page: Page) -> dict[str, str | None]:
    """Addresses of the pages beside this one; each names its number and the row it goes on from."""
    number, rows = page.number, page.rows
    first, last = (rows[0].pk, rows[-1].pk) if rows else (None, None)
    earlier = {"page": number - 1, AFTER: None, BEFORE: first if number > 2 else None}
    later = {"page": number + 1, AFTER: last, BEFORE: None}
    return {
        "previous": query_link(request, **earlier) if number > 1 else None,
        "next": query_link(request, **later) if page.more else None,
    }


def first_page(rows, whose: tuple) -> Page:
    """The first page. Where the list of this model and organisation was long at an earlier time, it is
    counted first, and rows of a long list are read group by group; what is shown does not depend on it.
    """
    if whose not in LONG_LISTS:
        page = numbered_page(rows, 1)
        if page.length > COUNT_LIMIT:
            LONG_LISTS.add(whose)
        return page
    length = count_of_rows(rows)
    if length <= COUNT_LIMIT or (shown := first_of_groups(rows, PAGE_SIZE + 1)) is None:
        shown = rows_between(rows, 0, PAGE_SIZE + 1)
    return Page(length, shown[:PAGE_SIZE], 1, len(shown) > PAGE_SIZE)


def first_of_groups(rows, wanted: int) -> list | None:
    """The first rows of an order that begins with a place of a row of reference and its key (kinds of
    functions), one such row after another: the order within each is that of an index, while that of all would
    be sorted. None for another order.
    """
    terms = order_terms(rows) or []
    names = {field.attname: field for field in rows.model._meta.concrete_fields if field.is_relation}
    relation = names.get(terms[1].name) if len(terms) > 2 else None
    if relation is None or is_owned(relation.related_model):
        return None
    if not terms[0].name.startswith(f"{relation.name}__"):
        return None
    place = Term(terms[0].name.removeprefix(f"{relation.name}__"), terms[0].down)
    order = place.ordering(back=False), Term("pk", terms[1].down).ordering(back=False)
    there = rows.order_by().filter(**{relation.attname: OuterRef("pk")})
    groups = relation.related_model.objects.filter(Exists(there))
    found: list = []
    for key in groups.order_by(*order).values_list("pk", flat=True):
        if len(found) < wanted:
            group = rows.filter(**{relation.attname: key})
            group = group.order_by(*(term.ordering(back=False) for term in terms[2:]))
            found += rows_between(group, 0, wanted - len(found))
    return found


def numbered_page(rows, page: int) -> Page:
    """A page by its number; one beyond the end is the last one.

    Rows that fill no second page are counted as they come: they cost one query.
    """
    if page <= 1:
        shown = rows_between(rows, 0, PAGE_SIZE + 1)
        more = len(shown) > PAGE_SIZE
        return Page(count_of_rows(rows) if more else len(shown), shown[:PAGE_SIZE], 1, more)
    count = count_of_rows(rows)
    if count <= COUNT_LIMIT:
        page = max(min(page, -(-count // PAGE_SIZE)), 1)
    shown = rows_between(rows, (page - 1) * PAGE_SIZE, page * PAGE_SIZE + 1)
    if not shown and count:  # far beyond the end of a long list: only here its whole length is asked for
        page = max(-(-rows.order_by().count() // PAGE_SIZE), 1)
        shown = rows_between(rows, (page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    return Page(count, shown[:PAGE_SIZE], page, len(shown) > PAGE_SIZE)


def rows_between(rows, first, end):
    """The rows of these places. Their order is found by keys alone, which an index has: a row of many words
    is read only where it is shown.
    """
    return list(rows.filter(pk__in=rows.values("pk")[first:end]))


def count_of_rows(rows):
    """The number of rows up to COUNT_LIMIT + 1; without their order, that none of them need be sorted."""
    return rows.order_by()[: COUNT_LIMIT + 1].count()


def in_total_order(rows, order):
    """The rows in an order in which no two are equal: by their keys at last."""
    return rows.order_by(*order, *(() if {"pk", "-pk", "id", "-id"} & set(map(str, order)) else ("pk",)))


# --- The rows beside a row ---------------------------------------------------------------------------------


class Term(NamedTuple):
    """One term of an order; `nulls`: what has no value stands last."""

    name: str
    down: bool
    nulls: bool = False

    def ordering(self, back: bool):
        if not self.nulls:
            return self.name if self.down == back else f"-{self.name}"
        return F(self.name).desc(nulls_first=True) if back else F(self.name).asc(nulls_last=True)

    def is_equal(self, value) -> Q:
        return Q(**{f"{self.name}__isnull": True} if value is None else {self.name: value})

    def is_near(self, value, back: bool) -> Q:
        """Rows on the far side of a value, and those that have it: where an index begins to read."""
        return Q(**{f"{self.name}__{'gte' if self.down == back else 'lte'}": value})

    def is_beyond(self, value, back: bool) -> Q | None:
        """Rows on the far side of a value; None where there can be none."""
        if value is None:  # it stands last
            return Q(**{f"{self.name}__isnull": False}) if back else None
        beyond = Q(**{f"{self.name}__{'gt' if self.down == back else 'lt'}": value})
        return beyond | Q(**{f"{self.name}__isnull": True}) if self.nulls and not back else beyond


def order_terms(rows) -> list[Term] | None:
    """The terms of the order of the rows; None where they are not columns alone, or may lack a value and do
    not say where that stands: then the two engines differ.
    """
    terms = [find_term(part) for part in rows.query.order_by]
    known = [term for term in terms if term and is_comparable(rows.model, term)]
    return known if known and len(known) == len(terms) else None


def find_term(part) -> Term | None:
    if isinstance(part, str):
        return Term(part.removeprefix("-"), part.startswith("-"))
    if isinstance(part, OrderBy) and isinstance(part.expression, F):
        if part.nulls_last and not part.descending:
            return Term(part.expression.name, down=False, nulls=True)
        if not part.nulls_last and not part.nulls_first:
            return Term(part.expression.name, part.descending)
    return None


def is_comparable(model, term: Term) -> bool:
    """Whether the rows of an order stand as the values of the term are compared. A relation does not («plan»,
    unlike «plan_id»): it orders as its own rows are ordered.
    """
    for name in term.name.split("__"):
        columns = {word: one for one in model._meta.concrete_fields for word in (one.name, one.attname)}
        field = model._meta.pk if name == "pk" else columns.get(name)
        if field is None:  # a value that is reckoned
            return False
        if field.null and not term.nulls:
            return False
        model = field.related_model
    return not field.is_relation or name == field.attname


def place_of(rows, terms: list[Term], key: int) -> tuple[Any, ...] | None:
    """What the row of this key has in each term; None where the list has no such row."""
    return rows.filter(pk=key).values_list(*[term.name for term in terms]).first()


def rows_beside(rows, terms: list[Term], place: tuple, wanted: int, *, back: bool) -> list:
    """The rows that follow a place, or with `back` those before it, in the order of the list.

    They are read range by range, the nearest first: those that have all but the last two terms alike, then
    fewer alike. An index of the order reads each from where it begins.
    """
    rows = rows.order_by(*(term.ordering(back) for term in terms))
    found: list = []
    for condition in ranges(terms, place, back):
        if len(found) < wanted:
            found += rows_between(rows.filter(condition), 0, wanted - len(found))
    return found[::-1] if back else found


def ranges(terms: list[Term], place: tuple, back: bool) -> Iterator[Q]:
    """Conditions of the rows beyond a place, the nearest first. The last two terms are one range, where they
    can be: often few rows have the last but one alike.
    """
    end, last_but_one = len(terms) - 1, terms[-2:-1]
    has_pair = last_but_one and not last_but_one[0].nulls
    for depth in reversed(range(end if has_pair else end + 1)):
        beyond = terms[depth].is_beyond(place[depth], back)
        if has_pair and depth == end - 1:
            further = (beyond or Q()) | (terms[end].is_beyond(place[end], back) or Q())
            beyond = terms[depth].is_near(place[depth], back) & further
        if beyond is not None:
            alike = Q()
            for term, value in zip(terms[:depth], place, strict=False):
                alike &= term.is_equal(value)
            yield alike & beyond
