"""The policy of a view: right and methods, checked before it runs and readable from the URLconf."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed

from office.roles import may
from office.wall.stand_ins import acts_instead_anywhere

READ_METHODS = ("GET", "HEAD")
WRITE_METHODS = ("GET", "HEAD", "POST")


def policy(act, methods=WRITE_METHODS, *, register=None, instead=False):
    """Let a view answer `methods` to people with the right `act`; None: anyone signed in. `instead`: also to
    whoever acts instead of somebody in a matter, where the view asks the row (`allows`).

    The view carries `act`, `methods`, `public` and `register`, the register whose rows its address names.
    """

    def declare(view):
        @wraps(view)
        def checked(request, *args, **kwargs):
            if refused := answer_to_method(request, methods):
                return refused
            is_let_in = act is None or may(request.user, act)
            if not is_let_in and not (instead and acts_instead_anywhere(request.user)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        checked.act, checked.methods, checked.register = act, methods, register
        checked.public = False
        name_view(checked, view, register)
        return checked

    return declare


def name_view(checked, view, register):
    """Name a view after the function that made it and its register: `risks_move` for `move_view(risks)`.

    Tracebacks and profiles print the name of the code, so that is set beside the name of the function.
    """
    name = view.__name__
    maker, _, inner = view.__qualname__.partition(".<locals>.")
    if inner:
        what = maker.removesuffix("_view").removesuffix("_page").replace(".", "_")
        name = f"{register.space}_{what}" if register else what
    for function in (view, checked):
        function.__name__ = function.__qualname__ = name
        function.__code__ = function.__code__.replace(co_name=name, co_qualname=name)


def answer_to_method(request, methods):
    """The answer to OPTIONS and to a method the page does not know; None for the page's own."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(methods)})
    return None if request.method in methods else HttpResponseNotAllowed(methods)
