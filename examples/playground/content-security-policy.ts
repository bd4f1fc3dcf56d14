/** What the page may load and run: its own files, WebAssembly, nothing made of text. */
const policyWith = (workers: string): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `worker-src ${workers}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** Where a server sends it along. */
export const contentSecurityPolicy = policyWith("'self'");

/** Where only the page itself says it: from the disk its workers start from scripts it has loaded. */
export const policyFromDisk = policyWith("'self' blob:");
