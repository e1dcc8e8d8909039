"""Makes mails with Python's own writer, spoils some of them, and says what Python's own reader makes of each: one JSON object a line.

python3 mail_oracle.py SEED COUNT
"""
import base64, hashlib, json, random, sys
from email import message_from_bytes, policy
from email.errors import MessageError, ObsoleteHeaderDefect
from email.headerregistry import Address, Group
from email.message import EmailMessage
from email.utils import format_datetime
import datetime

seed, count = int(sys.argv[1]), int(sys.argv[2])
rnd = random.Random(seed)

WORDS = ["hello", "router", "Rechnung", "müde", "naïve", "路由器", "总是断线", "發票", "кофе", "日本", "=?", "a_b", "x=y", "--", "From ", ".", "été", "1,234.50 €", "🙂", "\t", "ok"]
NAMES = ["Mei Chen", "陈美", "O'Brien, Pat", "Jürgen Groß", "a.b", "", "José \"Pepe\" Ruiz", "Иван", "張三", "plain"]
LOCALS = ["mei", "a.b", "x+tag", "o'neil", "UPPER", "a_b-c", "1"]
DOMAINS = ["example.com", "mail.example.org", "xn--fiqs8s.example", "sub.sub.example.net"]
CHARSETS = ["utf-8", "gb18030", "gbk", "big5", "iso-8859-1", "iso-8859-15", "windows-1251", "windows-1252", "koi8-r", "us-ascii", "gb2312"]
FILES = ["a.txt", "发票.pdf", "rés umé.doc", "x" * 90 + ".bin", "semi;colon.png", "quote\"d.gif", "長い名前" * 12 + ".jpg"]


def text(length):
    return " ".join(rnd.choice(WORDS) for _ in range(rnd.randrange(length)))


def lines():
    return "\n".join(text(14) for _ in range(rnd.randrange(1, 9))) + rnd.choice(["", "\n", "\n\n"])


def address():
    name = rnd.choice(NAMES)
    return Address(name, rnd.choice(LOCALS), rnd.choice(DOMAINS))


def addresses():
    found = [address() for _ in range(rnd.randrange(1, 5))]
    if rnd.random() < 0.1:
        return [Group("a group", tuple(found))]
    return found


def encodable(words, charset):
    return words.encode(charset, "ignore").decode(charset)


def fill(message):
    charset = rnd.choice(CHARSETS)
    kwargs = {}
    if rnd.random() < 0.7:
        kwargs["cte"] = rnd.choice(["base64", "quoted-printable"])
    words = encodable(lines(), charset)
    try:
        message.set_content(words, charset=charset, subtype=rnd.choice(["plain", "plain", "html", "x-other"]), **kwargs)
    except (UnicodeError, ValueError):
        message.set_content("plain\n")
    return message


def make():
    message = fill(EmailMessage(policy=policy.SMTP))
    if rnd.random() < 0.35:
        message.add_alternative("<p>" + encodable(lines(), "utf-8") + "</p>", subtype="html", charset="utf-8")
        if rnd.random() < 0.4:
            message.get_payload()[1].add_related(rnd.randbytes(rnd.randrange(200)), "image", "png", cid="<a@b>", filename=rnd.choice([None, "p.png"]))
    for _ in range(rnd.choice([0, 0, 0, 1, 2, 5])):
        pick = rnd.random()
        if pick < 0.5:
            message.add_attachment(rnd.randbytes(rnd.randrange(3000)), "application", "octet-stream", filename=rnd.choice(FILES))
        elif pick < 0.8:
            message.add_attachment(encodable(lines(), "utf-8"), filename=rnd.choice(FILES))
        else:
            inner = fill(EmailMessage(policy=policy.SMTP))
            inner["Subject"] = "inner"
            inner["From"] = address()
            message.add_attachment(inner)
    message["From"] = [address()]
    message["To"] = addresses()
    if rnd.random() < 0.5:
        message["Cc"] = addresses()
    message["Subject"] = text(16).strip().replace("\t", " ")
    zone = datetime.timezone(datetime.timedelta(minutes=rnd.choice([0, 60, -300, 480, 345, -570])))
    message["Date"] = format_datetime(datetime.datetime.fromtimestamp(rnd.randrange(0, 2**31), zone))
    message["Message-ID"] = f"<{rnd.getrandbits(64):x}@{rnd.choice(DOMAINS)}>"
    return message.as_bytes()


def spoil(raw):
    """What happens to mails on their way, by name."""
    kind = rnd.choice(["none", "lf", "cr", "cut", "byte", "bytes", "line", "twice", "boundary", "base64", "equals", "header", "case", "charset", "cte", "comment", "blank", "swap"])
    data = bytearray(raw)
    head = data.find(b"\r\n\r\n")
    at = rnd.randrange(len(data))
    if kind == "lf":
        data = data.replace(b"\r\n", b"\n")
    elif kind == "cr":
        data = data.replace(b"\r\n", b"\r")
    elif kind == "cut":
        data = data[:max(head + 4, at)]
    elif kind == "byte":
        data[max(head + 4, at) if max(head + 4, at) < len(data) else -1] = rnd.randrange(256)
    elif kind == "bytes":
        for _ in range(20):
            data[rnd.randrange(len(data))] = rnd.randrange(32, 127)
    elif kind == "line":
        parts = bytes(data).split(b"\r\n")
        del parts[rnd.randrange(len(parts))]
        data = b"\r\n".join(parts)
    elif kind == "twice":
        parts = bytes(data).split(b"\r\n")
        i = rnd.randrange(len(parts))
        parts.insert(i, parts[i])
        data = b"\r\n".join(parts)
    elif kind == "boundary":
        i = data.rfind(b"--===")
        data = data[:i] if i >= 0 else data
    elif kind == "base64":
        i = head + 4 + rnd.randrange(max(1, len(data) - head - 4))
        data[i:i] = rnd.choice([b" ", b"\r\n", b"!", b"=", b"\x00", b"-"])
    elif kind == "equals":
        data = data.replace(b"=\r\n", b"= \r\n", 1)
    elif kind == "header":
        i = rnd.randrange(max(1, head))
        data[i] = rnd.randrange(32, 127)
    elif kind == "case":
        data = data.replace(b"Content-Type:", b"CONTENT-type:").replace(b"base64", b"BASE64").replace(b"Subject:", b"sUBJECT:")
    elif kind == "charset":
        data = data.replace(b'charset="utf-8"', rnd.choice([b"charset=UTF8", b'charset="nobody-knows"', b"charset=utf-8; x", b"CHARSET = utf-8"]))
    elif kind == "cte":
        data = data.replace(b"base64", rnd.choice([b"base64 ", b"8bit", b"x-none", b"base64 (so it is)"]), 1)
    elif kind == "comment":
        data = data.replace(b"Date: ", b"Date: (a comment) ", 1).replace(b"@example.com>", b"@example.com> (home)", 1)
    elif kind == "blank":
        i = data.find(b"\r\n")
        data[i:i] = b"\r\n"
    elif kind == "swap":
        parts = bytes(data).split(b"\r\n")
        i, j = rnd.randrange(len(parts)), rnd.randrange(len(parts))
        parts[i], parts[j] = parts[j], parts[i]
        data = b"\r\n".join(parts)
    return kind, bytes(data)


def sound(header):
    """A field that Python's reader has something against is not compared."""
    return header is not None and not [d for d in header.defects if not isinstance(d, ObsoleteHeaderDefect)] and all(ord(c) < 0xD800 or ord(c) > 0xDFFF for c in str(header))


def people(message, name):
    header = message[name]
    if header is None:
        return []
    if not sound(header):
        return None
    return [[a.display_name, a.addr_spec] for a in header.addresses]


def leaf(part):
    data = part.get_payload(decode=True)
    if data is None:
        data = b""
    charset = part.get_param("charset")
    words = None
    if part.get_content_maintype() == "text" and isinstance(charset, str):
        try:
            words = data.decode(charset)
        except (LookupError, UnicodeError):
            words = None
    kind = part["content-type"]
    disposition = part["content-disposition"]
    named = (kind is None or sound(kind)) and (disposition is None or sound(disposition))
    return {"type": part.get_content_type(), "name": part.get_filename() if named else None, "named": named,
            "hash": hashlib.sha256(data).hexdigest(), "length": len(data), "text": words, "cte": str(part.get("content-transfer-encoding", "")).lower(),
            "charset": charset if isinstance(charset, str) else None}


def attempt(read):
    try:
        return read()
    except Exception as failure:      # Python's reader has bugs of its own; they are counted
        return {"crash": type(failure).__name__}


def leaves(message):
    return [leaf(part) for part in message.walk() if not part.is_multipart()]


for _ in range(count):
    kind, raw = spoil(make())
    message = message_from_bytes(raw, policy=policy.default)
    print(json.dumps({
        "kind": kind,
        "raw": base64.b64encode(raw).decode(),
        "from": attempt(lambda: people(message, "From")),
        "to": attempt(lambda: people(message, "To")),
        "cc": attempt(lambda: people(message, "Cc")),
        "subject": attempt(lambda: None if not sound(message["Subject"]) else str(message["Subject"])),
        "date": attempt(lambda: int(message["Date"].datetime.timestamp()) if sound(message["Date"]) and message["Date"].datetime is not None else None),
        "id": attempt(lambda: str(message["Message-ID"]).strip() if sound(message["Message-ID"]) else None),
        "leaves": attempt(lambda: leaves(message)),
    }))
