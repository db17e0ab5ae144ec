# shellcheck shell=bash
# Messages of the scripts. All go to stderr: stdout is the gate's.

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

die() {
    say "$@"
    exit 3
}

# run_quietly WHAT COMMAND...: the end of the command's output is shown, and only if it fails.
run_quietly() {
    local what=$1 file log status=0
    shift
    file=$(mktemp)
    exec {log}>"$file"
    rm "$file" # nothing is left of it whatever ends the script
    "$@" >&"$log" 2>&1 </dev/null || status=$?
    if ((status != 0)); then
        tail -n 50 "/dev/fd/$log" >&2
        say "$what failed (exit status $status)"
    fi
    exec {log}>&-
    return "$status"
}
