/**
 * The certificates of the stand-ins, made when they are first asked for and kept in memory only: an authority, an
 * intermediate, and leaves with one fault each. ECDSA P-256, because making RSA keys takes seconds.
 */

export interface KeyPair {
  /** PEM: the certificate, then whatever the server is to send with it. */
  readonly cert: string;
  /** PEM, PKCS #8. */
  readonly key: string;
}

interface Recipe {
  readonly commonName: string;
  readonly issuer: 'self' | 'authority' | 'intermediate' | 'old-intermediate';
  /** Days from now. */
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  readonly authority: boolean;
  /** The server sends the issuer's certificate too. */
  readonly withIssuer: boolean;
}

const LEAF: Recipe = {
  commonName: 'aiprobe demo',
  issuer: 'authority',
  from: -1,
  to: 90,
  names: ['localhost', 'aiprobe.test', '*.aiprobe.test'],
  addresses: ['127.0.0.1', '::1'],
  authority: false,
  withIssuer: false,
};

const AUTHORITY: Recipe = {
  ...LEAF,
  commonName: 'aiprobe demo authority',
  issuer: 'self',
  from: -400,
  to: 400,
  names: [],
  addresses: [],
  authority: true,
};

const RECIPES = {
  authority: AUTHORITY,
  intermediate: { ...AUTHORITY, commonName: 'aiprobe demo intermediate', issuer: 'authority' },
  'old-intermediate': {
    ...AUTHORITY,
    commonName: 'aiprobe demo old intermediate',
    issuer: 'authority',
    to: -3,
  },
  good: LEAF,
  expired: { ...LEAF, from: -90, to: -3 },
  'not-yet-valid': { ...LEAF, from: 3, to: 90 },
  'short-lived': { ...LEAF, to: 5.5 },
  'self-signed': { ...LEAF, issuer: 'self' },
  'wrong-host': { ...LEAF, names: ['other.example.test'], addresses: [] },
  'full-chain': { ...LEAF, issuer: 'intermediate', withIssuer: true },
  'expired-intermediate': { ...LEAF, issuer: 'old-intermediate', withIssuer: true },
  'missing-intermediate': { ...LEAF, issuer: 'intermediate' },
  /** Its subject and a name hold terminal escapes and a workflow command. */
  hostile: { ...LEAF, commonName: '\u001b[31mred\u001b[0m ::error::planted', names: ['localhost'] },
  client: { ...LEAF, commonName: 'aiprobe demo client', names: [], addresses: [] },
} as const satisfies Readonly<Record<string, Recipe>>;

export type CertificateName = keyof typeof RECIPES;

const DAY_MS = 86_400_000;
const made = new Map<CertificateName, Promise<KeyPair>>();

/** @returns the certificate and its key; the same ones for as long as the process lives */
export function certificate(name: CertificateName): Promise<KeyPair> {
  const known = made.get(name);
  if (known !== undefined) return known;
  const making = make(RECIPES[name]);
  made.set(name, making);
  return making;
}

/** What a client has to trust to accept the good ones, PEM. */
export async function authorityPem(): Promise<string> {
  return (await certificate('authority')).cert;
}

async function make(recipe: Recipe): Promise<KeyPair> {
  // A CommonJS package: its default export is there in Node and in a bundle alike, named ones are not.
  const { generate } = (await import('selfsigned')).default;
  const issuer = recipe.issuer === 'self' ? null : await certificate(recipe.issuer);
  const pems = await generate([{ name: 'commonName', value: recipe.commonName }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() + recipe.from * DAY_MS),
    notAfterDate: new Date(Date.now() + recipe.to * DAY_MS),
    extensions: extensions(recipe),
    ...(issuer === null ? {} : { ca: issuer }),
  });
  const chain = recipe.withIssuer && issuer !== null ? `\n${issuer.cert}` : '';
  return { cert: pems.cert + chain, key: pems.private };
}

type Extensions = NonNullable<
  NonNullable<Parameters<typeof import('selfsigned')['generate']>[1]>['extensions']
>;

function extensions(recipe: Recipe): Extensions {
  if (recipe.authority) {
    return [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ];
  }
  const altNames = [
    ...recipe.names.map((value) => ({ type: 2 as const, value })),
    ...recipe.addresses.map((ip) => ({ type: 7 as const, ip })),
  ];
  return [
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
    ...(altNames.length === 0 ? [] : [{ name: 'subjectAltName' as const, altNames }]),
  ];
}
