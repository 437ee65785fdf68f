#!/usr/bin/env bash
# Takes the pictures of the documentation anew: docs/img, of the demo company as it is today.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
cd "$here"
. scripts/setup.sh
need_dotnet; need_zones; need_postgres; need_node; need_chromium
dotnet build tests/JourneyTrace.Browser.Tests -c Release --nologo -v quiet -clp:NoSummary
dotnet artifacts/bin/JourneyTrace.Browser.Tests/release/JourneyTrace.Browser.Tests.dll -noColor -explicit only -class "*Pictures"
