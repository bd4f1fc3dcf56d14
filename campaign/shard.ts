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
  /** Cases that took longer than allowed; they are counted, and not known to hold. */
  readonly slow: Slow[];
}

export interface Slow {
  readonly property: string;
  readonly seed: number;
  /** The value that was judged; null if it took too long to draw one. */
  readonly value: string | null;
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
  /** What an earlier run of this shard had found: it goes on from there. */
  readonly tallies?: readonly Tally[];
  /** Cases that are not run again: that took too long, and that ended their process. */
  readonly slow?: readonly Slow[];
  readonly crashed?: readonly Slow[];
  /** Told what runs before it does: where nothing follows for long, that is slow. */
  readonly onCase?: (running: Running) => void;
  /** Tallies so far, at most one a second. */
  readonly onTallies?: (tallies: readonly Tally[]) => void;
}

export interface Running extends Slow {
  /** The defect that is being shrunk. */
  readonly defect: Defect | null;
}

export function runShard(options: ShardOptions): Tally[] {
  const { seed, shard, minutes, cases, only, defects = Infinity } = options;
  const { onDefect, onCase, onTallies, slow = [], crashed = [] } = options;
  const chosen = properties.filter(({ name }) => only === undefined || only.includes(name));
  const unknown = only?.find((name) => !properties.some((p) => p.name === name));
  if (unknown !== undefined) {
    const names = properties.map(({ name }) => JSON.stringify(name)).join(', ');
    throw new RangeError(`there is no property ${JSON.stringify(unknown)}; expected ${names}`);
  }
  const tallies = chosen.map(({ name, statement, run }) => ({
    run,
    tally: options.tallies?.find((tally) => tally.name === name) ?? emptyTally(name, statement),
  }));
  let told = -Infinity;
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
    if (start - told > 1000) {
      onTallies?.(tallies.map(({ tally: t }) => t));
      told = start;
    }
    const isThis = (s: Slow): boolean => s.property === tally.name && s.seed === caseSeed;
    const late = slow.find(isThis);
    if (late) tally.slow.push(late);
    if (late || crashed.some(isThis)) {
      tally.cases += 1;
      continue;
    }
    const running = { property: tally.name, seed: caseSeed, value: null, defect: null };
    onCase?.(running);
    const { kind, drawn, counterexample, defect, tags } = run(caseSeed, (tried) => {
      const { property, seed: own } = running;
      const seen = tried.defect === null ? null : { ...tried, property, seed: own };
      onCase?.({ ...running, value: tried.value, defect: seen });
    });
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

const emptyTally = (name: string, statement: string): Tally => ({
  ...{ name, statement, cases: 0, undecided: 0, milliseconds: 0, longest: 0 },
  ...{ tags: {}, open: [], defects: [], slow: [] },
});

/** Undecided values that are kept. */
const mostOpen = 30;

/** 32 bits (FNV-1a over the parts). */
function mixed(seed: number, shard: number, name: string, index: number): number {
  let h = 0x811c9dc5;
  for (const c of `${seed} ${shard} ${name} ${index}`)
    h = Math.imul(h ^ c.charCodeAt(0), 0x01000193);
  return h | 0;
}
