# What the tests need besides Python and Node: a browser, a PostgreSQL server, a proxy for HTTPS. Debian's are installed where they are
# missing and this may install; elsewhere the tests that need them are skipped, and say so.

missing=""
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && browser="$name"
done
test -n "${browser:-}" || missing="$missing chromium"
command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v caddy >/dev/null 2>&1 || missing="$missing caddy"
test -n "$missing" || exit 0

if test "$(id -u)" -eq 0 && command -v apt-get >/dev/null 2>&1; then
  echo "installing$missing"
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  # shellcheck disable=SC2086
  if { apt-get update && apt-get install -y $missing; } >"$log" 2>&1; then
    rm -f "$log"
    # Only the program is wanted: no web server shall begin with the machine because of tests.
    case "$missing" in
      *caddy*) ! command -v systemctl >/dev/null 2>&1 || systemctl disable --now caddy >/dev/null 2>&1 || true ;;
    esac
  else
    tail -n 20 "$log"
    echo "could not install$missing; the tests that need them will be skipped"
  fi
else
  echo "not installed here:$missing; the tests that need them will be skipped"
fi
