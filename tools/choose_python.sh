#!/usr/bin/env bash
# Prints the path of the Python 3.11 to use, or nothing where uv may take the one it finds.
#
# Distributions compile theirs with profile-guided optimisation; one that pyenv built without it comes first
# in many a PATH and needs up to half as long again (docs/decisions/2026-12-01-fewer-round-trips.md).
set -euo pipefail

system=/usr/bin/python3.11
if [ -x "$system" ]; then echo "$system"; fi
