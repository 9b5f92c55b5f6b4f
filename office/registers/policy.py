from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed

from office.roles import may

READ_METHODS = ("GET", "HEAD")
WRITE_METHODS = ("GET", "HEAD", "POST")


def policy(act, methods=WRITE_METHODS, **marks):
    """Declare what a view asks for, so that routes and rights can be read off the URLconf. `act` None: anyone signed in."""

    def declare(view):
        @wraps(view)
        def checked(request, *args, **kwargs):
            if refused := answer_to_method(request, methods):
                return refused
            if act is not None and not may(request.user, act):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        checked.act, checked.methods = act, methods
        checked.public = False
        for name, value in marks.items():
            setattr(checked, name, value)
        return checked

    return declare


def answer_to_method(request, methods):
    """The answer to OPTIONS and to a method the page does not know; None for the page's own."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(methods)})
    return None if request.method in methods else HttpResponseNotAllowed(methods)
