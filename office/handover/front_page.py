"""`index.html` of an export: plain HTML in Kyrgyz, which a browser opens without a server or a script."""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from django.utils import timezone

from office.handover.package import CLOSED, TABLES
from office.kyrgyz import short_date

HEAD = """<!DOCTYPE html>
<html lang="ky">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}: көчүрүлгөн маалымат</title></head>
<body>
<h1>{name}: көчүрүлгөн маалымат</h1>
<p>Бул папкада органдын Ачык порталындагы маалыматы турат. Ал портал жок да ачылат.</p>
<ul>
<li>Коду: {code}</li>
<li>Көчүрүлгөн учуру: {day}</li>
<li>Мөөрлөр чынжыры: {length} · {head}</li>
</ul>
<h2>Кантип текшерилет</h2>
<p>Папканын ичинде: <code>python3 verify.py</code>. Python гана керек.
Ал ар бир файлды манифесттеги SHA-256 менен салыштырат, чынжырды жана китептерди текшерет.
Манифесттин өзүнүн SHA-256 суммасы өткөрүп берүү актысында турат.</p>
<p>Дубал артындагы маалымат жана кабыл алууга керектүүнүн баары <code>{closed}</code> файлында,
кабыл алуучунун ачкычына мөөрлөнгөн.</p>
"""


def write_front_page(package, organisation, manifest, papers: Iterable, files: Iterable):
    """`papers` and `files`: (path in the folder, row)."""
    with package.open_file("index.html") as page:

        def write(text: str):
            page.write(text.encode())

        moment = timezone.localtime(datetime.fromisoformat(manifest["at"]))
        write(
            HEAD.format(
                name=escape(organisation.name_ky),
                code=escape(organisation.code),
                day=f"{short_date(moment.date())} {moment:%H:%M}",
                length=manifest["chain"]["length"],
                head=manifest["chain"]["head"][:16].upper(),
                closed=CLOSED,
            )
        )
        write_links(write, "Буйруктар жана тиркемелер", ((name, paper_words(row)) for name, row in papers))
        write_links(write, "Файлдар", ((name, row.name or name) for name, row in files))
        write("<h2>Таблицалар</h2>\n<table>\n<thead>")
        write("<tr><th>Таблица</th><th>Саптар</th><th>Файлдар</th></tr></thead>\n")
        write("<tbody>\n")
        for table, count in manifest["tables"].items():
            links = " ".join(
                f'<a href="{TABLES}{table}.{ending}">{ending.upper()}</a>' for ending in ("csv", "json")
            )
            write(f"<tr><td>{table}</td><td>{count}</td><td>{links}</td></tr>\n")
        write("</tbody>\n</table>\n")
        books = ((name, name) for name in sorted(package.files) if name.startswith("books/"))
        write_links(write, "Кайрылуулар китептери", books)
        write("</body>\n</html>\n")


def write_links(write, heading: str, links: Iterable[tuple[str, str]]):
    write(f"<h2>{heading}</h2>\n")
    is_empty = True
    for name, words in links:
        write("<ul>\n" if is_empty else "")
        write(f'<li><a href="{escape(name)}">{escape(words)}</a></li>\n')
        is_empty = False
    write("<p>Жок.</p>\n" if is_empty else "</ul>\n")


def paper_words(paper) -> str:
    order = paper.order
    number = f"№ {order.number}, {short_date(order.date)}. " if order.number and order.date else ""
    what = f" — {paper.annex.title}" if paper.annex else ""
    return f"{number}{order.title}{what}"
