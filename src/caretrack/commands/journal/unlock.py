"""What opens an encrypted backup: a passphrase, or a secret key."""

from pathlib import Path

from caretrack.errors import WrongUsage
from caretrack.journal.files.backup import Cipher
from caretrack.settings.places import expand_home
from caretrack.views.progress import Progress


def unlock(by_passphrase: bool, key: list[Path] | None, passphrase_file: Path | None) -> Cipher:
    """Return what decrypts a backup: by a passphrase, or by the secret keys in the files `key`.

    Raises WrongUsage if neither is at hand.
    """
    from caretrack.formats import age

    if not by_passphrase:
        if not key:
            raise WrongUsage(
                "it is encrypted to a key", "Name the file with the secret key: --key FILE."
            )
        keys = age.identities(expand_home(path) for path in key)
        return lambda locked, clear: age.decrypt(locked, clear, keys)
    from caretrack.passphrase import passphrase

    word = passphrase(passphrase_file, twice=False)

    def open_it(locked: Path, clear: Path) -> None:
        with Progress() as progress:
            progress.now("Decrypting")
            age.decrypt_with_passphrase(locked, clear, word)

    return open_it
