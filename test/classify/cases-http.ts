/** Cases for the rows that look at HTTP itself: redirects, malformed and cut answers, deadlines after the request. */

import { ai, answered, broken, observation, response, streamed, wireError } from '../support/observation.ts';
import type { Case } from './cases.ts';

const body = (code: string, bytes: string, details = {}) =>
  observation({
    response: response(200, bytes),
    error: wireError('body', code, { afterBytes: true, ...details }),
  });

export const HTTP_CASES: readonly Case[] = [
  {
    rule: 'redirect.loop',
    gives: 'redirect.loop',
    saw: broken('headers', 'REDIRECT_LOOP', { afterBytes: true }),
  },
  {
    rule: 'redirect.too-many',
    gives: 'redirect.too-many',
    saw: broken('headers', 'REDIRECT_LIMIT', { afterBytes: true }),
  },
  {
    rule: 'redirect.insecure',
    gives: 'redirect.insecure',
    saw: broken('headers', 'REDIRECT_INSECURE', { afterBytes: true }),
  },
  {
    rule: 'redirect.no-web-address',
    gives: 'redirect.unexpected',
    saw: observation({
      response: response(302, '', { location: 'ftp://x.example/' }),
      error: wireError('headers', 'REDIRECT_TARGET', { afterBytes: true }),
    }),
  },
  {
    rule: 'redirect.no-location',
    gives: 'protocol.malformed',
    saw: observation({
      response: response(302),
      error: wireError('headers', 'NO_LOCATION', { afterBytes: true }),
    }),
  },
  {
    rule: 'redirect.to-bot-check',
    gives: 'blocked.bot-challenge',
    saw: answered(302, '', { location: 'https://www.google.com/sorry/index?continue=x' }),
  },
  { rule: 'redirect.unfollowed-no-location', gives: 'protocol.malformed', saw: answered(302) },
  {
    rule: 'redirect.unfollowed',
    gives: 'redirect.unexpected',
    saw: answered(308, '', { location: 'https://login.example/' }),
  },

  {
    rule: 'protocol.tls-port',
    gives: 'protocol.malformed',
    saw: broken('headers', 'MALFORMED', { afterBytes: true, received: '\x15\x03\x01\x00\x02\x02\x46' }),
  },
  {
    rule: 'protocol.bare-400-page',
    gives: 'bad-request.other',
    saw: broken('headers', 'MALFORMED', {
      afterBytes: true,
      received: '<html>\r\n<head><title>400 Bad Request</title></head>',
    }),
  },
  {
    rule: 'protocol.malformed-body',
    gives: 'protocol.malformed',
    saw: body('HPE_INVALID_CHUNK_SIZE', ''),
  },
  {
    rule: 'protocol.malformed',
    gives: 'protocol.malformed',
    saw: broken('headers', 'MALFORMED', { afterBytes: true, received: 'SSH-2.0-OpenSSH_9.6\r\n' }),
  },
  {
    rule: 'protocol.header-too-large',
    gives: 'protocol.too-large',
    saw: broken('headers', 'TOO_LARGE', { afterBytes: true, bound: 65_536 }),
  },
  {
    rule: 'protocol.too-large',
    gives: 'protocol.too-large',
    saw: body('TOO_LARGE', 'xxxx', { bound: 1_048_576 }),
  },
  { rule: 'protocol.encoding', gives: 'protocol.encoding', saw: body('BAD_ENCODING', '') },

  {
    rule: 'request.deadline',
    gives: 'timeout.first-byte',
    saw: broken('headers', 'DEADLINE', { limit: 'total', bound: 5_000, afterBytes: true }),
  },
  {
    rule: 'request.header-cut',
    gives: 'protocol.truncated',
    saw: broken('headers', 'TRUNCATED', { afterBytes: true }),
  },
  { rule: 'request.reset', gives: 'connect.reset', saw: broken('request', 'ECONNRESET') },
  { rule: 'request.closed', gives: 'connect.closed', saw: broken('request', 'CLOSED') },

  {
    rule: 'body.deadline-token-limit',
    gives: 'timeout.first-token',
    asked: ai('stream'),
    saw: body('DEADLINE', 'x', { limit: 'first_token', bound: 5_000, silentMs: 10 }),
  },
  {
    rule: 'body.deadline-first-token',
    gives: 'timeout.first-token',
    asked: ai('stream'),
    saw: streamed(
      { tokens: 0, visible: 0, endMarker: false, finishReason: null },
      wireError('body', 'DEADLINE', { limit: 'idle', bound: 2_000, silentMs: 2_000 }),
    ),
  },
  {
    rule: 'body.deadline-silent',
    gives: 'timeout.stalled',
    saw: body('DEADLINE', 'half', { limit: 'total', bound: 10_000, silentMs: 9_000 }),
  },
  {
    rule: 'body.deadline-dripping',
    gives: 'timeout.total',
    saw: observation({
      marks: { ...observation().marks, end: 10_000 },
      response: response(200, 'half'),
      error: wireError('body', 'DEADLINE', { limit: 'total', bound: 10_000, silentMs: 90, afterBytes: true }),
    }),
  },
  {
    rule: 'body.deadline-nothing',
    gives: 'timeout.body',
    saw: body('DEADLINE', '', { limit: 'total', bound: 10_000, afterBytes: false }),
  },
  {
    rule: 'body.stream-cut',
    gives: 'stream.truncated',
    asked: ai('stream'),
    saw: streamed(
      { endMarker: false, finishReason: null },
      wireError('body', 'ECONNRESET', { afterBytes: true }),
    ),
  },
  { rule: 'body.cut', gives: 'protocol.truncated', saw: body('TRUNCATED', '{"a":') },
  { rule: 'wire.other-in-body', gives: 'protocol.truncated', saw: body('EWHATEVER', 'half') },
  {
    rule: 'wire.other-after-bytes',
    gives: 'protocol.malformed',
    saw: broken('headers', 'EWHATEVER', { afterBytes: true }),
  },
  { rule: 'wire.other', gives: 'connect.closed', saw: broken('request', 'EWHATEVER') },
];
