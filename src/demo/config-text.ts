/** Writes the demo's config as a person would: block style for the list, flow style within an entry. */

export type Scalar = string | number | boolean;
export type Value = Scalar | readonly Scalar[] | { readonly [key: string]: Value };
export type Entry = Readonly<Record<string, Value>>;

export interface Probe {
  /** One line for the reader. */
  readonly about: string;
  readonly entry: Entry;
}

export function configText(
  defaults: Entry,
  probes: readonly Probe[],
  groups: Readonly<Record<string, Entry>>,
): string {
  const lines = ['defaults:', ...block(defaults, '  '), 'probes:'];
  for (const { about, entry } of probes) {
    const [first = '', ...rest] = block(entry, '    ');
    lines.push(`  # ${about}`, first.replace(/^ {4}/, '  - '), ...rest);
  }
  if (Object.keys(groups).length > 0) lines.push('groups:', ...block(groups, '  '));
  return `${lines.join('\n')}\n`;
}

function block(entry: Entry, indent: string): string[] {
  return Object.entries(entry).map(([key, value]) => `${indent}${scalar(key)}: ${flow(value)}`);
}

function flow(value: Value): string {
  if (typeof value !== 'object') return scalar(value);
  if (isList(value)) return `[${value.map(scalar).join(', ')}]`;
  return `{ ${block(value, '').join(', ')} }`;
}

function isList(value: object): value is readonly Scalar[] {
  return Array.isArray(value);
}

const PLAIN = /^[A-Za-z0-9_/](?:[\w./:-]*[\w/])?$/;
/** Plain text that YAML 1.2 would read as something else. */
const RESOLVED = /^(?:true|false|null|[\d.]+(?:e\d+)?|0[xo][\da-f]+)$/i;

/** JSON's strings are YAML's too (YAML 1.2 section 1.3). */
function scalar(value: Scalar): string {
  if (typeof value !== 'string') return String(value);
  return PLAIN.test(value) && !RESOLVED.test(value) ? value : JSON.stringify(value);
}
