/** Which format is written where no `-r` says otherwise. */

/**
 * GitHub Actions turns lines of the log into annotations, so its own format is the better one there. Gitea and Forgejo
 * set the same variable for compatibility but show no annotations; GitLab, Jenkins, Azure Pipelines and others read
 * test results from a file that has to be named, and show the log as text.
 *
 * @param env the environment; `GITHUB_ACTIONS` is documented as "always set to true when GitHub Actions is running the
 *   workflow" (GitHub docs, "Variables reference")
 */
export function defaultReporter(env: Readonly<Record<string, string | undefined>>): 'github' | 'table' {
  const compatible = env.GITEA_ACTIONS === 'true' || env.FORGEJO_ACTIONS === 'true';
  return env.GITHUB_ACTIONS === 'true' && !compatible ? 'github' : 'table';
}
