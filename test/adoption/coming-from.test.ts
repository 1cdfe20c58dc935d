/** docs/coming-from.md is true: each of its commands does what its row says. */

import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { authorityPem } from '../../src/demo/certificates.ts';
import { scratch, shell } from '../cli/aiprobe.ts';
import { hasTool } from '../support/tool.ts';
import { type Row, rowsOf, type Services, startServices } from './coming-from.ts';
import { commandLines, unknownFlags } from './command-lines.ts';

const DOCUMENT = readFileSync(fileURLToPath(new URL('../../docs/coming-from.md', import.meta.url)), 'utf8');
const ROWS = rowsOf(DOCUMENT);
const CONFIG = block('yaml');
const SETUP = block('sh');
/** Other programs that a command may name. */
const TOOLS = ['curl', 'promtool'];
const folder = scratch();
let services: Services;

beforeAll(async () => {
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, await authorityPem());
  services = await startServices(caFile);
});

describe.concurrent('in the table of another tool, the row of', () => {
  it.for(ROWS.filter(({ command }) => command !== null))(
    'line $line does what it says: $command',
    async (row, context) => {
      const lacking = TOOLS.find((tool) => row.command?.includes(`${tool} `) && !hasTool(tool));
      if (lacking !== undefined) context.skip(`${lacking} is not installed`);
      await check(row);
    },
  );
});

it.each([
  ['its words', { fragments: ['1 up', 'no such words'] }, "to contain 'no such words'"],
  ['its exit code', { exit: 3 }, 'expected 1 to be 3'],
  ['its silence', { fragments: [] }, "to be ''"],
])('a row that is wrong about %s is found', async (_, wrong, complaint) => {
  const row = ROWS.find(({ command }) => command === 'aiprobe api broken-api');
  if (row === undefined) throw new Error('that row is gone');
  await expect(check({ ...row, ...wrong })).rejects.toThrow(complaint);
});

it('what has no command, and what has no near way, is said to be missing', () => {
  const bare = ROWS.filter(({ command, exit }) => command === null || exit === null);
  expect(bare.filter(({ isMissing }) => !isMissing)).toEqual([]);
});

it('what is said to be missing by its name is missing', () => {
  const flags = COMMANDS.flatMap(({ options }) => options.flatMap((option) => option.flags.split(/[ ,]+/)));
  expect(flags).toContain('--tag');
  expect(['--exclude', '--cache', '--delay', '--reverse'].filter((flag) => flags.includes(flag))).toEqual([]);
});

it('every tool has its rows', () => {
  const tables = DOCUMENT.split(/^### /m).slice(1);
  const counts = tables.map((table) => [/^[\w -]+/.exec(table)?.[0], rowsOf(table).length > 1]);
  const tools = ['hurl', 'lychee', 'goss', 'k6', 'promptfoo', 'wait-on', 'check_http', 'healthchecks'];
  expect(counts).toEqual([...tools, 'cron itself'].map((tool) => [tool, true]));
  expect(ROWS.length).toBeGreaterThan(45);
});

it('its commands have known flags', () => {
  const lines = commandLines(DOCUMENT);
  expect(lines.length).toBeGreaterThan(45);
  expect(lines.flatMap((line) => unknownFlags(line).map((flag) => `${flag} in: ${line.line}`))).toEqual([]);
});

/** Runs a row in a folder of its own; rejects where it is not true. */
async function check({ line, command, fragments, exit }: Row): Promise<void> {
  const cwd = mkdtempSync(join(folder, 'row-'));
  writeFileSync(join(cwd, 'probes.yaml'), CONFIG);
  const env = { ...services.env(line), XDG_STATE_HOME: join(cwd, 'state') };
  const { code } = await shell(SETUP, { cwd, env });
  expect(code).toBe(0);
  const given = readdirSync(cwd);
  const ran = await shell(command ?? '', { cwd, env });
  const written = readdirSync(cwd, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !given.includes(entry.name))
    .map(({ name }) => readFileSync(join(cwd, name), 'utf8'));
  const output = [ran.stdout, ran.stderr, ...written, services.pings(line)].join('');
  expect(ran.code, output).toBe(exit);
  for (const fragment of fragments) expect(output).toContain(fragment);
  if (fragments.length === 0) expect(output).toBe('');
}

/** The first block of code in this language. */
function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(DOCUMENT)?.[1] ?? '';
}
