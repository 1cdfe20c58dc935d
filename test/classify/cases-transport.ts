/** Cases for the rows that look at the transport: the prober, proxies, names, connections, TLS. */

import {
  address,
  answered,
  badCertificate,
  broken,
  observation,
  response,
  tls,
  wireError,
} from '../support/observation.ts';
import type { Case } from './cases.ts';

const PROXY = '10.0.0.3:3128';
const OFF_BY_A_YEAR = { date: 'Wed, 24 Nov 2027 02:00:00 GMT' };

/** What the proxy answered to CONNECT, and its own word for why. */
const noTunnel = (status: number, proxyReason: string | null = null) =>
  observation({
    proxy: PROXY,
    error: wireError('proxy', 'PROXY_STATUS', { status, proxyReason, viaProxy: true }),
  });

/** What the proxy itself answered to a plain http request. */
const byProxy = (status: number, headers: Record<string, string> = {}) =>
  observation({
    url: 'http://api.example.com/',
    proxy: PROXY,
    response: response(status, '<html></html>', headers),
  });

export const TRANSPORT_CASES: readonly Case[] = [
  { rule: 'local.bug', gives: 'internal.bug', saw: broken('request', 'BUG', { message: 'oops' }) },
  { rule: 'local.nothing-seen', gives: 'internal.bug', saw: observation() },
  { rule: 'local.memory-limit', gives: 'local.file-limit', saw: broken('request', 'ENOMEM') },
  { rule: 'local.file-limit', gives: 'local.file-limit', saw: broken('connect', 'EMFILE') },

  { rule: 'proxy.wants-login', gives: 'local.proxy', saw: noTunnel(407, 'ERR_CACHE_ACCESS_DENIED 0') },
  {
    rule: 'proxy.tunnel-no-address',
    gives: 'server-error.bad-gateway',
    saw: noTunnel(503, 'proxy.example; error=dns_error; rcode="NXDOMAIN"'),
  },
  {
    rule: 'proxy.tunnel-refused',
    gives: 'server-error.bad-gateway',
    saw: noTunnel(503, 'ERR_CONNECT_FAIL 111'),
  },
  {
    rule: 'proxy.tunnel-no-way',
    gives: 'server-error.bad-gateway',
    saw: noTunnel(500, 'ERR_CANNOT_FORWARD 0'),
  },
  {
    rule: 'proxy.tunnel-no-answer',
    gives: 'server-error.bad-gateway',
    saw: noTunnel(502, 'ERR_READ_ERROR 0'),
  },
  {
    rule: 'proxy.tunnel-silent',
    gives: 'server-error.gateway-timeout',
    saw: noTunnel(504, 'ERR_READ_TIMEOUT 0'),
  },
  {
    rule: 'proxy.tunnel-broken',
    gives: 'server-error.bad-gateway',
    saw: noTunnel(502, 'ERR_SECURE_CONNECT_FAIL 71'),
  },
  { rule: 'proxy.own-failure', gives: 'local.proxy', saw: noTunnel(503, 'ERR_SOCKET_FAILURE 98') },
  { rule: 'proxy.cannot-reach-target', gives: 'server-error.bad-gateway', saw: noTunnel(503) },
  { rule: 'proxy.denies', gives: 'local.proxy', saw: noTunnel(403) },
  {
    rule: 'proxy.tunnel-timeout',
    gives: 'timeout.connect',
    saw: broken('proxy', 'DEADLINE', { limit: 'connect', bound: 2_000, viaProxy: true }),
  },
  {
    rule: 'proxy.unreachable',
    gives: 'local.proxy',
    saw: observation({
      proxy: PROXY,
      addresses: [address('10.0.0.3', 'failed', 'ECONNREFUSED')],
      error: wireError('connect', 'ECONNREFUSED', { viaProxy: true }),
    }),
  },
  { rule: 'proxy.tls', gives: 'local.proxy', saw: broken('tls', 'UND_ERR_PRX_TLS') },
  { rule: 'proxy.other', gives: 'local.proxy', saw: broken('proxy', 'ECONNRESET') },
  {
    rule: 'proxy.plain-no-address',
    gives: 'server-error.bad-gateway',
    saw: byProxy(503, { 'x-squid-error': 'ERR_DNS_FAIL 0' }),
  },
  {
    rule: 'proxy.plain-refused',
    gives: 'server-error.bad-gateway',
    saw: byProxy(503, { 'x-squid-error': 'ERR_CONNECT_FAIL 111' }),
  },
  {
    rule: 'proxy.plain-no-way',
    gives: 'server-error.bad-gateway',
    saw: byProxy(503, { 'x-squid-error': 'ERR_CONNECT_FAIL 113' }),
  },
  {
    rule: 'proxy.plain-no-answer',
    gives: 'server-error.bad-gateway',
    saw: byProxy(502, { 'x-squid-error': 'ERR_READ_ERROR 0' }),
  },
  {
    rule: 'proxy.plain-silent',
    gives: 'server-error.gateway-timeout',
    saw: byProxy(504, { 'x-squid-error': 'ERR_READ_TIMEOUT 0' }),
  },
  {
    rule: 'proxy.plain-broken',
    gives: 'server-error.bad-gateway',
    saw: byProxy(502, { 'x-squid-error': 'ERR_ZERO_SIZE_OBJECT 0' }),
  },
  {
    rule: 'proxy.squid-denies',
    gives: 'local.proxy',
    saw: byProxy(403, { 'x-squid-error': 'ERR_ACCESS_DENIED 0' }),
  },
  {
    rule: 'proxy.squid-cannot-reach',
    gives: 'server-error.bad-gateway',
    saw: answered(503, '<html></html>', { 'x-squid-error': 'ERR_CONNECT_FAIL 111' }),
  },
  { rule: 'proxy.status-407', gives: 'local.proxy', saw: byProxy(407) },
  {
    rule: 'proxy.uncalled',
    gives: 'local.proxy',
    saw: { ...answered(407), url: 'http://api.example.com/' },
  },
  {
    rule: 'local.captive-portal-511',
    gives: 'local.captive-portal',
    saw: answered(511, '<html>login</html>'),
  },

  { rule: 'dns.bad-name', gives: 'dns.not-found', saw: broken('dns', 'EBADNAME') },
  { rule: 'dns.nxdomain', gives: 'dns.not-found', saw: broken('dns', 'ENOTFOUND') },
  { rule: 'dns.nodata', gives: 'dns.no-address', saw: broken('dns', 'ENODATA') },
  { rule: 'dns.servfail', gives: 'dns.server-failure', saw: broken('dns', 'ESERVFAIL') },
  { rule: 'dns.refused', gives: 'dns.refused', saw: broken('dns', 'EREFUSED') },
  {
    rule: 'dns.silent',
    gives: 'dns.timeout',
    saw: broken('dns', 'DEADLINE', { limit: 'total', bound: 3_000 }),
  },
  { rule: 'dns.no-resolver', gives: 'dns.resolver-unreachable', saw: broken('dns', 'ECONNREFUSED') },
  { rule: 'dns.nonsense', gives: 'dns.server-failure', saw: broken('dns', 'EFORMERR') },
  { rule: 'dns.temporary', gives: 'dns.server-failure', saw: broken('dns', 'EAI_AGAIN') },
  { rule: 'dns.other', gives: 'dns.server-failure', saw: broken('dns', 'ENOMEDIUM') },

  {
    rule: 'tls.expired',
    gives: 'tls.expired',
    saw: badCertificate('CERT_HAS_EXPIRED', { validTo: '2026-11-21T01:00:00.000Z' }),
  },
  {
    rule: 'tls.clock-skew',
    gives: 'local.clock-skew',
    saw: { ...badCertificate('CERT_NOT_YET_VALID'), response: response(200, '', OFF_BY_A_YEAR) },
  },
  {
    rule: 'tls.not-yet-valid',
    gives: 'tls.not-yet-valid',
    saw: badCertificate('CERT_NOT_YET_VALID', { validFrom: '2026-12-24T02:00:00.000Z' }),
  },
  {
    rule: 'tls.hostname',
    gives: 'tls.hostname',
    saw: badCertificate('ERR_TLS_CERT_ALTNAME_INVALID', { names: ['other.example'] }),
  },
  { rule: 'tls.self-signed', gives: 'tls.untrusted', saw: broken('tls', 'DEPTH_ZERO_SELF_SIGNED_CERT') },
  { rule: 'tls.private-root', gives: 'tls.untrusted', saw: badCertificate('SELF_SIGNED_CERT_IN_CHAIN') },
  {
    rule: 'tls.incomplete-chain',
    gives: 'tls.untrusted',
    saw: badCertificate('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
  },
  { rule: 'tls.not-for-servers', gives: 'tls.untrusted', saw: badCertificate('INVALID_PURPOSE') },
  { rule: 'tls.untrusted', gives: 'tls.untrusted', saw: badCertificate('CERT_REVOKED') },
  {
    rule: 'tls.client-cert-required',
    gives: 'tls.client-cert',
    saw: broken('request', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
  },
  {
    rule: 'tls.client-cert-alert',
    gives: 'tls.client-cert',
    saw: observation({
      tls: tls({ subject: null }),
      error: wireError('request', 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'),
    }),
  },
  {
    rule: 'tls.client-cert-tls12',
    gives: 'tls.client-cert',
    saw: observation({
      tls: tls({ protocol: 'TLSv1.2' }),
      error: wireError('tls', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'),
    }),
  },
  {
    rule: 'tls.no-common',
    gives: 'tls.protocol',
    saw: broken('tls', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'),
  },
  { rule: 'tls.plain-text', gives: 'tls.protocol', saw: broken('tls', 'ERR_SSL_WRONG_VERSION_NUMBER') },
  { rule: 'tls.protocol-error', gives: 'tls.protocol', saw: broken('tls', 'EPROTO') },
  {
    rule: 'tls.deadline',
    gives: 'timeout.tls',
    saw: broken('tls', 'DEADLINE', { limit: 'tls', bound: 1_000 }),
  },
  { rule: 'tls.cut', gives: 'tls.handshake', saw: broken('tls', 'ECONNRESET') },
  { rule: 'tls.unknown-name', gives: 'tls.handshake', saw: broken('tls', 'ERR_SSL_TLSV1_UNRECOGNIZED_NAME') },
  {
    rule: 'tls.no-application-protocol',
    gives: 'tls.handshake',
    saw: broken('tls', 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL'),
  },
  { rule: 'tls.other', gives: 'tls.handshake', saw: broken('tls', 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA') },
  {
    rule: 'tls.alert-later',
    gives: 'tls.handshake',
    saw: broken('headers', 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR'),
  },

  {
    rule: 'connect.refused',
    gives: 'connect.refused',
    saw: observation({
      addresses: [
        address('2001:db8::7', 'failed', 'ETIMEDOUT'),
        address('192.0.2.7', 'failed', 'ECONNREFUSED'),
      ],
      error: wireError('connect', 'ETIMEDOUT'),
    }),
  },
  { rule: 'connect.reset', gives: 'connect.reset', saw: broken('connect', 'ECONNRESET') },
  { rule: 'connect.closed', gives: 'connect.closed', saw: broken('connect', 'EPIPE') },
  {
    rule: 'connect.timeout',
    gives: 'timeout.connect',
    saw: observation({
      addresses: [address('2001:db8::7', 'failed', 'ENETUNREACH'), address('192.0.2.7', 'pending')],
      error: wireError('connect', 'DEADLINE', { limit: 'connect', bound: 2_000 }),
    }),
  },
  { rule: 'connect.unreachable', gives: 'connect.unreachable', saw: broken('connect', 'EHOSTUNREACH') },
  { rule: 'connect.other', gives: 'connect.unreachable', saw: broken('connect', 'EWHATEVER') },
];
