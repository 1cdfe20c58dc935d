/** Rows for certificates and handshakes. Codes are matched, since OpenSSL's messages change from version to version. */

import type { Rule } from '../rule.ts';

const VERIFY = 'measured: codes of Node 20, 22, 24 (OpenSSL X509_V_ERR_*)';
const ALERTS = 'RFC 8446 section 6.2; measured: ERR_SSL_* of OpenSSL 3.0 (Node 20) and 3.5 (Node 24)';

export const TLS_RULES: readonly Rule[] = [
  { id: 'tls.expired', when: { certificate: /^CERT_HAS_EXPIRED$/ }, class: 'tls.expired', source: VERIFY },
  {
    id: 'tls.clock-skew',
    when: { certificate: /^CERT_NOT_YET_VALID$/, skewed: true },
    class: 'local.clock-skew',
    source: 'RFC 9110 section 6.6.1 (Date)',
  },
  {
    id: 'tls.not-yet-valid',
    when: { certificate: /^CERT_NOT_YET_VALID$/ },
    class: 'tls.not-yet-valid',
    source: VERIFY,
  },
  {
    id: 'tls.hostname',
    when: { certificate: /^(ERR_TLS_CERT_ALTNAME|HOSTNAME_MISMATCH)/ },
    class: 'tls.hostname',
    source: VERIFY,
  },
  {
    id: 'tls.self-signed',
    when: { certificate: /^DEPTH_ZERO_SELF_SIGNED_CERT$/ },
    class: 'tls.untrusted',
    hint: 'Your own server: give its certificate with --ca (or NODE_EXTRA_CA_CERTS). A public service needs one from a public authority; if it has one, something on the way shows another.',
    source: VERIFY,
  },
  {
    id: 'tls.private-root',
    when: { certificate: /^SELF_SIGNED_CERT_IN_CHAIN$/ },
    class: 'tls.untrusted',
    hint: 'If many hosts show this issuer, a proxy or antivirus opens the connections: add its root with --ca or NODE_EXTRA_CA_CERTS. Else give the private authority with --ca.',
    source: VERIFY,
  },
  {
    id: 'tls.incomplete-chain',
    when: { certificate: /^UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT)/ },
    class: 'tls.untrusted',
    source: VERIFY,
  },
  {
    id: 'tls.not-for-servers',
    when: { certificate: /^INVALID_PURPOSE$/ },
    class: 'tls.untrusted',
    hint: 'The owner has to install a certificate that was issued for servers (extended key usage serverAuth).',
    source: 'RFC 5280 section 4.2.1.12; measured: INVALID_PURPOSE of Node 20, 22, 24',
  },
  { id: 'tls.untrusted', when: { certificate: /./ }, class: 'tls.untrusted', source: VERIFY },
  {
    id: 'tls.client-cert-required',
    when: { codeLike: /^ERR_SSL_.*ALERT_(?:CERTIFICATE_REQUIRED|NO_CERTIFICATE)$/ },
    class: 'tls.client-cert',
    source: ALERTS,
  },
  {
    id: 'tls.client-cert-alert',
    when: {
      codeLike:
        /^ERR_SSL_.*(ALERT_(BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_REVOKED|CERTIFICATE_EXPIRED|CERTIFICATE_UNKNOWN|UNKNOWN_CA|ACCESS_DENIED)|UNKNOWN_CA)$/,
      certificateSeen: true,
    },
    class: 'tls.client-cert',
    source: `${ALERTS}; RFC 8446 section 2: a client certificate is asked for with or after the server's own`,
  },
  {
    id: 'tls.client-cert-tls12',
    when: { codeLike: /^ERR_SSL_.*ALERT_HANDSHAKE_FAILURE$/, certificateSeen: true },
    class: 'tls.client-cert',
    detail: 'it broke off after it had shown its own certificate',
    source: 'RFC 5246 section 7.4.6: a server that wants a certificate and gets none sends handshake_failure',
  },
  {
    id: 'tls.no-common',
    when: {
      codeLike:
        /^ERR_SSL_.*(ALERT_HANDSHAKE_FAILURE|PROTOCOL_VERSION|INSUFFICIENT_SECURITY|INAPPROPRIATE_FALLBACK|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE|NO_CIPHERS_AVAILABLE|NO_SHARED_CIPHER|NO_CIPHER_MATCH|VERSION_TOO_LOW|WRONG_SSL_VERSION|UNKNOWN_PROTOCOL|DH_KEY_TOO_SMALL|UNSAFE_LEGACY_RENEGOTIATION_DISABLED|NO_SUITABLE_[A-Z_]+)$/,
    },
    class: 'tls.protocol',
    detail: 'no version or cipher in common',
    hint: 'Check host and port. If they are right, the server has to offer TLS 1.2 or newer and a certificate for this host name: some CDNs say the same of a name that they do not serve.',
    source: `${ALERTS}: handshake_failure and protocol_version say that nothing in common was found`,
  },
  {
    id: 'tls.plain-text',
    when: {
      codeLike:
        /^ERR_SSL_(WRONG_VERSION_NUMBER|HTTP_REQUEST|HTTPS_PROXY_REQUEST|PACKET_LENGTH_TOO_LONG|RECORD_LAYER_FAILURE|BAD_RECORD_TYPE|UNEXPECTED_MESSAGE|DATA_LENGTH_TOO_LONG|RECORD_TOO_SMALL)$/,
    },
    class: 'tls.protocol',
    detail: 'the port answers in plain text',
    hint: 'The port does not speak TLS: write http:// in the URL, or use the TLS port.',
    source: 'measured: Node 20, 22, 24 against a plain http port',
  },
  {
    id: 'tls.unknown-name',
    when: { codeLike: /^ERR_SSL_.*UNRECOGNIZED_NAME$/ },
    class: 'tls.handshake',
    hint: 'Check the host in the URL (for an address, set tls.servername to the name). If it is right, the owner has to add the name to the server.',
    source: 'RFC 6066 section 3: unrecognized_name; measured: nginx ssl_reject_handshake, HAProxy strict-sni',
  },
  {
    id: 'tls.no-application-protocol',
    when: { codeLike: /^ERR_SSL_.*NO_APPLICATION_PROTOCOL$/ },
    class: 'tls.handshake',
    detail: 'it speaks no version of HTTP that was offered',
    hint: 'Try the other version of HTTP (http_version: 2, or 1.1). If neither works, check the port: it may serve another protocol.',
    source: 'RFC 7301 section 3.2: no_application_protocol',
  },
  {
    id: 'tls.protocol-error',
    when: { phase: ['tls'], code: ['EPROTO'] },
    class: 'tls.protocol',
    detail: 'the two sides do not understand each other',
    source: 'measured: Node 20 against a server of another TLS version',
  },
  {
    id: 'tls.deadline',
    when: {
      phase: ['tls'],
      code: ['DEADLINE', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'ERR_TLS_HANDSHAKE_TIMEOUT'],
    },
    class: 'timeout.tls',
    source: 'own deadline',
  },
  {
    id: 'tls.cut',
    when: {
      phase: ['tls'],
      code: ['ECONNRESET', 'CLOSED', 'TRUNCATED', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET'],
    },
    class: 'tls.handshake',
    detail: 'the connection was cut in the middle of it',
    source: 'measured: FIN and RST after the ClientHello, Node 20, 22, 24',
  },
  { id: 'tls.other', when: { phase: ['tls'] }, class: 'tls.handshake', source: ALERTS },
  {
    id: 'tls.alert-later',
    when: { codeLike: /^ERR_SSL_/ },
    class: 'tls.handshake',
    source: `${ALERTS}; with TLS 1.3 an alert may come after the handshake looks complete`,
  },
];
