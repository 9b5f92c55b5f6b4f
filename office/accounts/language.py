"""The language of a reader: Kyrgyz until another is chosen, then kept with the person and in a cookie.

What a browser says of itself (Accept-Language) says who installed it, not who reads: it is not asked.
"""

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from office.models.person import Person


def keep_language(response, language: str):
    """Keep the language in this browser."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 86400,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
    )


def choose_language(response, person, language: str):
    """Keep the language in this browser and, of whoever is signed in, with the person."""
    keep_language(response, language)
    if person.is_authenticated:
        Person.objects.filter(pk=person.pk).update(language=language)


class ChosenLanguageMiddleware(LocaleMiddleware):
    """The language of the cookie, else Kyrgyz."""

    def process_request(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()
