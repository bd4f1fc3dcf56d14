/** "a = 0.01, c = 2" → {a: "0.01", c: "2"}; what is no pair is left out. */
export function readParameters(text: string): Readonly<Record<string, string>> {
  const pairs = text
    .split(/[,;]/)
    .map((part) => part.split('='))
    .filter((pair) => pair.length === 2 && pair[0]!.trim() !== '' && pair[1]!.trim() !== '')
    .map(([name, value]) => [name!.trim(), value!.trim()] as const);
  return Object.fromEntries(pairs);
}
