"""Values as one line of JSON, quickly, and safe for a terminal."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from math import isfinite
from typing import Any

from caretrack.domain.text import without_unsafe


def dumped(value: Any) -> str:
    """Return `value` as one line of JSON: a named tuple is an object, a day ISO text.

    What drives a terminal is escaped. Raises TypeError for what has no form in JSON.
    """
    write = _PLAIN_JSON.get(type(value))
    if write is not None:
        return write(value)
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        parts = [f"{_dumped_key(str(key))}: {dumped(item)}" for key, item in value.items()]
        return f"{{{', '.join(parts)}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join([dumped(item) for item in value])}]"
    for kind, write in _PLAIN_JSON.items():
        if isinstance(value, kind):
            return write(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def dumped_list(values: Iterable[Any]) -> Iterator[str]:
    """Yield `values` as a list of JSON, in parts, so that they need not all lie in memory."""
    before = "["
    for value in values:
        yield before + dumped(value)
        before = ", "
    yield "]" if before == ", " else "[]"


class JsonText(str):
    """A text that is JSON already: `dumped` leaves it as it is."""

    __slots__ = ()


def dumped_rows(keys: Sequence[str], rows: Iterable[Sequence[str]]) -> JsonText:
    """Return rows of texts as a list of objects with these keys, at less cost than `dumped`."""
    form = f"{{{', '.join(f'{_dumped_key(key)}: %s' for key in keys)}}}"
    texts = map(tuple, map(partial(map, _dumped_text), rows))
    return JsonText(f"[{', '.join(map(form.__mod__, texts))}]")


def _dumped_text(text: str) -> str:
    """Return a text as JSON.

    `json` is loaded only where more than a quote or a backslash is escaped: most texts need none.
    """
    if text.isprintable():
        if "\\" in text or '"' in text:
            text = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{text}"'
    import json

    return escaped(json.dumps(text, ensure_ascii=False))


# The keys of an object are those of the next one, too.
_dumped_key = lru_cache(_dumped_text)


def _dumped_float(value: float) -> str:
    if not isfinite(value):
        raise TypeError(f"{value} has no form in JSON")
    return repr(value)


# How a value is written that holds no others, by its type.
_PLAIN_JSON: Mapping[type, Callable[[Any], str]] = {
    str: _dumped_text,
    JsonText: str,
    bool: {True: "true", False: "false"}.__getitem__,
    int: repr,
    float: _dumped_float,
    date: lambda day: f'"{day.isoformat()}"',
    type(None): lambda _: "null",
}


def escaped(text: str) -> str:
    """Return JSON with each character escaped that a terminal could read as more than text."""
    return without_unsafe(text, lambda found: f"\\u{ord(found.group()):04x}")
