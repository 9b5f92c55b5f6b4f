"""A visitor that checks every page it gets: `page(clerk).get("/risks/").h1`.

Whatever comes back as HTML is valid, has one `<h1>` with which its title begins, unique ids, labels, tokens,
landmarks, the headers of the house and no inline script or style, and speaks one language. A page that breaks
a rule fails the test that asked for it.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import polib
from django.conf import settings
from django.test import Client

from office.data.law import ACTS
from tests.empty_parts import no_panel_or_heading_stands_alone
from tests.my_day import check_my_day

ROOT = Path(__file__).resolve().parent.parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; "
    "frame-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "manifest-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# A paper inside our own page: only we may frame it, and nothing in it runs.
PAPER_HEADERS = HEADERS | {
    "Content-Security-Policy": POLICY.replace("script-src 'self'", "script-src 'none'").replace(
        "frame-ancestors 'none'", "frame-ancestors 'self'"
    ),
    "X-Frame-Options": "SAMEORIGIN",
}
# The citizen's side: nothing runs, nothing is told to the next page.
OPEN_HEADERS = HEADERS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
# The one open page with a script, allowed by its digest alone (ADR 24).
COMPARE_PAGE = re.compile(r"/open/check/[^/]+/compare/")
# What differs between two answers that are the same page: tokens, the second it was made in, the length of
# its address.
TOKEN = re.compile(r'name="(?:csrfmiddlewaretoken|ticket|k|seed)" value="[\w:-]+"')
PLAIN_ADDRESS = re.compile(r"/[\w/-]+")
MOMENT = ("Expires", "Content-Length")
FIELDS = ("input", "select", "textarea")
NAMELESS = ("hidden", "submit", "button", "image", "reset")

# The marks of pages in which no rule found a fault.
SOUND: set[bytes] = set()


class Visitor(Client):
    """A client, signed in as `person` or as nobody, whose every answer is an `Answer`."""

    def __init__(self, person=None, language="ky", **kwargs):
        super().__init__(**kwargs)
        self.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        if person:
            self.force_login(person)

    def request(self, **request):
        response = super().request(**request)
        response.__class__ = type("Answer", (Answer, response.__class__), {})
        response.visitor = self
        if response.is_html:
            response.check()
        if request.get("PATH_INFO") == "/" and response.status_code == 200 and response.context:
            check_my_day(response.context)  # each of its sources is run
        return response


class Answer:
    """What a page is asked about, beside everything a Django response knows."""

    visitor: Visitor

    @property
    def is_html(self):
        return self.get("Content-Type", "").startswith("text/html") and bool(self.content)

    @property
    def is_fragment(self):
        """A part of a page, for htmx."""
        return not self.content.lstrip()[:9].lower().startswith(b"<!doctype")

    @property
    def is_paper(self):
        """The preview of a paper: the very HTML that prints, in a frame of ours or by itself."""
        return b"/print.css" in self.content and b"/portal.js" not in self.content

    @property
    def tree(self) -> Element:
        """The parsed page; ParseError where it is not valid HTML."""
        if not hasattr(self, "_tree"):
            parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
            parse = parser.parseFragment if self.is_fragment else parser.parse
            self._tree = parse(self.content.decode())
        return self._tree

    def all(self, *tags, **attributes) -> list[Element]:
        """Elements of these tags with these attributes (`class_` for class); True: any value."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.tree.iter()
            if (not tags or element.tag in tags)
            and all(
                element.get(name) == value or (value is True and name in element.attrib)
                for name, value in wanted.items()
            )
        ]

    def words(self, *tags, **attributes) -> list[str]:
        """The texts of these elements."""
        return [element_text(element) for element in self.all(*tags, **attributes)]

    @property
    def h1(self) -> str:
        return element_text(self.all("h1")[0])

    @property
    def title(self) -> str:
        return element_text(self.all("title")[0])

    @property
    def main(self) -> Element:
        return self.all("main")[0]

    @property
    def text(self) -> str:
        """What a person reads in the main part."""
        return element_text(self.main)

    @property
    def links(self) -> list[str]:
        return [a.get("href") for a in self.all("a", href=True)]

    @property
    def rows(self) -> list[list[str]]:
        """The cells of every row of every table body."""
        return [
            [element_text(cell) for cell in row if cell.tag in ("td", "th")]
            for body in self.all("tbody")
            for row in body.iter("tr")
        ]

    @property
    def form(self) -> dict:
        """What a browser would send from the main form as it stands; the buttons aside."""
        forms = [form for form in self.main.iter("form") if form.get("method", "").lower() == "post"]
        return sent_by(forms[0])

    def submit(self, **changes):
        """Send the main form back with some fields filled in anew."""
        form = next(form for form in self.main.iter("form") if form.get("method", "").lower() == "post")
        # As a browser does: a form without an action goes to the whole address of its page.
        here = f"{self.request['PATH_INFO']}?{self.request['QUERY_STRING']}".rstrip("?")
        address = form.get("action") or here
        data = {name: value for name, value in (self.form | changes).items() if value is not None}
        return self.visitor.post(address, data)

    # The rules.

    @property
    def mark(self) -> bytes:
        """One for all answers that the rules read alike: the text but for tokens and its own address, the
        headers, which side it is of.
        """
        text, address = TOKEN.sub("TOKEN", self.content.decode()), self.request["PATH_INFO"]
        if PLAIN_ADDRESS.fullmatch(address):
            text = text.replace(f'"{address}"', '"/ADDRESS"')
        headers = sorted(pair for pair in self.headers.items() if pair[0] not in MOMENT)
        side = address.startswith("/open/"), self.status_code < 500
        return sha256(repr((text, headers, side)).encode()).digest()

    def check(self):
        """Assert every rule of a page; of a fragment those that make sense for it.

        The same page is read once.
        """
        if (mark := self.mark) in SOUND:
            return
        where = f"{self.request['REQUEST_METHOD']} {self.request['PATH_INFO']} {self.status_code}"
        rules = FRAGMENT_RULES if self.is_fragment else PAPER_RULES if self.is_paper else RULES
        broken = [f"{rule.__name__}: {fault}" for rule in rules for fault in rule(self)]
        assert not broken, f"{where}\n" + "\n".join(broken)
        SOUND.add(mark)


def element_text(element) -> str:
    return " ".join("".join(element.itertext()).split())


def sent_by(form) -> dict:
    data = {}
    for field in (element for element in form.iter() if element.tag in FIELDS):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or kind in NAMELESS[1:] or kind == "file" or "disabled" in field.attrib:
            continue
        if kind in ("checkbox", "radio") and "checked" not in field.attrib:
            continue
        data[name] = value_of(field)
    return data


def value_of(field):
    if field.tag == "textarea":
        return "".join(field.itertext()).removeprefix("\n")
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = [o.get("value", element_text(o)) for o in options if "selected" in o.attrib]
        if "multiple" in field.attrib:
            return chosen
        return chosen[0] if chosen else options[0].get("value", "") if options else ""
    return field.get("value", "on" if field.get("type") in ("checkbox", "radio") else "")


def is_valid_html(page):
    page.tree  # noqa: B018  strict parsing raises
    return []


def has_one_h1_and_a_title_that_begins_with_it(page):
    headings = page.words("h1")
    if len(headings) != 1:
        yield f"{len(headings)} h1"
    elif not headings[0] or not page.title.startswith(headings[0]):
        yield f"title {page.title!r}, h1 {headings[0]!r}"


def headings_skip_no_level(page):
    levels = [int(e.tag[1]) for e in page.tree.iter() if e.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    yield from (f"h{one} then h{two}" for one, two in zip(levels, levels[1:], strict=False) if two > one + 1)


def ids_are_unique(page):
    ids = [element.get("id") for element in page.all(id=True)]
    yield from sorted({name for name in ids if ids.count(name) > 1})


def references_lead_to_an_id(page):
    ids = {element.get("id") for element in page.all(id=True)}
    for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for element in page.all(**{name: True}):
            yield from (f"{name}={one}" for one in element.get(name).split() if one not in ids)


def every_field_has_a_label(page):
    labelled = {label.get("for") for label in page.all("label")}
    inside = {field for label in page.all("label") for field in label.iter()}
    for field in page.all(*FIELDS):
        named = field.get("aria-label") or field.get("aria-labelledby") or field.get("title")
        if field.get("type") not in NAMELESS and not (
            named or field.get("id") in labelled or field in inside
        ):
            yield f"{field.tag} name={field.get('name')}"


def every_link_button_and_picture_has_words(page):
    for element in page.all("a", "button", "summary"):
        pictures = [img.get("alt") for img in element.iter("img") if img.get("alt")]
        if not (element_text(element) or element.get("aria-label") or pictures):
            yield f"{element.tag} {element.attrib}"
    yield from (f"img {img.get('src')}" for img in page.all("img") if img.get("alt") is None)


def every_post_form_has_its_token(page):
    for form in page.all("form"):
        # A form without a session carries a signed ticket instead: there is no cookie to compare with.
        tokens = [
            field for field in form.iter("input") if field.get("name") in ("csrfmiddlewaretoken", "ticket")
        ]
        if form.get("method", "get").lower() == "post" and len(tokens) != 1:
            yield f"form action={form.get('action')}: {len(tokens)} tokens"
        if form.get("method", "get").lower() == "get" and tokens:
            yield f"form action={form.get('action')}: a token in the address"


def nothing_is_inline(page):
    for element in page.tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:"):
                yield f"{element.tag} {name}"


def nothing_comes_from_elsewhere(page):
    for element in page.tree.iter():
        for name in ("src", "srcset", "action", "formaction", "data"):
            value = element.get(name, "")
            if value.startswith(("http:", "https:", "//")):
                yield f"{element.tag} {name}={value}"
    yield from (f"link {e.get('href')}" for e in page.all("link") if not e.get("href", "/").startswith("/"))


def headers_are_those_of_the_house(page):
    framed = page.is_paper and page.headers["X-Frame-Options"] == "SAMEORIGIN"
    open_page = page.request["PATH_INFO"].startswith("/open/") and page.status_code < 500
    wanted = PAPER_HEADERS if framed else OPEN_HEADERS if open_page else HEADERS
    if open_page and COMPARE_PAGE.fullmatch(page.request["PATH_INFO"]) and page.status_code != 404:
        digest = b64encode(sha256((ROOT / "static" / "check.js").read_bytes()).digest()).decode()
        policy = f"{OPEN_HEADERS['Content-Security-Policy']}; script-src 'sha256-{digest}'"
        wanted = OPEN_HEADERS | {"Content-Security-Policy": policy}
    found = {name: page.headers.get(name) for name in wanted}
    yield from (f"{name}: {found[name]!r}" for name in wanted if found[name] != wanted[name])
    for name in ("Server", "X-Powered-By", "ETag", "Last-Modified"):
        if name in page.headers:
            yield name


def language_is_told_and_kept(page):
    language = page.all("html")[0].get("lang")
    if language not in dict(settings.LANGUAGES):
        yield f"lang={language!r}"
    elif language != page.headers.get("Content-Language", language):
        yield f"lang={language!r}, header {page.headers['Content-Language']!r}"
    elif language != "en":
        yield from (f"{text!r} is left in English" for text in page_texts(page) if text in english(language))


def nothing_of_the_machine_shows(page):
    for text in page_texts(page):
        if (
            "%(" in text
            or "{{" in text
            or "{%" in text
            or "object (" in text
            or text in ("None", "True", "False")
        ):
            yield repr(text[:80])


def landmarks_are_there(page):
    if len(page.all("main")) != 1:
        yield f"{len(page.all('main'))} main"
    nameless = [nav for nav in page.all("nav") if not (nav.get("aria-label") or nav.get("aria-labelledby"))]
    if len(nameless) > 1:
        yield "several nav without names"


def page_texts(page):
    hidden = {e for tag in ("script", "style", "head") for e in page.all(tag)}
    for element in page.tree.iter():
        if element in hidden or not isinstance(element.tag, str):
            continue
        for text in (element.text, element.tail):
            if text and text.strip():
                yield " ".join(text.split())


@cache
def english(language) -> frozenset[str]:
    """Words of ours that read otherwise in this language: none of them may stand on a page in it."""
    catalogue = polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))
    codes = {act.code for act in ACTS}  # the law's codes are Latin words too
    return frozenset(
        entry.msgid
        for entry in catalogue
        if entry.msgstr != entry.msgid and entry.msgid.isascii() and entry.msgid not in codes
    )


FRAGMENT_RULES = (
    is_valid_html,
    nothing_is_inline,
    ids_are_unique,
    headers_are_those_of_the_house,
    nothing_of_the_machine_shows,
)
PAPER_RULES = (*FRAGMENT_RULES, nothing_comes_from_elsewhere)
RULES = (
    is_valid_html,
    has_one_h1_and_a_title_that_begins_with_it,
    headings_skip_no_level,
    ids_are_unique,
    references_lead_to_an_id,
    every_field_has_a_label,
    every_link_button_and_picture_has_words,
    every_post_form_has_its_token,
    nothing_is_inline,
    nothing_comes_from_elsewhere,
    headers_are_those_of_the_house,
    language_is_told_and_kept,
    nothing_of_the_machine_shows,
    landmarks_are_there,
    no_panel_or_heading_stands_alone,
)
