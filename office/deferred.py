"""Functions of rooms whose libraries are too dear for every start: the room is loaded at their first call.

`./portal manage` and each process of the server begin without Excel, Word, pictures and calendars; who never
makes such a file never pays.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def load_at_call(path: str) -> Callable[..., Any]:
    """The function at `path` («office.papers.excel.to_xlsx»); its module is imported at the first call."""
    module, _dot, name = path.rpartition(".")

    def call(*args: Any, **kwargs: Any) -> Any:
        return getattr(import_module(module), name)(*args, **kwargs)

    call.__name__ = call.__qualname__ = name
    call.__module__ = module  # the daily acts name what failed
    return call
