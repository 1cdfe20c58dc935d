/** Bytes → text, or the reason why this is no config: too large, binary, UTF-16, not UTF-8. */

import { type Diagnostic, diagnose, diagnoseLoose, type Source, toSource } from './diagnostic.ts';

/** Larger files are mistakes (a log, a dump), and YAML is slow to read. */
const MAX_BYTES = 2 * 1024 * 1024;

export type Decoded = { readonly source: Source } | { readonly problem: Diagnostic };

export function decodeSource(name: string, content: string | Uint8Array): Decoded {
  const size = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
  if (size > MAX_BYTES) {
    const have = (size / 1024 / 1024).toFixed(1);
    return refuse(name, 'too-large', `${have} MiB is too large for a config (the limit is 2 MiB)`);
  }
  if (typeof content === 'string') return inspect(name, content);
  if (startsWith(content, 0xff, 0xfe) || startsWith(content, 0xfe, 0xff)) {
    return refuse(name, 'encoding', 'the file is UTF-16', 'save it as UTF-8');
  }
  try {
    return inspect(name, new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content));
  } catch {
    const binary = content.subarray(0, 8_000).includes(0);
    return refuse(name, 'encoding', binary ? 'this is a binary file, no YAML' : 'the file is no valid UTF-8');
  }
}

function inspect(name: string, raw: string): Decoded {
  const text = raw.startsWith('\ufeff') ? raw.slice(1) : raw;
  if (/^.?\0.\0/s.test(text)) return refuse(name, 'encoding', 'the file is UTF-16', 'save it as UTF-8');
  const source = toSource(name, text);
  const at = text.search(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/);
  if (at === -1) return { source };
  const code = text.charCodeAt(at).toString(16).padStart(4, '0').toUpperCase();
  const what = text[at] === '\0' ? 'this is a binary file, no YAML' : `control character U+${code}`;
  return { problem: diagnose({ source, start: at, end: at + 1 }, 'control-character', what) };
}

function refuse(name: string, code: string, message: string, hint?: string): Decoded {
  return { problem: diagnoseLoose(name, code, message, { hint }) };
}

function startsWith(bytes: Uint8Array, first: number, second: number): boolean {
  return bytes[0] === first && bytes[1] === second;
}
