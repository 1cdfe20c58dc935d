/** Names under which secrets go, and the published forms of credentials: what tells one apart from any other text. */

/** A variable's or a key's name. */
export const SECRET_WORD = /key|token|secret|password|passwd|credential/i;
/** A header's name. Portkey's gateway has its own name in all of its headers, and keys in those that say so. */
export const SECRET_HEADER =
  /auth|(?<!port)key|portkey-config|token|secret|password|credential|cookie|signature/i;
/** The name of a URL's query parameter. */
export const SECRET_QUERY =
  /^(.*[-_.])?(api-?key|key|token|secret|password|passwd|pwd|credentials?|auth|authorization|sig|signature|code|access-?token)$/i;
/** Credentials in the forms that vendors publish, wherever they stand. Global: for `replace`. */
export const KNOWN_CREDENTIAL =
  /(?<![\w-])((?:sk|pk|rk|gsk|xai|hf|r8|csk|nvapi|pplx|fw|ghp|gho|ghs|github_pat|glpat|xox[abps])[-_][\w-]{12,}|AIza[\w-]{20,}|AKIA[A-Z0-9]{12,}|eyJ[\w-]{8,}\.[\w.-]+)/g;
