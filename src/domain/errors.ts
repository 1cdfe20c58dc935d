/** The user's own mistakes: bad usage, bad config. Told in one line (or a list), exit code 2, nothing probed. */

export class UserError extends Error {
  override readonly name = 'UserError';
  /** The message begins with `file:line:column:`, which editors and CI read only where nothing stands before it. */
  readonly placed: boolean;

  constructor(message: string, { placed = false }: { readonly placed?: boolean } = {}) {
    super(message);
    this.placed = placed;
  }
}

const WHY_UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  EACCES: 'permission denied',
};

/** Why a file could not be read, for people; the error's own words where it is none of the usual reasons. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error ? String(Reflect.get(error, 'code')) : '';
  return WHY_UNREADABLE[code] ?? (error instanceof Error ? error.message : code);
}
