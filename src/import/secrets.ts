/** Literal keys and passwords of a foreign config, taken out before anything of it is written. */

import { KNOWN_CREDENTIAL, SECRET_HEADER, SECRET_QUERY, SECRET_WORD } from '../domain/secret-names.ts';
import type { Ledger } from './ledger.ts';

/** `${` of a source that knows no variables means itself. */
export function literal(text: string): string {
  return text.replaceAll('${', () => '$${');
}

/** Nothing but variables and what joins them. */
function isOpen(text: string): boolean {
  return text.includes('${') && text.replace(/(?<!\$)\$\{\w+\}/g, '').trim() === '';
}

/**
 * A header's value that may be written. The scheme (`Bearer`, `Basic`) stays readable.
 * @param value `${NAME}` in it is a variable
 */
export function headerText(ledger: Ledger, probe: string, header: string, value: string): string {
  if (!SECRET_HEADER.test(header)) return anyText(ledger, probe, value);
  const [, scheme = '', credential = ''] =
    /^((?:bearer|basic|token|apikey|key)\s+)?(.*)$/is.exec(value) ?? [];
  if (credential.trim() === '' || isOpen(credential)) return value;
  const what = /^basic/i.test(scheme) ? 'base64 of USER:PASSWORD for' : 'the value of';
  return `${scheme}${ledger.hide(credential, `${probe} ${header}`, `${what} the header ${header} of ${probe}`)}`;
}

/** `Authorization: Basic`, with user and password in one variable. */
export function basicHeader(ledger: Ledger, probe: string, user: string, password: string): string {
  const encoded = Buffer.from(`${user}:${password}`).toString('base64');
  if (!isOpen(password)) ledger.forget(password);
  return `Basic ${ledger.hide(encoded, `${probe} basic auth`, `base64 of USER:PASSWORD for ${probe}`)}`;
}

/** An address whose password and key-like parameters have become variables. */
export function urlText(ledger: Ledger, probe: string, text: string): string {
  const [, scheme = '', userinfo, rest = ''] =
    /^([a-z][a-z0-9+.-]*:\/\/)(?:([^/?#]*)@)?(.*)$/is.exec(text) ?? [];
  if (scheme === '') return anyText(ledger, probe, text);
  const user = userinfo === undefined ? '' : `${hiddenUserinfo(ledger, probe, userinfo)}@`;
  const query = rest.replace(
    /([?&])([^=&#]+)=([^&#]*)/g,
    (whole, lead: string, name: string, value: string) => {
      if (!SECRET_QUERY.test(name) || value === '' || isOpen(value)) return whole;
      return `${lead}${name}=${ledger.hide(value, `${probe} ${name}`, `the parameter ${name} in the URL of ${probe}`)}`;
    },
  );
  return `${scheme}${user}${anyText(ledger, probe, query)}`;
}

function hiddenUserinfo(ledger: Ledger, probe: string, userinfo: string): string {
  if (isOpen(userinfo.replace(':', ''))) return userinfo;
  const purpose = `USER:PASSWORD (percent-encoded) in the URL of ${probe}`;
  return ledger.hide(userinfo, `${probe} userinfo`, purpose);
}

/** A body: what stands under a key-like name in JSON, and credentials of a known form. */
export function bodyText(ledger: Ledger, probe: string, text: string): string {
  const members = text.replace(
    /("([\w-]{1,60})"\s*:\s*")((?:[^"\\]|\\.)*)(")/g,
    (whole, lead: string, name: string, value: string, tail: string) => {
      if (!isSecretMember(name) || value === '' || isOpen(value)) return whole;
      return lead + ledger.hide(value, `${probe} ${name}`, `"${name}" in the body of ${probe}`) + tail;
    },
  );
  return anyText(ledger, probe, members);
}

/** `max_tokens` counts; `token` and `access_token` do not. */
function isSecretMember(name: string): boolean {
  return SECRET_WORD.test(name) && !/tokens$|^(?:tokenizer|keywords?|keys)$/i.test(name);
}

/** Credentials that show by their form, in a text that should hold none. */
export function anyText(ledger: Ledger, probe: string, text: string): string {
  return text.replace(KNOWN_CREDENTIAL, (found) =>
    ledger.hide(found, `${probe} secret`, `a credential that stood in the settings of ${probe}`),
  );
}
