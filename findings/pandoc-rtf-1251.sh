#!/bin/sh
# pandoc makes «Áóéðóê Өêìөòү» of a Cyrillic RTF, with exit 0; only ө ү ң come out right.
#
# One would guess that RTF of Word, WordPad or 1C reads in pandoc as it does in LibreOffice and striprtf: the header
# says \ansicpg1251 and the font \fcharset204. pandoc's reader knows code page 1252 only. Letters of Russian, which
# Word keeps as \'xx of 1251, become Western ones; letters that 1251 lacks are kept as \uN and are right, so a look
# for ө ү ң in the result finds them. Where the stand-in after \uN is a plain «?», which is as valid as \'3f, the letter
# after it is lost as well: «Өìөү». One line «Unsupported code page» goes to the error output.
#
# Versions: pandoc 3.9 (pypandoc_binary 1.17), striprtf 0.0.35.
#
# It matters because the texts of laws and letters are handed on as .rtf, and pandoc is the natural way to make text
# or .docx of them: the search then finds nothing, and the converter has succeeded.
. "$(dirname "$0")/lib/start"
packages pypandoc_binary==1.17 striprtf==0.0.35
python - <<'PY'
import pathlib
import subprocess

import pypandoc
from seen import finish, seen
from striprtf.striprtf import rtf_to_text

TEXT = "Буйрук Өкмөтү"


def rtf(text, stand_in):
    """As Word writes it: \\'xx where 1251 has the letter, \\uN and a stand-in where it has not."""
    out = []
    for letter in text:
        try:
            byte = letter.encode("cp1251")
            out.append(letter if byte < b"\x80" else "\\'%02x" % byte[0])
        except UnicodeEncodeError:
            out.append("\\u%d" % ord(letter) + stand_in)
    head = r"{\rtf1\ansi\ansicpg1251\deff0\deflang1088{\fonttbl{\f0\froman\fcharset204 Times New Roman;}}\uc1\f0 "
    return head + "".join(out) + r"\par}"


print("pandoc", pypandoc.get_pandoc_version())
for stand_in, came in (("\\'3f", "Áóéðóê Өêìөòү"), ("?", "Áóéðóê Өìөү")):
    pathlib.Path("order.rtf").write_text(rtf(TEXT, stand_in), encoding="ascii")
    run = subprocess.run([pypandoc.get_pandoc_path(), "order.rtf", "-t", "plain"], capture_output=True, text=True)
    seen(f"stand-in {stand_in}: the words by pandoc", run.stdout.strip(), guess=TEXT, recorded=came)
    seen("its exit", run.returncode, guess=0, recorded=0)
    seen("its warning", "Unsupported code page 1251" in run.stderr, guess=False, recorded=True)
    seen("striprtf", rtf_to_text(rtf(TEXT, stand_in)).strip(), guess=TEXT, recorded=TEXT)
finish()
PY
