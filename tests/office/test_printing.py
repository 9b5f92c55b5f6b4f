"""The door for PDFs: what a paper may read and use, what it is as a file, and that the printing room survives
everything.
"""

import io
import json
import multiprocessing
import os
import re
import socket
import subprocess
import sys
import threading

import pikepdf
import pypdf
import pytest
import weasyprint
from django.template import engines

from office.locked_room import ROOT
from office.papers import print_worker, printing
from office.papers.glyphs import missing_characters, name_characters
from office.papers.printing import (
    MissingCharacters,
    PrintError,
    html,
    page_css,
    paper_limits,
    pdf,
    print_room,
)
from office.papers.typography import BREAK

LETTERS = "Жөө күңгө үй: ңөү ҢӨҮ № «тырмакча» “кош” – аягы"
PLENTY = {"seconds": 20, "megabytes": 1024}


def table(cells, heading="Уруксат берүү функциясы"):
    """A table of two columns with a row for each text."""
    columns = [
        {"key": "number", "heading": "№", "width": 10, "numeric": True},
        {"key": "text", "heading": "Мазмуну", "width": 90},
    ]
    rows = [{"number": str(n), "text": text} for n, text in enumerate(cells, start=1)]
    return {
        "table": {
            "language": "ky",
            "title": "Сыноо\nТИЗМЕГИ",
            "columns": columns,
            "groups": [{"heading": heading, "rows": rows}],
            "notes": [],
        }
    }


def raw(page, css="", **less):
    """Print HTML as it stands: what no user can reach."""
    return print_room.make({"html": page, "css": css, **PLENTY, **less})


def texts(paper: bytes) -> list[str]:
    """The text of each page, without the marks where a long word may break."""
    return [page.extract_text().replace(BREAK, "") for page in pypdf.PdfReader(io.BytesIO(paper)).pages]


@pytest.fixture(scope="module")
def long():
    """A paper of several pages."""
    return pdf("print/table.html", table([f"{n} {LETTERS}" * 3 for n in range(120)]))


# What the file is


def test_letters_of_kyrgyz_come_back_from_the_text():
    assert LETTERS in " ".join(texts(pdf("print/table.html", table([LETTERS])))[0].split())


def test_every_page_says_n_of_n_and_repeats_the_head(long):
    pages = texts(long)
    assert len(pages) > 3
    for n, page in enumerate(pages, start=1):
        assert page.count("Мазмуну") == 1
        assert f"{n} / {len(pages)}" in page


def test_the_file_is_tagged_in_kyrgyz_with_a_title(long):
    with pikepdf.open(io.BytesIO(long)) as file:
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang) == "ky"
        assert str(file.docinfo.Title) == "Сыноо ТИЗМЕГИ"
        assert b"pdfuaid:part" in file.Root.Metadata.read_bytes()


def test_metadata_names_no_person_and_no_time(long):
    with pikepdf.open(io.BytesIO(long)) as file:
        assert set(file.docinfo.keys()) == {"/Title", "/Creator"}
        assert str(file.docinfo.Creator).startswith("Typst ")


def test_only_tinos_is_used_and_it_is_embedded(long):
    with pikepdf.open(io.BytesIO(long)) as file:
        fonts = [
            one
            for one in file.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        assert {str(font.FontName).split("+")[1] for font in fonts} == {"Tinos-Regular", "Tinos-Bold"}
        assert all("/FontFile2" in font for font in fonts)


def test_same_data_give_the_same_bytes_also_from_another_room(long):
    print_room.close()
    assert pdf("print/table.html", table([f"{n} {LETTERS}" * 3 for n in range(120)])) == long


def test_a_draft_differs_by_its_mark_alone():
    final, draft = (
        texts(pdf("print/table.html", table([LETTERS]), draft=draft))[0] for draft in (False, True)
    )
    assert "ДОЛБООР" not in final
    assert draft.replace("ДОЛБООР", "").split() == final.split()


def test_a_translation_says_so_and_a_paper_does_not():
    assert "Котормо / Перевод" in html("print/table.html", {**table([""]), "translation": True})
    assert "Котормо" not in html("print/table.html", table([""]))


def test_a_cell_of_600_letters_stays_inside_its_column():
    narrow = table(["ө" * 600])
    narrow["table"]["columns"][0]["width"] = 400
    lines = re.findall("ө+", "".join(texts(pdf("print/table.html", narrow))))
    assert sum(map(len, lines)) == 600
    assert max(map(len, lines)) < 40


def test_margins_and_sizes_are_those_of_the_paper():
    sizes = "html{font-size:12pt;--table:9pt}"
    assert (
        page_css({"page": {"left": 25, "size": 12, "table": 9}})
        == f"@page{{margin:20mm 10mm 20mm 25mm}}{sizes}"
    )


def test_the_public_check_is_a_code_and_an_address():
    page = html("print/table.html", {**table([""]), "check": {"url": "https://portal.example/open/1"}})
    assert 'class="qr"' in page
    assert page.count("https://portal.example/open/1") == 3


def test_the_stylesheet_stays_small():
    assert len(print_worker.ASSETS["asset:/print.css"][0].read_bytes()) <= 4096


# What a paper may read

CANARY = "КАНАРЕЙКА"
# Raw markup with {file} = a file:// address without its ending and {http} = a listening server: none of it
# may be opened.
VECTORS = (
    '<link rel="stylesheet" href="{file}.css">',
    '<link rel="stylesheet" href="{http}/a.css">',
    '<link rel="attachment" href="{file}.css">',
    '<link rel="stylesheet" href="data:text/css,body::before{{content:%22КАНАРЕЙКА%22}}">',
    '<style>@import "{file}.css";</style>',
    "<style>@import url({http}/b.css);</style>",
    "<style>body{{background:url({file}.svg)}}</style>",
    "<style>li{{list-style-image:url({file}.svg)}}</style><ul><li>а</ul>",
    "<style>p::before{{content:url({file}.svg)}}</style><p>а",
    "<style>p{{border-image-source:url({file}.svg);border:9px solid}}</style><p>а",
    "<style>@font-face{{font-family:x;src:url({file}.ttf)}}p{{font-family:x}}</style><p>а",
    "<style>@page{{background:url({http}/c.svg)}}</style>",
    '<p style="background-image:url({file}.svg)">а',
    '<p style="mask-image:url({http}/m.svg);background:image-set(url({file}.svg) 1x)">а',
    '<img src="{file}.svg">',
    '<img src="{http}/d.png">',
    '<img src="ftp://127.0.0.1:{port}/e.png">',
    '<img src="//127.0.0.1:{port}/f.png">',
    '<img src="../../config/settings.py">',
    (
        '<img src="data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22><text '
        'y=%2220%22>КАНАРЕЙКА</text></svg>">'
    ),
    '<img srcset="{file}.svg 1x" src="{file}.svg">',
    '<svg><image href="{file}.svg" width="50" height="50"/></svg>',
    '<svg><image xlink:href="{http}/g.svg" width="50" height="50"/></svg>',
    '<svg><use href="{file}.svg#a"/></svg>',
    '<object data="{file}.svg"></object>',
    '<embed src="{file}.svg">',
    '<iframe src="{file}.html"></iframe>',
    '<base href="{http}/"><img src="h.png">',
    '<meta http-equiv="refresh" content="0;url={http}/i">',
    '<script src="{http}/j.js"></script>',
    '<a rel="attachment" href="{file}.css">а</a>',
    '<video poster="{file}.svg" src="{http}/k.mp4"></video>',
)


@pytest.fixture(scope="module")
def server():
    """(port, calls): a socket that notes who calls."""
    calls = []

    def listen():
        while True:
            try:
                connection, caller = listener.accept()
            except OSError:
                return
            connection.close()
            calls.append(caller)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=listen, daemon=True).start()
        yield listener.getsockname()[1], calls


@pytest.fixture
def vector(request, server, tmp_path):
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><text id="a" '
        f'y="20">{CANARY}</text></svg>'
    )
    for ending, content in {
        "css": f'body::before{{content:"{CANARY}"}}',
        "svg": svg,
        "html": CANARY,
        "ttf": CANARY,
    }.items():
        (tmp_path / f"secret.{ending}").write_text(content, encoding="utf-8")
    port, _calls = server
    return request.param.format(
        file=(tmp_path / "secret").as_uri(), http=f"http://127.0.0.1:{port}", port=port
    )


@pytest.mark.parametrize("vector", VECTORS, indirect=True, ids=range(len(VECTORS)))
def test_markup_opens_nothing(vector, server):
    try:
        paper = raw(vector)
    except PrintError as error:
        assert str(error).startswith(str(printing.REASONS["asset"]).partition("%")[0])
    else:
        assert CANARY not in "".join(texts(paper))
        assert b"EmbeddedFile" not in paper
    assert server[1] == []


@pytest.mark.parametrize("vector", VECTORS, indirect=True, ids=range(len(VECTORS)))
def test_markup_typed_by_a_person_is_printed_as_text(vector):
    printed = "".join(texts(pdf("print/table.html", table([vector], heading=vector)))[0].split())
    assert printed.count("".join(vector.split())) == 2


def test_the_vectors_are_live_under_the_default_fetcher(tmp_path):
    """The control: what our fetcher refuses, WeasyPrint's own opens."""
    (tmp_path / "secret.css").write_text(f'body::before{{content:"{CANARY}"}}', encoding="utf-8")
    page = VECTORS[0].format(file=(tmp_path / "secret").as_uri())
    assert CANARY in texts(weasyprint.HTML(string=page).write_pdf())[0]


def test_most_vectors_ask_for_something(tmp_path):
    asked = {
        number
        for number, markup in enumerate(VECTORS)
        if asks(markup.format(file="file:///secret", http="http://127.0.0.1:1", port=1))
    }
    assert len(asked) >= 25


def asks(markup):
    wanted = []

    class Recorder(weasyprint.urls.URLFetcher):
        def fetch(self, url, headers=None):
            wanted.append(url)
            raise ValueError

    weasyprint.HTML(string=markup, base_url="http://127.0.0.1:1/", url_fetcher=Recorder()).write_pdf()
    return wanted


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "data:text/css,a{}",
        "asset:/../print.css",
        "asset:print.css",
        "asset:/print.css?a",
        "print.css",
        "",
    ],
)
def test_the_fetcher_knows_the_listed_names_only(url):
    with pytest.raises(weasyprint.urls.FatalURLFetchingError):
        print_worker.make_fetcher().fetch(url)


def test_the_fetcher_hands_out_the_listed_files():
    for url, (path, kind) in print_worker.ASSETS.items():
        answer = print_worker.make_fetcher()(url)
        assert (answer.read(), answer.content_type) == (path.read_bytes(), kind)


def test_the_refusal_names_the_address():
    with pytest.raises(PrintError, match="file:///etc/passwd"):
        raw('<img src="file:///etc/passwd">')


# What a paper may use


def test_a_letter_without_a_glyph_is_named_where_the_paper_must_be_exact():
    with pytest.raises(PrintError, match="☃ 😀"):
        pdf("print/table.html", table(["Кар ☃ жана 😀"]), exact=True)


def test_a_letter_without_a_glyph_prints_as_a_box_with_a_note_under_the_paper():
    printed = " ".join("".join(texts(pdf("print/table.html", table(["Кар ☃ жана 😀"])))).split())
    assert "Кар □ жана □" in printed
    assert "□ – порталдын ариптеринде жок белги: U+2603, U+1F600." in printed


def test_a_paper_with_every_glyph_has_no_note():
    assert "□" not in "".join(texts(pdf("print/table.html", table([LETTERS]))))


def test_hundreds_of_letters_without_a_glyph_are_all_replaced():
    """The reason is cut at 500 letters, the list is not."""
    foreign = "".join(map(chr, range(0x4E00, 0x4E00 + 400)))
    assert "".join("".join(texts(pdf("print/table.html", table([foreign])))).split()).count("□") == 401


def test_the_warning_before_and_the_printing_room_agree():
    """Letters of the house and signs of many blocks, composed letters, joiners and selectors."""
    sample = [*LETTERS, *"№§€₽□–—…ЁёЪъÅΩя́ẞﬁ½²‑\u200d\u2060\ufe0f\u00ad\u2003"]
    sample += map(chr, [*range(0x2190, 0x2800, 3), *range(0x4E00, 0x9FFF, 499), *range(0x1F300, 0x1F600, 5)])
    sample = [character for character in sample if character not in "<&"]
    with pytest.raises(MissingCharacters) as error:
        raw("".join(f"<p>{character}" for character in sample))
    assert missing_characters("".join(sample)) == error.value.characters


def test_characters_are_named_with_their_codes():
    assert name_characters(["☃", "😀"]) == "☃ (U+2603), 😀 (U+1F600)"
    assert name_characters(["☃", "😀"], most=1) == "☃ (U+2603), …"


def test_endless_work_is_stopped_and_the_room_lives():
    raw("<p>бир")
    before = print_room.process.pid
    with pytest.raises(PrintError) as error:
        raw("<table>" + "<tr><td>сөз" * 20000, seconds=1)
    assert str(error.value) == str(printing.REASONS["time"])
    assert texts(raw("<p>дагы")) and print_room.process.pid == before


def test_a_paper_has_three_times_the_clock_of_other_rooms_for_much_else_may_run(monkeypatch):
    asked = []
    monkeypatch.setattr(print_room, "answer", lambda request: asked.append(request) or b'{"error": ""}\n')
    print_room.make({"seconds": 5, "megabytes": 2048})
    script = (
        "import signal, socket, sys, json; from office.room_server import limit_resources\n"
        "limit_resources(socket.socket(), json.loads(sys.argv[1]))\n"
        "print(signal.getitimer(signal.ITIMER_REAL)[0])"
    )
    clocks = [
        float(subprocess.check_output([sys.executable, "-c", script, json.dumps(request)], cwd=ROOT))
        for request in ({"seconds": 5, "megabytes": 2048}, *asked)
    ]
    assert [round(clock) for clock in clocks] == [10, 30]


def test_a_paper_that_waits_is_stopped_too():
    with pytest.raises(PrintError):
        raw("<p>" + "ө" * 2_000_000, seconds=1)


def test_too_much_memory_is_refused_and_the_room_lives():
    with pytest.raises(PrintError) as error:
        raw("<p>" + "<b>ө</b>" * 100_000, megabytes=320)
    assert str(error.value) == str(printing.REASONS["size"])
    assert texts(raw("<p>дагы"))


@pytest.mark.parametrize(("spare", "reason"), [(1, "size"), (4096, "other")])
def test_an_error_beside_the_limit_of_memory_is_answered_as_size(spare, reason):
    """Libraries in C answer a refused allocation with a SystemError or an error of their own."""
    script = (
        "import re, resource, sys; from office.papers import print_worker as room\n"
        "from office.room_server import STATUS\n"
        "used = int(re.search(r'VmPeak:\\s+(\\d+)', STATUS.read_text())[1]) << 10\n"
        "room.is_refusal = lambda error: False\n"
        "limit = used + (int(sys.argv[1]) << 20); resource.setrlimit(resource.RLIMIT_AS, (limit, limit))\n"
        "print(room.failure_reason(SystemError('error return without exception set')))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(spare)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == reason


def test_nesting_without_end_is_an_error_not_a_death():
    with pytest.raises(PrintError):
        raw("<div>" * 3_000 + "ө")


def test_long_lists_get_more_and_the_longest_none():
    assert paper_limits(table(["а"] * 200)) == {"seconds": 20, "megabytes": 1024}
    assert paper_limits(table(["а"] * 2000)) == {"seconds": 92, "megabytes": 1744}
    with pytest.raises(PrintError):
        paper_limits(table(["а"] * 5001))


# The room


def test_a_dead_room_is_begun_again():
    raw("<p>бир")
    before = print_room.process
    before.kill()
    assert texts(raw("<p>эки")) == ["эки"]
    assert print_room.process is not before


def test_a_room_that_cannot_start_says_so(monkeypatch):
    print_room.close()
    monkeypatch.setattr(print_room, "worker", "office.nowhere")
    with pytest.raises(PrintError) as error:
        raw("<p>бир")
    assert str(error.value) == str(printing.REASONS["room"])


def test_a_forked_process_has_a_room_of_its_own():
    raw("<p>бир")
    child = multiprocessing.get_context("fork").Process(target=print_in_child, args=(print_room.process.pid,))
    child.start()
    child.join(30)
    assert child.exitcode == 0


def print_in_child(parents):
    assert texts(raw("<p>бала")) == ["бала"] and print_room.process.pid != parents
    print_room.close()


def test_threads_share_the_room():
    papers = []
    threads = [threading.Thread(target=lambda: papers.append(raw("<p>жип"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(papers) == 8 and len(set(papers)) == 1


@pytest.mark.skipif(not os.path.exists("/proc/self/environ"), reason="needs /proc")
def test_the_room_knows_no_secret():
    raw("<p>бир")
    with open(f"/proc/{print_room.process.pid}/environ", "rb") as file:
        assert {line.split(b"=")[0] for line in file.read().split(b"\0") if line} <= {
            b"LANG",
            b"PYTHONHASHSEED",
            b"LD_LIBRARY_PATH",
        }


# The preview


@pytest.mark.parametrize(
    "name",
    [
        str(path.relative_to(engines["django"].dirs[0]))
        for path in sorted(engines["django"].dirs[0].rglob("print/*.html"))
    ],
)
def test_no_paper_has_inline_css_or_script(name):
    source = (engines["django"].dirs[0] / name).read_text(encoding="utf-8")
    assert not re.search(r"style=|<style|<script|\son\w+=", source)


def test_the_preview_links_the_stylesheet_as_a_static_file():
    assert '<link rel="stylesheet" href="/static/print.css">' in html("print/table.html", table([""]))


def test_requests_are_json():
    json.dumps(
        {
            "html": html("print/table.html", table([LETTERS])),
            "css": page_css({}),
            **paper_limits(table([LETTERS])),
        }
    )
