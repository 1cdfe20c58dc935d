/** The formats that can be imported, in the order in which they are recognised. */

export const FORMATS = ['litellm', 'gatus', 'blackbox', 'uptime-kuma'] as const;
export type Format = (typeof FORMATS)[number];
