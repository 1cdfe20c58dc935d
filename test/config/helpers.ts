/** Short ways to parse and plan, and a small catalogue that no vendor's change can break. */

import {
  buildPlan,
  type Config,
  type Diagnostic,
  type Env,
  type PlanFlags,
  parseConfig,
} from '../../src/config/index.ts';
import type { Provider } from '../../src/domain/provider.ts';
import type { Target } from '../../src/domain/target.ts';

const base = { kind: 'hosted', errors: [] } as const;

export const CATALOGUE: Readonly<Record<string, Provider>> = {
  acme: {
    ...base,
    id: 'acme',
    name: 'Acme AI',
    base_url: 'https://api.acme.example/v1',
    auth: {
      header: 'Authorization',
      scheme: 'Bearer',
      env: 'ACME_API_KEY',
      env_alt: ['ACME_KEY'],
      required: true,
    },
    headers: { 'acme-version': '7' },
    reach: [{ path: '/models', expect: [401] }],
    models: { path: '/models', list: 'data[].id' },
    chat: { dialect: 'openai-chat', path: '/chat/completions', model: 'acme-small', max_tokens: 2 },
    embeddings: { dialect: 'openai-embeddings', path: '/embeddings' },
  },
  engine: {
    ...base,
    id: 'engine',
    name: 'Engine',
    kind: 'self-hosted',
    base_url: 'http://localhost:8000',
    auth: { header: 'x-key', scheme: 'raw', env: 'ENGINE_KEY', required: false },
    reach: [{ path: '/health', expect: [200] }],
    models: { path: '/v1/models', list: 'data[].id' },
    chat: {
      dialect: 'gemini',
      path: '/v1/models/{model}:run',
      stream_path: '/v1/models/{model}:stream?alt=sse',
    },
  },
  cloud: {
    ...base,
    id: 'cloud',
    name: 'Cloud',
    base_url: 'https://{resource}.cloud.example/api',
    variables: { resource: 'CLOUD_RESOURCE' },
    query: { 'api-version': '2' },
    auth: { header: 'Authorization', scheme: 'sigv4', env: 'AWS_ACCESS_KEY_ID', required: true },
    reach: [{ path: 'https://status.cloud.example/ping', expect: [200] }],
    chat: { dialect: 'bedrock', path: '/model/{model}/converse', model: 'arn:x/y' },
  },
  gone: {
    ...base,
    id: 'gone',
    name: 'Gone AI',
    retired: '2026-07-30',
    base_url: 'https://gone.example',
    auth: null,
    reach: [{ path: '/', expect: [200] }],
  },
};

export const IDS = Object.keys(CATALOGUE);

export async function parse(text: string | Uint8Array, name = 'probes.yaml') {
  return parseConfig([{ name, text }], { providerIds: IDS });
}

export function told(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(
    ({ file, line, column, message, hint, severity }) =>
      `${line === 0 ? file : `${line}:${column}`} ${severity === 'warning' ? 'warning: ' : ''}${message}${hint === undefined ? '' : ` (${hint})`}`,
  );
}

/** What is said of a text, without the file's name. */
export async function problems(text: string): Promise<string[]> {
  return told((await parse(text)).diagnostics);
}

export interface PlanOptions {
  readonly targets?: readonly string[];
  readonly flags?: PlanFlags;
  readonly env?: Env;
  readonly now?: number;
  readonly files?: Readonly<Record<string, string>>;
}

export async function plan(text: string | null, options: PlanOptions = {}) {
  let config: Config | null = null;
  if (text !== null) {
    const parsed = await parse(text);
    if (parsed.config === null) throw new Error(told(parsed.diagnostics).join('\n'));
    config = parsed.config;
  }
  const { plan: made, diagnostics } = await buildPlan({
    config,
    targets: options.targets ?? [],
    flags: options.flags ?? {},
    env: options.env ?? {},
    lookup: (id) => CATALOGUE[id] ?? null,
    providerIds: IDS,
    now: options.now ?? 0,
    readFile: (path) => {
      const content = options.files?.[path];
      if (content === undefined) throw new Error('no such file');
      return content;
    },
  });
  return { plan: made, problems: told(diagnostics), secrets: made.secrets.map((secret) => secret.reveal()) };
}

/** The only target of a plan that has no mistakes. */
export async function target(text: string | null, options: PlanOptions = {}): Promise<Target> {
  const made = await plan(text, options);
  const [first] = made.plan.targets;
  if (first === undefined || made.problems.length > 0)
    throw new Error(made.problems.join('\n') || 'no target');
  return first;
}

/** Headers of what goes out, secrets in clear. */
export function sent({ ask }: Target): Record<string, string> {
  if (ask.via === 'tcp') return {};
  const { headers } = ask.via === 'http' ? ask.request : ask.generate;
  return Object.fromEntries(
    headers.map(([name, value]) => [name, typeof value === 'string' ? value : value.reveal()]),
  );
}
