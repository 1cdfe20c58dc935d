/** `aiprobe plan`: what would be asked, and why just so, without asking. */

import type { Dialect } from '../dialects/dialect.ts';
import type { Plan } from '../domain/plan.ts';
import type { DialectName } from '../domain/provider.ts';
import type { Generate } from '../domain/target.ts';
import { renderPlan } from '../report/plan.ts';
import { VERSION } from '../version.ts';
import type { Arguments } from './arguments.ts';
import { costOf } from './cost.ts';
import type { Io } from './io.ts';
import { preparePlan } from './prepare.ts';
import { lookOf, styleFor } from './style.ts';

/** Those that curl reads. */
const PROXY_VARIABLES = ['http_proxy', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

export async function plan(io: Io, args: Arguments): Promise<number> {
  const prepared = await preparePlan(io, args, { settings: true });
  const dialects = await dialectsOf(prepared);
  const style = styleFor(io.stdout, io, lookOf(args.options));
  const toRequest = (generate: Generate) => {
    const dialect = dialects.get(generate.dialect);
    if (dialect === undefined) throw new Error(`dialect ${generate.dialect} was not loaded`);
    return dialect.request(generate);
  };
  const circumstances = {
    userAgent: `aiprobe/${VERSION}`,
    proxied: PROXY_VARIABLES.some((name) => io.env[name] !== undefined && io.env[name] !== ''),
  };
  const text = renderPlan(prepared, style, { toRequest, cost: costOf, circumstances });
  await io.stdout.write(text);
  return 0;
}

async function dialectsOf({ targets }: Plan): Promise<ReadonlyMap<DialectName, Dialect>> {
  const names = new Set(targets.flatMap(({ ask }) => (ask.via === 'generate' ? [ask.generate.dialect] : [])));
  if (names.size === 0) return new Map();
  const { loadDialect } = await import('../dialects/index.ts');
  return new Map(await Promise.all([...names].map(async (name) => [name, await loadDialect(name)] as const)));
}
