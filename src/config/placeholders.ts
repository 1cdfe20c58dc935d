/** `{resource}` and the like in a provider's URLs and headers: from the probe's `variables:`, else from the environment. */

import type { Provider } from '../domain/provider.ts';
import type { Env } from './interpolate.ts';

export interface Filling {
  readonly text: string;
  readonly used: readonly {
    readonly name: string;
    readonly value: string;
    readonly variable: string | null;
  }[];
  /** Placeholders without a value, with the variable that usually holds it. */
  readonly unset: readonly { readonly name: string; readonly variable: string | null }[];
}

export interface Values {
  readonly provider: Provider;
  readonly variables: Readonly<Record<string, string>>;
  readonly model: string | null;
  readonly env: Env;
}

export function fillPlaceholders(template: string, values: Values): Filling {
  const used: Filling['used'][number][] = [];
  const unset: Filling['unset'][number][] = [];
  const text = template.replace(/\{([a-z_][\w-]*)\}/gi, (whole, name: string) => {
    const found = lookUp(name, values);
    if (found.value === null) {
      unset.push({ name, variable: found.variable });
      return whole;
    }
    used.push({ name, value: found.value, variable: found.variable });
    return name === 'model' ? encodeModel(found.value, values.provider) : encodeURIComponent(found.value);
  });
  return { text, used, unset };
}

function lookUp(
  name: string,
  { provider, variables, model, env }: Values,
): { value: string | null; variable: string | null } {
  if (Object.hasOwn(variables, name)) return { value: variables[name] ?? null, variable: null };
  if (name === 'model') return { value: model, variable: null };
  const variable = provider.variables?.[name] ?? null;
  const value = variable === null ? undefined : env[variable];
  return { value: value === undefined || value === '' ? null : value, variable };
}

/** Names such as `meta/llama-3` are path segments, save in Amazon's ARNs, which are one. */
function encodeModel(model: string, provider: Provider): string {
  if (provider.chat?.dialect === 'bedrock') return encodeURIComponent(model);
  return model.split('/').map(encodeURIComponent).join('/');
}
