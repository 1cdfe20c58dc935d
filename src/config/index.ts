/** Config texts → Config → Plan, and what belongs to it: diagnostics, JSON Schema, starter file, env files, proxies. */

export type { Config, ParsedConfig, SourceText } from './config.ts';
export type { Diagnostic } from './diagnostic.ts';
export { hasErrors } from './diagnostic.ts';
export { type EnvFile, parseEnvFile } from './env-file.ts';
export type { PlanFlags } from './flags.ts';
export { formatDiagnostics } from './format.ts';
export type { Env } from './interpolate.ts';
export { parseConfig } from './parse.ts';
export { buildPlan, type PlanInput, type Planned } from './plan.ts';
export { proxyFor } from './proxy.ts';
export { starterConfig } from './starter.ts';

/** JSON Schema (draft 7) of a config file. */
export async function configSchema(): Promise<object> {
  const { jsonSchema } = await import('./schema.ts');
  return jsonSchema();
}
