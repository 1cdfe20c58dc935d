// Compiled code of dist/ kept between runs, for Node 20: later ones do it themselves (module.enableCompileCache). A third of
// the start of a command is compiling. One file a chunk, in the user's cache folder; whatever goes wrong, it compiles.

const {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const Module = require('node:module');
const { basename, dirname, join } = require('node:path');
const { cachedDataVersionTag, getHeapCodeStatistics } = require('node:v8');
const { Script } = require('node:vm');

/** esbuild puts a hash of the content into a chunk's name: V8 itself compares no more than the length of the source. */
const CHUNK = /-[0-9A-Z]{8}\.js$/;
const CHECKSUM_BYTES = 4;
/** A run that compiled so much more than the one that filled the cache knows functions that are worth keeping. */
const GROWN = 1.05;
/** Each version has chunks of its own. */
const KEPT_DAYS = 30;
const checksum = (data) => require('node:zlib').crc32(data);

/**
 * Makes `require` take the chunks of a folder from the cache, and fills it when the process ends.
 * @param {string} dist folder of the chunks
 * @param {Readonly<Record<string, string | undefined>>} env
 */
exports.enable = (dist, env) => {
  const folder = cacheFolder(env);
  if (folder === null || !isOurs(folder)) return;
  /** @type {Map<string, Script>} */
  const loaded = new Map();
  let isMissing = false;
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (source, path) {
    if (dirname(path) !== dist || !CHUNK.test(path)) return compile.call(this, source, path);
    const file = join(folder, `${basename(path)}.bin`);
    const cachedData = checked(file);
    const script = new Script(Module.wrap(source), { filename: path, cachedData });
    loaded.set(file, script);
    if (cachedData === undefined || script.cachedDataRejected) isMissing = true;
    const require = (id) => this.require(id);
    return script.runInThisContext().call(this.exports, this.exports, require, this, path, dist);
  };
  // At the end, because by then it holds the functions that were called too: of a first `init`, few that `check` needs.
  process.on('exit', () => {
    const [first] = loaded.keys();
    if (first === undefined) return;
    const { bytecode_and_metadata_size: bytes } = getHeapCodeStatistics();
    const sizeFile = `${first}.size`;
    const most = sizeIn(sizeFile);
    if (!isMissing && bytes <= GROWN * most) return;
    for (const [file, script] of loaded) keep(file, script.createCachedData());
    keep(sizeFile, Buffer.from(String(Math.max(bytes, most))));
    prune(folder);
  });
};

/** One for each engine and its flags, since none reads another's; null where the user wants none or has no place for it. */
function cacheFolder({ NODE_DISABLE_COMPILE_CACHE, XDG_CACHE_HOME, HOME }) {
  if (NODE_DISABLE_COMPILE_CACHE) return null;
  const home = XDG_CACHE_HOME?.startsWith('/')
    ? XDG_CACHE_HOME
    : HOME?.startsWith('/') && join(HOME, '.cache');
  return home
    ? join(
        home,
        'aiprobe',
        `v8-${process.versions.v8}-${process.arch}-${cachedDataVersionTag().toString(16)}`,
      )
    : null;
}

/** Level by level: Node 20's own `recursive` never returns where nothing can be made, as in /proc. */
function makeFolder(folder) {
  for (const path of [dirname(dirname(folder)), dirname(folder), folder]) {
    if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
  }
}

/** What another user could write there would run as this one (`sudo` keeps HOME on some systems). */
function isOurs(folder) {
  try {
    makeFolder(folder);
    const { uid, mode } = lstatSync(folder);
    return uid === process.getuid?.() && (mode & 0o022) === 0;
  } catch {
    return false;
  }
}

/** V8 ends the process over code that is damaged, so each file ends with a checksum. */
function checked(file) {
  try {
    const bytes = readFileSync(file);
    const data = bytes.subarray(0, -CHECKSUM_BYTES);
    return bytes.readUInt32LE(data.length) === checksum(data) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Bytes of compiled code at the end of the run that had most of it; 0 where none is known. */
function sizeIn(file) {
  return Number(checked(file)?.toString() ?? 0);
}

/** The whole file or none: commands run side by side. */
function keep(file, data) {
  const end = Buffer.alloc(CHECKSUM_BYTES);
  end.writeUInt32LE(checksum(data));
  const fresh = `${file}.${process.pid}`;
  try {
    writeFileSync(fresh, Buffer.concat([data, end]), { mode: 0o600 });
    renameSync(fresh, file);
  } catch {
    // A full or read-only disk: the next run compiles again.
  }
}

/** When a version is new, those of old ones go; one that is still in use fills its place once more. */
function prune(folder) {
  const oldest = Date.now() - KEPT_DAYS * 86_400_000;
  try {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (statSync(path).mtimeMs < oldest) rmSync(path);
    }
  } catch {
    // Another command was sooner.
  }
}
