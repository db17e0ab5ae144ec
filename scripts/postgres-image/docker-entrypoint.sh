#!/bin/bash
# Entry point of the postgres image that scripts/make-postgres-image builds. It keeps the contract
# of the official image: the same variables, the same folders, the same order of things.
set -euo pipefail

readonly init_dir=/docker-entrypoint-initdb.d

say() { printf '%s: %s\n' "$(basename "$0")" "$*"; }

# NAME_FILE names a file that holds the value of NAME (a mounted secret); both at once is a mistake.
take_variable() {
    local name=$1 default=${2:-} file_name=$1_FILE value
    if [[ -n ${!name:-} && -n ${!file_name:-} ]]; then
        echo "Error: both $name and $file_name are set (but are exclusive)" >&2
        exit 1
    fi
    value=${!name:-$default}
    if [[ -n ${!file_name:-} ]]; then value=$(<"${!file_name}"); fi
    export "$name=$value"
    unset "$file_name"
}

take_variables() {
    take_variable POSTGRES_PASSWORD
    take_variable POSTGRES_USER postgres
    take_variable POSTGRES_DB "$POSTGRES_USER"
    take_variable POSTGRES_INITDB_ARGS
    export POSTGRES_HOST_AUTH_METHOD=${POSTGRES_HOST_AUTH_METHOD:-}
}

require_password() {
    if [[ -n $POSTGRES_PASSWORD || $POSTGRES_HOST_AUTH_METHOD == trust ]]; then return; fi
    cat >&2 <<'MESSAGE'
Error: Database is uninitialized and superuser password is not specified.
       Set POSTGRES_PASSWORD to a non-empty value for the superuser, for example
       with "-e POSTGRES_PASSWORD=password" on "docker run".

       POSTGRES_HOST_AUTH_METHOD=trust allows every connection without a
       password; that is not recommended.
MESSAGE
    exit 1
}

wants_help() {
    local argument
    for argument in "$@"; do
        case $argument in
            -'?' | --help | -V | --version | --describe-config | -C) return 0 ;;
        esac
    done
    return 1
}

prepare_folders() {
    mkdir -p "$PGDATA" /var/run/postgresql
    chmod 700 "$PGDATA" || true
    chmod 3777 /var/run/postgresql || true
    if [[ $(id -u) == 0 ]]; then
        find "$PGDATA" /var/run/postgresql \! -user postgres -exec chown postgres '{}' +
    fi
}

become_postgres() {
    export HOME=/var/lib/postgresql
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
}

init_cluster() {
    local arguments
    # Quotes in POSTGRES_INITDB_ARGS group words, as in a shell.
    eval "arguments=($POSTGRES_INITDB_ARGS)"
    if [[ -n ${POSTGRES_INITDB_WALDIR:-} ]]; then
        arguments=(--waldir "$POSTGRES_INITDB_WALDIR" "${arguments[@]}")
    fi
    initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") \
        "${arguments[@]}"
}

allow_remote_logins() {
    local method=$POSTGRES_HOST_AUTH_METHOD
    if [[ -z $method ]]; then method=$(postgres -C password_encryption "${@:2}"); fi
    printf '\nhost all all all %s\n' "$method" >>"$PGDATA/pg_hba.conf"
}

# The temporary server listens on the socket only, so that nobody outside takes it for the real one.
start_temporary_server() {
    NOTIFY_SOCKET='' PGUSER=$POSTGRES_USER pg_ctl -D "$PGDATA" -w start \
        -o "$(printf '%q ' "${@:2}" -c listen_addresses= -p "${PGPORT:-5432}")"
}

stop_temporary_server() {
    PGUSER=$POSTGRES_USER pg_ctl -D "$PGDATA" -m fast -w stop
}

run_sql() {
    PGHOST='' PGHOSTADDR='' psql -v ON_ERROR_STOP=1 --no-psqlrc --no-password \
        --username "$POSTGRES_USER" "$@"
}

create_database() {
    local exists
    exists=$(run_sql --dbname postgres --tuples-only -v db="$POSTGRES_DB" \
        <<<"SELECT 1 FROM pg_database WHERE datname = :'db'")
    if [[ -z $exists ]]; then
        run_sql --dbname postgres -v db="$POSTGRES_DB" <<<'CREATE DATABASE :"db"'
    fi
}

run_init_files() {
    local file
    for file in "$init_dir"/*; do
        case $file in
            *.sh) say "running $file"; run_init_script "$file" ;;
            *.sql) say "running $file"; run_sql --dbname "$POSTGRES_DB" -f "$file" ;;
            *.sql.gz) say "running $file"; gunzip -c "$file" | run_sql --dbname "$POSTGRES_DB" ;;
            *) if [[ -e $file ]]; then say "ignoring $file"; fi ;;
        esac
    done
}

run_init_script() {
    if [[ -x $1 ]]; then
        "$1"
    else
        # shellcheck disable=SC1090 # the user's own file
        . "$1"
    fi
}

initialise() {
    require_password
    init_cluster
    allow_remote_logins "$@"
    export PGPASSWORD=${PGPASSWORD:-$POSTGRES_PASSWORD}
    start_temporary_server "$@"
    create_database
    run_init_files
    stop_temporary_server
    unset PGPASSWORD
    echo
    echo 'PostgreSQL init process complete; ready for start up.'
    echo
}

main() {
    if [[ ${1:-} == -* ]]; then set -- postgres "$@"; fi
    if [[ ${1:-} != postgres ]] || wants_help "${@:2}"; then exec "$@"; fi

    prepare_folders
    if [[ $(id -u) == 0 ]]; then become_postgres "$@"; fi
    take_variables
    if [[ -s $PGDATA/PG_VERSION ]]; then
        echo
        echo 'PostgreSQL Database directory appears to contain a database; Skipping initialization'
        echo
    else
        initialise "$@"
    fi
    exec "$@"
}

main "$@"
