"""What a body has published, for programs and for another site: an Atom feed, and a block of plain HTML."""

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse

from office.models.organisation import Organisation
from office.open_pages import public_page, render_public
from office.papers.frozen import Publication
from office.papers.sheet import strip_unprintable

MOST = 50  # entries of a feed


def news_of(code) -> dict:
    """Context: the body, its address, and of each of its papers address, title and day, the newest first."""
    organisation = get_object_or_404(Organisation, code=code)
    rows = Publication.objects.open_of(organisation).select_related("organisation")[:MOST]
    return {
        "body": organisation,
        "address": settings.PUBLIC_ADDRESS + reverse("open:body", args=[code]),
        "feed": settings.PUBLIC_ADDRESS + reverse("open:feed", args=[code]),
        "entries": [
            {
                "title": strip_unprintable(row.title),
                "url": settings.PUBLIC_ADDRESS + row.public_url,
                "day": row.published_on,
            }
            for row in rows
        ],
    }


@public_page
def show_feed(request, code):
    """The newest publications as Atom (RFC 4287); what was withdrawn is not there."""
    answer = render_public(request, "public/feed.xml", news_of(code))
    answer["Content-Type"] = "application/atom+xml; charset=utf-8"
    return answer


@public_page
def show_block(request, code):
    """Plain HTML with links, to be copied into a page of another site: no frame, no script."""
    news = news_of(code)
    news["markup"] = render_to_string("public/links.html", news)
    return render_public(request, "public/block.html", news)
