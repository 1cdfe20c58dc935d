/** Bytes → text, or the reason why this is no config: too large, binary, UTF-16, not UTF-8. */

import { type Diagnostic, diagnose, diagnoseFile, positionOf, type Source, toSource } from './diagnostic.ts';

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
  if (startsWith(content, 0xff, 0xfe) || startsWith(content, 0xfe, 0xff)) return refuseUtf16(name);
  try {
    return inspect(name, new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content));
  } catch {
    return content.subarray(0, 8_000).includes(0) ? refuseBinary(name) : refuseEncoding(name, content);
  }
}

/** Latin letters in UTF-16 without a byte order mark. */
const UTF16 = /^(?:[^\0]\0[^\0]\0|\0[^\0]\0[^\0])/;

function inspect(name: string, raw: string): Decoded {
  const text = raw.startsWith('\ufeff') ? raw.slice(1) : raw;
  if (UTF16.test(text)) return refuseUtf16(name);
  const source = toSource(name, text);
  const at = text.search(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)/);
  if (at === -1) return { source };
  const place = { source, start: at, end: at + 1 };
  if (text[at] === '\r') {
    const message = 'a line ends here in a carriage return alone, which is no line end to YAML tools';
    const hint = 'save the file with LF or CR LF line ends';
    return { problem: diagnose(place, 'line-end', message, { hint }) };
  }
  if (text[at] === '\0') return { problem: diagnose(place, 'control-character', BINARY) };
  const code = text.charCodeAt(at).toString(16).padStart(4, '0').toUpperCase();
  return { problem: diagnose(place, 'control-character', `control character U+${code}`) };
}

const BINARY = 'this is a binary file, no YAML';

function refuseBinary(name: string): Decoded {
  return refuse(name, 'encoding', BINARY);
}

function refuseUtf16(name: string): Decoded {
  return refuse(name, 'encoding', 'the file is UTF-16', 'save it as UTF-8');
}

/** At the first character that is none; nothing of the line is shown, it cannot be read. */
function refuseEncoding(name: string, content: Uint8Array): Decoded {
  const read = new TextDecoder().decode(content);
  const at = read.indexOf('\ufffd');
  const place = { source: toSource(name, read), start: at, end: at + 1 };
  const extra = { hint: 'save it as UTF-8' };
  const { line, column } = positionOf(place);
  return {
    problem: { ...diagnoseFile(name, 'encoding', 'the file is no valid UTF-8', extra), line, column },
  };
}

function refuse(name: string, code: string, message: string, hint?: string): Decoded {
  return { problem: diagnoseFile(name, code, message, { hint }) };
}

function startsWith(bytes: Uint8Array, first: number, second: number): boolean {
  return bytes[0] === first && bytes[1] === second;
}
