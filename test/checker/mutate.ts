/** Certificates changed in one place. */
export { mutation, mutations, rebound } from '../../src/testing/mutation.ts';
export type { Json } from '../../src/testing/mutation.ts';
