/** The commands as data: each loads its own code when it is called, so that none pays for another. */

import type { CommandSpec } from './command-spec.ts';
import { exitMeanings, PLAIN_EXITS } from './exit-codes.ts';
import {
  CHECK_OPTIONS,
  CONFIG_OPTIONS,
  LOOK_OPTIONS,
  MERGE_OPTIONS,
  OUTPUT_OPTIONS,
  REQUEST_OPTIONS,
  RUN_OPTIONS,
  SELECT_OPTIONS,
  TEXT_OPTIONS,
  WAIT_OPTIONS,
} from './options.ts';

export type { CommandSpec } from './command-spec.ts';

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'check',
    words: '[target...]',
    summary: 'probe, print, exit (the default command)',
    options: CHECK_OPTIONS,
    examples: [
      ['aiprobe', 'probe what probes.yaml lists'],
      ['aiprobe openai anthropic', 'are they reachable? no config, no key'],
      ['aiprobe https://ai.example.com/health --json', 'one URL, as JSON'],
      ['aiprobe --tag prod --fail-on down -r ndjson=out.ndjson -r table', 'a gate with two reports'],
    ],
    exits: exitMeanings(),
    isDefault: true,
    run: async (io, args) => (await import('./check.ts')).check(io, args),
  },
  {
    name: 'wait',
    words: '[target...]',
    summary: 'wait until all are up, e.g. a model server that takes minutes to load',
    options: WAIT_OPTIONS,
    examples: [
      ['aiprobe wait gpu-7 --timeout 15m', 'a probe of the config'],
      ['aiprobe wait http://localhost:8000/health --stable 3', 'three times in a row'],
    ],
    exits: exitMeanings(
      { 0: 'all were up', 1: 'gave up: something is not up, or waiting does not mend it' },
      [75],
    ),
    run: async (io, args) => (await import('./wait.ts')).wait(io, args),
  },
  {
    name: 'plan',
    words: '[target...]',
    summary: 'show what would be asked, and ask nothing: settings, their origins, the request as curl',
    options: [...SELECT_OPTIONS, ...REQUEST_OPTIONS, ...TEXT_OPTIONS],
    examples: [['aiprobe plan claude', 'one probe of the config']],
    exits: PLAIN_EXITS,
    run: async (io, args) => (await import('./plan.ts')).plan(io, args),
  },
  {
    name: 'validate',
    words: '[file...]',
    summary: 'check config files without probing; every problem with file:line:column',
    options: [...CONFIG_OPTIONS, ...TEXT_OPTIONS],
    examples: [
      ['aiprobe validate probes.yaml', 'before it is committed'],
      ['aiprobe validate --allow-missing-env', 'where the keys are not, as in CI'],
    ],
    exits: [
      [0, 'no mistake was found'],
      [2, 'a mistake, or a file that cannot be read'],
      [74, 'the output could not be written'],
    ],
    run: async (io, args) => (await import('./validate.ts')).validate(io, args),
  },
  {
    name: 'init',
    words: '',
    summary: 'write a starter probes.yaml fitted to the keys in your environment',
    options: [
      { flags: '-o, --output <file>', help: 'where to (default probes.yaml)', group: 'Output' },
      { flags: '--force', help: 'overwrite a file that is there, or take its place', group: 'Output' },
    ],
    examples: [['aiprobe init && aiprobe', 'from nothing to the first report']],
    exits: PLAIN_EXITS,
    run: async (io, args) => (await import('./init.ts')).init(io, args),
  },
  {
    name: 'schema',
    words: '',
    summary: "print the config's JSON Schema, for editors",
    options: [],
    examples: [['aiprobe schema > probes.schema.json', 'then name it in the first line of probes.yaml']],
    exits: PLAIN_EXITS,
    run: async (io) => (await import('./schema.ts')).schema(io),
  },
  {
    name: 'providers',
    words: '[id]',
    summary: 'list the catalogue of AI services, or show one entry of it',
    options: [...CONFIG_OPTIONS.slice(0, 1), ...TEXT_OPTIONS],
    examples: [['aiprobe providers anthropic', 'what is known of it, with sources']],
    exits: PLAIN_EXITS,
    run: async (io, args) => (await import('./providers.ts')).providers(io, args),
  },
  {
    name: 'explain',
    words: '[class]',
    summary: 'explain a failure class: what it means, its likely causes, what to do',
    options: [...CONFIG_OPTIONS.slice(0, 1), ...TEXT_OPTIONS],
    examples: [
      ['aiprobe explain overloaded.capacity', 'one class'],
      ['aiprobe explain dns', 'one kind'],
      ['aiprobe explain', 'all of them'],
    ],
    exits: PLAIN_EXITS,
    run: async (io, args) => (await import('./explain.ts')).explain(io, args),
  },
  {
    name: 'import',
    words: '<file...>',
    summary: 'turn a LiteLLM, Gatus, blackbox_exporter or Uptime Kuma config into a probes.yaml on stdout',
    options: [
      {
        flags: '--from <format>',
        help: 'read it as litellm, gatus, blackbox or uptime-kuma (default: what the file says itself)',
        group: 'Output',
      },
      {
        flags: '-o, --output <file>',
        help: 'write to a file instead, which must not be there yet',
        group: 'Output',
      },
    ],
    examples: [
      ['aiprobe import gatus.yaml -o probes.yaml', 'what cannot be carried over is said'],
      ['aiprobe import blackbox.yml prometheus.yml targets.json', 'modules, jobs and their targets'],
    ],
    exits: PLAIN_EXITS,
    run: async (io, args) => (await import('./import.ts')).importFrom(io, args),
  },
  {
    name: 'completion',
    words: '<shell>',
    summary: 'print a completion script for bash, zsh, fish or powershell',
    options: [],
    examples: [
      ['source <(aiprobe completion bash)', 'in ~/.bashrc'],
      ['aiprobe completion fish > ~/.config/fish/completions/aiprobe.fish', 'once'],
    ],
    exits: PLAIN_EXITS,
    run: async (io, args) => (await import('./completion.ts')).completion(io, args, COMMANDS),
  },
  {
    name: '__complete',
    words: '<word...>',
    summary: 'print names for completion scripts: targets, probes, tags or groups, one a line',
    options: [],
    examples: [],
    exits: PLAIN_EXITS,
    hidden: true,
    run: async (io, args) => (await import('./complete.ts')).complete(io, args),
  },
  {
    name: 'merge',
    words: '[file...]',
    summary: 'join result files of shards or locations into one report',
    options: MERGE_OPTIONS,
    examples: [
      ['aiprobe merge shard-*.json', 'the whole, with its exit code'],
      ['aiprobe merge fra.json nyc.json sin.json --quorum 2', 'one probe seen from several places'],
    ],
    exits: exitMeanings(
      { 2: 'bad usage, or a file that cannot be used: nothing was merged' },
      [75, 130, 143],
    ),
    run: async (io, args) => (await import('./merge.ts')).merge(io, args),
  },
  {
    name: 'demo',
    words: '',
    summary: 'probe local stand-ins of AI services, healthy and failing; no network, no keys',
    options: [
      {
        flags: '--keep',
        help: 'leave the stand-ins running and print the config to probe them with',
        group: 'The run',
      },
      ...OUTPUT_OPTIONS,
      ...RUN_OPTIONS.slice(0, 1),
      ...LOOK_OPTIONS,
    ],
    examples: [
      ['aiprobe demo', 'every kind of failure in one table'],
      ['aiprobe demo -r markdown', 'see what another format looks like'],
    ],
    exits: exitMeanings(
      { 0: 'shown: failures are what it shows', 74: 'the report could not be written' },
      [1, 3, 75],
    ),
    run: async (io, args) => (await import('./demo.ts')).demo(io, args),
  },
];
