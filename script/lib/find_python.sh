# Sourced by script/server and script/test. Sets PYTHON to the project's own Python where that is in order,
# else to a Python of this machine from 3.11 on that can make an environment; on Debian as root it installs one.

says_yes() { "$1" -c "$2" >/dev/null 2>&1; }

new_enough='import sys; sys.exit(sys.version_info < (3, 11))'
makes_environments='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'

find_python() {
    PYTHON=.venv/bin/python
    says_yes "$PYTHON" "$new_enough" && return
    local name old=
    for name in python3.13 python3.12 python3.11 python3 python3.14 python; do
        PYTHON=$(command -v "$name") || continue
        says_yes "$PYTHON" "$makes_environments" && return
        says_yes "$PYTHON" "$new_enough" && old=$PYTHON
    done
    if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ]; then
        echo "Installing Python from Debian…"
        if apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3 python3-venv >/dev/null; then
            PYTHON=/usr/bin/python3
            says_yes "$PYTHON" "$makes_environments" && return
        fi
    fi
    if [ -n "$old" ]; then
        echo "$old cannot make environments. Install its venv package (on Debian: apt install python3-venv) and start again." >&2
    else
        echo "The portal needs Python 3.11 or newer. Install it (on Debian: apt install python3 python3-venv) and start again." >&2
    fi
    exit 1
}
