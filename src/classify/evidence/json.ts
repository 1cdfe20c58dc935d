/** JSON from the network, which may be none. */

/** @returns the document, or undefined when the text is no JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RFC 8259 section 9 allows a limit. What an AI service sends has ten levels; whoever walks a document may recurse. */
export const MAX_NESTING = 128;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** @param text JSON */
export function isNestedTooDeep(text: string): boolean {
  if (text.length <= 2 * MAX_NESTING) return false;
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (quoted && code === BACKSLASH) i += 1;
    else if (code === QUOTE) quoted = !quoted;
    else if (!quoted) depth += stepOf(code);
    if (depth > MAX_NESTING) return true;
  }
  return false;
}

/** Brackets and braces open and close: `[` 5B `]` 5D, `{` 7B `}` 7D. */
function stepOf(code: number): -1 | 0 | 1 {
  if (code === 0x5b || code === 0x7b) return 1;
  return code === 0x5d || code === 0x7d ? -1 : 0;
}
