"""Run `care` and write down which of its files were entered; `house.py` starts this.

    python -P bench/entered.py TOLD [ARGUMENT ...]

TOLD is the file that gets the answer: a line each, `+` where a function ran and `-` where only the
body of a class did, then the path. Code that only runs on import does not count.
"""

import inspect
import sys
from pathlib import Path
from types import CodeType, FrameType

codes = set[CodeType]()


def note(frame: FrameType, event: str, _: object) -> None:
    """Keep the code that is called."""
    if event == "call":
        codes.add(frame.f_code)


def is_function(code: CodeType) -> bool:
    """True for a function, False for the body of a class or module, and a comprehension in one."""
    return bool(code.co_flags & inspect.CO_OPTIMIZED) and not code.co_qualname.startswith("<")


def main() -> None:
    """Run the command, then write the answer, however the command ended."""
    told = Path(sys.argv.pop(1))
    sys.setprofile(note)
    try:
        from caretrack.__main__ import main

        main()
    finally:
        sys.setprofile(None)
        package = str(Path(sys.modules["caretrack"].__file__ or "").parent)
        ours = {code for code in codes if code.co_filename.startswith(package)}
        ran = {code.co_filename for code in ours if is_function(code)}
        declared = {code.co_filename for code in ours if code.co_name != "<module>"} - ran
        lines = [f"+ {path}" for path in sorted(ran)] + [f"- {path}" for path in sorted(declared)]
        told.write_text("\n".join(lines))


if __name__ == "__main__":
    main()
