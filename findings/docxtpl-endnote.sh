#!/bin/sh
# docxtpl fills the tags in the text, headers and footnotes of a form; in endnotes and comments «{{ name }}» goes out.
#
# One would guess that what fills footnotes fills endnotes, or that get_undeclared_template_variables tells of a tag
# that stays. docxtpl renders the body with its text boxes, headers, footers, footnotes and the properties of the file;
# word/endnotes.xml and word/comments.xml are copied as they are, and nothing is said.
#
# Versions: docxtpl 0.20.2, python-docx 1.2.0.
#
# It matters because official forms keep «аткаруучу: {{ head }}» in an endnote, so that it stands on the last page: the
# order is signed with braces in it, and a check of the main text for «{{» passes. Look into every part of the package.
. "$(dirname "$0")/lib/start"
packages docxtpl==0.20.2 python-docx==1.2.0
python - <<'PY'
import io
import re
import zipfile

import docx
from docxtpl import DocxTemplate
from seen import finish, seen

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

paper = docx.Document()
paper.add_paragraph("{{ name }}")
paper.sections[0].header.paragraphs[0].text = "{{ name }}"
paper.add_comment(paper.paragraphs[0].runs, "{{ name }}", "Айгүл", "А")
made = io.BytesIO()
paper.save(made)
with zipfile.ZipFile(made) as old, zipfile.ZipFile("form.docx", "w") as new:
    for part in old.namelist():
        data = old.read(part).decode() if part.endswith((".xml", ".rels")) else old.read(part)
        for notes in ("footnotes", "endnotes"):
            if part == "[Content_Types].xml":
                override = f'<Override PartName="/word/{notes}.xml" ContentType="{TYPE}.{notes}+xml"/>'
                data = data.replace("</Types>", override + "</Types>")
            if part == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="{notes}" Type="{KIND}/{notes}" Target="{notes}.xml"/>'
                data = data.replace("</Relationships>", link + "</Relationships>")
            if part == "word/document.xml":
                mark = f'<w:p><w:r><w:{notes[:-1]}Reference w:id="2"/></w:r></w:p>'
                data = data.replace("<w:sectPr", mark + "<w:sectPr", 1)
        new.writestr(part, data)
    for note in ("footnote", "endnote"):
        lines = "".join(
            f'<w:{note} w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:{note}>'
            for number, kind in enumerate(("separator", "continuationSeparator"))
        )
        tag = "{{ head }}" if note == "endnote" else "{{ name }}"
        text = f'<w:{note} w:id="2"><w:p><w:r><w:t>{tag}</w:t></w:r></w:p></w:{note}>'
        new.writestr(f"word/{note}s.xml", f"<w:{note}s {W}>{lines}{text}</w:{note}s>")

form = DocxTemplate("form.docx")
form.render({"name": "Үсөнова А.", "head": "Бакиров Т."})
form.save("order.docx")
with zipfile.ZipFile("order.docx") as order:
    left = sorted(
        part for part in order.namelist() if part.endswith(".xml") and b"{{" in order.read(part)
    )
    filled = sorted(
        part
        for part in order.namelist()
        if re.match(r"word/(document|header|footnotes)", part) and "Үсөнова А." in order.read(part).decode()
    )
seen("parts that are filled", len(filled), guess=3, recorded=3)
seen("parts where the tag stays", left, guess=[], recorded=["word/comments.xml", "word/endnotes.xml"])
told = DocxTemplate("form.docx").get_undeclared_template_variables()
seen("variables that docxtpl says the form has", sorted(told), guess=["head", "name"], recorded=["name"])
finish()
PY
