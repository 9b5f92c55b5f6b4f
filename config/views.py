"""The home page, the language, the body at hand, and the pages for what went wrong."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from office.generic import policy
from office.models import Meeting, Order
from office.public import public
from office.roles import Act, may
from risks.register import summary


@policy(None)
def home(request):
    """«Менин күнүм»: what waits for me, and three numbers of my body."""
    context = {"waits": waits(request), "summary": summary(request) if may(request.user, Act.READ) else None}
    return render(request, "home.html", context)


def waits(request):
    """Papers that wait for this person's hand, each with its address."""
    orders = Order.objects.visible_to(request.user)
    found = []
    if may(request.user, Act.SIGN):
        found += orders.filter(state=Order.State.AGREEMENT)
    if may(request.user, Act.AGREE):
        found += orders.filter(state__in=[Order.State.DRAFT, Order.State.SIGNED])
        found += Meeting.objects.visible_to(request.user).filter(state=Meeting.State.PLANNED)
    return [
        {"text": str(row), "url": row.get_absolute_url(), "state": row.get_state_display()} for row in found
    ]


@public
@require_POST
def set_language(request):
    """Keep the reader's language in a cookie of its own and go back to where they were."""
    language, back = request.POST.get("language"), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 86400,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
        )
    return response


@policy(None)
@require_POST
def choose_body(request):
    """Work at another of one's bodies."""
    chosen = request.POST.get("body", "")
    if chosen in {str(body.pk) for body in request.user.bodies}:
        request.session["body"] = int(chosen)
    return redirect("home")


@login_not_required
def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


@login_not_required
def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


@login_not_required
def not_found(request, exception=None):
    return render(request, "404.html", status=404)


@login_not_required
def form_expired(request, reason=""):
    """The form's token does not fit the session: opened long ago, or in another sign-in."""
    return render(request, "403.html", {"expired": True}, status=403)


@login_not_required
def broken(request):
    """Nothing here may fail: no context processors, no database."""
    with translation.override(translation.get_language() or "ky"):
        page = render_to_string("500.html", {"LANGUAGE_CODE": translation.get_language()})
    from django.http import HttpResponseServerError

    return HttpResponseServerError(page)
