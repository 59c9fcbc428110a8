#!/usr/bin/env bash
# Makes sure a program is there: need_program.sh PROGRAM DEBIAN_PACKAGE...
# Missing and run as root on Debian or Ubuntu: installs the packages. Otherwise says what to do and fails.
set -euo pipefail
program=$1
shift
if command -v "$program" >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "$program がないため、Debianのパッケージ（$*）をインストールします。 / Installing $*."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
  command -v "$program" >/dev/null 2>&1 && exit 0
fi
cat >&2 <<MESSAGE
$program が見つかりません。管理者として次を実行してから、もう一度お試しください。
$program is missing. Install it as the administrator, then try again:
    apt-get install $*
MESSAGE
exit 1
