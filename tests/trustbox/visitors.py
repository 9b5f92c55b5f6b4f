"""Two sorts of people at the served doors of the trust box, over HTTP and with nothing of the portal's code:
a citizen and a clerk.
"""

import random
import re
import socket
import struct
from http.client import HTTPConnection
from urllib.parse import urlencode

GOES_AWAY = ("in the middle of the letter", "after the last word", "before the answer has come")


class Visitor:
    """Somebody who opens the form at `path` and sends it. `NUMBER` and `CODE` find both in the answer."""

    NUMBER: re.Pattern
    CODE: re.Pattern

    def __init__(self, port, path, cookie=""):
        self.port, self.path, self.cookie = port, path, cookie

    def headers(self):
        kind = "application/x-www-form-urlencoded"
        return {"Content-Type": kind, "Cookie": self.cookie, "Connection": "close"}

    def ask(self, method, body=None):
        """(status, text) of the answer."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=300)
        line.request(method, self.path, body, self.headers())
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        return answer.status, text, answer

    def open_form(self):
        """The hidden fields of a fresh form."""
        status, text, answer = self.ask("GET")
        assert status == 200, status
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self.cookie = "; ".join(filter(None, [self.cookie, cookie.partition(";")[0]]))
        return hidden(text)

    def hang_up(self, body):
        """Send the form and go away, at one of three moments; the line is cut, not closed."""
        moment = random.choice(GOES_AWAY)
        head = "".join(f"{name}: {value}\r\n" for name, value in self.headers().items())
        sent = (
            f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}Content-Length: {len(body)}\r\n\r\n{body}"
        )
        line = socket.create_connection(("127.0.0.1", self.port))
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.sendall(sent.encode()[: -len(body) // 2 if moment == GOES_AWAY[0] else None])
        if moment == GOES_AWAY[2]:
            line.recv(16)
        line.close()

    def write(self, paper, text, fate):
        """Send the form as fate wants it, until it is taken. [number or None, code or None, the answers by
        their status]
        """
        body = urlencode(paper | self.filled(text))
        if fate == "hangs up":
            self.hang_up(body)
        answers, receipts = [], set()
        while (
            not answers
            or (answers[-1] >= 500 and len(answers) < 50)
            or (fate == "twice" and len(answers) < 2)
        ):
            status, page, _answer = self.ask("POST", body)
            answers.append(status)
            receipts.add((text_matched(self.NUMBER, page), text_matched(self.CODE, page)))
        return [*(sorted(receipts - {(None, None)}) or [(None, None)]), answers]


class Citizen(Visitor):
    NUMBER = re.compile(r"№ (\d+)/\d{4}")
    CODE = re.compile(r"((?:<span>[0-9A-Z]{4}</span>\s*){6})")

    def filled(self, text):
        return {"kind": "complaint", "text": text, "language": "ky"}


class Clerk(Visitor):
    NUMBER = re.compile(r"№ (\d+) / \d{4}")
    CODE = re.compile(r'name="code" value="([-0-9A-Z]{29})"')

    def filled(self, text):
        return {
            "channel": "counter",
            "received_on": self.day,
            "kind": "complaint",
            "language": "ky",
            "signatories": "1",
            "text": text,
            "anonymous": "on",
        }


def text_matched(pattern, page):
    match = pattern.search(page)
    return re.sub(r"<.*?>|\s", "", match[1]) if match else None


def hidden(page):
    fields = re.findall(r"<input\b[^>]*\btype=\"hidden\"[^>]*>", page)
    pairs = ((re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)) for one in fields)
    return {name[1]: value[1] if value else "" for name, value in pairs if name}


def sender(at):
    return Citizen(at["open"], f"/open/{at['code']}/appeal/write/")


def clerk(at):
    """The clerk, signed in anew in each process."""
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from office.models.person import Person

    client = Client()
    client.force_login(Person.objects.get(pk=at["clerk"]))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    visitor = Clerk(at["desk"], "/trustbox/appeals/new/", f"{settings.SESSION_COOKIE_NAME}={session}")
    visitor.day = timezone.localdate().isoformat()
    return visitor
