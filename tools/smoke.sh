#!/usr/bin/env bash
# Serves an installed wheel outside the checkout and asks it two pages. Usage: tools/smoke.sh BEMANNING DATA
set -euo pipefail
RUN=$1
PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export BEMANNING_DATA=$2 BEMANNING_URL="http://localhost:$PORT" BEMANNING_DEMO=1
"$RUN" setup && "$RUN" load_demo
"$RUN" serve --port "$PORT" & SERVER=$!
trap 'kill $SERVER 2>/dev/null; wait $SERVER 2>/dev/null || true' EXIT
for _ in $(seq 60); do
  if [[ "$(python3 - "$PORT" <<'PY'
import sys, urllib.request
base = f"http://localhost:{sys.argv[1]}"
try:
    ready = urllib.request.urlopen(base + "/gezond/", timeout=5).read().decode().strip()
    page = urllib.request.urlopen(base + "/inloggen/", timeout=5).read().decode()
except OSError as error:
    print(error)
else:
    print(ready if 'lang="nl"' in page and "Bemanning" in page else "the sign-in page is not in Dutch")
PY
)" == ready ]]; then echo "The wheel serves."; exit 0; fi
  sleep 0.5
done
echo "The wheel did not serve within 30 seconds." >&2; exit 1
