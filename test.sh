#!/usr/bin/env bash
# Installs what the tests need on a Debian machine, builds with warnings as errors, checks the formatting and runs every test.
# The last line counts the tests: "N passed, N failed". --quick leaves out what needs a browser, a database server or Node.
set -u
cd "$(dirname "$0")"
quick=false
[ "${1:-}" = "--quick" ] && quick=true
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '\n== %s\n' "$*"; }
fail() { printf '\n%s\n0 passed, 1 failed\n' "$*"; exit 1; }

command -v dotnet >/dev/null || fail "The .NET SDK 10 is missing: https://dot.net"
command -v npm >/dev/null || fail "Node 20 or newer with npm is missing: the chat client and the protocol peers come from npm."

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
install_missing() {
  local wanted=()
  [ -x /usr/bin/chromium-headless-shell ] || [ -x /usr/bin/chromium ] || wanted+=(chromium-headless-shell fonts-liberation fonts-noto-color-emoji)
  fc-list 2>/dev/null | grep -qi 'noto.*cjk' || wanted+=(fontconfig fonts-noto-cjk)
  command -v python3 >/dev/null || wanted+=(python3)     # its mail reader is what ours is compared with
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || wanted+=(postgresql)
  [ ${#wanted[@]} -eq 0 ] && return
  say "Installing ${wanted[*]}"
  as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null \
    || fail "Could not install ${wanted[*]}."
}

if ! $quick; then
  install_missing
  if [ ! -d tests/peers/node_modules ] || [ tests/peers/package-lock.json -nt tests/peers/node_modules ]; then
    say "Fetching the protocol peers"
    (cd tests/peers && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch node_modules) || fail "npm ci failed in tests/peers."
  fi
fi

say "Building"     # Release: what users run, and the tests take half the processor time
dotnet build Crm.ServiceBot.sln -c Release -v quiet --nologo -p:UseSharedCompilation=true || fail "The build failed."     # one compiler for all projects
dotnet build-server shutdown --vbcscompiler >/dev/null     # that leaves its memory to the tests

passed=0
failed=0
run_tests() {
  say "Testing $1"
  local log
  log=$(mktemp)
  dotnet run --no-build -c Release --project "tests/$1" -- --no-ansi --progress off 2>&1 | tee "$log"
  local p f
  p=$(sed -n 's/^ *succeeded: *\([0-9]*\).*/\1/p' "$log" | tail -1)
  f=$(sed -n 's/^ *failed: *\([0-9]*\).*/\1/p' "$log" | tail -1)
  rm -f "$log"
  # A run that dies before its summary counts as a failure, not as nothing.
  passed=$((passed + ${p:-0}))
  failed=$((failed + ${f:-1}))
}

# On a disk in memory, where there is one with room, the databases and browsers of the tests come and go faster.
room=$(df --output=avail -k /dev/shm 2>/dev/null | tail -1)
if [ "${room:-0}" -gt 4000000 ]; then
  TMPDIR=$(mktemp -d /dev/shm/servicebot-tests-XXXXXX)
  chmod 1777 "$TMPDIR"     # PostgreSQL runs as a user of its own
  export TMPDIR
  trap 'rm -rf "$TMPDIR"' EXIT
fi

SERVICEBOT_CHECKS=$(mktemp)
export SERVICEBOT_CHECKS
# The formatting is checked meanwhile, on one core; names and style are the build's warnings already.
formatting=$(mktemp)
dotnet format whitespace Crm.ServiceBot.sln --verify-no-changes --no-restore >"$formatting" 2>&1 &
checking=$!
run_tests ServiceBot.Tests
wait "$checking" || { cat "$formatting"; fail "The formatting differs: run dotnet format."; }
rm -f "$formatting"
$quick || run_tests ServiceBot.IntegrationTests
$quick || node tests/Conformance/page.mjs "$SERVICEBOT_CHECKS" docs/protocol-conformance.md || failed=$((failed + 1))
rm -f "$SERVICEBOT_CHECKS"

printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
