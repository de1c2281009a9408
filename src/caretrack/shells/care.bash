# Completion of care for bash 3.2 and later. Made by `care completion bash`.
#
# care itself says what fits; its words are plain (a-z, 0-9, "-") and nothing of them is ever evaluated.
_care() {
  local program=${1/#\~\//$HOME/} what='' line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ -z $what ]]; then what=$line; else COMPREPLY+=("$line"); fi
  done < <(_CARE_COMPLETE=bash command "$program" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null </dev/null)
  if [[ $what == files ]] && ! compopt -o default 2>/dev/null; then
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
  fi
}
complete -o nosort -F _care care 2>/dev/null || complete -F _care care
