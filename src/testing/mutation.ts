/**
 * # Certificates changed in one place
 *
 * Every number, text, entry and field of a JSON value, changed to something else: what a forger or
 * a defect would do.
 */
import { bindingOf } from '../checker/binding.ts';
import { decode } from '../checker/decode.ts';
import { unlimited } from '../checker/ensure.ts';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Every value that differs from this one in one place, with where and how. */
export function* mutations(json: Json, path: readonly string[] = []): Generator<[string, Json]> {
  const at = path.join('.') || '(whole)';
  if (typeof json === 'number') {
    for (const k of [json + 1, json - 1, -json, 0, json + 0.5, 1e9])
      if (k !== json) yield [`${at} → ${k}`, k];
    yield [`${at} → text`, String(json)];
  } else if (typeof json === 'string') {
    for (const text of otherTexts(json)) if (text !== json) yield [`${at} → "${text}"`, text];
  } else if (isArray(json)) {
    for (let i = 0; i < json.length; i++) {
      yield [`${at} without ${i}`, json.filter((_, k) => k !== i)];
      yield [`${at} with ${i} twice`, [...json.slice(0, i + 1), ...json.slice(i)]];
      if (i > 0) yield [`${at} with ${i - 1}, ${i} swapped`, swapped(json, i)];
      for (const [what, value] of mutations(json[i]!, [...path, String(i)]))
        yield [what, json.map((v, k) => (k === i ? value : v))];
    }
  } else if (json !== null && typeof json === 'object') {
    yield [`${at} with an unknown field`, { ...json, extra: 1 }];
    for (const key of Object.keys(json)) {
      const { [key]: _removed, ...rest } = json;
      yield [`${at} without ${key}`, rest];
      yield [`${at}.${key} → null`, { ...json, [key]: null }];
      for (const [what, value] of mutations(json[key]!, [...path, key]))
        yield [what, { ...json, [key]: value }];
    }
  }
}

const isArray = (json: Json): json is readonly Json[] => Array.isArray(json);

const swapped = (json: readonly Json[], i: number): readonly Json[] =>
  json.map((v, k) => (k === i ? json[i - 1]! : k === i - 1 ? json[i]! : v));

/** Rationals become other rationals, names other names of the format. */
function otherTexts(text: string): readonly string[] {
  if (/^-?\d+(\/\d+)?$/.test(text)) {
    const opposite = text.startsWith('-') ? text.slice(1) : `-${text}`;
    return [opposite, `${text}1`, '0', '1', `0${text}`, `${text}/1`, '1/0'];
  }
  return [
    ...[`${text}x`, '', 'growth', 'piece', 'exp', 'add', 'sin'],
    ...['polynomial', 'non-polynomial', '+', '-'],
  ];
}

/** One of the mutations, without listing them all: down a path chosen by `next` in [0, 1). */
export function mutation(json: Json, next: () => number): [string, Json] {
  const keys = json !== null && typeof json === 'object' ? Object.keys(json) : [];
  if (keys.length === 0 || next() < 0.05) {
    const here = [...mutations(shallow(json))];
    if (here.length > 0) return here[Math.floor(next() * here.length)]!;
  }
  if (keys.length === 0) return ['(nothing)', json];
  const key = keys[Math.floor(next() * keys.length)]!;
  const [what, value] = mutation((json as { [key: string]: Json })[key]!, next);
  const path = `${key}.${what}`;
  return isArray(json)
    ? [path, json.map((v, k) => (String(k) === key ? value : v))]
    : [path, { ...(json as object), [key]: value }];
}

/** The first entries of a long list: what is cut off is one more mutation. */
const shallow = (json: Json): Json => (isArray(json) ? json.slice(0, 12) : json);

/** The certificate with its digest computed again, as a forger would. */
export function rebound(json: Json): Json {
  try {
    const fields = json as { [key: string]: Json };
    return { ...fields, sha256: bindingOf(decode(json, unlimited)) };
  } catch {
    return json;
  }
}
