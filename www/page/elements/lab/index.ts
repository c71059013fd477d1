/** The elements of the scheduling lab, defined by being imported. */
import { define } from '../define';
import { PpExports } from './pp-exports';
import { PpGantt } from './pp-gantt';
import { PpLab } from './pp-lab';
import { PpPolicies } from './pp-policies';

define(PpExports, PpGantt, PpPolicies, PpLab);
