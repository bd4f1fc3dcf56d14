/** What the page may load and run: its own files, WebAssembly, nothing made of text. */
const policyOf = ({ files, workers }: { files: string; workers: string }): string =>
  [
    "default-src 'none'",
    `script-src ${files} 'wasm-unsafe-eval'`,
    `worker-src ${workers}`,
    `style-src ${files}`,
    `img-src ${files} data:`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** Where a server sends it along. */
export const contentSecurityPolicy = policyOf({ files: "'self'", workers: "'self'" });

/**
 * Where only the page itself says it. From the disk its workers start from scripts that it has
 * loaded, and 'self' need not be the files beside it; a served page may load no file of the disk
 * whatever its policy.
 */
export const policyFromDisk = policyOf({ files: "'self' file:", workers: "'self' blob:" });
