/** What Prometheus makes of a target before the exporter is asked. */

import { describe, expect, it } from 'vitest';
import { importText, targetsOf } from './run.ts';

const MODULES = {
  usual: { prober: 'http', http: { method: 'HEAD' } },
  other: { prober: 'http', http: { method: 'PUT' } },
};

/** The method shows which module is meant. */
async function methodOf(labels: Record<string, string>, rules: readonly object[]): Promise<unknown> {
  const job = {
    job_name: 'j',
    metrics_path: '/probe',
    params: { module: ['usual'] },
    static_configs: [{ targets: ['https://ai.example.com'], labels }],
    relabel_configs: rules,
  };
  const { yaml } = await importText(JSON.stringify({ modules: MODULES, scrape_configs: [job] }));
  const [target] = await targetsOf(yaml);
  return target?.ask.via === 'http' ? target.ask.request.method : null;
}

const BY_LABEL = { source_labels: ['kind'], target_label: '__param_module' };

describe('the module of a target', () => {
  it('is the one that a rule takes from a label', async () => {
    expect(await methodOf({ kind: 'other' }, [BY_LABEL])).toBe('PUT');
  });

  it('stays that of the job where the label is not there: an empty label is none', async () => {
    expect(await methodOf({}, [BY_LABEL])).toBe('HEAD');
    expect(await methodOf({}, [{ ...BY_LABEL, action: 'lowercase' }])).toBe('HEAD');
  });

  it('never comes from what an object inherits', async () => {
    const rule = { source_labels: ['constructor'], regex: '(.+)', target_label: '__param_module' };
    expect(await methodOf({}, [{ ...rule, replacement: 'other' }])).toBe('HEAD');
  });
});
