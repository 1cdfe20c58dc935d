#!/usr/bin/env bash
# Packs the package, installs it in an empty folder elsewhere as a user would, and runs it there.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
elsewhere=$(mktemp -d)
trap 'rm -rf "$elsewhere"' EXIT

# Packing builds (the script "prepare").
(cd "$root" && npm pack --silent --pack-destination "$elsewhere" >/dev/null)
version=$(node -p "require('$root/package.json').version")
mkdir "$elsewhere/user"
cd "$elsewhere/user"
echo '{ "private": true }' >package.json
npm install --silent --no-audit --no-fund "$elsewhere/aiprobe-$version.tgz"

said=$(npx aiprobe --version)
[[ $said == "$version" ]] || { echo "aiprobe --version says $said, not $version" >&2; exit 1; }
npx aiprobe demo >"$elsewhere/demo.txt"
tail -n 3 "$elsewhere/demo.txt"
[[ -f node_modules/aiprobe/dist/types/api/index.d.ts ]] || { echo 'the declarations are missing' >&2; exit 1; }
node --input-type=module -e "
  import { check, VERSION } from 'aiprobe';
  const { summary } = await check({ targets: ['http://127.0.0.1:9/'], env: {} }).report();
  if (VERSION !== '$version' || summary.total !== 1) throw new Error('the library does not work');
"
npx aiprobe init >/dev/null
npx aiprobe validate
echo "aiprobe $version installed from its tarball ($(du -k "$elsewhere"/*.tgz | cut -f1) KiB) and ran"
