/** What a probe of a provider asks: its reach row, its model list, or the smallest request that makes a model work. */

import type { Generation, Provider } from '../domain/provider.ts';
import type { Ask, Check, HttpRequest } from '../domain/target.ts';
import { addKey } from './add-key.ts';
import { type Asked, addBasic, type Build, carriesKey, collectHeaders, complain } from './building.ts';
import { fillPlaceholders, type Values } from './placeholders.ts';
import { isSecretVariable } from './secrets.ts';
import { joinPath, userinfo, withoutUserinfo } from './url.ts';

/** Enough for a word; a provider's own minimum goes before it. */
const MAX_TOKENS = 16;

export function askApi(build: Build, provider: Provider, check: Check): Asked | null {
  const { spec } = build.probe;
  const generation = generationOf(provider, check);
  const model = modelOf(build, provider, check, generation);
  const values: Values = { provider, variables: spec.variables ?? {}, model, env: build.env };
  const path = pathOf(build, provider, check, generation);
  if (path === null) return null;
  const url = apiUrl(build, values, path);
  if (url === null) return null;
  const headers = collectHeaders(build, fillAll(build, values, provider.headers ?? {}));
  addBasic(build, headers, userinfo(url));
  const sign = check === 'reach' ? undefined : addKey(build, provider, headers);
  const bare = withoutUserinfo(url).href;
  build.sheet.note('url', bare, spec.base_url === undefined ? 'catalogue' : build.sheet.origin('base_url'));
  const signing = sign === undefined ? {} : { sign };
  const base = { url: bare, model, authenticated: sign !== undefined || carriesKey(headers) };
  if (generation === undefined) {
    return { ...base, ask: askFree(provider, check, { url: bare, headers: [...headers], ...signing }) };
  }
  const generate = {
    ...generateOf(build, check, generation, model ?? ''),
    url: bare,
    headers: [...headers],
    ...signing,
  };
  return { ...base, ask: { via: 'generate', generate } satisfies Ask };
}

/** A call that costs nothing: the reach row, or the model list. */
function askFree({ models, reach }: Provider, check: Check, sent: Omit<HttpRequest, 'method' | 'body'>): Ask {
  const { method = 'GET' } = (check === 'models' ? models : reach[0]) ?? {};
  const json = check === 'models' ? models?.json : undefined;
  if (json === undefined) return { via: 'http', request: { ...sent, method, body: null } };
  const headers = [...sent.headers, ['content-type', 'application/json'] as const];
  return { via: 'http', request: { ...sent, method, headers, body: JSON.stringify(json) } };
}

/** The model call behind a check; undefined for the free checks. */
function generationOf(provider: Provider, check: Check): Generation | undefined {
  switch (check) {
    case 'chat':
    case 'stream':
      return provider.chat;
    case 'embeddings':
      return provider.embeddings;
    default:
      return undefined;
  }
}

/** What a provider offers, from cheap to deep. */
export function offeredChecks(provider: Provider): readonly Check[] {
  const deep: Check[] = [];
  if (provider.models !== undefined) deep.push('models');
  if (provider.chat !== undefined) deep.push('chat', 'stream');
  if (provider.embeddings !== undefined) deep.push('embeddings');
  return ['reach', ...deep];
}

function modelOf(
  build: Build,
  provider: Provider,
  check: Check,
  generation: Generation | undefined,
): string | null {
  const given = build.probe.spec.model;
  if (check === 'reach') return null;
  const model = build.sheet.take('model', {
    given,
    fallback: generation?.model ?? '',
    fallbackOrigin: 'catalogue',
  });
  if (model === '' && generation !== undefined && needsModel(generation)) {
    complain(build, [], `the check ${check} of ${provider.id} needs "model"`);
  }
  return model === '' ? null : model;
}

/** Speech services take no model, or have a default of their own. */
function needsModel({ dialect, path }: Generation): boolean {
  return path.includes('{model}') || !['tgi', 'elevenlabs', 'deepgram', 'assemblyai'].includes(dialect);
}

/** Of several reach rows the first is the one to ask by default. */
function pathOf(
  build: Build,
  provider: Provider,
  check: Check,
  generation: Generation | undefined,
): string | null {
  const streamed = check === 'stream' ? generation?.stream_path : undefined;
  const paths = { reach: provider.reach[0]?.path, models: provider.models?.path };
  const free = check === 'models' ? paths.models : check === 'reach' ? paths.reach : undefined;
  const path = streamed ?? generation?.path ?? free;
  if (path !== undefined) return path;
  const offered = offeredChecks(provider).join(', ');
  complain(build, ['check'], `${provider.id} has no ${check} check`, { hint: `it has ${offered}` });
  return null;
}

function apiUrl(build: Build, values: Values, path: string): URL | null {
  const { provider } = values;
  const own = build.probe.spec.base_url;
  const [, labelled, rest] = /^\{(\w+)\}(\/.*)$/s.exec(path) ?? [];
  const alternative = labelled === undefined ? undefined : provider.base_url_alt?.[labelled];
  const tail = alternative === undefined ? path : (rest ?? '/');
  const root = own ?? fill(build, values, alternative ?? provider.base_url);
  const filled = fill(build, values, own === undefined ? tail : relative(tail));
  if (root === null || filled === null) return null;
  const joined =
    own === undefined ? joinPath(root, filled) : joinPath(root, filled, ownPaths(provider, filled));
  if (!URL.canParse(joined)) {
    complain(
      build,
      own === undefined ? ['variables'] : ['base_url'],
      `the URL of ${provider.id} is not valid`,
    );
    return null;
  }
  const url = new URL(joined);
  for (const [name, value] of Object.entries(fillAll(build, values, provider.query ?? {}))) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  }
  return url;
}

/** Under a base_url of the user nothing goes to the provider's own host: of an absolute address only the path is left. */
function relative(path: string): string {
  return path.replace(/^https?:\/\/[^/?#]*/i, '') || '/';
}

/** The catalogue's root tells whose a version segment is: where the root has it, no path begins with it. */
function ownPaths(provider: Provider, path: string): string[] {
  const calls = [provider.models, provider.chat, provider.embeddings].map((call) => call?.path ?? '');
  return [path, ...calls, ...provider.reach.map((row) => row.path)].filter((one) => one !== '').map(relative);
}

function fill(build: Build, values: Values, template: string): string | null {
  const { text, used, unset } = fillPlaceholders(template, values);
  for (const { name, value, variable } of used) {
    if (name === 'model') continue;
    if (variable !== null && isSecretVariable(variable)) build.bag.add(value);
    build.sheet.note(
      `variables.${name}`,
      value,
      variable === null ? build.sheet.origin(`variables.${name}`) : `$${variable}`,
    );
  }
  for (const { name, variable } of unset) {
    if (name === 'model') continue;
    const purpose = `{${name}} in the URL of ${values.provider.id}`;
    if (variable === null)
      complain(build, ['variables'], `${purpose} has no value`, { hint: `variables: { ${name}: ... }` });
    else
      build.missing.push({
        variables: [variable],
        place: build.probe.place('provider') ?? build.probe.start,
        purpose,
      });
  }
  return unset.length === 0 ? text : null;
}

function fillAll(
  build: Build,
  values: Values,
  texts: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const { text: filled, used } = fillPlaceholders(text, values);
      build.bag.addAll(used.filter(({ variable }) => variable !== null).map(({ value }) => value));
      return [name, filled];
    }),
  );
}

function generateOf(build: Build, check: Check, generation: Generation, model: string) {
  const { spec } = build.probe;
  const maxTokens = build.sheet.take(
    'max_tokens',
    {
      given: spec.max_tokens,
      fallback: generation.max_tokens ?? MAX_TOKENS,
      fallbackOrigin: generation.max_tokens === undefined ? 'built-in' : 'catalogue',
    },
    (tokens) => (check === 'embeddings' ? '' : String(tokens)),
  );
  const prompt = build.sheet.take('prompt', { given: spec.prompt, fallback: '' });
  const budget = generation.max_tokens_key === undefined ? {} : { maxTokensKey: generation.max_tokens_key };
  const confidential = build.probe.secrets.some(
    (secret) => secret.length > 3 && (prompt.includes(secret) || model.includes(secret)),
  );
  return {
    dialect: generation.dialect,
    stream: check === 'stream',
    model,
    prompt,
    maxTokens,
    ...budget,
    ...(confidential && { confidential }),
  };
}
