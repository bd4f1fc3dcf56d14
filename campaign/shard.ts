/**
 * # One process of the campaign
 *
 * Properties take turns, the one that had the least time first; case k of a property depends on the
 * seed, the shard and k alone.
 */
import { properties } from './properties.ts';

export interface Tally {
  readonly name: string;
  readonly statement: string;
  cases: number;
  undecided: number;
  milliseconds: number;
  longest: number;
  readonly tags: Record<string, number>;
  /** The first that were undecided. */
  readonly open: string[];
  readonly defects: Defect[];
}

export interface Defect {
  readonly property: string;
  /** `run(seed)` of the property shows it again. */
  readonly seed: number;
  readonly counterexample: string | null;
  readonly defect: string | null;
}

export interface ShardOptions {
  readonly seed: number;
  readonly shard: number;
  /** Stops at whichever comes first. */
  readonly minutes: number;
  /** Cases of each property. */
  readonly cases: number;
  /** Only these; all unless given. */
  readonly only?: readonly string[];
  /** Stops after so many defects; never unless given. */
  readonly defects?: number;
  readonly onDefect?: (defect: Defect) => void;
}

export function runShard(options: ShardOptions): Tally[] {
  const { seed, shard, minutes, cases, only, defects = Infinity, onDefect } = options;
  const chosen = properties.filter(({ name }) => only === undefined || only.includes(name));
  const unknown = only?.find((name) => !properties.some((p) => p.name === name));
  if (unknown !== undefined) throw new RangeError(`runShard: there is no property ${unknown}`);
  const tallies = chosen.map(({ name, statement, run }) => ({
    run,
    tally: {
      ...{ name, statement, cases: 0, undecided: 0, milliseconds: 0, longest: 0 },
      tags: {} as Record<string, number>,
      open: [] as string[],
      defects: [] as Defect[],
    },
  }));
  const end = performance.now() + minutes * 60_000;
  for (;;) {
    const open = tallies.filter(({ tally }) => tally.cases < cases);
    const found = tallies.reduce((sum, { tally }) => sum + tally.defects.length, 0);
    if (open.length === 0 || found >= defects || performance.now() >= end) break;
    const { run, tally } = open.reduce((a, b) =>
      b.tally.milliseconds < a.tally.milliseconds ? b : a,
    );
    const caseSeed = mixed(seed, shard, tally.name, tally.cases);
    const start = performance.now();
    const { kind, drawn, counterexample, defect, tags } = run(caseSeed);
    const spent = performance.now() - start;
    tally.cases += 1;
    tally.milliseconds += spent;
    tally.longest = Math.max(tally.longest, spent);
    if (kind === 'undecided') {
      tally.undecided += 1;
      if (tally.open.length < mostOpen) tally.open.push(drawn);
    }
    for (const tag of [...tags, ...(tags.length > 0 ? [`${kind}`] : [])])
      tally.tags[tag] = (tally.tags[tag] ?? 0) + 1;
    if (kind === 'defect') {
      const shown = { property: tally.name, seed: caseSeed, counterexample, defect };
      tally.defects.push(shown);
      onDefect?.(shown);
    }
  }
  return tallies.map(({ tally }) => tally);
}

/** Undecided values that are kept. */
const mostOpen = 30;

/** 32 bits (FNV-1a over the parts). */
function mixed(seed: number, shard: number, name: string, index: number): number {
  let h = 0x811c9dc5;
  for (const c of `${seed} ${shard} ${name} ${index}`)
    h = Math.imul(h ^ c.charCodeAt(0), 0x01000193);
  return h | 0;
}
