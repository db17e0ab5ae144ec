"""Programs that a runner has and that would ask the world: gh, apt-get, sudo.

`gh` notes its words in `said`; it has the open pull requests of `pulls.json` and the release in
`release/`, where there is one.
"""

import hashlib

GH = """#!/bin/bash
here=$(dirname "$0")
printf '%s\\n' "$*" >>"$here/said"
case "$1 $2" in
'api graphql')
    [[ $GH_TOKEN == t0ken ]] || exit 4
    while (($# > 1)); do if [[ $1 == --jq ]]; then filter=$2; fi; shift; done
    exec jq -c "$filter" "$here/pulls.json" ;;
'release download')
    [[ -d $here/release ]] || { echo 'release not found' >&2; exit 1; }
    while (($# > 1)); do
        case $1 in
        --dir) folder=$2 ;;
        --pattern) (cd "$here/release" && cp $2 "$folder") || exit 1 ;;
        esac
        shift
    done ;;
*) exit 9 ;;
esac
"""
APT_GET = """#!/bin/bash
here=$(dirname "$0")
for word; do
    if [[ $word == *.deb ]]; then ln -sf "$(cat "$word")" "$here/gate"; fi
done
"""
SUDO = '#!/bin/sh\nexec "$@"\n'
DPKG = "#!/bin/sh\necho amd64\n"


def make_programs(folder, gate):
    """Makes them, with a release whose package holds the gate that is tested."""
    folder.mkdir()
    for name, text in (("gh", GH), ("apt-get", APT_GET), ("sudo", SUDO), ("dpkg", DPKG)):
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    (folder / "said").write_text("")
    release = folder / "release"
    release.mkdir()
    package = release / "gate_1.0.0_amd64.deb"
    package.write_text(str(gate))
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    other = hashlib.sha256(b"").hexdigest()
    (release / "SHA256SUMS").write_text(
        f"{other}  gate_1.0.0_arm64.deb\n{digest}  {package.name}\n"
    )
