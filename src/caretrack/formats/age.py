"""Files encrypted with age (age-encryption.org), to recipients or with a passphrase.

Needs pyrage, the extra `crypt`.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic, sleep
from typing import Any, BinaryIO, cast

from caretrack.disk import new_private_file
from caretrack.errors import CareError, WrongUsage
from caretrack.formats.source import open_plain_file
from caretrack.settings.places import expand_home

MARK = b"age-encryption.org/v1\n"
ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
# What pyrage says of a damaged file, and never of a key or a passphrase that does not fit.
DAMAGED = {
    "age file is truncated",
    "decryption error",
    "failed to fill whole buffer",
    "header is invalid",
    "header mac is invalid",
    "incomplete header",
}
# With a passphrase the whole file lies in memory, three times over.
LARGEST_BY_PASSPHRASE = 512 * 1024 * 1024
LARGEST_KEY_FILE = 1024 * 1024
# What pyrage says of a passphrase that would take it too long to try, by what it has just measured
# in some milliseconds. On a busy machine it measures too little, and a moment later it does not.
_TOO_MUCH_WORK = "excessive work parameter"
_PAUSE, _PATIENCE, _FEWEST_TRIES = 0.05, 20.0, 10
# As a power of two, in kilobytes of memory: 8 GB. No file asks for more.
_MOST_WORK = 23


class DamagedFile(CareError):
    """The file is damaged: no key and no passphrase opens all of it."""


def is_encrypted(path: Path) -> bool:
    """True if the file at `path` is one of age's; False if it cannot be read or is not a file."""
    return _head(path).startswith((MARK, ARMOUR))


def wants_passphrase(path: Path) -> bool:
    """True if it was encrypted with a passphrase.

    An armoured file does not show it, and is taken for one with recipients.
    """
    return b"\n-> scrypt " in _head(path)


def recipients(words: Iterable[str]) -> list[Any]:
    """Return what can be encrypted to: `age1…`, an SSH public key, or a file with one a line.

    Raises WrongUsage for anything else.
    """
    return [found for word in words for found in _of_word(word, _recipient, "recipient")]


def identities(files: Iterable[Path]) -> list[Any]:
    """Return the secret keys in these files: of age-keygen, or SSH keys without a passphrase.

    Raises CareError.
    """
    return [found for file in files for found in _of_file(file, _identity, "key")]


def encrypt(source: Path, target: Path, to: list[Any]) -> None:
    """Write `source` encrypted to `target`, a file for its owner alone.

    Raises OSError, and CareError for the errors of pyrage.
    """
    with source.open("rb") as clear, new_private_file(target) as file:
        _streamed(target, lambda *both: _pyrage().encrypt_io(*both, to), clear, file)


def encrypt_with_passphrase(source: Path, target: Path, passphrase: str) -> None:
    """Encrypt as `encrypt` does, and read the file back.

    Raises CareError where the file is too large for memory.
    """
    if source.stat().st_size > LARGEST_BY_PASSPHRASE:
        limit = f"{LARGEST_BY_PASSPHRASE // 1024 // 1024} MB"
        raise CareError(
            f"the journal is larger than {limit}: too large for a passphrase",
            "Encrypt it to a recipient: --to age1…",
        )
    clear, pyrage = source.read_bytes(), _pyrage()
    locked = pyrage.passphrase.encrypt(clear, passphrase)
    with new_private_file(target) as file:
        file.write(locked)
    if _opened(target, passphrase) != clear:
        raise CareError(f"{target} does not read back as it was", "Check the disk, and try again.")


def decrypt(source: Path, target: Path, keys: list[Any]) -> None:
    """Write what is in `source` to `target`, a file for its owner alone.

    Raises CareError where no key fits or the file is damaged.
    """
    with source.open("rb") as locked, new_private_file(target) as file:
        _streamed(source, lambda *both: _pyrage().decrypt_io(*both, keys), locked, file)


def encrypt_text(clear: bytes, to: list[Any]) -> str:
    """Return a few words encrypted to recipients, as a text that can be mailed."""
    return cast(bytes, _pyrage().encrypt(clear, to, armored=True)).decode()


def decrypt_text(locked: bytes, keys: list[Any]) -> bytes:
    """Return what `encrypt_text` encrypted. Raises CareError where no key fits or it is damaged."""
    return cast(bytes, _said(Path("the text"), lambda: _pyrage().decrypt(locked, keys)))


def decrypt_with_passphrase(source: Path, target: Path, passphrase: str) -> None:
    """As `decrypt`. Raises CareError for another passphrase, and on a machine that is too slow."""
    if source.stat().st_size > LARGEST_BY_PASSPHRASE + 1024 * 1024:
        raise CareError(
            f"{source} is too large for a passphrase",
            "Decrypt it with age, and restore what comes out.",
        )
    clear = _opened(source, passphrase)
    with new_private_file(target) as file:
        file.write(clear)


def _opened(path: Path, passphrase: str) -> bytes:
    """Return what a passphrase opens. Raises CareError."""
    pyrage, locked = _pyrage(), path.read_bytes()
    work = re.match(rb"[^\n]*\n-> scrypt [^ \n]+ (\d{1,9})\n", locked)
    if work is not None and int(work[1]) > _MOST_WORK:
        raise _damaged(path, "header is invalid")
    tries, until = 0, monotonic() + _PATIENCE
    while True:
        try:
            return cast(bytes, _said(path, lambda: pyrage.passphrase.decrypt(locked, passphrase)))
        except CareError as error:
            if _TOO_MUCH_WORK not in str(error.__cause__).lower():
                raise
            tries += 1
            if tries >= _FEWEST_TRIES and monotonic() > until:
                raise CareError(
                    f"{path}: this machine is too busy, or too slow, to try the passphrase",
                    "Try again when less is running; or decrypt it with the program age, and "
                    "restore what comes out.",
                ) from error
        sleep(_PAUSE)


class _WatchedFile:
    """A file for pyrage that remembers an error of the disk: pyrage makes a sentence of it."""

    def __init__(self, file: BinaryIO) -> None:
        """Pass everything on to `file`."""
        self._file = file
        self.error: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        return cast(bytes, self._watched(self._file.read, size))

    def write(self, data: bytes) -> int:
        """Write all of it."""
        return cast(int, self._watched(self._file.write, data))

    def flush(self) -> None:
        """Write what is waiting."""
        self._watched(self._file.flush)

    def _watched(self, work: Callable[..., Any], *values: Any) -> Any:
        try:
            return work(*values)
        except OSError as error:
            self.error = error
            raise


def _streamed(
    path: Path, work: Callable[[Any, Any], Any], source: BinaryIO, target: BinaryIO
) -> None:
    """Run pyrage from one file into another. Raises OSError for an error of the disk."""
    files = (_WatchedFile(source), _WatchedFile(target))
    try:
        _said(path, lambda: work(*files))
    except CareError as error:
        for file in files:
            if file.error is not None:
                raise file.error from error
        raise


def _pyrage() -> Any:
    try:
        import pyrage
        import pyrage.passphrase
    except ImportError as error:
        raise CareError(
            "encryption needs the package pyrage", "Install it: pip install 'caretrack[crypt]'"
        ) from error
    return pyrage


def _said(path: Path, work: Callable[[], Any]) -> Any:
    pyrage = _pyrage()
    try:
        return work()
    except (pyrage.DecryptError, pyrage.EncryptError) as error:
        words = str(error).rstrip(".")
        if words.lower() in DAMAGED:
            raise _damaged(path, words) from error
        raise CareError(
            f"{path}: {words[:1].lower()}{words[1:]}", "Check the key or the passphrase."
        ) from error
    except Exception as error:
        # A damaged file: pyrage has no error for it, and wraps what reading and writing raise.
        if isinstance(error.__cause__, OSError):
            raise error.__cause__ from None
        if isinstance(error, OSError) and error.errno:
            raise
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, words: str) -> DamagedFile:
    said = f"{path} is damaged: {words[:1].lower()}{words[1:]}"
    return DamagedFile(said, "Name another backup.")


def _head(path: Path) -> bytes:
    try:
        with open_plain_file(path) as file:
            return file.read(4096)
    except (CareError, OSError):
        return b""


def _of_word(word: str, read: Callable[[str], Any], what: str) -> list[Any]:
    if word.upper().startswith("AGE-SECRET-KEY-"):
        raise WrongUsage(
            f"that is a secret key, no {what}",
            "Keep it in a file; what it is encrypted to begins with age1.",
        )
    if word.startswith(("age1", "ssh-")):
        return [_checked(word, read, what, word)]
    return _of_file(expand_home(word), read, what)


def _of_file(path: Path, read: Callable[[str], Any], what: str) -> list[Any]:
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_KEY_FILE:
            raise WrongUsage(
                f"'{path}' is not a {what}, nor a file with one",
                f"Give {'age1…' if what == 'recipient' else 'the file of age-keygen'}.",
            )
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CareError(
            f"cannot read {path}: {getattr(error, 'strerror', None) or 'it is not text'}",
            "Check the file.",
        ) from error
    if "PRIVATE KEY-----" in text:
        return [_checked(text, read, what, str(path))]
    numbered = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    lines = [(number, line) for number, line in numbered if line and not line.startswith("#")]
    if not lines:
        raise WrongUsage(f"there is no {what} in {path}", "One a line.")
    return [_checked(line, read, what, f"{path}, line {number}") for number, line in lines]


def _checked(text: str, read: Callable[[str], Any], what: str, where: str) -> Any:
    pyrage = _pyrage()
    try:
        return read(text)
    except (pyrage.RecipientError, pyrage.IdentityError, ValueError) as error:
        # A secret key is never repeated.
        raise WrongUsage(
            f"no {what} that can be used: {where[:80]}", f"age says: {str(error)[:80]}."
        ) from error


def _recipient(text: str) -> Any:
    pyrage = _pyrage()
    return (
        pyrage.ssh.Recipient.from_str(text)
        if text.startswith("ssh-")
        else pyrage.x25519.Recipient.from_str(text)
    )


def _identity(text: str) -> Any:
    pyrage = _pyrage()
    return (
        pyrage.ssh.Identity.from_buffer(text.encode())
        if "PRIVATE KEY-----" in text
        else pyrage.x25519.Identity.from_str(text)
    )
