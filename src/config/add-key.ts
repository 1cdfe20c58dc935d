/** Puts the key of a probe into its headers, or says what has to be signed or is missing. */

import type { Provider } from '../domain/provider.ts';
import type { AwsSigning } from '../domain/target.ts';
import { type Build, carriesKey, complain, type Headers } from './building.ts';
import { credentialFor } from './credentials.ts';
import { headerValueProblem } from './values.ts';

/** @returns how to sign, where the provider takes signatures */
export function addKey(build: Build, provider: Provider, headers: Headers): AwsSigning | undefined {
  const { spec } = build.probe;
  if (spec.key === undefined && carriesKey(headers)) return undefined;
  const region = spec.variables?.region ?? build.env.AWS_REGION ?? null;
  const credential = credentialFor(provider.auth, spec.key, region, build.env);
  switch (credential.via) {
    case 'none':
      return undefined;
    case 'missing': {
      const place = build.probe.place('provider') ?? build.probe.start;
      build.missing.push({ variables: credential.variables, place, purpose: `the key of ${provider.id}` });
      return undefined;
    }
    case 'sign':
      build.bag.addAll(credential.secrets);
      build.sheet.note('key', '***', `$${credential.variable}`);
      return credential.sign;
    case 'header': {
      const problem = headerValueProblem(credential.secret);
      if (problem !== null) complain(build, ['key'], `the key cannot be sent: ${problem}`);
      build.bag.add(credential.secret);
      headers.set(...credential.header);
      build.sheet.note(
        'key',
        '***',
        credential.variable === null ? build.sheet.origin('key') : `$${credential.variable}`,
      );
      return undefined;
    }
  }
}
