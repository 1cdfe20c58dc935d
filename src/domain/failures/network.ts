/** Failures on the way to the service: names, connections, TLS. */

import type { Reasons } from './info.ts';

export const DNS = {
  'not-found': {
    fault: 'provider',
    retryable: false,
    title: 'the name does not exist',
    meaning: 'The name server answered, and its answer is that there is no such name (NXDOMAIN).',
    causes: [
      'a typing error in the URL, or a resource name that was never created (Azure, self-hosted)',
      'the service was moved or switched off, or its domain expired',
      'it is an alias (CNAME) of a name that is gone, as of a cloud resource that was deleted',
      'the name exists only inside a company network or VPN that is not connected',
    ],
    hint: 'Check the spelling of the host. If it is right, ask another resolver (dig NAME @1.1.1.1): if that fails too, the owner has to restore the record.',
  },
  'no-address': {
    fault: 'provider',
    retryable: false,
    title: 'the name has no address',
    meaning: 'The name exists, but it has no IPv4 or IPv6 address that could be connected to.',
    causes: [
      'the address record was removed while other records of the name stayed',
      'only the other address family exists (see --ip)',
      'it is an alias (CNAME) that leads nowhere or in a circle',
      'the URL names a domain that serves mail or text records only',
    ],
    hint: 'Check the host in the URL. If --ip or dns.ip restricts the family, try without it; else the owner has to add an A or AAAA record.',
  },
  'server-failure': {
    fault: 'network',
    retryable: true,
    title: 'the name server failed',
    meaning:
      'The resolver could not find out the address (SERVFAIL or an unusable answer). The name itself may be fine.',
    causes: [
      'the name servers of the domain are down or unreachable',
      'a broken DNSSEC signature',
      'a faulty resolver, router or VPN on this side',
    ],
    hint: 'Ask another resolver (--dns-server 1.1.1.1). If that works, the own resolver is at fault; if it fails too, the name servers of the domain are.',
  },
  refused: {
    fault: 'network',
    retryable: true,
    title: 'the name server refused to answer',
    meaning: 'The resolver is there but does not serve this machine or this name (REFUSED).',
    causes: [
      'a resolver that serves only its own network',
      'a filter on the resolver',
      'a wrong resolver address',
    ],
    hint: 'Use a resolver that serves this network (--dns-server), or have this machine allowed on the one in use.',
  },
  timeout: {
    fault: 'network',
    retryable: true,
    title: 'the name server did not answer in time',
    meaning: 'The question for the address went out and no answer came back in time.',
    causes: [
      'the resolver is overloaded or down',
      'a firewall drops DNS packets (UDP and TCP port 53)',
      'the name servers of the domain are under attack or down',
    ],
    hint: 'Try another resolver (--dns-server 1.1.1.1). If all names are slow, look at the own network first.',
  },
  'resolver-unreachable': {
    fault: 'network',
    retryable: true,
    title: 'no name server can be reached',
    meaning: 'Nothing listens at the address of the resolver, or none is configured.',
    causes: [
      'no network, or a VPN that is not connected',
      'a wrong entry in /etc/resolv.conf',
      'a local resolver that has stopped',
      'its answer is too long for UDP, and its TCP port 53 is closed or blocked',
    ],
    hint: 'Check the network connection and the resolver in /etc/resolv.conf, or name one with --dns-server.',
  },
} as const satisfies Reasons;

export const CONNECT = {
  refused: {
    fault: 'provider',
    retryable: true,
    title: 'the connection was refused',
    meaning: 'The machine is there, but nothing accepts connections on that port.',
    causes: [
      'the service is stopped, crashed or still starting',
      'the wrong port',
      'a DNS filter that gives 0.0.0.0 for the name',
      'it listens on another address only (127.0.0.1 in a container), or a firewall rejects the connection',
    ],
    hint: 'Self-hosted: see whether the process runs and on which address and port it listens. Hosted: look at the status page and wait.',
  },
  unreachable: {
    fault: 'network',
    retryable: true,
    title: 'there is no route to the address',
    meaning: 'The network says that it cannot deliver packets to that address.',
    causes: [
      'this machine has no network, or no IPv6 while the address is IPv6',
      'a VPN or a route is missing for a private address',
      'a router or firewall on the way rejects it',
    ],
    hint: 'Check the own network and VPN. If other sites work, trace the way (traceroute), and try --ip 4.',
  },
  reset: {
    fault: 'provider',
    retryable: true,
    title: 'the connection was reset',
    meaning: 'The other side, or something on the way, broke the connection before a byte of an answer came.',
    causes: [
      'the service crashed or restarts, or a load balancer has no working server behind it',
      'a firewall or filter cuts the connection',
      'the limit of connections is reached',
    ],
    hint: 'Try again in a minute. If only one network sees it, look for a firewall; else the service has to look into it.',
  },
  closed: {
    fault: 'provider',
    retryable: true,
    title: 'the connection was closed without an answer',
    meaning: 'The connection was accepted and then closed before a byte of an answer came.',
    causes: [
      'the service restarts or drops requests under load',
      'the port speaks another protocol than HTTP, or wants https',
      'a load balancer gave up on the server behind it',
    ],
    hint: 'Check scheme and port of the URL (https or http). If they are right, try again in a minute.',
  },
} as const satisfies Reasons;

export const TLS = {
  expired: {
    fault: 'provider',
    retryable: false,
    title: 'the certificate has expired',
    meaning:
      'The server proves its identity with a certificate whose last day is past. No safe connection is possible.',
    causes: [
      'its automatic renewal failed',
      'it was renewed but the server still holds the old one',
      'the server sends an old intermediate certificate beside its own',
      'the clock of this machine is wrong',
    ],
    hint: 'The owner has to renew the certificate and reload the server. Check the own clock first if several services show this.',
  },
  'not-yet-valid': {
    fault: 'provider',
    retryable: false,
    title: 'the certificate is not valid yet',
    meaning: "The first day of the server's certificate lies in the future.",
    causes: [
      'the clock of this machine is slow',
      'a certificate that was issued for later was installed too early',
    ],
    hint: 'Check the clock of this machine (date -u). If it is right, the owner has to install a certificate that is valid now.',
  },
  untrusted: {
    fault: 'provider',
    retryable: false,
    title: 'the certificate is not trusted',
    meaning:
      'The certificate was not issued by an authority that this machine knows, so anybody could have made it.',
    causes: [
      'a self-signed certificate or a private authority',
      'the server does not send its intermediate certificate',
      'a proxy or antivirus in between opens the connection (then many hosts show the same issuer)',
    ],
    hint: 'For a private authority give its file with --ca (or NODE_EXTRA_CA_CERTS); for a public service the owner has to send the whole chain.',
  },
  hostname: {
    fault: 'provider',
    retryable: false,
    title: 'the certificate is for another name',
    meaning: 'The certificate is good, but it was issued for other hosts than the one in the URL.',
    causes: [
      'the wrong host in the URL, or an address in place of the name',
      'the server answers with its default site',
      'a captive portal or a hijacked name',
    ],
    hint: 'Use a host that the certificate names (or tls.servername); else the owner has to add the name to it.',
  },
  protocol: {
    fault: 'provider',
    retryable: false,
    title: 'no common TLS version or cipher',
    meaning:
      'The two sides found no version of TLS and no cipher that both speak, or the port does not speak TLS at all.',
    causes: [
      'https was used on a plain http port',
      'the server speaks only outdated TLS versions or ciphers',
      'the server has no certificate for this host name (some CDNs say so)',
      'a wrong port',
    ],
    hint: 'Check scheme and port: for a plain port write http://. Else the server has to offer TLS 1.2 or newer.',
  },
  handshake: {
    fault: 'provider',
    retryable: true,
    title: 'the TLS handshake failed',
    meaning: 'The connection was broken off while encryption was being agreed on.',
    causes: [
      'the server has no certificate for this host name, or is misconfigured',
      'it speaks HTTP/2 alone (see http_version)',
      'a firewall or filter cuts connections by their host name',
      'the server is overloaded or restarts',
    ],
    hint: "Try from another network: if it works there, something on this network filters it. Else the owner has to look at the server's TLS log.",
  },
  'client-cert': {
    fault: 'provider',
    retryable: false,
    title: 'a client certificate is wanted',
    meaning:
      'The server lets in only callers that show a certificate of their own, and did not accept ours (or there was none).',
    causes: [
      'no tls.cert and tls.key in the probe',
      'the client certificate has expired or comes from another authority',
    ],
    hint: 'Set tls: {cert, key} for this probe: a certificate that has not expired, from an authority that the server trusts.',
  },
} as const satisfies Reasons;
