# shellcheck shell=bash
# A container engine for the length of one run: the one that answers, else a dockerd of our own.

readonly engine_deadline=60 # seconds
engine_folder='' engine_pid=''

engine_answers() { timeout 10 docker info >/dev/null 2>&1; }

# engine_start: returns whether an engine answers. What it starts, engine_stop stops.
engine_start() {
    if engine_answers; then return 0; fi
    if [[ $(id -u) != 0 ]]; then
        say 'no container engine answers, and only root can start one;' \
            'if Docker runs, is this user in its group (docker)?'
        return 1
    fi
    if ! has docker || ! has dockerd; then
        say 'no container engine answers, and Docker is not installed'
        return 1
    fi
    mount_cgroups
    engine_folder=$(mktemp -d "${TMPDIR:-/tmp}/gate-dockerd.XXXXXX")
    trap 'trap "" INT TERM; engine_stop' EXIT # an end once begun is finished
    if try_engines; then return 0; fi
    engine_stop
    return 1
}

# Not every kernel has what the default iptables asks for: then the older one, then none at all
# (ports are published all the same, by docker-proxy).
try_engines() {
    if launch_engine "$PATH"; then return 0; fi
    if fails_for_iptables && has iptables-legacy; then
        mkdir "$engine_folder/bin"
        ln -s "$(PATH=$PATH:/usr/sbin command -v iptables-legacy)" "$engine_folder/bin/iptables"
        if launch_engine "$engine_folder/bin:$PATH"; then return 0; fi
    fi
    if fails_for_iptables && launch_engine "$PATH" --iptables=false --ip6tables=false; then
        return 0
    fi
    say 'dockerd does not come up; the end of its log:'
    grep '^failed to start daemon' "$engine_folder/log" >&2 || tail -n 5 "$engine_folder/log" >&2
    return 1
}

fails_for_iptables() {
    grep -qiE '^failed to start daemon.*(iptables|chain|bridge)' "$engine_folder/log"
}

# setsid: Ctrl-C at the terminal is for the tests; the engine stays until they have cleaned up.
launch_engine() {
    local path=$1
    shift
    PATH=$path:/usr/sbin:/sbin setsid dockerd --host "${DOCKER_HOST:-unix:///var/run/docker.sock}" \
        --pidfile "$engine_folder/pid" "$@" >"$engine_folder/log" 2>&1 </dev/null &
    engine_pid=$!
    if wait_for_engine; then return 0; fi
    end_engine
    return 1
}

wait_for_engine() {
    local deadline=$((SECONDS + engine_deadline))
    while ((SECONDS < deadline)) && kill -0 "$engine_pid" 2>/dev/null; do
        if engine_answers; then return 0; fi
        sleep 0.1
    done
    return 1
}

# Machines without an init system may have no control groups mounted.
mount_cgroups() {
    if grep -q ' /sys/fs/cgroup[ /]' /proc/self/mountinfo; then return; fi
    mount -t cgroup2 cgroup2 /sys/fs/cgroup || true
}

end_engine() {
    local tries
    kill "$engine_pid" 2>/dev/null || true
    for ((tries = 0; tries < 200; ++tries)); do
        kill -0 "$engine_pid" 2>/dev/null || break
        sleep 0.1
    done
    kill -KILL "$engine_pid" 2>/dev/null || true
    wait "$engine_pid" 2>/dev/null || true
    engine_pid=''
}

engine_stop() {
    if [[ -n $engine_pid ]]; then end_engine; fi
    if [[ -n $engine_folder ]]; then rm -rf "$engine_folder"; fi
    engine_folder=''
}
