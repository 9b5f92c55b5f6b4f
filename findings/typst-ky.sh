#!/bin/sh
# Typst sets a Kyrgyz paper with English words and English quotation marks, and says nothing.
#
# One would guess that `#set text(lang: "ky")`, which hyphens and PDF/UA ask for, gives «…» and Kyrgyz or Russian words
# for contents, tables and sections, or a warning. Typst 0.15 has no ky: "Өкмөт" comes as “Өкмөт”, headings are
# «Contents», «Table 1:», «Section 1», the month is «April». With lang ru all but the month are Russian.
# Letters of the Russian alphabet are no numbering either: "а)" is refused, only Latin ones count.
#
# Versions: typst 0.15.2 (Python package, with its own fonts).
#
# It matters because the file is a valid PDF/UA with Lang ky, so every check passes, and an official paper goes out
# with English words in it. Set quotes, supplements and titles yourself; number points by a function of your own.
. "$(dirname "$0")/lib/start"
packages typst==0.15.2 pypdf==7.1.1
python - <<'PY'
import io

import pypdf
import typst
from seen import finish, seen

PAPER = """#set document(title: "Буйрук")
#set text(lang: "LANG")
#set heading(numbering: "1.")
#outline()
= Жоболор <one>
"Өкмөт" жана @one
#figure(table(columns: 1, [а]), caption: [Тизме])
#datetime(year: 2026, month: 4, day: 8).display("[day] [month repr:long]")
"""


def words(lang):
    pdf = typst.compile(PAPER.replace("LANG", lang).encode(), pdf_standards=["ua-1"])
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    text = " ".join(reader.pages[0].extract_text().split())
    known = ["Contents", "Содержание", "“Өкмөт”", "«Өкмөт»", "Section 1", "Раздел 1", "Table 1", "Таблица 1", "April"]
    return str(reader.trailer["/Root"]["/Lang"]), [word for word in known if word in text]


GUESS = ("ky", ["«Өкмөт»", "words in Kyrgyz"])
english = ("ky", ["Contents", "“Өкмөт”", "Section 1", "Table 1", "April"])
seen("lang ky", words("ky"), guess=GUESS, recorded=english)
russian = ("ru", ["Содержание", "«Өкмөт»", "Раздел 1", "Таблица 1", "April"])
seen("lang ru", words("ru"), guess=("ru", ["Содержание", "«Өкмөт»", "Раздел 1", "Таблица 1"]), recorded=russian)
try:
    typst.compile("#enum(numbering: \"а)\", [бир])".encode())
    counted = "counted"
except typst.TypstError as error:
    counted = str(error)
seen("points numbered а) in Cyrillic", counted, guess="counted", recorded="invalid numbering pattern")
finish()
PY
