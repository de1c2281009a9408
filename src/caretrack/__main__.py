"""`python -m caretrack` and the command `care`."""

import gc
import sys


def main() -> None:
    """Run the command line and exit with its code."""
    # Nothing that is imported is ever garbage: to look through it for cycles costs a twelfth of the start.
    gc.disable()
    try:
        from caretrack.cli import run

        gc.freeze()
        gc.enable()
        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
