#!/usr/bin/env bash
# Runs a command against a throwaway PostgreSQL: postgresql_for_tests.sh COMMAND...
#
# Finds the server programs of PostgreSQL 15 or newer (as root, installs Debian's package when there are
# none), makes a cluster in a temporary folder, starts it on a free port of 127.0.0.1 without fsync,
# creates the role "ayumi" (may create databases, is no superuser: row-level security must bind it), sets
# AYUMI_DATABASE_URL for the command and removes everything afterwards. The exit code is the command's.
set -euo pipefail

find_programs() {
  local folder
  for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn); do
    if [ -x "$folder/initdb" ] && [ "$(echo "$folder" | cut -d/ -f5)" -ge 15 ]; then
      echo "$folder"
      return
    fi
  done
  if command -v initdb >/dev/null 2>&1; then dirname "$(command -v initdb)"; fi
}

programs=$(find_programs)
if [ -z "$programs" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "PostgreSQLがないため、Debianのパッケージをインストールします。 / Installing postgresql."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends postgresql >/dev/null
  programs=$(find_programs)
fi
if [ -z "$programs" ]; then
  echo "PostgreSQL 15以上が見つかりません。管理者として次を実行してください: apt-get install postgresql" >&2
  exit 1
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/ayumi-postgresql.XXXXXX")
# PostgreSQL refuses to run as root; its Debian package brings the user postgres.
as_owner=()
if [ "$(id -u)" = 0 ]; then
  chown postgres: "$folder"
  as_owner=(runuser -u postgres --)
fi

stop() {
  (cd / && "${as_owner[@]}" "$programs/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1) || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder"
options="$options -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
(
  cd /
  "${as_owner[@]}" "$programs/initdb" -D "$folder/data" -U owner -A trust -E UTF8 --locale=C.UTF-8 -N >/dev/null
  "${as_owner[@]}" "$programs/pg_ctl" -D "$folder/data" -o "$options" -l "$folder/log" -w start >/dev/null
  "${as_owner[@]}" "$programs/psql" -q -h "$folder" -p "$port" -U owner postgres \
    -c "CREATE ROLE ayumi LOGIN CREATEDB NOSUPERUSER" -c "CREATE DATABASE ayumi OWNER ayumi"
)
export AYUMI_DATABASE_URL="postgresql://ayumi@127.0.0.1:$port/ayumi"
"$@"
