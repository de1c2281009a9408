"""The console of Windows: whether it reads ANSI codes. Only there is this loaded."""

import ctypes

STDOUT = -11
READS_CODES = 4  # ENABLE_VIRTUAL_TERMINAL_PROCESSING


def reads_codes() -> bool:
    """True if stdout reads ANSI codes, after its console was asked to; those before 2016 cannot.

    What is no console, such as a pipe, takes them as they are.
    """
    system = ctypes.windll.kernel32  # type: ignore[attr-defined]
    system.GetStdHandle.restype = ctypes.c_void_p
    console = ctypes.c_void_p(system.GetStdHandle(STDOUT))
    mode = ctypes.c_ulong()
    if not system.GetConsoleMode(console, ctypes.byref(mode)):
        return True
    return bool(
        mode.value & READS_CODES or system.SetConsoleMode(console, mode.value | READS_CODES)
    )
