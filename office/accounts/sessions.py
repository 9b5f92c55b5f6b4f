"""Sessions end: by themselves when nobody touches them, without a trace in the browser at sign-out."""

import time
from functools import wraps

from django.conf import settings
from django.contrib.auth import logout

SEEN = "seen"  # when the person was last here, seconds since 1970
PARTS = 10  # a session is written this often in the time it may lie idle


class IdleMiddleware:
    """Sign out whoever has been away longer than `IDLE_SECONDS`; 0 is no limit. What was typed stays in the
    browser and comes back after the next sign-in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        idle = settings.IDLE_SECONDS
        if idle and request.user.is_authenticated:
            now = int(time.time())
            away = now - request.session.get(SEEN, now - idle // PARTS)
            if away > idle:
                logout(request)
            elif away >= idle // PARTS:
                request.session[SEEN] = now
        return self.get_response(request)


def clear_at_logout(view):
    """The page that signs out: the browser forgets what it kept of the portal, but not that it is known."""

    @wraps(view)
    def shown(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return shown
