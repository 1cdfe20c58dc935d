// The man page of this version, from the same data as --help: src/cli/man.ts.
import { build } from 'esbuild';

/** What the commands load when they are called is not needed to describe them. */
const onlyTheData = {
  name: 'only-the-data',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : null,
    );
  },
};

/** @returns the text of aiprobe.1; its date is that of the build, or of SOURCE_DATE_EPOCH */
export async function manPage(root, version) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/cli/man.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    plugins: [onlyTheData],
    logLevel: 'error',
  });
  const [{ text }] = outputFiles;
  const { manPage: write } = await import(
    `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`
  );
  const epoch = process.env.SOURCE_DATE_EPOCH;
  const date = epoch === undefined ? new Date() : new Date(Number(epoch) * 1000);
  return write({ version, date: date.toISOString().slice(0, 10) });
}
