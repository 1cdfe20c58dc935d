/** Error codes of the system, c-ares, Node and OpenSSL in plain words; the codes themselves stand in the evidence (`-v`). */

const WORDS: Readonly<Record<string, string>> = {
  // connect(2) and the sockets of this machine.
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'broken off',
  EPIPE: 'closed by the other side',
  ETIMEDOUT: 'no answer in time',
  EHOSTUNREACH: 'host unreachable',
  EHOSTDOWN: 'host down',
  ENETUNREACH: 'network unreachable',
  ENETDOWN: 'own network down',
  EADDRNOTAVAIL: 'this machine has no address to call from',
  EAFNOSUPPORT: 'this machine lacks that address family',
  EACCES: 'not permitted on this machine',
  EPERM: 'not permitted on this machine',
  EMFILE: 'too many open files in one process',
  ENFILE: 'too many open files in all',
  ENOBUFS: 'no buffer space left',
  ENOMEM: 'no memory left',
  // Ours (domain/observation.ts).
  CLOSED: 'closed by the other side',
  TRUNCATED: 'cut off',
  DEADLINE: 'no answer in time',
  MALFORMED: 'its answer is no HTTP',
  TOO_LARGE: 'its answer has no end',
  BAD_ENCODING: 'undecodable',
  REDIRECT_TARGET: 'it redirects to no http(s) address',
  REDIRECT_INSECURE: 'it redirects from https to http',
  REDIRECT_LOOP: 'its redirects go in a circle',
  REDIRECT_LIMIT: 'it redirects too often',
  // Answers of name servers, as c-ares and getaddrinfo(3) tell them.
  ENOTFOUND: 'its name does not exist',
  ENODATA: 'its name has no address',
  ESERVFAIL: 'it answered SERVFAIL',
  EREFUSED: 'it answered REFUSED',
  EFORMERR: 'its answer makes no sense: FORMERR',
  ENOTIMP: 'its answer makes no sense: NOTIMP',
  EBADRESP: 'its answer makes no sense',
  ETIMEOUT: 'no answer in time',
  EAI_AGAIN: 'a passing failure',
  ENOTINITIALIZED: 'no address of a name server is known by that name',
  // OpenSSL's words for bytes that are no TLS.
  ERR_SSL_WRONG_VERSION_NUMBER: 'it answers in plain text',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'it answers in plain text',
  // OpenSSL's words for TLS that goes too far.
  ERR_SSL_EXCESSIVE_MESSAGE_SIZE: 'what it sends, such as its certificates, is too large',
  ERR_SSL_TOO_MANY_WARN_ALERTS: 'it sends too many warnings',
  ERR_SSL_INVALID_ALERT: 'it sends an alert that is none',
  // OpenSSL's verification errors.
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its chain ends in an unknown root, as of a private authority or an inspecting proxy',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its issuer is unknown, or the server does not send the intermediate certificate',
  UNABLE_TO_GET_ISSUER_CERT:
    'its issuer is unknown, or the server does not send the intermediate certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its issuer is unknown, or the server does not send the intermediate certificate',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  CERT_REVOKED: 'it was revoked',
  CERT_SIGNATURE_FAILURE: 'its signature is wrong',
  CERT_CHAIN_TOO_LONG: 'its chain is too long',
  INVALID_CA: 'its issuer is no authority',
  INVALID_PURPOSE: 'it was not issued for servers',
  HOSTNAME_MISMATCH: 'it is for another name',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name',
};

/** @returns plain words, or the code itself where there are none: then it is all that is known */
export function inWords(code: string): string {
  return WORDS[code] ?? alertIn(code) ?? code;
}

/** `ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR` → the alert as RFC 8446 section 6 spells it, in words. */
function alertIn(code: string): string | null {
  if (/^ERR_SSL_.*UNRECOGNIZED_NAME$/.test(code)) return 'it does not know this host name';
  const alert = /^ERR_SSL_.*ALERT_([A-Z_]+)$/.exec(code)?.[1];
  return alert === undefined ? null : `its alert: ${alert.toLowerCase().replaceAll('_', ' ')}`;
}
