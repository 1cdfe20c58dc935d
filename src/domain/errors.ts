/** The user's own mistakes: bad usage, bad config. Told in one line (or a list), exit code 2, nothing probed. */

export class UserError extends Error {
  override readonly name = 'UserError';
}
