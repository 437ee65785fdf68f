#!/usr/bin/env bash
# Writes down what a running server says of its API, for the console's types: scripts/openapi.sh http://127.0.0.1:5080
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
curl -fsS "${1:?the address of a running server}/openapi/v1.json" |
  node -e 'let s = ""; process.stdin.on("data", d => s += d).on("end", () => { console.log(JSON.stringify(JSON.parse(s), null, 1)); })' \
  > "$here/src/JourneyTrace.Web/openapi.json"
