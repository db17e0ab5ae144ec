# shellcheck shell=bash
# Root file systems with a PostgreSQL in them, kept once made. Needs say.sh and $scripts.

# shellcheck disable=SC2154 # who sources this has set scripts
readonly parts="$scripts/postgres-image"
# The server runs as another user where we are root, and root's home is closed to others.
if [[ $(id -u) == 0 ]]; then cache=/var/cache/gate-tests; else cache=${XDG_CACHE_HOME:-~/.cache}/gate-tests; fi
readonly cache

hash_of() { cat "$@" | sha256sum | cut -c1-16; }

rootfs_of() { echo "$cache/postgres-$1-$(hash_of "$parts/make-rootfs.sh").tar"; }

# make_rootfs MAJOR: leaves it at rootfs_of MAJOR.
make_rootfs() {
    local major=$1 tar
    tar=$(rootfs_of "$major")
    if [[ -f $tar ]]; then return; fi
    [[ $(id -u) == 0 ]] || die "making a root file system with PostgreSQL $major needs root (debootstrap)"
    command -v debootstrap >/dev/null || die 'making a root file system needs the package debootstrap'
    mkdir -p "$cache"
    rm -f "$cache/postgres-$major"-*.tar # of earlier versions of the script
    say "building a PostgreSQL $major root file system from packages (about a minute)"
    run_quietly 'building the root file system' "$parts/make-rootfs.sh" "$major" "$tar"
}
