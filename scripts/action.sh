#!/usr/bin/env bash
# The one step of action.yml: its inputs as a command line, the result as outputs.
set -uo pipefail
set -f # an input such as gpu-* is a pattern for aiprobe, not for files

if [[ -n $AIPROBE_ACTION_VERSION ]]; then
  aiprobe=(npx --yes "aiprobe@$AIPROBE_ACTION_VERSION")
else
  if [[ ! -e $AIPROBE_ACTION_PATH/dist/main.js ]]; then
    echo '::group::aiprobe: installing'
    (cd "$AIPROBE_ACTION_PATH" && npm ci --no-audit --no-fund) || exit 70
    echo '::endgroup::'
  fi
  aiprobe=(node "$AIPROBE_ACTION_PATH/bin/aiprobe.js")
fi

flags=()
while IFS= read -r file; do
  [[ -n $file ]] && flags+=(--config "$file")
done <<<"$AIPROBE_ACTION_CONFIG"
for reporter in $AIPROBE_ACTION_REPORTER; do flags+=(--reporter "$reporter"); done
# shellcheck disable=SC2206 # separated by blanks, as the input is described
flags+=($AIPROBE_ACTION_ARGS)
result=$(mktemp "${RUNNER_TEMP:-/tmp}/aiprobe-XXXXXX.json")
flags+=(--reporter "json=$result")

# shellcheck disable=SC2086 # likewise
"${aiprobe[@]}" check "${flags[@]}" -- $AIPROBE_ACTION_TARGETS
code=$?

summary=''
if [[ -s $result ]]; then
  # shellcheck disable=SC2016 # a program of JavaScript
  summary=$(node -p 'JSON.stringify(JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).summary)' "$result")
fi
{
  echo "exit-code=$code"
  echo "summary=$summary"
  echo "result=$result"
} >>"$GITHUB_OUTPUT"
[[ $AIPROBE_ACTION_FAIL == false && $code -ne 2 && $code -ne 70 ]] && exit 0
exit "$code"
