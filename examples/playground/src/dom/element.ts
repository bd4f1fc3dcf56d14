/**
 * # Elements
 *
 * The only way in which this page makes elements: text becomes text nodes, never markup.
 */
export type Child = Node | string | null | false;
type Value = string | number | boolean | null | ((event: never) => void);
export type Properties = Readonly<Record<string, Value>>;

/** `onclick` and the like are listeners, `true` an empty attribute, `false` and `null` none. */
function apply(element: Element, properties: Properties, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function')
      element.addEventListener(name.slice(2), value as (event: Event) => void);
    else if (value !== null && value !== false)
      element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== false));
}

export function html<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  apply(element, properties, children);
  return element;
}

export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  apply(element, properties, children);
  return element;
}

/** Puts these in the place of all that an element has. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren(...children.filter((child) => child !== null && child !== false));
}

let count = 0;
/** An id that no other element of the page has. */
export const freshId = (name: string): string => `${name}-${(count += 1)}`;
