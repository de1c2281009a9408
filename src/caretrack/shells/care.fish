# Completion of care for fish 3.1 and later. Made by `care completion fish`.
#
# care itself says what fits; its words are plain (a-z, 0-9, "-") and nothing of them is ever evaluated.
function __care_complete
    set -l words (commandline -opc)
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    set -l token (commandline -ct)
    set -e words[1]
    set -l answer (_CARE_COMPLETE=fish command $program $words "$token" 2>/dev/null </dev/null)
    if test "$answer[1]" = files
        __fish_complete_path "$token"
    else if test (count $answer) -gt 1
        printf '%s\n' $answer[2..-1]
    end
end
complete -c care -f -k -a '(__care_complete)'
