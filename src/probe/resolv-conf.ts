/** The search list of resolv.conf(5), which c-ares' plain queries leave aside, and what it makes of a short name. */

export interface SearchRules {
  readonly search: readonly string[];
  readonly ndots: number;
}

export const NO_SEARCH: SearchRules = { search: [], ndots: 1 };

/** glibc's own bounds: at most 15 for ndots; six domains were its limit before 2.26, more are honoured since. */
const MAX_NDOTS = 15;
const MAX_SEARCH = 16;

export function parseResolvConf(text: string): SearchRules {
  let search: readonly string[] = [];
  let ndots = 1;
  for (const line of text.split('\n')) {
    const [keyword, ...values] = line
      .replace(/[#;].*/, '')
      .trim()
      .split(/\s+/);
    // The last `search` or `domain` line wins, says the manual page.
    if (keyword === 'search') search = values.slice(0, MAX_SEARCH);
    else if (keyword === 'domain') search = values.slice(0, 1);
    else if (keyword === 'options') ndots = ndotsOf(values) ?? ndots;
  }
  return {
    search: search.map((domain) => domain.replace(/\.$/, '')).filter((domain) => domain !== ''),
    ndots,
  };
}

function ndotsOf(options: readonly string[]): number | null {
  const option = options.findLast((candidate) => /^ndots:\d+$/.test(candidate));
  return option === undefined ? null : Math.min(Number(option.slice('ndots:'.length)), MAX_NDOTS);
}

/** The fully qualified names to ask for, in the resolver's order. */
export function candidateNames(name: string, rules: SearchRules): readonly string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const searched = rules.search.map((domain) => `${name}.${domain}`);
  const dots = name.split('.').length - 1;
  return dots >= rules.ndots ? [name, ...searched] : [...searched, name];
}
