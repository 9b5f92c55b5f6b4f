"""LibreOffice, which writes files as people's programs do and says whether it opens what the portal made of
them.
"""

import os
import subprocess
from pathlib import Path

from config.bootstrap import libreoffice
from office.papers.print_worker import FONTS

SECONDS = 300
# `DefaultVersion` of LibreOffice's settings by the OpenDocument it then writes; "" leaves what it writes by
# itself.
VERSIONS = {"1.1": 2, "1.2": 4, "1.3": 10}
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <item oor:path="/org.openoffice.Office.Common/Save/ODF">
  <prop oor:name="DefaultVersion" oor:op="fuse"><value>{}</value></prop></item></oor:items>"""

FONTS_CONF = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir>
<cachedir>{cache}</cachedir>
<match target="pattern"><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match></fontconfig>"""

# How LibreOffice calls the kinds of files it writes.
FILTERS = {
    "docx": "MS Word 2007 XML",
    "odt": "writer8",
    "rtf": "Rich Text Format",
    "doc": "MS Word 97",
    "pdf": "writer_pdf_Export",
    "txt": "Text (encoded)",
    "xlsx": "Calc MS Excel 2007 XML",
    "ods": "calc8",
    "xls": "MS Excel 97",
    "csv": "Text - txt - csv (StarCalc)",
}
OPTIONS = {"txt": "UTF8", "csv": "44,34,76,1,,0,false,true,true"}
MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
  script:language="StarBasic">Sub SaveAs(before, after, kind, options)
  On Error Resume Next
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  paper = StarDesktop.loadComponentFromURL(before, "_blank", 0, hidden())
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName" : how(0).Value = kind
  how(1).Name = "FilterOptions" : how(1).Value = options
  paper.storeToURL(after, how())
  paper.close(True)
End Sub
Sub SaveAll
{}
  StarDesktop.terminate()
End Sub</script:module>"""


class Office:
    """A LibreOffice with a profile of its own in `folder`, which writes OpenDocument of `version`."""

    def __init__(self, folder: Path, version=""):
        self.folder = folder
        (folder / "profile" / "user").mkdir(parents=True)
        if version:
            settings = folder / "profile" / "user" / "registrymodifications.xcu"
            settings.write_text(SETTINGS.format(VERSIONS[version]))

    def convert(self, files: dict[str, bytes], to: str, reader="") -> dict[str, bytes]:
        """{name without its end: bytes} of the files as `to` («odt», or «txt:…» with a filter); what was not
        opened is missing.
        """
        before = self.folder / f"before-{to.partition(':')[0]}"
        after = self.folder / f"after-{to.partition(':')[0]}"
        for name, content in files.items():
            before.mkdir(exist_ok=True)
            (before / name).write_bytes(content)
        arguments = [f"--infilter={reader}"] * bool(reader)
        self.run(
            *arguments, "--convert-to", to, "--outdir", str(after), *(str(before / name) for name in files)
        )
        return {made.stem: made.read_bytes() for made in after.glob("*")}

    def save_all(self, files: dict[str, bytes], ways: list[tuple[str, str]]) -> dict[str, bytes]:
        """{name: bytes} of all that one start writes. A way is (name, another name): the file, or what an
        earlier way wrote, saved as the kind the other name ends with. What was not opened is missing.
        """
        folder = self.folder / "saved"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
        lines = [
            f'  SaveAs("{(folder / before).as_uri()}", "{(folder / after).as_uri()}", '
            f'"{FILTERS[end]}", "{OPTIONS.get(end, "")}")'
            for before, after in ways
            for end in [after.rpartition(".")[2]]
        ]
        module = self.folder / "profile" / "user" / "basic" / "Standard" / "Module1.xba"
        if not module.exists():
            self.run("--terminate_after_init")  # the first start fills the profile
        module.write_text(MACRO.format("\n".join(lines)))
        self.run("macro:///Standard.Module1.SaveAll")
        wanted = [after for _before, after in ways if (folder / after).exists()]
        return {name: (folder / name).read_bytes() for name in wanted}

    def letters(self) -> Path:
        """Fonts as people have them: Tinos has the widths of Times New Roman."""
        file = self.folder / "fonts.conf"
        file.write_text(FONTS_CONF.format(fonts=FONTS, cache=self.folder / "fonts"))
        return file

    def run(self, *arguments):
        """One start, without a window."""
        command = [
            libreoffice() or "soffice",
            f"-env:UserInstallation={(self.folder / 'profile').as_uri()}",
            "--headless",
        ]
        subprocess.run(
            [*command, *arguments],
            env=os.environ | {"FONTCONFIG_FILE": str(self.letters())},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
