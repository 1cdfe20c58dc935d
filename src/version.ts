/** The package's version, put in by the build; tests run from source see `0.0.0-dev`. */

declare const __VERSION__: string | undefined;

export const VERSION = typeof __VERSION__ === 'string' ? __VERSION__ : '0.0.0-dev';
