#!/bin/sh
# A PDF form filled by pypdf or pikepdf holds the Kyrgyz name and shows «??????? ?????».
#
# One would guess that filling either works, for the value is stored right and reads back right, or raises. Both
# libraries draw the field in the font that the form names, which for most forms is Helvetica with Latin letters
# only, and put a question mark for each letter that it lacks. What is seen, printed and read from the page is
# «??????? ?????»; pypdf logs a warning, pikepdf says nothing. pikepdf's generate_appearance_streams, which is qpdf's,
# does it to values that another program left for the viewer to draw.
#
# Versions: pypdf 7.1.1, pikepdf 10.18.0, pypdfium2 5.15.2.
#
# It matters because a program that fills the state's forms and checks by reading the value sees its own name come
# back, signs the file, and the paper says nobody's name. Check the picture, or leave the drawing to the viewer
# (NeedAppearances) with a font of the form's own that has Kyrgyz.
. "$(dirname "$0")/lib/start"
packages pypdf==7.1.1 pikepdf==10.18.0 pypdfium2==5.15.2
python - <<'PY'
import pikepdf
import pypdf
import pypdfium2
from pikepdf import Array, Dictionary, Name
from pikepdf.form import DefaultAppearanceStreamGenerator, Form
from seen import finish, seen

NAME = "Өмүрова Айгүл"

blank = pikepdf.new()
blank.add_blank_page(page_size=(300, 200))
helvetica = blank.make_indirect(
    Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
)
field = blank.make_indirect(
    Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="name", V="", F=4,
        Rect=[20, 100, 280, 130], P=blank.pages[0].obj, DA="/Helv 12 Tf 0 g",
    )
)
blank.pages[0].Annots = Array([field])
blank.Root.AcroForm = Dictionary(
    Fields=[field], DA="/Helv 12 Tf 0 g", DR=Dictionary(Font=Dictionary(Helv=helvetica))
)
blank.save("blank.pdf")

writer = pypdf.PdfWriter(clone_from="blank.pdf")
writer.update_page_form_field_values(writer.pages[0], {"name": NAME}, auto_regenerate=False)
writer.write("pypdf.pdf")

opened = pikepdf.open("blank.pdf")
Form(opened, DefaultAppearanceStreamGenerator)["name"].value = NAME
opened.save("pikepdf.pdf")

# a form that asks its viewer to draw, as programs leave it that only put values in
with pikepdf.open("blank.pdf") as asked:
    asked.Root.AcroForm.NeedAppearances = True
    asked.Root.AcroForm.Fields[0].V = NAME
    asked.generate_appearance_streams()
    asked.save("generated.pdf")

for file in ("pypdf.pdf", "pikepdf.pdf", "generated.pdf"):
    widget = pypdf.PdfReader(file).pages[0]["/Annots"][0].get_object()
    seen(f"{file}: the value", widget["/V"], guess=NAME, recorded=NAME)
    drawn = widget["/AP"]["/N"].get_object().get_data().decode("latin-1")
    shown = drawn[drawn.index("(") + 1 : drawn.index(")")]
    seen(f"{file}: what is drawn", shown, guess=NAME, recorded="??????? ?????")
    document = pypdfium2.PdfDocument(file)
    document.init_forms()
    page = document[0]
    page.flatten()
    flat = document[0].get_textpage().get_text_range()
    seen(f"{file}: the text of the flattened page by pdfium", flat, guess=NAME, recorded="??????? ?????")
finish()
PY
