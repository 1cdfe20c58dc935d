/** The one shape of a config file: what is checked, and what the JSON Schema is derived from. Loaded only with a config. */

import * as z from 'zod';
import { defaultsShape, probeShape } from './shape-probe.ts';
import { providerShape } from './shape-provider.ts';
import { duration, httpUrl, name, oneOrMore, parsed, strict, text } from './shape-values.ts';
import { parseAddress } from './url.ts';
import { parseHostPort } from './values.ts';

export const groupShape = strict({
  probes: z
    .array(text)
    .min(1, 'names no probe')
    .meta({ description: 'Names of the probes that stand in for one another.' }),
  require: z.int().min(1).optional().meta({ description: 'How many must be up; default: 1.' }),
}).meta({ description: 'The run fails only when fewer than `require` of them are up.' });

export const maintenanceShape = strict({
  probes: oneOrMore(text, 'a probe').optional(),
  tags: oneOrMore(text, 'a tag').optional(),
  groups: oneOrMore(text, 'a group').optional(),
  start: text.optional().meta({ description: 'When it begins.', examples: ['2026-12-01T02:00:00Z'] }),
  end: text.optional().meta({ description: 'When it ends.' }),
  cron: text.optional().meta({ description: 'When it begins, again and again.', examples: ['0 3 * * 0'] }),
  duration: duration
    .optional()
    .meta({ description: 'How long it lasts (with cron or start).', examples: ['2h'] }),
  timezone: text
    .optional()
    .meta({ description: 'IANA name; default: of this machine.', examples: ['Europe/Berlin'] }),
}).meta({ description: 'A window in which probes are skipped.' });

const controlTarget = parsed(z.string(), (value) => {
  const outcome = value.includes('://') ? parseAddress(value) : parseHostPort(value);
  if ('problem' in outcome) return outcome;
  if ('port' in outcome.value && outcome.value.port === null)
    return { problem: 'needs a port, e.g. 1.1.1.1:53' };
  return { value };
});
export const controlShape = oneOrMore(controlTarget, 'a URL or host:port');

/** Checked in detail by the code that sends: here only that it is a list of channels. */
export const notifyShape = z.array(
  z.union([text, z.record(z.string(), z.json())], { error: 'must be a channel' }),
);

/** The sections of a config in mapping form, `probes` and `providers` apart (they may be lists or mappings). */
export const shapes = {
  defaults: defaultsShape,
  probe: probeShape,
  group: groupShape,
  maintenance: maintenanceShape,
  control: controlShape,
  notify: notifyShape,
  heartbeat: httpUrl,
  provider: providerShape,
};

const entry = z.union([
  text.meta({
    description: 'A URL, a provider id, or tcp://host:port.',
    examples: ['https://api.example.com/health', 'openai'],
  }),
  probeShape,
]);
const probes = z.array(entry).meta({ description: 'What to probe.' });

/** Keys that are free for anchors, as in a compose file. */
export const FREE_KEYS = '^x-';

export const mappingShape = strict({
  defaults: defaultsShape.optional().meta({ description: 'Keys for every probe; a probe overrides.' }),
  probes: probes.optional(),
  groups: z.record(name, groupShape).optional(),
  maintenance: z.array(maintenanceShape).optional(),
  control: controlShape
    .optional()
    .meta({ description: 'What shows whether this machine has a network at all.' }),
  notify: notifyShape.optional().meta({ description: 'Where to report a change of state.' }),
  heartbeat: httpUrl.optional().meta({ description: 'A URL that is asked after each run.' }),
  providers: z.record(text, providerShape).optional(),
});

export const fileShape = z.union([probes, mappingShape]);

export const SECTIONS = [
  'defaults',
  'probes',
  'groups',
  'maintenance',
  'control',
  'notify',
  'heartbeat',
  'providers',
] as const;

export type GroupSpec = z.output<typeof groupShape>;
export type MaintenanceSpec = z.output<typeof maintenanceShape>;
