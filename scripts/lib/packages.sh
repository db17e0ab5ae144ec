# shellcheck shell=bash
# Which distribution packages the gate and its tests need, and which of them are missing here.
#
# A need is one word: the packages that serve it, with | between them. Any of them installed will
# do; if none is, lib/install-packages takes the first that the distribution has.

readonly gate_needs=(
    libpq-dev libfmt-dev libcli11-dev nlohmann-json3-dev 'libboost1.81-dev|libboost-dev'
    libpg-query-dev libprotobuf-c-dev libyaml-cpp-dev libcmark-dev libpugixml-dev
    alembic python3-sqlalchemy python3-psycopg2
)
readonly test_needs=(
    libgtest-dev libgmock-dev rapidjson-dev libxml2-utils debian-archive-keyring
    python3-asyncpg python3-psycopg python3-pg8000 python3-jsonschema python3-yaml
    python3-flask-migrate python3-pydantic python3-decouple python3-starlette python3-dotenv
    chromium
)

# PROGRAM=PACKAGE: a program need not come from its package; what counts is that it is there.
readonly gate_programs=(
    'c++=g++' 'cmake=cmake' 'ninja=ninja-build' 'ccache=ccache' 'pkg-config=pkg-config'
    'git=git' 'python3=python3'
)
readonly test_programs=(
    'debootstrap=debootstrap' 'iptables=iptables' 'zsh=zsh' 'fish=fish' 'man=man-db' 'mandoc=mandoc'
    'dpkg-shlibdeps=dpkg-dev' 'file=file' 'jq=jq' 'shellcheck=shellcheck'
)
readonly package_programs=('dpkg-shlibdeps=dpkg-dev' 'file=file')

has() { PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null; }

# ensure_packages gate|test|package: installs what is missing, and says nothing where nothing is.
ensure_packages() {
    local missing
    local -a needs
    if ! has apt-get || ! has dpkg-query; then
        name_needs_of_other_systems
        return
    fi
    missing=$(missing_needs "$1")
    if [[ -z $missing ]]; then return; fi
    mapfile -t needs <<<"$missing"
    if ! distribution_has_server && has_engine_client; then
        say 'this distribution has no PostgreSQL 15: the gate will use the container engine'
    fi
    install_needs "${needs[@]}"
}

name_needs_of_other_systems() {
    if has c++ && has cmake && has ninja; then return; fi
    say 'not a Debian or Ubuntu system, so nothing is installed. What is needed: a C++20' \
        'compiler, CMake 3.25, Ninja; the development files of libpq, libpg_query, yaml-cpp, cmark, pugixml, {fmt}, CLI11,' \
        'nlohmann-json and Boost 1.81 or later (GoogleTest for the tests); Python 3 with Alembic, SQLAlchemy and' \
        'psycopg2; PostgreSQL 15 or a container engine. Going on with what is there.'
}

missing_needs() {
    local needs need installed
    mapfile -t needs < <(package_needs "$1")
    installed=$(installed_packages "${needs[@]}")
    for need in "${needs[@]}"; do
        if ! is_served "$need" "$installed"; then printf '%s\n' "$need"; fi
    done
    missing_programs "${gate_programs[@]}"
    if [[ $1 == package ]]; then missing_programs "${package_programs[@]}"; fi
    if [[ $1 == test ]]; then
        missing_programs "${test_programs[@]}"
        # A docker client alone runs no container.
        if ! { has docker && has dockerd; } && ! engine_answers; then echo docker.io; fi
    fi
}

package_needs() {
    printf '%s\n' "${gate_needs[@]}"
    if [[ $1 == test ]]; then printf '%s\n' "${test_needs[@]}"; fi
    if distribution_has_server; then
        echo postgresql-15
    elif ! has_engine_client; then
        echo 'postgresql-15|docker.io'
    fi
}

# Of the distributions known here only Debian 12 packages PostgreSQL 15.
distribution_has_server() { grep -qs '^VERSION_CODENAME=bookworm$' /etc/os-release; }

has_local_server() { [[ -x /usr/lib/postgresql/15/bin/postgres ]]; }

has_engine_client() { has docker || has podman; }

# One call to dpkg for all of them; it fails where it does not know one. Every Boost from 1.81 on goes by the name of the first, and
# the unversioned libboost-dev does not count: Debian 12's is older.
installed_packages() {
    local names
    names=$(printf '%s\n' "$@" 'libboost1.*-dev' | tr '|' '\n' | grep -vx libboost-dev)
    # shellcheck disable=SC2016,SC2086 # dpkg's own placeholders; one word a package
    { dpkg-query -W -f '${db:Status-Status} ${Package}\n' $names 2>/dev/null || true; } |
        sed -nE 's/^installed //; T; s/^libboost1\.(8[1-9]|9[0-9])-dev$/libboost1.81-dev/; p'
}

is_served() {
    local package
    for package in ${1//|/ }; do
        if grep -qxF "$package" <<<"$2"; then return 0; fi
    done
    return 1
}

missing_programs() {
    local pair
    for pair in "$@"; do
        if ! has "${pair%%=*}"; then echo "${pair#*=}"; fi
    done
}

install_needs() {
    local -a command=("$scripts/lib/install-packages" "$@")
    say "missing: ${*//|/ or }"
    if [[ $(id -u) == 0 ]]; then
        "${command[@]}"
    elif has sudo && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
        say 'installing them with sudo'
        sudo "${command[@]}"
    else
        die "installing them needs root; as root run: $(printf '%q ' "${command[@]}")"
    fi
}
