/**
 * # A formula as an element
 */
import type { Formula } from './formula.ts';

const namespace = 'http://www.w3.org/1998/Math/MathML';

/** @param label what a screen reader says where it has no MathML */
export function formulaElement(formula: Formula, label: string): Element {
  const math = document.createElementNS(namespace, 'math');
  math.setAttribute('display', 'block');
  math.setAttribute('alttext', label);
  math.append(elementOf(formula));
  return math;
}

function elementOf({ tag, content }: Formula): Element {
  const element = document.createElementNS(namespace, tag);
  if (typeof content === 'string') element.textContent = content;
  else element.append(...content.map(elementOf));
  // Cases: to the left, with room between the columns.
  if (tag === 'mtable') element.setAttribute('class', 'cases');
  return element;
}

/** σ(x) = right */
export const sigmaEquals = (right: Formula): Formula => ({
  tag: 'mrow',
  content: [
    // In a row of its own: parentheses grow with what stands beside them.
    {
      tag: 'mrow',
      content: [
        { tag: 'mi', content: 'σ' },
        { tag: 'mo', content: '(' },
        { tag: 'mi', content: 'x' },
        { tag: 'mo', content: ')' },
      ],
    },
    { tag: 'mo', content: '=' },
    right,
  ],
});
