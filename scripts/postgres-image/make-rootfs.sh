#!/usr/bin/env bash
# make-rootfs.sh MAJOR OUTPUT.tar: a root file system with that PostgreSQL in it, from the packages of
# the Debian or Ubuntu release that has it. Needs root and debootstrap. scripts/make-postgres-image
# and scripts/lib/postgres-programs call it.
set -euo pipefail
shopt -s inherit_errexit

scripts=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source-path=SCRIPTDIR source=../lib/say.sh
. "$scripts/lib/say.sh"

# The newest release that packages each major version.
release_of() {
    case $1 in
        13) echo debian bullseye ;;
        14) echo ubuntu jammy ;;
        15) echo debian bookworm ;;
        16) echo ubuntu noble ;;
        17) echo debian trixie ;;
        18) echo debian forky ;;
        *) return 1 ;;
    esac
}

# Debian has no package of Ubuntu's keys. The file has been the same since 2018.
readonly ubuntu=http://archive.ubuntu.com/ubuntu
readonly ubuntu_keys=$ubuntu/pool/main/u/ubuntu-keyring/ubuntu-keyring_2021.03.26_all.deb
readonly ubuntu_keys_sum=1a4dd63e5c76728960a2edddae22e2e0fc53df8e8b87806deb971030ac704eb0

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

# "URI SUITE" of every archive of this release that this machine's own apt uses, else nothing.
archives() {
    local found
    # shellcheck disable=SC2016 # apt's own placeholders
    found=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' 2>/dev/null |
        awk -v suite="$suite" '
            $2 ~ "^" suite "(-updates|-security)?$" && $3 == "main" { print $1, $2 }' | sort -u)
    # None of this suite here: the distribution's own mirror has it.
    if grep -q " $suite\$" <<<"$found"; then printf '%s\n' "$found"; fi
}

# debootstrap may be older than the release: those of one distribution are all made alike.
alike() { if [[ $distribution == ubuntu ]]; then echo gutsy; else echo sid; fi; }

keyring() {
    local debian=/usr/share/keyrings/debian-archive-keyring.gpg keys=$root.keys
    if [[ $distribution == debian ]]; then
        echo "$debian"
        return
    fi
    mkdir "$keys"
    /usr/lib/apt/apt-helper download-file "$ubuntu_keys" "$keys/deb" >&2
    dpkg-deb --fsys-tarfile "$keys/deb" |
        tar --extract --to-stdout ./usr/share/keyrings/ubuntu-archive-keyring.gpg >"$keys/gpg"
    echo "$ubuntu_keys_sum  $keys/gpg" | sha256sum --check --quiet >&2
    echo "$keys/gpg"
}

bootstrap() {
    local mirror keys
    mirror=$(archives | awk -v suite="$suite" '$2 == suite { print $1; exit }')
    if [[ -z $mirror && $distribution == ubuntu ]]; then mirror=$ubuntu; fi
    keys=$(keyring)
    # --include: locales, to build en_US.utf8, the official image's default.
    debootstrap --variant=minbase --include=locales --keyring="$keys" "$suite" "$root" \
        "${mirror:-http://deb.debian.org/debian}" "/usr/share/debootstrap/scripts/$(alike)"
    if [[ -n $(archives) ]]; then archives | sed 's/.*/deb & main/' >"$root/etc/apt/sources.list"; fi
    # The machine's own proxies and timeouts hold for its guest as well.
    apt-config dump Acquire >"$root/etc/apt/apt.conf.d/00host" 2>/dev/null || true
    cp --dereference /etc/resolv.conf "$root/etc/resolv.conf"
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/unsafe-io"
}

in_root() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        chroot "$root" "$@"
}

install_postgres() {
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
    in_root groupadd --system --gid 999 postgres
    in_root useradd --system --uid 999 --gid postgres --home-dir /var/lib/postgresql \
        --shell /bin/bash postgres
    in_root localedef -i en_US -c -f UTF-8 en_US.UTF-8
    in_root apt-get -qq update
    in_root apt-get -qq install -y --no-install-recommends postgresql-common
    echo 'create_main_cluster = false' >>"$root/etc/postgresql-common/createcluster.conf"
    in_root apt-get -qq install -y --no-install-recommends "postgresql-$major"
    rm "$root/usr/sbin/policy-rc.d"
}

prepare_server() {
    sed -i "s/^#\?listen_addresses *=.*/listen_addresses = '*'/" \
        "$root/usr/share/postgresql/$major/postgresql.conf.sample"
    mkdir -p "$root/docker-entrypoint-initdb.d"
    find "$root/run" -mindepth 1 -delete
    in_root install -d -m 3777 -o postgres -g postgres /var/run/postgresql
    in_root install -d -m 1777 -o postgres -g postgres /var/lib/postgresql/data
}

main() {
    major=$1
    local output=$2
    read -r distribution suite < <(release_of "$major") ||
        die "no known release packages PostgreSQL $major"
    readonly major distribution suite
    root=$(mktemp -d "${TMPDIR:-/tmp}/gate-rootfs.XXXXXX")
    trap 'umount "$root/proc" 2>/dev/null || true; rm -rf --one-file-system "$root" "$root.keys"' EXIT
    chmod 755 "$root"
    bootstrap
    mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
    install_postgres
    umount "$root/proc"
    prepare_server
    tar --create --numeric-owner --directory "$root" \
        "${left_out[@]/#/--exclude=}" --file "$output.part" .
    mv "$output.part" "$output"
}

main "$@"
