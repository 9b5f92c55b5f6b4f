"""Every address of the portal, read off the URLconf, with the policy its view declares."""

from dataclasses import dataclass
from functools import cache

from django.urls import URLPattern, get_resolver, reverse


@dataclass(frozen=True)
class Route:
    """One address. `act` None with `declared`: anyone signed in; `public`: anyone at all."""

    name: str  # risks:record
    pattern: str
    arguments: tuple[str, ...]
    view: object

    @property
    def declared(self):
        return hasattr(self.view, "act") or getattr(self.view, "public", False)

    @property
    def public(self):
        return getattr(self.view, "public", False)

    @property
    def act(self):
        return getattr(self.view, "act", None)

    @property
    def methods(self):
        return getattr(self.view, "methods", None)

    @property
    def register(self):
        """The register whose row the address is of."""
        return getattr(self.view, "register", None) or registers_by_space().get(self.name.partition(":")[0])

    @property
    def package(self):
        return self.view.__module__.partition(".")[0]

    def url(self, **arguments):
        return reverse(self.name, kwargs={name: arguments[name] for name in self.arguments})

    def __str__(self):
        return self.name or self.pattern


def walk(patterns, space="", before=""):
    for entry in patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            name = f"{space}:{entry.name}" if space else entry.name
            yield Route(name, here, tuple(entry.pattern.converters), entry.callback)
        else:
            yield from walk(entry.url_patterns, ":".join(filter(None, [space, entry.namespace])), here)


@cache
def routes() -> tuple[Route, ...]:
    return tuple(walk(get_resolver().url_patterns))


@cache
def registers_by_space():
    """Registers by the namespace of their addresses."""
    marked = (getattr(route.view, "register", None) for route in routes())
    return {register.space: register for register in marked if register}
