#compdef care
# Completion of care for zsh. Made by `care completion zsh`.
#
# care itself says what fits; its words are plain (a-z, 0-9, "-") and nothing of them is ever evaluated.
_care() {
  local program=${words[1]/#\~\//$HOME/} line
  local -a lines plain described
  lines=("${(@f)$(_CARE_COMPLETE=zsh command "$program" "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
  if [[ $lines[1] == files ]]; then
    _files
    return
  fi
  for line in "${(@)lines[2,-1]}"; do
    if [[ $line == *$'\t'* ]]; then
      described+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    else
      plain+=("$line")
    fi
  done
  # What care said fits already (a surname stands for a whole name): zsh need not compare it with what was typed.
  (( $#plain )) && compadd -U -V care -- "${(@)plain}"
  (( $#described )) && _describe -V care described
}
if [[ $funcstack[1] == _care ]]; then _care "$@"; else compdef _care care; fi
