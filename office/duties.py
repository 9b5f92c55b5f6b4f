"""«My day»: its sources, and one question that finds those with anything to say.

A source names the rows without which it has no line. One query asks whether they are there, for all sources
at once; only the sources it finds are run, and each decides for itself what its reader may see. An empty day
costs that one query. The SQL is written once a day and kept: the person, the organisation at hand and the
organisations of the person stand in it as numbers that no row has, and are put in when it is asked.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from office import clock
from office.registers.links import MyDayLine
from office.roles import Act, may

ME, HERE, ANY_OF_MINE = -1, -2, -3
MINE = (ANY_OF_MINE,)  # for `organisation__in`


class Source(NamedTuple):
    """One source of «My day». `lines`: (person, organisation at hand) → lines.

    `acts`: a person with none of these rights has no line; () for anybody. `waits`: the rows without which
    there is no line, for `ME`, `HERE` and `MINE`; () for a source that is always run. They may be too many,
    never too few: what is hidden from the reader is left out by `lines`.
    """

    lines: Callable[..., Iterable[MyDayLine]]
    acts: tuple[Act, ...] = ()
    waits: tuple[Callable[[], QuerySet], ...] = ()


def my_day_lines(sources, person, organisation) -> Iterator[MyDayLine]:
    """The lines of all sources in their order."""
    for source in find_waiting(sources, person, organisation):
        yield from source.lines(person, organisation)


def find_waiting(sources, person, organisation) -> list[Source]:
    """The sources whose rows are there; at most one query."""
    allowed = tuple(row for row in sources if not row.acts or any(may(person, act) for act in row.acts))
    asked = tuple(row for row in allowed if row.waits)
    if not asked:
        return list(allowed)
    sql, params = waiting_sql(asked, clock.today(), connection.vendor)
    here = organisation.pk if organisation else None
    values = {ME: [person.pk], HERE: [here], ANY_OF_MINE: person.body_ids}
    with connection.cursor() as cursor:
        cursor.execute(*put_in(sql, params, values))
        found = {source for source, there in zip(asked, cursor.fetchone(), strict=True) if there}
    return [source for source in allowed if not source.waits or source in found]


@lru_cache(maxsize=128)
def waiting_sql(sources: tuple[Source, ...], today: date, vendor: str) -> tuple[str, tuple]:
    """(SQL, parameters): one column a source, whether any of its rows is there."""
    columns, params = [], []
    for source in sources:
        parts = [exists_sql(rows()) for rows in source.waits]
        columns.append(" OR ".join(f"EXISTS ({sql})" for sql, _values in parts))
        params += [value for _sql, values in parts for value in values]
    return f"SELECT {', '.join(columns)}", tuple(params)


def exists_sql(rows: QuerySet) -> tuple[str, tuple]:
    return rows.order_by().query.exists().get_compiler(connection=connection).as_sql()


def put_in(sql: str, params: tuple, values: dict[int, list]) -> tuple[str, list]:
    """SQL and parameters with `values` where `ME`, `HERE` and `MINE` stand; a list of none is NULL."""
    head, *pieces = sql.split("%s")
    text, found = [head], []
    for param, piece in zip(params, pieces, strict=True):
        many = (values.get(param) or [None]) if isinstance(param, int) and param in values else [param]
        text += [", ".join(["%s"] * len(many)), piece]
        found += many
    return "".join(text), found
