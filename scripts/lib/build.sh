# shellcheck shell=bash
# The build, shared by scripts/gate, scripts/test and scripts/package: turning the tests on adds targets and
# rebuilds nothing, and nothing turns them off again. GATE_PRESET chooses another preset than dev.

readonly preset=${GATE_PRESET:-dev}
# shellcheck disable=SC2154 # load.sh sets root
if [[ $preset == dev ]]; then build=$root/build; else build=$root/build-$preset; fi
readonly configured=$build/.configured # touched after each configuration

# build_targets gate|test|package
build_targets() {
    local lock
    mkdir -p "$build"
    exec {lock}>"$build/.lock"
    flock "$lock"
    if needs_configuration "$1"; then configure "$1"; fi
    case $1 in
        test) compile all ;;
        package) compile gate_pages ;;
        *) compile gate ;;
    esac
    exec {lock}>&-
}

needs_configuration() {
    [[ ! -f $build/build.ninja || ! $configured -nt $root/CMakePresets.json ]] ||
        { [[ $1 == test ]] && ! in_cache GATE_BUILD_TESTS:BOOL=ON; } ||
        is_moved
}

in_cache() { grep -qsx "$1" "$build/CMakeCache.txt"; }

# A build folder that came along when the repository was copied or moved.
is_moved() { [[ -f $build/CMakeCache.txt ]] && ! in_cache "CMAKE_HOME_DIRECTORY:INTERNAL=$root"; }

configure() {
    local -a options=(--preset "$preset")
    if is_moved; then options+=(--fresh); fi
    if [[ $1 == test ]]; then options+=(-DGATE_BUILD_TESTS=ON); fi
    # A machine that begins with nothing has no cache to lose by it, and runs each test once.
    if [[ ${CI:-} == true ]]; then
        options+=(-DGATE_PRECOMPILE=ON '-DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-O1 -g1 -DNDEBUG')
    fi
    say "configuring $build"
    (cd "$root" && run_quietly 'the configuration' cmake "${options[@]}")
    touch "$configured"
}

# Prints what ninja prints, but for what it says when there is nothing to do.
compile() {
    cmake --build "$build" --parallel "$(nproc)" --target "$1" 2>&1 |
        sed -u '/Re-checking globbed directories\.\.\.$/d; /^ninja: no work to do\.$/d' >&2
}
