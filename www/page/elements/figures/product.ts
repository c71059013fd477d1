/** The elements of a matrix product's figures, defined by being imported. */
import { define } from '../define';
import { PpComparison } from './pp-comparison';
import { PpCosts } from './pp-costs';
import { PpOwnership } from './pp-ownership';

define(PpComparison, PpCosts, PpOwnership);
