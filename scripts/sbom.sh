#!/usr/bin/env bash
# Lists every package in the program and the console, as CycloneDX: scripts/sbom.sh FOLDER. Needs what ./journeytrace needs, and has it built.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
out=$(mkdir -p "${1:?the folder to write to}" && cd "$1" && pwd)
tools=${JOURNEYTRACE_CACHE:-/var/cache/journeytrace}/cyclonedx
[ -x "$tools/dotnet-CycloneDX" ] || dotnet tool install CycloneDX --version 6.3.1 --tool-path "$tools" >&2
DOTNET_ROLL_FORWARD=Major "$tools/dotnet-CycloneDX" "$here/src/JourneyTrace.Server/JourneyTrace.Server.csproj" --recursive --exclude-dev --disable-package-restore \
  --output "$out" --filename journeytrace.cdx.json --output-format Json >&2
(cd "$here/src/JourneyTrace.Web" && npm sbom --sbom-format cyclonedx --omit dev --package-lock-only) > "$out/console.cdx.json"
echo "$out/journeytrace.cdx.json"
echo "$out/console.cdx.json"
