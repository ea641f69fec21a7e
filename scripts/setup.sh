#!/bin/sh
# Sets up what a command needs, says what it does, and is quick when nothing is missing.
# Usage: sh scripts/setup.sh packages|start|test|demo|languages|s3
#   packages  npm packages and Node 24 (the `node` package, so that an older Node can begin)
#   start     packages + ffmpeg + redis-server (or valkey-server; skipped where REDIS_URL is set)
#   test|demo start + recorded speech of one person: Debian's asterisk-core-sounds-en-g722 (CC BY-SA 3.0);
#             test also python3, which runs a double of GPT-SoVITS, and postgresql and espeak-ng where they can be had
#   languages test + recorded speech in Spanish, French, Italian and Russian: asterisk-core-sounds-{es,fr,it,ru}-g722
#   s3        versitygw, an object store for the tests on one (needs Go, takes minutes): they are skipped without it
set -eu
asked="${1:-start}"
case "$asked" in
  packages | start | test | demo | languages | s3) ;;
  *)
    printf '“%s” is nothing that can be set up. There are: packages, start, test, demo, languages, s3.\n' "$asked" >&2
    exit 2
    ;;
esac
cd "$(dirname "$0")/.."
want="$asked"
[ "$asked" != languages ] || want=test

# Dim on a terminal, plain in a log.
say() { if [ -t 1 ]; then printf '\033[2m[setup]\033[0m %s\n' "$*"; else printf '[setup] %s\n' "$*"; fi; }
fail() {
  printf '\n[setup] %s\n' "$1" >&2
  shift
  for line in "$@"; do printf '        %s\n' "$line" >&2; done
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }
lock_sum() { cksum package-lock.json package.json | tr '\n' ' '; }

# --- recorded speech ----------------------------------------------------------------------------------------------------
# Unpacked into a folder of the checkout: needs no root, and slim images leave out /usr/share/doc, where the transcripts are.
# $1 folder, $2… packages
recordings() {
  folder="$1"
  shift
  [ -f "$folder/ready" ] && return
  by_hand='sudo apt-get update && npm run '"$want"
  has apt-get || fail "The recorded speech comes in Debian packages ($*), and this is not a Debian system." 'Only the demo, the tests and the benches need it: npm start does without.'
  say "fetching recorded speech with transcripts ($*) …"
  rm -rf "$folder" && mkdir -p "$folder/deb"
  fetch() { (cd "$folder/deb" && apt-get download -qq -o APT::Sandbox::User=root "$@") >/dev/null 2>&1; }
  fetch "$@" || { [ "$(id -u)" = 0 ] && apt-get update -qq >/dev/null 2>&1 && fetch "$@"; } ||
    fail 'The speech packages could not be fetched. Run:' "$by_hand"
  for deb in "$folder"/deb/*.deb; do dpkg-deb -x "$deb" "$folder"; done
  rm -rf "$folder/deb"
  touch "$folder/ready"
}
speech() {
  case "$asked" in test | demo | languages) recordings .toolchain/speech asterisk-core-sounds-en asterisk-core-sounds-en-g722 ;; esac
}

# --- npm packages -------------------------------------------------------------------------------------------------------
stamp=node_modules/.timbre-setup
if [ ! -x node_modules/node/bin/node ] || [ "$(cat "$stamp" 2>/dev/null || true)" != "$(lock_sum)" ]; then
  has npm || fail 'npm is missing. Run:' 'sudo apt-get install -y npm'
  # Meanwhile; where it fails it is tried again below, and told there.
  (speech) 2>/dev/null &
  say "installing npm packages (npm $(npm --version), Node $(node --version)) …"
  # Install scripts stay off: none of ours is needed, and onnxruntime-node's would fetch CUDA libraries from another host.
  # An old Node or npm skips packages it thinks are not for it: it only fetches newer ones, which do the rest.
  if [ "$(node -p 'process.versions.node.split(`.`)[0]')" -lt 22 ] || [ "$(npm --version | cut -d. -f1)" -lt 9 ]; then
    say 'fetching Node 24 and npm 11 into .toolchain …'
    mkdir -p .toolchain/bootstrap
    (cd .toolchain/bootstrap && echo '{"private":true}' >package.json &&
      npm install --no-save --no-audit --no-fund --loglevel=error --ignore-scripts node@24 npm@11 >/dev/null &&
      cd node_modules/node && node installArchSpecificPackage.js >/dev/null 2>&1) ||
      fail 'Node 24 could not be fetched. Look at the lines above, then run the same command again.'
    bootstrap="$PWD/.toolchain/bootstrap/node_modules"
    PATH="$bootstrap/node/bin:$bootstrap/.bin:$PATH"
  fi
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error ||
    fail 'npm could not install the packages. Look at the lines above, then run the same command again.'
  # The `node` package links its binary in an install script: run that one alone.
  (cd node_modules/node && node installArchSpecificPackage.js >/dev/null 2>&1) || true
  [ -x node_modules/node/bin/node ] || npm rebuild node --ignore-scripts=false --loglevel=error
  [ -x node_modules/node/bin/node ] || fail 'Node 24 could not be set up for this machine. Install it from https://nodejs.org and run again.'
  mkdir -p node_modules/.bin
  ln -sf ../node/bin/node node_modules/.bin/node
  wait
  lock_sum >"$stamp"
fi
[ "$want" = packages ] && exit 0

if [ "$want" = s3 ]; then
  cache="${XDG_CACHE_HOME:-$HOME/.cache}/timbre"
  [ -x "$cache/versitygw-1.8.0" ] && exit 0
  has go || fail 'An object store is built with Go, which is not installed. Run:' 'sudo apt-get install -y golang'
  say 'building versitygw 1.8.0 …'
  mkdir -p "$cache"
  GOBIN="$cache" go install github.com/versity/versitygw/cmd/versitygw@v1.8.0
  mv "$cache/versitygw" "$cache/versitygw-1.8.0"
  exit 0
fi

# --- Debian packages ----------------------------------------------------------------------------------------------------
# As the programs read their settings: .env, where a variable that is set wins.
set_anywhere() {
  node_modules/node/bin/node -e 'const { env } = process;
    if (fs.existsSync(".env")) process.loadEnvFile(".env");
    process.exit(env[process.argv[1]]?.trim() ? 0 : 1)' "$1" 2>/dev/null
}
missing=''
if set_anywhere FFMPEG_PATH || has ffmpeg; then :; else missing="$missing ffmpeg"; fi
if set_anywhere REDIS_URL || has redis-server || has valkey-server; then :; else missing="$missing redis-server"; fi
if [ "$want" != test ] || has python3; then :; else missing="$missing python3"; fi
missing="${missing# }"

if [ -n "$missing" ]; then
  by_hand="sudo apt-get update && sudo apt-get install -y --no-install-recommends $missing"
  has apt-get || fail "These programs are missing: $missing" 'This is not a Debian system: install them with its package manager and run again.'
  if [ "$(id -u)" = 0 ]; then root=''; elif has sudo && sudo -n true 2>/dev/null; then root='sudo'; else
    fail "These programs are missing: $missing. Run this, then the same command again:" "$by_hand"
  fi
  say "installing $missing with apt-get …"
  { $root apt-get update -qq && $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >.setup.log 2>&1 || {
    tail -n 5 .setup.log >&2
    fail 'apt-get could not install them. Run this, then the same command again:' "$by_hand"
  }
  rm -f .setup.log
fi

# --- what some tests use, and are skipped without -------------------------------------------------------------------------
optional=''
has initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || optional="$optional postgresql"
has espeak-ng || optional="$optional espeak-ng"
optional="${optional# }"
if [ "$want" = test ] && [ -n "$optional" ]; then
  by_hand="sudo apt-get update && sudo apt-get install -y --no-install-recommends $optional"
  if [ "$(id -u)" = 0 ]; then root=''; else root='sudo -n'; fi
  say "installing $optional with apt-get …"
  { $root apt-get update -qq && $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $optional; } \
    >/dev/null 2>&1 || say "Not there, and their tests are skipped: $optional. To run them: $by_hand"
fi

# --- recorded speech, where it was not fetched with the packages ------------------------------------------------------------
speech
if [ "$asked" = languages ]; then
  recordings .toolchain/speech-languages $(for tongue in es fr it ru; do echo asterisk-core-sounds-$tongue asterisk-core-sounds-$tongue-g722; done)
fi
