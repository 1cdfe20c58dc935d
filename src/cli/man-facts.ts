/** What a man page tells beside commands, flags and exit codes: variables and files. */

export const ENVIRONMENT: readonly (readonly [names: string, does: string])[] = [
  ['AIPROBE_CONFIG', 'the config where no -c is given'],
  ['NO_COLOR, FORCE_COLOR', 'switch colors off or on; --color and --no-color win'],
  ['HTTP_PROXY, HTTPS_PROXY, NO_PROXY', 'proxies, as other programs have them; --proxy wins'],
  ['SSL_CERT_FILE, NODE_EXTRA_CA_CERTS', 'further certificates to trust, in PEM'],
  ['CI, GITHUB_ACTIONS, GITHUB_STEP_SUMMARY', 'set by CI servers: how a report is shown there; -r wins'],
  [
    'OPENAI_API_KEY, ANTHROPIC_API_KEY, ...',
    'the key of a provider for the checks models, chat, stream and embeddings; "aiprobe providers ID" names the variable of each',
  ],
];

export const FILES: readonly (readonly [names: string, does: string])[] = [
  [
    'probes.yaml, probes.yml, .aiprobe.yaml',
    'the config, the first of them in the working directory; "aiprobe schema" prints its JSON Schema',
  ],
  [
    '$XDG_STATE_HOME/aiprobe, ~/.local/state/aiprobe',
    'what a run leaves for the next one: --on-change and --lock',
  ],
];
