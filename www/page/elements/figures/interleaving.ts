/** The element of steps that interleave, defined by being imported. */
import { define } from '../define';
import { PpInterleaving } from './pp-interleaving';

define(PpInterleaving);
