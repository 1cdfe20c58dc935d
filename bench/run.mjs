// npm run bench -- [NAME...] [--rounds N] [--sizes A,B,...] [--kinds plain,tls]
import { accessSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as accuracy from './accuracy.mjs';
import * as isolation from './isolation.mjs';
import { AIPROBE } from './lib/command.mjs';
import { machine } from './lib/machine.mjs';
import * as scale from './scale.mjs';
import * as startup from './startup.mjs';
import * as throughput from './throughput.mjs';

const BENCHES = { startup, throughput, accuracy, isolation, scale };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string' }, sizes: { type: 'string' }, kinds: { type: 'string' } },
});
const options = {
  ...(values.rounds !== undefined && { rounds: Number(values.rounds) }),
  ...(values.sizes !== undefined && { sizes: values.sizes.split(',').map(Number) }),
  ...(values.kinds !== undefined && { kinds: values.kinds.split(',') }),
};
const unknown = positionals.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  process.stderr.write(`no such benchmark: ${unknown.join(', ')}; there are:\n`);
  for (const [name, { about }] of Object.entries(BENCHES))
    process.stderr.write(`  ${name.padEnd(11)} ${about}\n`);
  process.exit(2);
}
accessSync(AIPROBE);
process.stdout.write(`${machine()}\n`);
for (const name of positionals.length > 0 ? positionals : Object.keys(BENCHES)) {
  const { about, run } = BENCHES[name];
  process.stdout.write(`\n${name}: ${about}\n\n${await run(options)}`);
}
process.exit(0);
