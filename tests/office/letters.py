"""A letter and a table as LibreOffice reads them from its flat files, to be written by it as Word, Excel,
OpenDocument and PDF.
"""

from base64 import b64encode

from tests.office.samples import MARK, SHOWN, jpegs

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "svg": "svg-compatible",
        "fo": "xsl-fo-compatible",
        "meta": "meta",
        "number": "datastyle",
    }.items()
) + (
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
)
BY = f"<dc:creator>{MARK}</dc:creator><dc:date>2026-11-25T20:00:00</dc:date>"
META = f"<office:meta><meta:initial-creator>{MARK}</meta:initial-creator>{BY}</office:meta>"


def flat(kind: str, body: str, styles="") -> bytes:
    mime = f"application/vnd.oasis.opendocument.{kind}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.2" '
        f'office:mimetype="{mime}">'
        f"{META}{styles}<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    ).encode()


def letter() -> bytes:
    """A heading, a list, a table, a footnote, a photograph with its place, a link, a remark, a revision, a
    bookmark.
    """
    photograph = b64encode(next(jpegs())).decode()
    revision = f"<office:change-info>{BY}</office:change-info>"
    return flat(
        "text",
        f"""<text:tracked-changes><text:changed-region
        xml:id="c1" text:id="c1"><text:insertion>{revision}</text:insertion>
        </text:changed-region></text:tracked-changes>
        <text:h text:outline-level="1">Арыз</text:h>
        <text:p><text:bookmark text:name="{MARK}"/>{SHOWN}: «ң ө ү», № 12 — <text:a
        xlink:href="https://{MARK}.example">шилтеме</text:a>.
        <office:annotation>{BY}<text:p>{MARK}</text:p></office:annotation>
        <text:change-start text:change-id="c1"/>кошумча сөз<text:change-end text:change-id="c1"/></text:p>
        <text:list><text:list-item><text:p>биринчи</text:p></text:list-item>
        <text:list-item><text:p>экинчи</text:p></text:list-item></text:list>
        <table:table table:name="Т"><table:table-column table:number-columns-repeated="2"/>
        <table:table-row><table:table-cell><text:p>Аты</text:p></table:table-cell>
        <table:table-cell><text:p>Саны</text:p></table:table-cell></table:table-row>
        <table:table-row><table:table-cell><text:p>арык</text:p></table:table-cell>
        <table:table-cell><text:p>12</text:p></table:table-cell></table:table-row>
        </table:table>
        <text:p>Соңу<text:note
        text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>
        <text:p>эскертүү</text:p></text:note-body></text:note>
        <draw:frame draw:name="{MARK}.jpg"
        text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><draw:image>
        <office:binary-data>{photograph}</office:binary-data></draw:image></draw:frame></text:p>""",
        """<office:automatic-styles>
        <style:page-layout style:name="L"><style:header-style/></style:page-layout></office:automatic-styles>
        <office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">
        <style:header><text:p>Баракчанын башы</text:p></style:header>
        </style:master-page></office:master-styles>""",
    )


def table() -> bytes:
    """Words, a number, a formula, a day, a remark, a link; a second sheet."""

    def cell(text, more="", inside=""):
        return f"<table:table-cell {more}>{inside}<text:p>{text}</text:p></table:table-cell>"

    number = 'office:value-type="float" office:value'
    rows = (
        cell("Аты", inside=f"<office:annotation>{BY}<text:p>{MARK}</text:p></office:annotation>")
        + cell("Саны"),
        cell(SHOWN) + cell("12", f'{number}="12"'),
        cell(f'<text:a xlink:href="https://{MARK}.example">көпүрө</text:a>') + cell("3.5", f'{number}="3.5"'),
        cell("жыйынтык") + cell("15.5", f'{number}="15.5" table:formula="of:=[.B2]+[.B3]"'),
    )
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    second = f"<table:table-row>{cell('экинчи барак')}</table:table-row>"
    return flat(
        "spreadsheet",
        f'<table:table table:name="Биринчи">{lines}</table:table><table:table '
        f'table:name="Экинчи">{second}</table:table>',
    )
