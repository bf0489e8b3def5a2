#!/usr/bin/env bash
# A throw-away PostgreSQL cluster for tests: no network, no durability, a Vietnamese collation.
#
#   postgres.sh start DIR [PID]   starts one in DIR and prints its connection string;
#                                 with PID it ends, and DIR goes, as soon as that process is gone
#   postgres.sh stop DIR          stops it and removes its files
#
# Ends with 3 and a sentence where PostgreSQL is not installed. Hand the string to the tests:
#   SANHVAI_TEST_POSTGRES=$(crates/store/tests/postgres.sh start /tmp/pg) cargo test -p store
set -euo pipefail

script=$(readlink -f "$0")

usage() {
    echo "usage: postgres.sh start DIR [PID] | stop DIR" >&2
    exit 2
}

# The folder of initdb: what PATH finds, else the newest of the system's packages.
programs() {
    local found
    if found=$(command -v initdb) && found=$(dirname "$(readlink -f "$found")") \
        && [ -x "$found/pg_ctl" ]; then
        echo "$found"
        return
    fi
    found=$(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -V | tail -n 1)
    if [ -n "$found" ] && [ -x "$found/initdb" ] && [ -x "$found/pg_ctl" ]; then
        echo "$found"
        return
    fi
    echo "PostgreSQL is not installed: no initdb on PATH or in /usr/lib/postgresql/*/bin" >&2
    exit 3
}

# PostgreSQL refuses to run as root, so root lends it another user.
as_server() {
    if [ "$(id -u)" -ne 0 ]; then
        "$@"
    elif command -v setpriv >/dev/null; then
        setpriv --reuid="$server_user" --regid="$(id -g "$server_user")" --clear-groups "$@"
    else
        runuser -u "$server_user" -- "$@"
    fi
}

start() {
    local bin
    bin=$(programs)
    mkdir -p "$dir"
    dir=$(cd "$dir" && pwd)
    if [ "${#dir}" -gt 80 ]; then
        echo "the path is too long for a socket: $dir" >&2
        exit 2
    fi
    chmod 700 "$dir"
    if [ "$(id -u)" -eq 0 ]; then chown "$server_user" "$dir"; fi
    cd "$dir"

    local locale=(--locale=C.UTF-8)
    if [ "$("$bin/initdb" --help | grep -c -- --icu-locale)" -gt 0 ]; then
        # An office's server seldom sorts by bytes: the tests must not depend on it.
        locale+=(--locale-provider=icu --icu-locale=vi)
    fi
    as_server "$bin/initdb" --pgdata="$dir/data" --username=sanhvai --auth=trust --encoding=UTF8 \
        --no-sync "${locale[@]}" >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
    cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$dir'
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 300
shared_buffers = 32MB
CONF
    as_server "$bin/pg_ctl" --pgdata="$dir/data" --log="$dir/server.log" --wait --silent start \
        </dev/null >/dev/null 2>&1 || { cat "$dir/server.log" >&2; exit 1; }
    if [ -n "$owner" ]; then
        # In a session of its own: it outlives a run that is stopped with all its children.
        setsid "$script" watch "$dir" "$owner" </dev/null >/dev/null 2>&1 &
    fi
    echo "postgres://sanhvai@localhost/postgres?host=${dir//\//%2F}"
}

stop() {
    local bin
    bin=$(programs)
    if [ -f "$dir/data/postmaster.pid" ]; then
        cd "$dir"
        as_server "$bin/pg_ctl" --pgdata="$dir/data" --mode=immediate --wait --silent stop || true
    fi
    cd /
    rm -rf "$dir/data" "$dir/initdb.log" "$dir/server.log"
    rmdir "$dir" 2>/dev/null || true
}

[ $# -ge 2 ] || usage
verb=$1
dir=$2
owner=${3:-}
server_user=postgres
id -u "$server_user" >/dev/null 2>&1 || server_user=nobody
case $verb in
    start) start ;;
    stop) stop ;;
    watch)
        while kill -0 "$owner" 2>/dev/null; do sleep 1; done
        stop
        ;;
    *) usage ;;
esac
