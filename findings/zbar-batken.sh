#!/bin/sh
# zbar reads the QR code of «Баткен» as Japanese: «ﾐ岱ｰﾑひｺﾐｵﾐｽ».
#
# One would guess that a QR code in UTF-8, as the library qrcode and most programs write it, is read as what was
# written. A code in bytes does not say its encoding; zbar 0.23 tries Japanese and Chinese ones first and takes what
# fits. Letters of Russian and Kyrgyz take two bytes in UTF-8 that are often a good Shift-JIS text: «Баткен», «каттоо
# 2026», «өү» are, «Кызматкер» and «Өкмөт» by luck are not. zxing-cpp reads all of them right, and zbar does when the
# code names UTF-8 (ECI 26).
#
# Versions: zbar 0.23.92 (Debian 12), qrcode 8.2, segno 1.6.6, zxing-cpp 3.1.1.
#
# It matters because a place, a name or a number in a QR code is right or wrong word by word, with exit 0: a check of
# scanned papers by zbar passes in its tests and fails for one district. Write addresses in ASCII, or segno with
# encoding="utf-8", eci=True.
. "$(dirname "$0")/lib/start"
need zbarimg "zbar-tools"
packages qrcode==8.2 segno==1.6.6 zxing-cpp==3.1.1 pillow==12.0.0 numpy==2.3.5
zbarimg --version | sed 's/^/zbar /'
python - <<'PY'
import subprocess

import qrcode
import segno
import zxingcpp
from PIL import Image
from seen import finish, seen


def zbar():
    return subprocess.run(["zbarimg", "-q", "--raw", "code.png"], capture_output=True).stdout.decode().rstrip("\n")


def zxing():
    return [code.text for code in zxingcpp.read_barcodes(Image.open("code.png").convert("L"))]


RECORDED = {
    "Баткен": "ﾐ岱ｰﾑひｺﾐｵﾐｽ",
    "каттоо 2026": "ﾐｺﾐｰﾑびひｾﾐｾ 2026",
    "өү": "茤玼",
    "Өкмөт": "Өкмөт",
    "Кызматкер белек албайт": "Кызматкер белек албайт",
}
for text, came in RECORDED.items():
    code = qrcode.QRCode(box_size=6)
    code.add_data(text)
    code.make_image().save("code.png")
    seen(f"«{text}» by zbar", zbar(), guess=text, recorded=came)
    seen(f"«{text}» by zxing-cpp", zxing(), guess=[text], recorded=[text])
    segno.make_qr(text, encoding="utf-8", eci=True).save("code.png", scale=6, border=4)
    seen(f"«{text}» by zbar, the code names UTF-8", zbar(), guess=text, recorded=text)
finish()
PY
