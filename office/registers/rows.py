from django.shortcuts import get_object_or_404

from office.models.organisation import Organisation


def find_row(register, request, pk):
    """The row, or 404 for a foreign one as for one that is not there."""
    return get_object_or_404(register.rows(request.user), pk=pk)


def lock_row(row):
    """Read the row anew and lock it until the transaction ends."""
    row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update())
    return row


def organisation_of(row):
    """The organisation a row belongs to (an organisation to itself); None for what belongs to all."""
    return row if isinstance(row, Organisation) else getattr(row, "organisation", None)
