/** Streams of Bedrock: binary frames. */

import type { Sample } from './helpers.ts';

/** Frames as the AWS SDK's own codec (@smithy/eventstream-codec 4.5.2) writes them. */
const FRAMES = {
  start:
    'AAAAfwAAAFKbxZivCzpldmVudC10eXBlBwAMbWVzc2FnZVN0YXJ0DTpjb250ZW50LXR5cGUHABBhcHBsaWNhdGlvbi9qc29uDTptZXNzYWdlLXR5cGUHAAVldmVudHsicm9sZSI6ImFzc2lzdGFudCIsInAiOiJhYiJ9nyN2Mg==',
  text: 'AAAAlQAAAFeJy7NeCzpldmVudC10eXBlBwARY29udGVudEJsb2NrRGVsdGENOmNvbnRlbnQtdHlwZQcAEGFwcGxpY2F0aW9uL2pzb24NOm1lc3NhZ2UtdHlwZQcABWV2ZW50eyJjb250ZW50QmxvY2tJbmRleCI6MCwiZGVsdGEiOnsidGV4dCI6IkjDqSJ9fdrn03Q=',
  /** With headers of other types: integer, boolean, uuid. */
  reasoning:
    'AAAAzgAAAHxqtLTECzpldmVudC10eXBlBwARY29udGVudEJsb2NrRGVsdGENOmNvbnRlbnQtdHlwZQcAEGFwcGxpY2F0aW9uL2pzb24NOm1lc3NhZ2UtdHlwZQcABWV2ZW50BWNvdW50BAAAAAMEZmxhZwACaWQJAAAAAAAAQACAAAAAAAAAAHsiY29udGVudEJsb2NrSW5kZXgiOjAsImRlbHRhIjp7InJlYXNvbmluZ0NvbnRlbnQiOnsidGV4dCI6ImhtIn19fS1NQS8=',
  stop: 'AAAAegAAAFHKLEZlCzpldmVudC10eXBlBwALbWVzc2FnZVN0b3ANOmNvbnRlbnQtdHlwZQcAEGFwcGxpY2F0aW9uL2pzb24NOm1lc3NhZ2UtdHlwZQcABWV2ZW50eyJzdG9wUmVhc29uIjoiZW5kX3R1cm4ifV+/Cfw=',
  guardrail:
    'AAAAhgAAAFFH6Ps5CzpldmVudC10eXBlBwALbWVzc2FnZVN0b3ANOmNvbnRlbnQtdHlwZQcAEGFwcGxpY2F0aW9uL2pzb24NOm1lc3NhZ2UtdHlwZQcABWV2ZW50eyJzdG9wUmVhc29uIjoiZ3VhcmRyYWlsX2ludGVydmVuZWQifVfEfo4=',
  metadata:
    'AAAAtgAAAE5rwU5KCzpldmVudC10eXBlBwAIbWV0YWRhdGENOmNvbnRlbnQtdHlwZQcAEGFwcGxpY2F0aW9uL2pzb24NOm1lc3NhZ2UtdHlwZQcABWV2ZW50eyJ1c2FnZSI6eyJpbnB1dFRva2VucyI6NSwib3V0cHV0VG9rZW5zIjoyLCJ0b3RhbFRva2VucyI6N30sIm1ldHJpY3MiOnsibGF0ZW5jeU1zIjoxMDB9fckwDV0=',
  throttled:
    'AAAAjgAAAGFRQYBUDzpleGNlcHRpb24tdHlwZQcAE3Rocm90dGxpbmdFeGNlcHRpb24NOmNvbnRlbnQtdHlwZQcAEGFwcGxpY2F0aW9uL2pzb24NOm1lc3NhZ2UtdHlwZQcACWV4Y2VwdGlvbnsibWVzc2FnZSI6IlRvbyBtYW55IHRva2VucyJ9yBsewQ==',
} as const;

const frames = (...names: readonly (keyof typeof FRAMES)[]) =>
  Buffer.concat(names.map((name) => Buffer.from(FRAMES[name], 'base64')));
const bedrock = (name: string, body: Buffer, expect: Sample['expect']): Sample => ({
  name: `bedrock: ${name}`,
  dialect: 'bedrock',
  body,
  expect,
});

/** One bit of the payload, or of the prelude, flipped on the way. */
function damaged(offset: number): Buffer {
  const bytes = frames('start', 'text');
  bytes.writeUInt8(bytes.readUInt8(offset) ^ 1, offset);
  return bytes;
}

export const BEDROCK: readonly Sample[] = [
  bedrock('healthy', frames('start', 'reasoning', 'text', 'stop', 'metadata'), {
    events: 5,
    tokens: 2,
    visible: 1,
    finishReason: 'end_turn',
    endMarker: true,
    usage: { inputTokens: 5, outputTokens: 2 },
  }),
  bedrock('no metadata', frames('start', 'text', 'stop'), { finishReason: 'end_turn', endMarker: false }),
  bedrock('an exception frame', frames('start', 'throttled'), {
    errorBody: { __type: 'ThrottlingException', message: 'Too many tokens' },
    endMarker: false,
  }),
  bedrock('a guardrail', frames('start', 'guardrail', 'metadata'), { filtered: 'guardrail_intervened' }),
  bedrock('cut within a frame', frames('start', 'text').subarray(0, -7), {
    events: 1,
    tokens: 0,
    endMarker: false,
    malformed: null,
  }),
  bedrock('a damaged payload', damaged(120), { malformed: 'frame 1 has a wrong checksum' }),
  bedrock('a damaged prelude', damaged(2), { malformed: 'frame 1 has a wrong checksum in its prelude' }),
  bedrock('no frames at all', Buffer.from('<html>Bad Gateway</html>'), {
    malformed: 'frame 1 has a wrong checksum in its prelude',
  }),
  bedrock('nothing', Buffer.alloc(0), { events: 0, endMarker: false, malformed: null }),
];
