#!/usr/bin/env bash
# make-rootfs.sh OUTPUT.tar: a Debian bookworm root file system with PostgreSQL 15 in it, from
# Debian's packages alone. Needs root and debootstrap. scripts/make-postgres-image calls it.
set -euo pipefail

readonly suite=bookworm
readonly major=15

# What the image does without: documents, translations, package lists, and the parts of packages
# that only Debian's own cluster tools (perl) and JIT compilation (LLVM) use. PostgreSQL runs
# without a JIT provider as with jit=off.
readonly left_out=(
    ./dev/'*' ./proc/'*' ./sys/'*' ./tmp/'*'
    ./usr/share/doc/'*' ./usr/share/man/'*' ./usr/share/info/'*' ./usr/share/locale/'*'
    ./usr/share/i18n ./usr/share/perl ./usr/share/perl5
    ./usr/lib/'*'/perl ./usr/lib/'*'/libLLVM'*' ./usr/lib/'*'/libz3.so'*'
    ./usr/lib/postgresql/'*'/lib/bitcode ./usr/lib/postgresql/'*'/lib/llvmjit'*'
    ./var/cache/apt/'*' ./var/lib/apt/lists/'*' ./var/log/'*'
    ./etc/resolv.conf ./etc/apt/apt.conf.d/00host
)

# "URI SUITE" of every bookworm archive that this machine's own apt uses, else Debian's own.
archives() {
    local found
    # shellcheck disable=SC2016 # apt's own placeholders
    found=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' 2>/dev/null |
        awk -v suite="$suite" '
            $2 ~ "^" suite "(-updates|-security)?$" && $3 == "main" { print $1, $2 }' | sort -u)
    # None of this suite here: debootstrap knows where it is.
    if grep -q " $suite\$" <<<"$found"; then printf '%s\n' "$found"; fi
}

bootstrap() {
    local root=$1 mirror
    mirror=$(archives | awk -v suite="$suite" '$2 == suite { print $1; exit }')
    # --include: locales, to build en_US.utf8, the official image's default.
    debootstrap --variant=minbase --include=locales "$suite" "$root" ${mirror:+"$mirror"}
    if [[ -n $mirror ]]; then archives | sed 's/.*/deb & main/' >"$root/etc/apt/sources.list"; fi
    # The machine's own proxies and timeouts hold for its guest as well.
    apt-config dump Acquire >"$root/etc/apt/apt.conf.d/00host" 2>/dev/null || true
    cp --dereference /etc/resolv.conf "$root/etc/resolv.conf"
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/unsafe-io"
}

in_root() {
    local root=$1
    shift
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        chroot "$root" "$@"
}

install_postgres() {
    local root=$1
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
    in_root "$root" groupadd --system --gid 999 postgres
    in_root "$root" useradd --system --uid 999 --gid postgres --home-dir /var/lib/postgresql \
        --shell /bin/bash postgres
    in_root "$root" localedef -i en_US -c -f UTF-8 -A /usr/share/locale/locale.alias en_US.UTF-8
    in_root "$root" apt-get -qq update
    in_root "$root" apt-get -qq install -y --no-install-recommends postgresql-common
    echo 'create_main_cluster = false' >>"$root/etc/postgresql-common/createcluster.conf"
    in_root "$root" apt-get -qq install -y --no-install-recommends "postgresql-$major"
    rm "$root/usr/sbin/policy-rc.d"
}

prepare_server() {
    local root=$1
    sed -i "s/^#\?listen_addresses *=.*/listen_addresses = '*'/" \
        "$root/usr/share/postgresql/$major/postgresql.conf.sample"
    mkdir -p "$root/docker-entrypoint-initdb.d"
    find "$root/run" -mindepth 1 -delete
    in_root "$root" install -d -m 3777 -o postgres -g postgres /var/run/postgresql
    in_root "$root" install -d -m 1777 -o postgres -g postgres /var/lib/postgresql/data
}

main() {
    local output=$1
    root=$(mktemp -d "${TMPDIR:-/tmp}/gate-rootfs.XXXXXX")
    trap 'umount "$root/proc" 2>/dev/null || true; rm -rf --one-file-system "$root"' EXIT
    chmod 755 "$root"
    bootstrap "$root"
    mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
    install_postgres "$root"
    umount "$root/proc"
    prepare_server "$root"
    tar --create --numeric-owner --directory "$root" \
        "${left_out[@]/#/--exclude=}" --file "$output.part" .
    mv "$output.part" "$output"
}

main "$@"
