"""Guards of official records, generated from their declarations in `official_records.py`: what is official is
never deleted, a draft is. Rows that a guard of their own keeps get no second one.
"""

from office.database.triggers import Guard
from office.registries import RECORDS
from office.seals.records import declaration_of, label_of, parent_of

OF_THE_PARENT = "EXISTS (SELECT 1 FROM {table} {alias} WHERE {alias}.id = {row}.{column} AND ({official}))"


def official_sql(model, row) -> str:
    """SQL: the row, an alias of the table of the model or OLD, is official; see `records.is_official`."""
    declared = declaration_of(model)
    if declared.under:
        parent, column = parent_of(model), model._meta.get_field(declared.under).column
        alias = f"{row.lower()}_p"
        return OF_THE_PARENT.format(
            table=parent._meta.db_table,
            alias=alias,
            row=row,
            column=column,
            official=official_sql(parent, alias),
        )
    if declared.states:
        return f"{row}.state IN ({', '.join(repr(state) for state in declared.states)})"
    return "true"


def deletion_guards(model):
    """The guard that keeps official rows of the model, where no guard of its own does; none for a table that
    is no official record or whose rows the portal itself deletes.
    """
    if label_of(model) not in RECORDS or declaration_of(model).deletable:
        return
    own = [guard.when for guard in getattr(model, "GUARDS", ()) if guard.event == "DELETE"]
    if "true" in own:
        return
    condition = " AND ".join([f"({official_sql(model, 'OLD')})", *(f"NOT ({when})" for when in own)])
    yield Guard(f"an_official_{model._meta.model_name}_is_never_deleted", "DELETE", condition)
