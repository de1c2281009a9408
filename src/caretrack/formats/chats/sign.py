"""By what a chat or a call log is known: the sign in the first lines of the file."""

import re

# A chat of WhatsApp begins with a day; an iPhone puts it in brackets, and a mark before it.
_DAY = re.compile(
    r"[\s\u200e\u200f\u202a-\u202e\ufeff]*\[?[\u200e\u200f\s]*\d{1,4}[./:-]?[\s\u200f]?\S?"
)
_BACKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:smses|calls)\b", re.DOTALL
)
# The first columns of messages.csv of LinkedIn, in quotes or not.
_LINKEDIN = re.compile(r'\s*"?CONVERSATION ID"?,"?CONVERSATION TITLE"?,"?FROM"?,', re.IGNORECASE)
# A chat of Telegram says of what sort it is, in its first lines; an account, what it holds.
_TELEGRAM = re.compile(
    r'\s*\{[\s\S]{0,3000}?"type"\s*:\s*"(?:personal_chat|bot_chat|saved_messages'
    r'|(?:private|public)_(?:group|supergroup|channel))"'
)
_TELEGRAM_ACCOUNT = re.compile(
    r'\s*\{\s*(?:"about"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*)?'
    r'"(?:personal_information|profile_pictures|contacts|frequent_contacts|chats|left_chats)"'
    r'\s*:\s*\{\s*"(?:about|list|user_id|first_name)"\s*:'
)


def chat_format(text: str) -> str:
    """Return the format of the chat or call log whose head this is; "" for no such file."""
    if text.lstrip().startswith("{"):
        if _TELEGRAM.match(text) or _TELEGRAM_ACCOUNT.match(text):
            return "telegram"
        return ""
    if _BACKUP.match(text):
        return "sms-backup"
    if _LINKEDIN.match(text):
        return "linkedin-messages"
    if _DAY.match(text):
        from caretrack.formats.chats.whatsapp import looks_like_whatsapp

        return "whatsapp" if looks_like_whatsapp(text) else ""
    return ""
