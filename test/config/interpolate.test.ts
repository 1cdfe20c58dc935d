import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillText } from '../../src/config/interpolate.ts';
import { plan, target } from './helpers.ts';

const fill = (text: string, env: Record<string, string> = {}) => fillText(text, env).text;

describe('the grammar', () => {
  it.each([
    ['${A}', 'a'],
    ['x${A}y${B}z', 'xayz'],
    ['${NOPE:-d}', 'd'],
    ['${B:-d}', 'd'],
    ['${NOPE:-}', ''],
    ['${NOPE:-${A}!}', 'a!'],
    ['${NOPE:-a:-b}', 'a:-b'],
    ['$${A}', '${A}'],
    ['$$${A}', '$${A}'],
    ['$A {A} $', '$A {A} $'],
  ])('%s', (text, expected) => expect(fill(text, { A: 'a', B: '' })).toBe(expected));

  it.each(['${', '${}', '${1}', '${A', '${A B}', '${A-b}', '${A:=b}', '${A:-${B}'])(
    '%s is refused',
    (text) => {
      expect(() => fill(text)).toThrow(SyntaxError);
    },
  );

  it('leaves texts without ${ alone, and says where each value went', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (before, secret, after) => {
        fc.pre(!/\$\{|\$$/.test(before) && !after.includes('${'));
        expect(fill(before)).toBe(before);
        const filled = fillText(`${before}\${S}${after}`, { S: secret });
        expect(filled.text).toBe(before + secret + after);
        expect(filled.env.map(({ start, end }) => filled.text.slice(start, end))).toEqual([secret]);
      }),
    );
  });

  it('reads what comes in only once', () => expect(fill('${A}', { A: '${B}', B: 'b' })).toBe('${B}'));
  it('knows no inherited names', () =>
    expect(fillText('${constructor}', {}).missing).toEqual(['constructor']));
});

describe('in a config', () => {
  it('fills any value and no key', async () => {
    const text = '- {url: "http://${H}:${P:-81}/", retries: "${R}", headers: {"x-${H}": "${H}"}}';
    const { problems } = await plan(text, { env: { H: 'h', R: '2' } });
    expect(problems.join()).toContain('"x-${H}" is no header name');
    const made = await target(text.replace('"x-${H}"', 'x-h'), { env: { H: 'h', R: '2' } });
    expect([made.url, made.retries]).toEqual(['http://h:81/', 2]);
  });

  it('names every place of a variable that is not set, once', async () => {
    const text =
      'defaults: {headers: {x: "${T}"}}\nprobes:\n  - {name: a, url: "http://${T}/"}\n  - {name: b, url: http://h}';
    const { problems } = await plan(text);
    expect(problems).toEqual([
      '3:28 the environment variable T is not set; also used at probes.yaml:1:26' +
        ' (set it, name an --env-file, or skip the probe with "optional: true" or --allow-missing-env)',
    ]);
  });

  it('asks only for what the chosen probes need', async () => {
    const text = '- {name: a, url: "http://${T}/"}\n- {name: b, url: http://h}';
    expect((await plan(text, { targets: ['b'] })).problems).toEqual([]);
    const overridden = 'defaults: {timeout: "${T}"}\nprobes: [{url: http://h, timeout: 1s}]';
    expect((await plan(overridden)).problems).toEqual([]);
  });

  it.each([
    ['an optional probe', '- {name: a, url: "http://${T}/", optional: true}', {}],
    ['--allow-missing-env', '- {name: a, url: "http://${T}/"}', { allowMissingEnv: true }],
    ['a usual key', '- {name: a, provider: acme, check: chat, optional: true}', {}],
  ])('skips: %s', async (_, text, flags) => {
    const { plan: made, problems } = await plan(text, { flags });
    expect(problems).toEqual([]);
    expect(made.targets).toMatchObject([{ name: 'a', skip: { kind: 'config', reason: 'missing-env' } }]);
  });

  it('judges a value once it is there, without repeating it', async () => {
    const { problems } = await plan('- {url: http://h, timeout: "${T}", tags: ["${G}"]}', {
      env: { T: 'planted', G: 'a\tb' },
    });
    expect(problems).toEqual([
      '1:28 timeout: "***" is no duration; write 250ms, 2s, 1m30s, 2h or a number of milliseconds',
      '1:43 tags: holds a control character or a line break',
    ]);
  });

  it('checks what only the environment decides', async () => {
    const { problems } = await plan('- {provider: "${P}", check: "${C}", model: m}\n- "${W}"', {
      env: { P: 'acmee', C: 'reach', W: 'nonsense!' },
    });
    expect(problems.join('\n')).toContain('unknown provider "acmee"');
    expect(problems.join('\n')).toContain('"model" means nothing for the check reach');
    expect(problems.join('\n')).toContain('2:3 ');
  });

  it('a variable in a group, a window or control is needed always', async () => {
    const text = 'probes: [{name: a, url: http://h}]\ngroups: {g: {probes: ["${N}"]}}\ncontrol: "${C}"';
    expect((await plan(text)).problems).toHaveLength(2);
    const { problems } = await plan(text, { env: { N: 'zzz', C: 'h:1' } });
    expect(problems).toEqual(['2:23 no probe is called "zzz"']);
  });

  it('and is warned of with --allow-missing-env', async () => {
    const text = 'probes: [{name: a, url: http://h}]\ncontrol: "${C}"';
    const { plan: made, problems } = await plan(text, { flags: { allowMissingEnv: true } });
    expect(problems.join()).toContain('2:11 warning: the environment variable C is not set');
    expect(made.targets).toHaveLength(1);
  });

  it('two names may turn out to be one', async () => {
    const { problems } = await plan('- {name: "${N}", url: http://h}\n- {name: b, url: http://h}', {
      env: { N: 'b' },
    });
    expect(problems).toEqual(['2:10 the name "b" is taken']);
  });
});
