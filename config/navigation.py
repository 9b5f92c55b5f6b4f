"""Context around every page: sections the person may enter, their organisations, links to search and help."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office.registers.links import Link
from office.roles import Act, may
from office.seals.clock_order import ACCEPT_LINE


@dataclass(frozen=True)
class Section:
    """One line of the side navigation; `acts` are the rights of which one is enough, none means everybody
    signed in.

    `namespaces` are the other namespaces that belong to the section; whoever has the right `unless` finds it
    inside a wider section instead.
    """

    label: str
    route: str
    icon: str
    acts: tuple[Act, ...] = ()
    namespaces: tuple[str, ...] = ()
    unless: Act | None = None

    def is_open_to(self, person):
        if self.unless and may(person, self.unless):
            return False
        return not self.acts or any(may(person, act) for act in self.acts)


RISKS = (
    "assessments", "imports", "editions", "library", "signals", "sessions", "opinions", "matters", "below",
    "consolidated",
)  # fmt: skip
POSITIONS = ("posts", "position_editions", "position_imports", "signs", "surveys", "findings", "year_reports")
COMMISSIONS = ("seats", "meetings")
SETTINGS = (
    "organisations", "units", "people", "appointments", "calendar", "acts", "values", "indicators",
    "catalogues", "functions", "methods", "letters", "provisions", "layouts", "keepings", "kin", "factors",
    "restored_books", "factor_removals",
)  # fmt: skip
CONFIDENTIAL = ("exclusions", "disclosures", "custodians", "erasures")
PLANS = (
    "measures", "mine", "handed", "plan_sections", "plan_tasks", "instalments", "plan_notes", "plan_proofs",
    "plan_imports", "plan_editions", "plan_reports", "yearly_plans", "next_stages", "remarks", "plan_papers",
)  # fmt: skip
DESK = (
    "conflicts", "relatives", "gifts", "declarations", "reports", "protections", "references", "expertises",
    "found_factors",
)  # fmt: skip
STANDARDS = (
    "points", "text_imports", "sheets", "exam_questions", "exam_tries", "officer_reports", "staff_imports",
)  # fmt: skip
MONITORING = (
    "notices", "documents", "results", "recommendations", "self_checks", "rating", "criteria",
    "replacements", "self_documents", "media_reports",
)  # fmt: skip
TRUSTBOX = (
    "tasks", "openings", "boxes", "institutions", "analyses", "receptions", "visits",
    "tray", "tray_decisions",
)  # fmt: skip
RETENTION = ("retention_terms", "holds")
SECTIONS = (
    Section(_("My day"), "home", "sun"),
    Section(_("Risks"), "risks:register", "shield-exclamation", (Act.READ,), RISKS),
    Section(_("Positions"), "exposures:register", "person-exclamation", (Act.READ,), POSITIONS),
    Section(_("Plans"), "plans:register", "list-check", (Act.READ,), PLANS),
    Section(_("My measures"), "mine:register", "person-check", (Act.PROVE,), ("handed",), unless=Act.READ),
    Section(_("Trust box"), "appeals:register", "mailbox", (Act.JOURNAL,), TRUSTBOX),
    Section(_("Appeals given to me"), "tasks:register", "inbox", (Act.CONSIDER,), unless=Act.JOURNAL),
    Section(_("Monitoring"), "monitorings:register", "clipboard-check", (Act.READ,), MONITORING),
    Section(_("Standard"), "standards:register", "book", (), STANDARDS),
    Section(_("Confidential"), "walls:register", "lock", (Act.DISCLOSE,), CONFIDENTIAL),
    Section(_("I must tell"), "desk:page", "chat-left-text", (Act.TELL,), DESK),
    Section(_("Orders"), "orders:register", "file-earmark-text", (Act.READ,)),
    Section(_("Commissions"), "commissions:register", "people", (Act.READ,), COMMISSIONS),
    Section(_("Publication"), "publications:register", "megaphone", (Act.READ,)),
    Section(_("Disposal of records"), "disposals:register", "archive", (Act.READ,), RETENTION),
    Section(_("Settings"), "settings", "sliders", (Act.MANAGE,), SETTINGS),
)
LANGUAGES = (("ky", "Кыргызча", "Кыр"), ("ru", "Русский", "Рус"), ("en", "English", "Eng"))


def route_url(route):
    """The URL of a route without arguments, or "" while no installed app has it."""
    return cached_route_url(route, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache
def cached_route_url(route, routes, prefix):
    """Cached `reverse`; "" when the route does not exist."""
    try:
        return reverse(route, routes)
    except NoReverseMatch:
        return ""


def route_namespace(route):
    """The first part of a route's name: `risks` for both `risks:register` and `risks:record`."""
    return route.partition(":")[0]


def visible_sections(request):
    """The links to the sections this person sees; the one at hand is active."""
    here = route_namespace(request.resolver_match.view_name) if request.resolver_match else ""
    open_to = (
        section for section in SECTIONS if section.is_open_to(request.user) and route_url(section.route)
    )
    return [
        Link(
            section.label,
            route_url(section.route),
            icon=section.icon,
            active=here in (route_namespace(section.route), *section.namespaces),
        )
        for section in open_to
    ]


def navigation_context(request):
    """Context processor: `navigation`, `my_organisation`, `my_organisations`, `languages`, `search_url`,
    `help_url`, `demo`, `version`, `read_only`.
    """
    person = getattr(request, "user", None)
    known = person is not None and person.is_authenticated
    organisations = person.bodies if known else []
    return {
        "navigation": visible_sections(request) if known else [],
        "my_organisation": getattr(request, "organisation", None),
        "my_organisations": organisations if len(organisations) > 1 else [],
        "languages": language_links(),
        "search_url": route_url("search"),
        "help_url": help_url(request),
        "demo": settings.DEMO,
        "version": settings.VERSION,
        "read_only": read_only_notice(person) if known and getattr(request, "is_read_only", False) else {},
    }


def read_only_notice(person):
    """While the clock is behind: the line that accepts it, for whoever keeps the portal ("" for others)."""
    return {"line": ACCEPT_LINE if may(person, Act.MANAGE) else ""}


def language_links():
    now = get_language()
    return [
        {"code": code, "name": name, "short": short, "active": code == now} for code, name, short in LANGUAGES
    ]


def help_url(request):
    """The guide at the chapter of this place; "" while there is no guide."""
    guide = route_url("guide")
    return (
        f"{guide}#{route_namespace(request.resolver_match.view_name)}"
        if guide and request.resolver_match
        else guide
    )
