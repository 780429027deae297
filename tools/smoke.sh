#!/usr/bin/env bash
# Sets up and serves an installed wheel outside the checkout, asks for two pages and a style sheet, and stops it.
# Usage: tools/smoke.sh BEMANNING DATA
set -euo pipefail
RUN=$1
unset DATABASE_URL BEMANNING_DEBUG DJANGO_SETTINGS_MODULE BEMANNING_SECRET_KEY
PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export BEMANNING_DATA=$2 BEMANNING_URL="http://localhost:$PORT" BEMANNING_DEMO=1
fail() { echo "$1" >&2; exit 1; }
get() {
  python3 - "$BEMANNING_URL$1" <<'PY'
import sys, urllib.request
sys.stdout.buffer.write(urllib.request.urlopen(sys.argv[1], timeout=10).read())
PY
}

"$RUN" setup && "$RUN" load_demo
"$RUN" serve --port "$PORT" & SERVER=$!
trap 'kill $SERVER 2>/dev/null; wait $SERVER 2>/dev/null || true' EXIT
for _ in $(seq 60); do
  [[ "$(get /gezond/ 2>/dev/null)" == ready ]] && break
  kill -0 "$SERVER" 2>/dev/null || fail "The server ended by itself."
  sleep 0.5
done
[[ "$(get /gezond/)" == ready ]] || fail "The wheel did not serve within 30 seconds."
PAGE=$(get /inloggen/)
grep -q 'Inloggen' <<<"$PAGE" || fail "The sign-in page is not in Dutch: the catalogues are not in the wheel."
STYLE=$(grep -o '/static/[^"]*\.css' <<<"$PAGE" | head -n 1)
[[ -n "$STYLE" ]] && get "$STYLE" >/dev/null || fail "The style sheet is not in the wheel."
kill -TERM "$SERVER"
wait "$SERVER" || fail "The server did not stop in an orderly way."
trap - EXIT
echo "The wheel serves, and stops."
