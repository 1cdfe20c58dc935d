/** A draft as the text of a probes.yaml: what to set and what is missing at the top, then the probes. */

import { Document, isMap, type Pair, Scalar } from 'yaml';
import type { Draft, PlacedProbe, ProbeDraft } from './draft.ts';
import { cleanName, type Variable } from './ledger.ts';
import { printable } from './tell.ts';

export interface Page {
  readonly title: string;
  readonly files: readonly string[];
  readonly draft: Draft;
  /** Asked once the probes are written, since writing them may need more. */
  readonly variables: () => readonly Variable[];
  /** One line each, safe to print. */
  readonly told: readonly string[];
  /** Puts variables where a hidden secret shows up a second time. */
  readonly masked: (text: string) => string;
}

export function writeConfig(page: Page): string {
  const probes = body(page);
  return `${header(page)}\n${probes}`;
}

function header({ title, files, variables, told, draft }: Page): string {
  const deep = draft.probes.some(({ probe }) => probe.check === 'chat' || probe.check === 'embeddings');
  return [
    `Imported by aiprobe: ${title}, ${files.join(', ')}`,
    '"aiprobe validate" checks it, "aiprobe plan" shows what is asked.',
    ...(deep
      ? ['The checks chat and embeddings cost a few tokens each time: "aiprobe plan" shows how many.']
      : []),
    ...section(
      'Set these variables:',
      variables().map(({ name, purpose }) => `${name}  ${purpose}`),
    ),
    ...section('Not carried over:', told),
  ]
    .map((line) => (line === '' ? '#' : `# ${printable(line).trimEnd()}`))
    .join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function body({ draft, masked }: Page): string {
  const { probes, groups, maintenance, control } = draft;
  const document = new Document(
    withoutGaps(
      {
        probes: probes.map(({ probe }) => ({ ...probe, tls: tlsOf(probe), tags: tagsOf(probe) })),
        groups: Object.keys(groups).length === 0 ? undefined : groups,
        maintenance: maintenance.length === 0 ? undefined : maintenance,
        control: control.length === 0 ? undefined : control,
      },
      masked,
    ),
    { aliasDuplicateObjects: false },
  );
  annotate(document, probes, masked);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).replace(ODD, escaped);
}

/** None where there is no TLS, and no redirect that could lead to it. */
function tlsOf({ url = '', redirects, tls }: ProbeDraft): ProbeDraft['tls'] {
  return /^http:/i.test(url) && redirects === 0 ? undefined : tls;
}

/** Printable and once each. */
function tagsOf({ tags = [] }: ProbeDraft): string[] | undefined {
  const clean = [...new Set(tags.map(cleanName))].filter((tag) => tag !== '');
  return clean.length === 0 ? undefined : clean;
}

/** A blank line between probes, and the comment of each. */
function annotate(document: Document, probes: readonly PlacedProbe[], masked: Page['masked']): void {
  const top = document.contents;
  if (!isMap(top)) return;
  for (const [index, pair] of top.items.entries()) spaceBefore(pair, index > 0);
  for (const [index, { comment }] of probes.entries()) {
    const node = document.getIn(['probes', index], true);
    if (!isMap(node)) continue;
    if (comment !== undefined && comment !== '') node.commentBefore = ` ${printable(masked(comment))}`;
    if (index > 0) node.spaceBefore = true;
  }
}

function spaceBefore({ key }: Pair, wanted: boolean): void {
  if (wanted && typeof key === 'object' && key !== null) Reflect.set(key, 'spaceBefore', true);
}

/** Characters that a terminal or an editor obeys: C1 controls, and those that turn text around. */
const ODD = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Between double quotes YAML knows \uXXXX. */
function quotedWhereOdd(text: string): unknown {
  if (text.search(ODD) === -1) return text;
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Without what is undefined, and with every secret masked. */
function withoutGaps(value: unknown, masked: (text: string) => string): unknown {
  if (typeof value === 'string') return quotedWhereOdd(masked(value));
  if (Array.isArray(value)) return value.map((one) => withoutGaps(one, masked));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => [key, withoutGaps(one, masked)]),
  );
}
