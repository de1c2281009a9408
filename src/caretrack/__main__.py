"""`python -m caretrack` and the command `care`."""

import gc
import sys


def main() -> None:
    """Run the command line and exit with its code."""
    # Nothing that is imported is ever garbage: to look through it for cycles costs a twelfth of the start.
    gc.disable()
    try:
        if sys.argv[1:] == ["due", "--count"] and _counted():
            return
        from caretrack.cli import run

        gc.freeze()
        gc.enable()
        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)


def _counted() -> bool:
    from caretrack.quick import answered

    return answered()


if __name__ == "__main__":
    main()
