/** Node's own modules that a probe of a plain http URL does without: node:tls takes 12 ms to load, node:zlib 2 (Node 20). */

export const lateTls = () => process.getBuiltinModule('node:tls');
export const lateZlib = () => process.getBuiltinModule('node:zlib');
