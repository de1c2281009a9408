"""The library that seals: PyNaCl, the extra `sync`."""

from typing import Any

from caretrack.errors import CareError


def sodium() -> Any:
    """Return the plain calls of PyNaCl. Raises CareError where it is not installed."""
    try:
        from nacl import bindings
    except ImportError as error:
        raise CareError(
            "care sync needs the package PyNaCl", "Install it: pip install 'caretrack[sync]'."
        ) from error
    return bindings


def failures() -> tuple[type[Exception], ...]:
    """Return what PyNaCl raises for what does not open, or is no key."""
    sodium()
    from nacl.exceptions import CryptoError

    return (CryptoError, TypeError, ValueError)
