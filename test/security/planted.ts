/** A planted key, the spellings in which it must not be found, and how to look for them. */

import { expect } from 'vitest';

/** With every character that some encoding changes, and long enough to be recognised in part. */
export const KEY = 'sk-pLanted/9f+8e7d6c5b4a&3<2>key=Zz';
/** For places where only plain characters may stand. */
export const PLAIN_KEY = 'sk-pLanted0123456789abcdefghijklmnop';

const REVEALING = 12;

/** @returns every form of a secret whose presence in an output is a leak, by the form's name */
export function leakyForms(secret: string): Readonly<Record<string, string>> {
  return {
    plain: secret,
    'first characters': secret.slice(0, REVEALING),
    'last characters': secret.slice(-REVEALING),
    'percent-encoded': encodeURIComponent(secret),
    base64: Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1),
    'base64 after a user name': Buffer.from(`user:${secret}`).toString('base64').slice(8, 40),
    'lower case': secret.toLowerCase().slice(0, REVEALING),
  };
}

/** @param where what the text is the output of, for the message */
export function expectNoLeak(where: string, text: string, secrets: readonly string[]): void {
  const leaks = secrets.flatMap((secret) =>
    Object.entries(leakyForms(secret)).flatMap(([form, value]) => {
      const at = text.indexOf(value);
      return at === -1 ? [] : [`${form}: ${JSON.stringify(text.slice(Math.max(0, at - 120), at + 80))}`];
    }),
  );
  expect(leaks, `secrets in the output of ${where}`).toEqual([]);
}
