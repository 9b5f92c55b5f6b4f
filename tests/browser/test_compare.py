"""The one script of the open side knows a paper by its digest and sends nothing; without it the form does."""

import io
import re
from hashlib import sha256

import pypdf

from tests.browser.test_citizen_story import narrow


def published_file(page, end):
    return page.request.get(page.locator(f"a[href$='.{end}']").first.get_attribute("href")).body()


def open_compare_page(page):
    """The page that compares a file with the first published paper; its PDF and its CSV."""
    page.goto("/open/dostuk/")
    pdf, csv = published_file(page, "pdf"), published_file(page, "csv")
    words = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    code = re.search(r"/open/check/([0-9A-Z-]{14})/", words)[1]
    page.goto(f"/open/check/{code}/")
    page.locator("a[href*='/compare/']").click()
    page.wait_for_load_state("networkidle")
    return pdf, csv


def choose(page, name, content):
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "text/csv", "buffer": content})


def test_script_knows_the_paper_and_sends_nothing(visit):
    reader = visit(width=360)
    pdf, _csv = open_compare_page(reader)
    sent = []
    reader.on("request", lambda request: sent.append(request.url))
    form = reader.locator("form[data-digests]")
    for content, words in ((pdf, "data-paper"), (pdf + b" ", "data-other")):
        choose(reader, "буйрук.pdf", content)
        reader.locator("#verdict", has_text=sha256(content).hexdigest()).wait_for()
        assert reader.locator("#verdict").inner_text().startswith(form.get_attribute(words))
    assert sent == []
    narrow(reader)


def test_form_names_the_changed_row_without_a_script(visit):
    reader = visit(width=360, script=False)
    _pdf, csv = open_compare_page(reader)
    *lines, last = csv.decode("utf-8-sig").rstrip("\r\n").split("\r\n")
    choose(reader, "тизмек.csv", "\r\n".join([*lines, f"{last} бузулган"]).encode("utf-8-sig"))
    reader.wait_for_timeout(3100)  # the ticket wants a person's three seconds
    reader.locator("main form [type=submit]").click()
    assert reader.locator("main ol li").count() == 1
    assert "бузулган" in reader.locator("main ol li").inner_text()
    narrow(reader)
