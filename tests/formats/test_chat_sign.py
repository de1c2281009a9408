"""A chat or a call log is recognised by its first lines; other files are not taken for one."""

import pytest

from caretrack.errors import CareError
from caretrack.formats.chats.sign import chat_format
from caretrack.formats.recognise import recognise_format

XML = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"
HEAD = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
CHAT = '{"name": "Ana", "type": "personal_chat", "id": 7, "messages": []}'


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("[02/11/2026, 10:00:00] Ana: hi\n[02/11/2026, 10:05:12] Me: hi", "whatsapp"),
        ("\u200e[02/11/2026, 10:00:00] Ana: \u200eimage omitted", "whatsapp"),
        ("\ufeff[02.11.26, 10:00:00] Ana: hi", "whatsapp"),
        ("[\u200f١٨\u200f/٣\u200f/٢٠٢٢، ٢:٥٦:٠٠ م] Ana: hi", "whatsapp"),
        ("02/11/2026, 10:00 - Ana created group “x”\r\n02/11/2026, 10:00 - Ana: hi", "whatsapp"),
        ("11/2/26, 10:00\u202fPM - Ana: hi", "whatsapp"),
        ("2026-11-02, 10:00 - Ana: hi", "whatsapp"),
        ("10:00, 2 Nov 2026 - Ana: hi", "whatsapp"),
        ("1/2/26, 10:00 - Not even WhatsApp can read it.\n" * 80, "whatsapp"),
        (XML + '<smses count="2">\n<sms ', "sms-backup"),
        (XML + "<!-- File Created By x -->\n<calls count='2'>", "sms-backup"),
        (
            XML + '<!--x-->\n<?xml-stylesheet type="text/xsl" href="sms.xsl"?>\n<smses>',
            "sms-backup",
        ),
        (HEAD, "linkedin-messages"),
        (
            '"CONVERSATION ID","CONVERSATION TITLE","FROM","SENDER PROFILE URL"\n',
            "linkedin-messages",
        ),
        (CHAT, "telegram"),
        (CHAT.replace(": ", ":").replace(", ", ","), "telegram"),
        (CHAT.replace('"name": "Ana", ', ""), "telegram"),
        (CHAT.replace("personal_chat", "private_supergroup"), "telegram"),
        (
            '{\n "about": "Here \\"is\\" the data",\n "personal_information": {"user_id": 1',
            "telegram",
        ),
        ('{"contacts": {"about": "x", "list": [', "telegram"),
        ('{"chats": {"list": [', "telegram"),
    ],
)
def test_a_chat_is_recognised_by_what_is_in_it(text: str, format: str) -> None:
    assert recognise_format(text.encode()) == format


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-02 lunch with Ana",
        "[2026-11-02] Ana: hi",
        "10:00 Ana: hi",
        "12/11/2026",
        "12/11/2026, 10:00 - nobody said it",
        "1;Ana;ana@lagoon.example",
        "2026-11-02,10:00,Ana,call",
        "# 02/11/2026, 10:00 - Ana: hi",
        XML + "<html>",
        "<calls_of_the_wild>",
        "CONVERSATION ID",
        '{"type": "FeatureCollection", "features": []}',
        '{"contacts": [{"name": "Ana"}]}',
        '{"version": 1, "account": {"contacts": {}}}',
        '{"chats": 1}',
        "",
    ],
)
def test_other_texts_are_no_chats(text: str) -> None:
    assert chat_format(text) == ""


def test_what_is_no_chat_is_refused() -> None:
    with pytest.raises(CareError):
        recognise_format(b'{"type": "FeatureCollection", "features": []}')
