/** The elements of the scheduling lab, defined by being imported. */
import { PpExports } from './pp-exports';
import { PpGantt } from './pp-gantt';
import { PpLab } from './pp-lab';
import { PpPolicies } from './pp-policies';

for (const element of [PpExports, PpGantt, PpPolicies, PpLab]) {
  if (!customElements.get(element.tag)) customElements.define(element.tag, element);
}
