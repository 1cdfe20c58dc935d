/** What a man page tells beside commands and flags: exit codes, variables, files. */

import type { ExitCode } from '../domain/report.ts';

/** Those of a report, and that of a run which --lock did not let begin. */
export const EXIT_CODES: Readonly<Record<ExitCode | 75, string>> = {
  0: 'every required probe and group is well (degraded passes, unless --fail-on says otherwise)',
  1: 'a required probe or group is not',
  2: 'bad usage or config: nothing was probed',
  3: 'inconclusive: no required probe is down, but one or more are unknown (this machine, its network, a bot wall)',
  70: 'a bug in aiprobe; -v shows where',
  74: 'all is well, but a report could not be written',
  75: 'not run: another run holds the lock (--lock)',
  130: 'interrupted by SIGINT: what is finished is reported, the rest is skipped',
  143: 'the same by SIGTERM',
};

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
