# Short names for what is done often. Everything works without `just` too: each line is the command.

# Everything that CI checks: format, lint, types, layers, tests, coverage of the domain
check:
    ./check

# Only the tests, with the arguments of pytest: just test -k names
test *ARGS:
    ./check test {{ARGS}}

# Format, and mend what the linter can mend
fix:
    ./check fix

# Rewrite the output in the transcripts whose name has NAME in it; then read the diff
accept NAME:
    ./check test tests/test_transcripts.py --accept -k {{NAME}}
    git diff tests/transcripts

# Rewrite the output in README.md and the manual; then read the diff
accept-readme:
    ./check test tests/test_readme.py --accept
    git diff README.md docs/manual.md
