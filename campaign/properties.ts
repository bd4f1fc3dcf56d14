/** All properties of the campaign, by name. */
import { domainProperties } from './properties/domain.ts';
import { expressionProperties } from './properties/expression.ts';
import { kernelProperties } from './properties/kernel.ts';
import { verdictProperties } from './properties/verdict.ts';
import type { Property } from './property.ts';

export const properties: readonly Property[] = [
  ...verdictProperties,
  ...domainProperties,
  ...expressionProperties,
  ...kernelProperties,
];
