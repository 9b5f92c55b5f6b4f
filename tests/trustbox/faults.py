"""The n-th statement fails, for n = 1, 2, 3 … until the command gets through: each time all or nothing
(SAFETY F-1).

`each_failure(command, state)` runs a command again and again; the statement that fails differs each time.
Transaction statements and reads of the test itself are not counted.
"""

from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction

from office.database.actor import SET_REACH_SQL

KINDS = (IntegrityError, OperationalError, InterfaceError)  # refused, cannot now, connection gone
# The last one is of the connection, not of the command: whose rows it may show.
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK", SET_REACH_SQL)


class Failing:
    """An execute wrapper: the `nth` statement raises `error`; `reached` tells whether there were so many."""

    def __init__(self, nth, error):
        self.left, self.error, self.reached = nth, error, False

    def __call__(self, execute, sql, params, many, context):
        if not sql.startswith(BOOKKEEPING):
            self.left -= 1
            if self.left == 0:
                self.reached = True
                raise self.error("the statement failed on purpose")
        return execute(sql, params, many, context)


def each_failure(command, state, whole=transaction.atomic, most=200):
    """How many failures were tried.

    `command` is called anew each time; `state()` must be the same after every one that failed. `whole` is the
    transaction a request runs in.

    The first run in which no statement is left to fail gets through; its effect stays.
    """
    before, tried = state(), 0
    for nth in range(1, most):
        for error in KINDS:
            failing = Failing(nth, error)
            try:
                with connection.execute_wrapper(failing), whole():
                    command()
            except KINDS:
                assert state() == before, f"half of it stayed when statement {nth} failed"
                tried += 1
            else:
                if failing.reached:  # the command itself coped with the failure: it must have done all
                    tried += 1
                assert state() != before
                return tried
    raise AssertionError(f"more than {most} statements")
